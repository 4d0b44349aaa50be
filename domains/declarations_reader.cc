#include "domains/declarations_reader.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "domains/declaration_checks.h"
#include "domains/declaration_rules.h"
#include "domains/job_id.h"
#include "domains/suggest.h"
#include "domains/words.h"
#include "domains/yaml.h"
#include "domains/yaml_members.h"
#include "domains/yaml_mistakes.h"

namespace testfed {
namespace {

constexpr size_t kMaxJobsOfSuite = 10000;

class Reader {
 public:
  Reader(std::string_view text, const std::string& file, Cache* cache)
      : text_(text), file_(file), cache_(cache) {
    result_.declarations.file = file;
  }

  DeclarationsResult Read() {
    YamlResult yaml = ReadYaml(text_, file_, cache_);
    if (!yaml.root) {
      result_.findings = std::move(yaml.findings);
      return std::move(result_);
    }
    if (yaml.root->kind == YamlNode::Kind::kMap) {
      TopLevel(*yaml.root);
    } else if (yaml.root->kind != YamlNode::Kind::kNull) {
      Add(yaml.root->position, "type",
          "domains are a map of names to maps, got " + Describe(*yaml.root));
    }
    result_.declarations.Index();
    if (result_.declarations.domains.empty() && result_.findings.empty()) {
      Add({1, 1}, "empty", "declares no domain");
      Hint("let testfed write a first one", "testfed init");
    }
    CheckNames(result_.declarations, result_.findings);
    CheckUnknown(result_.declarations, unowned_position_, result_.findings);
    CheckJobIds(result_.declarations, result_.findings);
    CheckLibraryTags(result_.declarations, library_tags_, result_.findings);
    SortFindings(result_.findings);
    return std::move(result_);
  }

 private:
  void TopLevel(const YamlNode& root) {
    absl::flat_hash_map<std::string_view, Position> seen;
    for (const auto& [key, value] : root.members) {
      auto [first, fresh] = seen.try_emplace(key.text, key.position);
      if (!fresh) {
        std::string what = key.text.starts_with('$') ? "" : "domain ";
        Add(key.position, "duplicate",
            what + "`" + key.text + "` declared twice; first at " +
                ToString(Place{file_, first->second}));
        continue;
      }
      if (key.text == "$settings") {
        ReadSettings(value, key.position);
      } else if (key.text.starts_with('$')) {
        if (IsForeignKey(key.text)) continue;
        std::string close = DidYouMean(key.text, {"$settings", "$schema"});
        Add(key.position, "unknown-key",
            "unknown key `" + key.text + "`" +
                (close.empty() ? "; keys that begin with `$` are no domains" : close));
      } else {
        ReadDomain(key, value);
      }
    }
  }

  void ReadSettings(const YamlNode& node, Position position) {
    if (!IsMap(node, "`$settings`")) return;
    Validate(node, SettingsRules(), "`$settings`", file_, result_.findings);
    Settings& settings = result_.declarations.settings;
    settings.position = position;
    settings.base = TextOf(node, "base");
    if (TextOf(node, "ownership") == "exclusive") settings.ownership = OwnershipKind::kExclusive;
    if (TextOf(node, "unowned") == "unknown") {
      settings.unowned = UnownedPolicy::kUnknown;
      unowned_position_ = MemberOf(node, "unowned")->position;
    }
    if (TextOf(node, "contractsWakeOn") == "changed") {
      settings.contracts_wake_on = ContractsWakeOn::kChanged;
    }
    settings.ignore = PatternsOf(node, "ignore");
    if (const YamlNode* full = MemberOf(node, "full");
        full && full->kind == YamlNode::Kind::kList) {
      for (const YamlNode& item : full->items) ReadFullRule(item);
    }
    const YamlNode* suite = MemberOf(node, "defaultSuite");
    if (suite && suite->kind == YamlNode::Kind::kMap) {
      settings.default_suite = ReadSuite("default", suite->position, *suite);
    }
    const YamlNode* tags = MemberOf(node, "libraryTags");
    if (tags && tags->kind == YamlNode::Kind::kMap) {
      for (const auto& [key, value] : tags->members) {
        if (value.kind != YamlNode::Kind::kScalar) continue;
        settings.library_tags.emplace(key.text, value.text);
        library_tags_.push_back({value.text, value.position});
      }
    }
    if (const YamlNode* budget = MemberOf(node, "smokeBudget")) ReadSmokeBudget(*budget, settings);
    if (const YamlNode* timings = MemberOf(node, "timings");
        timings && timings->kind == YamlNode::Kind::kScalar) {
      settings.timings = Folder(*timings, /*is_file=*/true);
    }
    if (const YamlNode* shards = MemberOf(node, "shards")) settings.shards = ReadShards(*shards);
  }

  static int CountOf(const YamlNode& node) {
    constexpr std::int64_t kMost = std::numeric_limits<int>::max();
    return static_cast<int>(std::min(ToJson(node).Int(), kMost));
  }
  static double AmountOf(const YamlNode& node) {
    const Json value = ToJson(node);
    return value.IsInt() ? static_cast<double>(value.Int()) : value.Double();
  }

  Shards ReadShards(const YamlNode& node) {
    Shards shards;
    if (node.kind != YamlNode::Kind::kMap) return shards;
    if (const YamlNode* count = MemberOf(node, "count")) shards.count = CountOf(*count);
    if (const YamlNode* minutes = MemberOf(node, "minutes")) shards.minutes = AmountOf(*minutes);
    if (const YamlNode* most = MemberOf(node, "atMost")) shards.at_most = CountOf(*most);
    if (const YamlNode* overhead = MemberOf(node, "overheadMinutes")) {
      shards.overhead_minutes = AmountOf(*overhead);
    }
    if (shards.count && shards.minutes) {
      Add(node.position, "type", "`shards` names `count` or `minutes`, not both");
    }
    if (shards.count == 0 || shards.at_most == 0 || shards.minutes == 0.0) {
      Add(node.position, "type",
          "`shards` has a 0, and a suite is at least one job; for one job write `count: 1`");
    }
    for (std::optional<int> jobs : {shards.count, shards.at_most}) {
      if (jobs && static_cast<size_t>(*jobs) > kMaxJobsOfSuite) {
        Add(node.position, "type",
            "`shards` allows more than " + std::to_string(kMaxJobsOfSuite) + " jobs");
      }
    }
    return shards;
  }

  void ReadSmokeBudget(const YamlNode& node, Settings& settings) {
    if (node.kind != YamlNode::Kind::kMap) return;
    settings.smoke_budget.position = node.position;
    if (const YamlNode* tests = MemberOf(node, "tests")) {
      settings.smoke_budget.tests = CountOf(*tests);
    }
    if (const YamlNode* minutes = MemberOf(node, "minutes")) {
      settings.smoke_budget.minutes = AmountOf(*minutes);
    }
    if (node.members.empty()) {
      Add(node.position, "type", "`smokeBudget` names `tests`, `minutes` or both");
    }
  }

  void ReadFullRule(const YamlNode& node) {
    if (node.kind != YamlNode::Kind::kMap) return;
    FullRule rule;
    rule.position = node.position;
    rule.reason = TextOf(node, "reason");
    rule.paths = PatternsOf(node, "paths");
    rule.pushes = PatternsOf(node, "pushes");
    rule.events = NamesOf(node, "events");
    rule.labels = NamesOf(node, "labels");
    if (rule.paths.empty() && rule.pushes.empty() && rule.events.empty() && rule.labels.empty()) {
      Add(node.position, "type",
          "an entry of `full` names `paths`, `pushes`, `events` or `labels`");
    }
    result_.declarations.settings.full.push_back(std::move(rule));
  }

  void ReadDomain(const YamlNode& key, const YamlNode& node) {
    const std::string& name = key.text;
    if (!IsDomainName(name)) {
      Add(key.position, "name",
          "`" + name +
              "` is no name of a domain; letters, digits and `_`, a letter first, so that "
              "it fits `@AffectedBy...`");
      return;
    }
    std::string context = "domain `" + name + "`";
    Domain domain;
    domain.name = name;
    domain.position = key.position;
    if (IsMap(node, context)) {
      Validate(node, DomainRules(), context, file_, result_.findings);
      if (const YamlNode* home = MemberOf(node, "home")) ReadHome(*home, domain);
      domain.owners = NamesOf(node, "owners");
      domain.include = PatternsOf(node, "include");
      domain.exclude = PatternsOf(node, "exclude");
      domain.fully_affected_by = NamesOf(node, "fullyAffectedBy");
      domain.must_run_all_tests_on_changes_in = NamesOf(node, "mustRunAllTestsOnChangesIn");
      domain.component = TextOf(node, "component");
      if (const YamlNode* component = MemberOf(node, "component")) {
        domain.component_position = component->position;
      }
      const YamlNode* suites = MemberOf(node, "suites");
      if (suites && suites->kind == YamlNode::Kind::kMap) {
        for (const auto& [suite_key, suite_node] : suites->members) {
          ReadNamedSuite(suite_key, suite_node, domain);
        }
      }
    }
    result_.declarations.domains.push_back(std::move(domain));
  }

  void ReadHome(const YamlNode& node, Domain& domain) {
    if (node.kind != YamlNode::Kind::kScalar) return;
    domain.home = Folder(node);
    domain.home_position = node.position;
  }

  // A folder of the repository without a slash at the end; `.` is the root. Or a file.
  std::string Folder(const YamlNode& node, bool is_file = false) {
    std::string folder = node.text;
    while (folder.size() > 1 && folder.ends_with('/')) folder.pop_back();
    std::string inside = "/" + folder + "/";
    bool outside = folder.empty() || folder.starts_with('/') ||
                   inside.find("/../") != std::string::npos ||
                   inside.find("//") != std::string::npos ||
                   (folder != "." && inside.find("/./") != std::string::npos);
    if (outside) {
      Add(node.position, "path",
          "`" + node.text +
              (is_file ? "` is no file of the repository; write it from the root, as in "
                         "`ci/timings.txt`"
                       : "` is no folder of the repository; write it from the root, as in "
                         "`libs/core`, or `.`"));
    }
    return folder;
  }

  void ReadNamedSuite(const YamlNode& key, const YamlNode& node, Domain& domain) {
    if (!IsSuiteName(key.text)) {
      Add(key.position, "name",
          "`" + key.text + "` is no name of a suite; letters, digits, `_`, `-` and `.`");
      return;
    }
    bool twice = std::any_of(domain.suites.begin(), domain.suites.end(),
                             [&](const Suite& suite) { return suite.name == key.text; });
    if (twice || node.kind != YamlNode::Kind::kMap) return;  // already found by Validate
    domain.suites.push_back(ReadSuite(key.text, key.position, node));
  }

  Suite ReadSuite(const std::string& name, Position position, const YamlNode& node) {
    Suite suite;
    suite.name = name;
    suite.position = position;
    suite.runner = RunnerOf(TextOf(node, "runner")).value_or(Runner::kCommand);
    suite.tests = PatternsOf(node, "tests");
    if (const YamlNode* command = MemberOf(node, "command")) ReadCommand(*command, suite);
    if (const YamlNode* smoke = MemberOf(node, "smoke")) {
      suite.smoke = smoke->kind == YamlNode::Kind::kScalar && ToJson(*smoke).Bool();
      suite.smoke_position = smoke->position;
    }
    const YamlNode* directory = MemberOf(node, "directory");
    if (directory && directory->kind == YamlNode::Kind::kScalar) {
      suite.directory = Folder(*directory);
      if (suite.directory == ".") suite.directory.clear();
    }
    if (const YamlNode* matrix = MemberOf(node, "matrix")) ReadAxes(*matrix, suite);
    if (const YamlNode* ci = MemberOf(node, "ci"); ci && ci->kind == YamlNode::Kind::kMap) {
      suite.ci = ToJson(*ci);
    }
    if (const YamlNode* shards = MemberOf(node, "shards")) suite.shards = ReadShards(*shards);
    if (MemberOf(node, "reports") != nullptr) suite.reports = PatternsOf(node, "reports");
    return suite;
  }

  void ReadCommand(const YamlNode& node, Suite& suite) {
    if (node.kind != YamlNode::Kind::kScalar) return;
    suite.command_text = node.text;
    absl::StatusOr<std::vector<std::string>> words = SplitWords(node.text);
    if (!words.ok()) {
      Add(node.position, "command", "`" + node.text + "` " + MessageOf(words.status()));
      return;
    }
    suite.command = *std::move(words);
    if (suite.command.empty()) Add(node.position, "command", "an empty command; leave the key out");
    for (const std::string& word : suite.command) {
      if (word != "{filter}" && word.find("{filter}") != std::string::npos) {
        Add(node.position, "command",
            "`{filter}` in `" + word + "` is a word of its own: it becomes the runner's arguments");
        Hint("to pass a file with the selection, write", "{filter_file}");
      }
    }
  }

  void ReadAxes(const YamlNode& node, Suite& suite) {
    if (node.kind != YamlNode::Kind::kMap) return;
    size_t jobs = 1;
    for (const auto& [key, values] : node.members) {
      if (IsLegKey(key.text)) {
        Add(key.position, "axis",
            "axis `" + key.text +
                "` has the name of a key that every job of a matrix has; rename it");
      } else if (!IsSuiteName(key.text)) {
        Add(key.position, "axis",
            "`" + key.text + "` is no name of an axis; letters, digits, `_`, `-` and `.`");
      }
      if (values.kind != YamlNode::Kind::kList) continue;
      Axis axis{key.text, {}};
      for (const YamlNode& value : values.items) axis.values.push_back(ToJson(value));
      jobs = std::min(jobs * std::max<size_t>(axis.values.size(), 1), kMaxJobsOfSuite + 1);
      suite.matrix.push_back(std::move(axis));
    }
    if (jobs > kMaxJobsOfSuite) {
      Add(node.position, "axis",
          "the axes of suite `" + suite.name + "` make more than " +
              std::to_string(kMaxJobsOfSuite) + " jobs");
      suite.matrix.clear();
    }
  }

  bool IsMap(const YamlNode& node, const std::string& context) {
    if (node.kind == YamlNode::Kind::kMap || node.kind == YamlNode::Kind::kNull) return true;
    std::string missing_colon =
        node.kind == YamlNode::Kind::kScalar && node.text.find(" [") != std::string::npos
            ? "; a `:` is missing after `" + node.text.substr(0, node.text.find(' ')) + "`"
            : "";
    Add(node.position, "type",
        context + " is a map of keys, got " + Describe(node) + missing_colon);
    return false;
  }

  std::vector<DeclaredPattern> PatternsOf(const YamlNode& map, std::string_view key) {
    std::vector<DeclaredPattern> patterns;
    const YamlNode* node = MemberOf(map, key);
    if (node == nullptr) return patterns;
    for (const YamlNode& item : node->items) {
      if (item.kind != YamlNode::Kind::kScalar) continue;
      if (auto mistake = ExplainFoldedItems(text_, item.position, item.text);
          mistake && !item.quoted) {
        Add(item.position, "yaml", *std::move(mistake));
        continue;
      }
      absl::StatusOr<Pattern> pattern = Pattern::Parse(item.text);
      if (pattern.ok()) {
        patterns.push_back({*std::move(pattern), item.position});
      } else {
        Add(item.position, "pattern", "`" + item.text + "` " + MessageOf(pattern.status()));
      }
    }
    return patterns;
  }

  void Add(Position position, std::string code, std::string message) {
    result_.findings.push_back(
        {Severity::kError, {file_, position}, std::move(code), std::move(message), {}});
  }
  void Hint(std::string text, std::string copy) {
    result_.findings.back().hints.push_back({std::move(text), std::move(copy)});
  }

  std::string_view text_;
  const std::string& file_;
  Cache* cache_;
  DeclarationsResult result_;
  Position unowned_position_;
  std::vector<DeclaredName> library_tags_;  // the values of $settings.libraryTags
};

}  // namespace

DeclarationsResult ReadDeclarations(std::string_view text, const std::string& file, Cache* cache) {
  return Reader(text, file, cache).Read();
}

absl::StatusOr<Declarations> ReadDeclarationsOrFirstError(std::string_view text,
                                                          const std::string& file, Cache* cache) {
  DeclarationsResult result = ReadDeclarations(text, file, cache);
  if (result.findings.empty()) return std::move(result.declarations);
  absl::Status status = ToStatus(result.findings.front());
  if (result.findings.size() > 1) {
    status = WithHint(status, "all problems at once", "testfed check");
  }
  return status;
}

}  // namespace testfed
