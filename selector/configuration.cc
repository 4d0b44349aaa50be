#include "selector/configuration.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "domains/declarations_cache.h"
#include "domains/declarations_reader.h"
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
  Json matrix = Json::MakeArray();  // a list: the order of axes makes the ids
  for (const Axis& axis : suite.matrix) {
    matrix.Append(Json(Json::Array{Json(axis.name), Json(Json::Array(axis.values))}));
  }
  json.Set("matrix", std::move(matrix));
  json.Set("ci", suite.ci);
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

}  // namespace

namespace {

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
  configuration->hash = std::move(hash);
  return std::shared_ptr<const Configuration>(std::move(configuration));
}

}  // namespace

absl::StatusOr<std::shared_ptr<const Configuration>> ReadConfiguration(std::string_view text,
                                                                       const std::string& file,
                                                                       Cache* cache) {
  return Read(text, Sha256Hex(text), file, cache);
}

absl::StatusOr<std::shared_ptr<const Configuration>> LoadConfiguration(
    const Repository& repository, const Snapshot& at, const std::string& file,
    const std::shared_ptr<const Configuration>& known, Cache* cache) {
  TESTFED_ASSIGN_OR_RETURN(std::optional<std::string> text,
                           repository.ReadFile(at, file, kMaxYamlBytes));
  if (!text) return std::shared_ptr<const Configuration>();
  std::string hash = Sha256Hex(*text);
  if (known && known->declarations.file == file && known->hash == hash) return known;
  return Read(*text, std::move(hash), file, cache);
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
  return keys;
}

}  // namespace testfed
