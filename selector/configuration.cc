#include "selector/configuration.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "contracts/contract_file.h"
#include "domains/declarations_cache.h"
#include "domains/declarations_reader.h"
#include "domains/ownership.h"
#include "domains/sha256.h"
#include "domains/yaml.h"

namespace testfed {
namespace {

std::set<std::string> Texts(const std::vector<DeclaredPattern>& patterns) {
  std::set<std::string> texts;
  for (const DeclaredPattern& pattern : patterns) texts.insert(pattern.pattern.text());
  return texts;
}

std::set<std::string> Texts(const std::vector<DeclaredName>& names) {
  std::set<std::string> texts;
  for (const DeclaredName& name : names) texts.insert(name.name);
  return texts;
}

// A suite as one comparable text: everything that is written in it.
std::string Fingerprint(const Suite& suite) {
  Json json = Json::MakeObject();
  json.Set("name", suite.name);
  json.Set("runner", ToString(suite.runner));
  Json tests = Json::MakeArray();
  for (const std::string& text : Texts(suite.tests)) tests.Append(text);
  json.Set("tests", std::move(tests));
  json.Set("command", suite.command_text);
  json.Set("smoke", suite.smoke);
  json.Set("directory", suite.directory);
  Json matrix = Json::MakeArray();  // a list: the order of axes makes the ids
  for (const Axis& axis : suite.matrix) {
    matrix.Append(Json(Json::Array{Json(axis.name), Json(Json::Array(axis.values))}));
  }
  json.Set("matrix", std::move(matrix));
  json.Set("ci", suite.ci);
  if (suite.reports) {
    Json reports = Json::MakeArray();
    for (const std::string& text : Texts(*suite.reports)) reports.Append(text);
    json.Set("reports", std::move(reports));
  }
  return CanonicalText(json);
}

std::set<std::string> Fingerprints(const std::vector<Suite>& suites) {
  std::set<std::string> texts;
  for (const Suite& suite : suites) texts.insert(Fingerprint(suite));
  return texts;
}

using FullKey = std::tuple<std::set<std::string>, std::set<std::string>, std::set<std::string>,
                           std::set<std::string>, std::string>;

// In their order, which says whose reason is shown where two rules match.
std::vector<FullKey> FullKeys(const Settings& settings) {
  std::vector<FullKey> keys;
  for (const FullRule& rule : settings.full) {
    keys.emplace_back(Texts(rule.paths), Texts(rule.pushes), Texts(rule.events), Texts(rule.labels),
                      rule.reason);
  }
  return keys;
}

// `hash` is the text's, which is why it stands for the text in the key.
absl::StatusOr<Declarations> CachedDeclarations(std::string_view text, const std::string& hash,
                                                const std::string& file, Cache* cache) {
  if (cache == nullptr || text.size() < kMinCachedYamlBytes) {
    return ReadDeclarationsOrFirstError(text, file);
  }
  const CacheKey key("declarations", {hash, file});
  if (std::optional<std::string> known = cache->Find(key)) {
    if (auto declarations = DecodeDeclarations(*known)) return *std::move(declarations);
  }
  TESTFED_ASSIGN_OR_RETURN(Declarations declarations, ReadDeclarationsOrFirstError(text, file));
  cache->Put(key, EncodeDeclarations(declarations));
  return declarations;
}

absl::StatusOr<std::shared_ptr<const Configuration>> Read(std::string_view text, std::string hash,
                                                          const std::string& file, Cache* cache) {
  auto configuration = std::make_shared<Configuration>();
  TESTFED_ASSIGN_OR_RETURN(configuration->declarations,
                           CachedDeclarations(text, hash, file, cache));
  configuration->declarations_hash = hash;
  configuration->hash = std::move(hash);
  return std::shared_ptr<const Configuration>(std::move(configuration));
}

}  // namespace

absl::StatusOr<std::shared_ptr<const Configuration>> ReadConfiguration(std::string_view text,
                                                                       const std::string& file,
                                                                       Cache* cache) {
  return Read(text, Sha256Hex(text), file, cache);
}

namespace {

struct ContractText {
  DomainId consumer{};
  std::string file;
  std::string text;
};

absl::StatusOr<std::vector<ContractText>> ContractTexts(const Repository& repository,
                                                        const Snapshot& at,
                                                        const Declarations& declarations) {
  std::vector<ContractText> texts;
  for (size_t i = 0; i < declarations.domains.size(); ++i) {
    std::string file = ContractFileOf(declarations.domains[i]);
    if (file.empty()) continue;
    TESTFED_ASSIGN_OR_RETURN(std::optional<std::string> text,
                             repository.ReadFile(at, file, kMaxYamlBytes));
    if (text) texts.push_back({DomainId{static_cast<int>(i)}, std::move(file), *std::move(text)});
  }
  return texts;
}

constexpr std::int64_t kNoClock = 0;  // 1970: no entry of a quarantine is over

std::string HashOf(const std::string& declarations_hash, const std::vector<ContractText>& texts,
                   const std::optional<std::string>& quarantine) {
  if (texts.empty() && !quarantine) return declarations_hash;
  std::string all = declarations_hash;
  if (quarantine) all += Sha256Hex(*quarantine);
  for (const ContractText& text : texts) all += text.file + '\0' + Sha256Hex(text.text);
  return Sha256Hex(all);
}

}  // namespace

absl::StatusOr<std::shared_ptr<const Configuration>> LoadConfiguration(
    const Repository& repository, const Snapshot& at, const std::string& file,
    const std::shared_ptr<const Configuration>& known, Cache* cache) {
  TESTFED_ASSIGN_OR_RETURN(std::optional<std::string> text,
                           repository.ReadFile(at, file, kMaxYamlBytes));
  if (!text) return std::shared_ptr<const Configuration>();
  std::shared_ptr<const Configuration> configuration;
  std::string declarations_hash = Sha256Hex(*text);
  bool same =
      known && known->declarations.file == file && known->declarations_hash == declarations_hash;
  if (same) {
    configuration = known;
  } else {
    TESTFED_ASSIGN_OR_RETURN(configuration, Read(*text, std::move(declarations_hash), file, cache));
  }
  TESTFED_ASSIGN_OR_RETURN(std::vector<ContractText> texts,
                           ContractTexts(repository, at, configuration->declarations));
  const std::string quarantine_file = OwnFilesOf(file).quarantine;
  TESTFED_ASSIGN_OR_RETURN(std::optional<std::string> quarantine,
                           repository.ReadFile(at, quarantine_file, kMaxYamlBytes));
  std::string hash = HashOf(configuration->declarations_hash, texts, quarantine);
  if (hash == configuration->hash) return configuration;
  auto with_contracts = std::make_shared<Configuration>(*configuration);
  with_contracts->contracts.clear();
  with_contracts->hash = std::move(hash);
  std::vector<Finding> findings;
  for (const ContractText& contract : texts) {
    for (Contract& one : ReadContracts(contract.text, contract.file, contract.consumer,
                                       with_contracts->declarations, findings)) {
      with_contracts->contracts.push_back(std::move(one));
    }
  }
  for (const Finding& finding : findings) {
    if (finding.severity == Severity::kError) return ToStatus(finding);
  }
  with_contracts->quarantine.clear();
  if (quarantine) {
    std::vector<Finding> mistakes;
    with_contracts->quarantine = ReadQuarantine(*quarantine, quarantine_file, kNoClock, mistakes);
  }
  return std::shared_ptr<const Configuration>(std::move(with_contracts));
}

std::vector<std::string> DifferingKeys(const Domain& a, const Domain& b) {
  std::vector<std::string> keys;
  if (&a == &b) return keys;  // the ends share what is the same text
  if (Texts(a.include) != Texts(b.include)) keys.emplace_back("include");
  if (Texts(a.exclude) != Texts(b.exclude)) keys.emplace_back("exclude");
  if (Texts(a.fully_affected_by) != Texts(b.fully_affected_by)) {
    keys.emplace_back("fullyAffectedBy");
  }
  if (Texts(a.must_run_all_tests_on_changes_in) != Texts(b.must_run_all_tests_on_changes_in)) {
    keys.emplace_back("mustRunAllTestsOnChangesIn");
  }
  if (Fingerprints(a.suites) != Fingerprints(b.suites)) keys.emplace_back("suites");
  if (a.component != b.component) keys.emplace_back("component");
  return keys;
}

std::vector<std::string> DifferingKeys(const Settings& a, const Settings& b) {
  std::vector<std::string> keys;
  if (&a == &b) return keys;
  if (a.base != b.base) keys.emplace_back("base");
  if (a.ownership != b.ownership) keys.emplace_back("ownership");
  if (a.unowned != b.unowned) keys.emplace_back("unowned");
  if (a.contracts_wake_on != b.contracts_wake_on) keys.emplace_back("contractsWakeOn");
  if (Texts(a.ignore) != Texts(b.ignore)) keys.emplace_back("ignore");
  if (FullKeys(a) != FullKeys(b)) keys.emplace_back("full");
  bool same_default =
      a.default_suite.has_value() == b.default_suite.has_value() &&
      (!a.default_suite || Fingerprint(*a.default_suite) == Fingerprint(*b.default_suite));
  if (!same_default) keys.emplace_back("defaultSuite");
  if (a.library_tags != b.library_tags) keys.emplace_back("libraryTags");
  // A budget, timings and shards run nothing more or less.
  return keys;
}

}  // namespace testfed
