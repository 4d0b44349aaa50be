#include "domains/declaration_rules.h"

#include <algorithm>
#include <set>

#include "domains/date.h"
#include "domains/suggest.h"

namespace testfed {
namespace {

const MapRules& FullRules() {
  static const MapRules kRules{{
      {"paths", ValueType::kPatterns, "Changed paths that run everything."},
      {"pushes", ValueType::kPatterns, "Branches whose pushes run everything, as patterns."},
      {"events", ValueType::kTexts, "CI events that run everything, such as `schedule`."},
      {"labels", ValueType::kTexts, "Labels of a pull request that run everything."},
      {"reason", ValueType::kText, "Why; shown wherever this rule decides."},
  }};
  return kRules;
}

Finding MakeFinding(const std::string& file, const YamlNode& node, std::string code,
                    std::string message) {
  return {Severity::kError, {file, node.position}, std::move(code), std::move(message), {}};
}

bool IsListOfTexts(const YamlNode& node) {
  return node.kind == YamlNode::Kind::kList &&
         std::all_of(node.items.begin(), node.items.end(),
                     [](const YamlNode& item) { return item.kind == YamlNode::Kind::kScalar; });
}

bool IsNumber(const YamlNode& node, bool fraction) {
  const Json value = node.kind == YamlNode::Kind::kScalar ? ToJson(node) : Json();
  if (value.IsInt()) return value.Int() >= 0;
  return fraction && value.IsDouble() && value.Double() >= 0;
}

class Validator {
 public:
  Validator(const std::string& file, std::vector<Finding>& findings)
      : file_(file), findings_(findings) {}

  void Map(const YamlNode& map, const MapRules& rules, const std::string& context, Position at) {
    std::set<std::string_view> seen;
    for (const auto& [key, value] : map.members) {
      const KeyRule* rule = rules.Find(key.text);
      if (rule == nullptr) {
        std::vector<std::string> names;
        for (const KeyRule& known : rules.keys) names.emplace_back(known.name);
        std::string merge = key.text == "<<" ? "; merge keys are not read" : "";
        Add(key, "unknown-key",
            "unknown key `" + key.text + "` in " + context +
                (merge.empty() ? DidYouMean(key.text, names) : merge));
        continue;
      }
      if (!seen.insert(rule->name).second) {
        Add(key, "duplicate", "`" + key.text + "` stands twice in " + context);
        continue;
      }
      Value(value, *rule, context);
    }
    for (const KeyRule& rule : rules.keys) {
      if (!rule.required || seen.contains(rule.name)) continue;
      findings_.push_back({Severity::kError,
                           {file_, at},
                           "missing-key",
                           context + " has no `" + std::string(rule.name) + "`",
                           {}});
    }
  }

 private:
  void Value(const YamlNode& value, const KeyRule& rule, const std::string& context) {
    std::string name = "`" + std::string(rule.name) + "` of " + context;
    switch (rule.type) {
      case ValueType::kText:
        if (value.kind != YamlNode::Kind::kScalar) Mismatch(value, rule);
        return;
      case ValueType::kFlag:
        if (value.kind != YamlNode::Kind::kScalar || !ToJson(value).IsBool()) Mismatch(value, rule);
        return;
      case ValueType::kCount:
      case ValueType::kAmount:
        if (!IsNumber(value, rule.type == ValueType::kAmount)) Mismatch(value, rule);
        return;
      case ValueType::kDate:
        if (value.kind != YamlNode::Kind::kScalar || !ReadDate(value.text)) Mismatch(value, rule);
        return;
      case ValueType::kWord: {
        if (value.kind == YamlNode::Kind::kScalar &&
            std::find(rule.words.begin(), rule.words.end(), value.text) != rule.words.end()) {
          return;
        }
        std::vector<std::string> words(rule.words.begin(), rule.words.end());
        std::string close =
            value.kind == YamlNode::Kind::kScalar ? DidYouMean(value.text, words) : "";
        Add(value, "type",
            "`" + std::string(rule.name) + "` is " + ExpectationOf(rule) + ", got " +
                Describe(value) + close);
        return;
      }
      case ValueType::kTextOrTexts:
        if (value.kind == YamlNode::Kind::kScalar) return;
        [[fallthrough]];
      case ValueType::kPatterns:
      case ValueType::kDomainNames:
      case ValueType::kTexts:
        if (value.kind != YamlNode::Kind::kList) return Mismatch(value, rule);
        for (const YamlNode& item : value.items) {
          if (item.kind != YamlNode::Kind::kScalar) Mismatch(item, rule);
        }
        return;
      case ValueType::kMap:
        if (value.kind != YamlNode::Kind::kMap) return Mismatch(value, rule);
        return Map(value, *rule.map, name, value.position);
      case ValueType::kTextsByName:
        if (value.kind != YamlNode::Kind::kMap) return Mismatch(value, rule);
        Duplicates(value, name, 1);
        for (const auto& [key, item] : value.members) {
          if (item.kind == YamlNode::Kind::kScalar) continue;
          Add(item, "type",
              "`" + key.text + "` in `" + std::string(rule.name) + "` is text, got " +
                  Describe(item));
        }
        return;
      case ValueType::kMapsByName:
        return Named(value, rule, context);
      case ValueType::kListOfMaps:
        if (value.kind != YamlNode::Kind::kList) return Mismatch(value, rule);
        for (const YamlNode& item : value.items) {
          if (item.kind != YamlNode::Kind::kMap)
            Mismatch(item, rule);
          else
            Map(item, *rule.map, "an entry of " + name, item.position);
        }
        return;
      case ValueType::kAxes:
        return Axes(value, rule);
      case ValueType::kFreeMap:
        if (value.kind != YamlNode::Kind::kMap) return Mismatch(value, rule);
        return Duplicates(value, name);
    }
  }

  void Named(const YamlNode& value, const KeyRule& rule, const std::string& context) {
    if (value.kind != YamlNode::Kind::kMap) return Mismatch(value, rule);
    const std::string one(rule.words.empty() ? "suite" : rule.words[0]);
    Duplicates(value, "`" + std::string(rule.name) + "` of " + context, 1);
    for (const auto& [key, item] : value.members) {
      if (item.kind != YamlNode::Kind::kMap) {
        Add(item, "type", one + " `" + key.text + "` is a map of keys, got " + Describe(item));
      } else {
        Map(item, *rule.map, one + " `" + key.text + "` of " + context, key.position);
      }
    }
  }

  void Axes(const YamlNode& value, const KeyRule& rule) {
    if (value.kind != YamlNode::Kind::kMap) return Mismatch(value, rule);
    Duplicates(value, "`matrix`", 1);
    for (const auto& [key, item] : value.members) {
      if (!IsListOfTexts(item) || item.items.empty()) {
        Add(item, "type",
            "axis `" + key.text + "` is a list of values, at least one, got " +
                (item.kind == YamlNode::Kind::kList && item.items.empty() ? "an empty list"
                                                                          : Describe(item)));
      }
    }
  }

  void Duplicates(const YamlNode& map, const std::string& context, int levels = 64) {
    std::set<std::string_view> seen;
    for (const auto& [key, value] : map.members) {
      if (!seen.insert(key.text).second) {
        Add(key, "duplicate", "`" + key.text + "` stands twice in " + context);
      }
      if (key.text == "<<") Add(key, "unknown-key", "merge keys (`<<`) are not read");
      if (levels > 1) DuplicatesBelow(value, context, levels - 1);
    }
  }
  void DuplicatesBelow(const YamlNode& node, const std::string& context, int levels) {
    if (node.kind == YamlNode::Kind::kMap) Duplicates(node, context, levels);
    for (const YamlNode& item : node.items) DuplicatesBelow(item, context, levels);
  }

  void Mismatch(const YamlNode& value, const KeyRule& rule) {
    Add(value, "type",
        "`" + std::string(rule.name) + "` is " + ExpectationOf(rule) + ", got " + Describe(value));
  }
  void Add(const YamlNode& node, std::string code, std::string message) {
    findings_.push_back(MakeFinding(file_, node, std::move(code), std::move(message)));
  }

  const std::string& file_;
  std::vector<Finding>& findings_;
};

}  // namespace

const KeyRule* MapRules::Find(std::string_view name) const {
  auto found = std::find_if(keys.begin(), keys.end(),
                            [&](const KeyRule& rule) { return rule.name == name; });
  return found == keys.end() ? nullptr : &*found;
}

const MapRules& ShardRules() {
  static const MapRules kRules{{
      {"minutes", ValueType::kAmount,
       "How long a job may take: as many jobs as that needs, by the recorded times."},
      {"count", ValueType::kCount, "So many jobs, whatever they take; instead of `minutes`."},
      {"atMost", ValueType::kCount, "Never more jobs than these; 20 when it is left out."},
      {"overheadMinutes", ValueType::kAmount,
       "What each job takes before its first test: checkout, build, start of the runner."},
  }};
  return kRules;
}

const MapRules& SuiteRules() {
  static const MapRules kRules{{
      {"runner",
       ValueType::kWord,
       "What runs the suite's tests.",
       nullptr,
       {"command", "gtest", "ctest", "junit", "pytest", "go", "jest", "vitest", "bazel"}},
      {"tests", ValueType::kPatterns,
       "Where its tests live; without it the domain's own files that the runner's conventions call "
       "tests."},
      {"command", ValueType::kText,
       "The command, split into words by POSIX quoting; no shell starts. `{domain}`, `{suite}`, "
       "`{home}`, `{shard}`, `{shards}` and `{filter_file}` expand inside a word, `{filter}` is a "
       "word of its own."},
      {"smoke", ValueType::kFlag, "true: the whole suite is a smoke test, which always runs."},
      {"directory", ValueType::kText,
       "The folder where the command works, from the root; the root itself when it is left out."},
      {"matrix", ValueType::kAxes, "Axes; jobs are their product."},
      {"ci", ValueType::kFreeMap, "Copied into each job as it stands."},
      {"shards", ValueType::kMap,
       "Into how many jobs the suite is divided; keys that are left out are those of "
       "`$settings.shards`.",
       &ShardRules()},
      {"reports", ValueType::kPatterns,
       "Where the command writes its reports (JUnit XML), from the root; an empty list: `run` asks "
       "the runner for none."},
  }};
  return kRules;
}

const MapRules& DomainRules() {
  static const MapRules kRules{{
      {"home", ValueType::kText,
       "The folder where this domain keeps its contracts; not included by itself."},
      {"owners", ValueType::kTexts, "People or teams that answer for the domain: `@org/team`."},
      {"include", ValueType::kPatterns, "The files of the domain."},
      {"exclude", ValueType::kPatterns,
       "Files that `include` would take in, but that are not its."},
      {"fullyAffectedBy", ValueType::kDomainNames,
       "When one of these domains is affected, this one is, too; transitive, cycles are legal."},
      {"mustRunAllTestsOnChangesIn", ValueType::kDomainNames,
       "When one of these domains is changed, this one runs its tests; one step only."},
      {"suites", ValueType::kMapsByName, "What runs the domain's tests.", &SuiteRules()},
      {"component", ValueType::kText,
       "The repository of an integration that this domain stands for."},
  }};
  return kRules;
}

const MapRules& SmokeBudgetRules() {
  static const MapRules kRules{{
      {"tests", ValueType::kCount, "So many smoke tests at most."},
      {"minutes", ValueType::kAmount, "So many minutes of machines at most."},
  }};
  return kRules;
}

const MapRules& SettingsRules() {
  static const MapRules kRules{{
      {"base", ValueType::kText, "The branch that changes are measured against."},
      {"ownership",
       ValueType::kWord,
       "shared: a file may belong to several domains; exclusive: one wins.",
       nullptr,
       {"shared", "exclusive"}},
      {"unowned",
       ValueType::kWord,
       "What a changed file that no domain owns does: run everything (full), or count as a change "
       "of "
       "the domain `Unknown`, which must be declared (unknown).",
       nullptr,
       {"full", "unknown"}},
      {"contractsWakeOn",
       ValueType::kWord,
       "Which state of a provider wakes a contract.",
       nullptr,
       {"affected", "changed"}},
      {"ignore", ValueType::kPatterns, "Files that can affect no test."},
      {"full", ValueType::kListOfMaps, "What runs everything, and why.", &FullRules()},
      {"defaultSuite", ValueType::kMap, "The suite of domains that declare none.", &SuiteRules()},
      {"libraryTags", ValueType::kTextsByName,
       "Annotations and superclasses from outside the repository, by full name, and the tag that "
       "each stands for: `SmokeTest`, `AffectedByName` or `MustRunOnChangesInName`."},
      {"smokeBudget", ValueType::kMap, "How many smoke tests the repository affords.",
       &SmokeBudgetRules()},
      {"timings", ValueType::kText,
       "The file that `testfed timings import` writes; `domains.timings.txt` beside this one when "
       "it is left out."},
      {"shards", ValueType::kMap, "Into how many jobs each suite is divided.", &ShardRules()},
  }};
  return kRules;
}

bool IsForeignKey(std::string_view key) {
  return key == "$schema" || key == "$id" || key == "$comment";
}

bool IsDomainName(std::string_view name) {
  auto letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
  return !name.empty() && letter(name[0]) && std::all_of(name.begin(), name.end(), [&](char c) {
    return letter(c) || (c >= '0' && c <= '9') || c == '_';
  });
}

bool IsSuiteName(std::string_view name) {
  return !name.empty() &&
         std::all_of(name.begin(), name.end(),
                     [](char c) {
                       return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                              (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
                     }) &&
         name[0] != '-' && name[0] != '.';
}

std::string ExpectationOf(const KeyRule& rule) {
  switch (rule.type) {
    case ValueType::kText:
      return "text";
    case ValueType::kFlag:
      return "true or false";
    case ValueType::kCount:
      return "a whole number, 0 or more";
    case ValueType::kAmount:
      return "a number, 0 or more";
    case ValueType::kDate:
      return "a date as in `2027-03-01`";
    case ValueType::kTextOrTexts:
      return "a text or a list of texts";
    case ValueType::kTextsByName:
      return "a map of names to texts";
    case ValueType::kPatterns:
      return "a list of patterns";
    case ValueType::kDomainNames:
      return "a list of domains";
    case ValueType::kTexts:
      return "a list of texts";
    case ValueType::kMap:
    case ValueType::kFreeMap:
      return "a map";
    case ValueType::kMapsByName:
      return "a map of names to maps";
    case ValueType::kListOfMaps:
      return "a list of maps";
    case ValueType::kAxes:
      return "a map of names to lists";
    case ValueType::kWord:
      break;
  }
  std::string text = "one of ";
  for (size_t i = 0; i < rule.words.size(); ++i) {
    if (i > 0) text += i + 1 == rule.words.size() ? " and " : ", ";
    text += "`" + std::string(rule.words[i]) + "`";
  }
  return text;
}

void Validate(const YamlNode& map, const MapRules& rules, const std::string& context,
              const std::string& file, std::vector<Finding>& findings, std::optional<Position> at) {
  Validator(file, findings).Map(map, rules, context, at.value_or(map.position));
}

}  // namespace testfed
