#include "tests/selector/slow_selection.h"

#include <algorithm>
#include <functional>

#include "tests/domains/slow_matcher.h"

namespace testfed::slow {
namespace {

using Names = std::set<std::string>;

Names SetOf(const std::vector<std::string>& values) { return {values.begin(), values.end()}; }

std::vector<Config> Bases(const SelectionCase& c) {
  std::vector<Config> bases = c.more_bases;
  if (c.base) bases.insert(bases.begin(), *c.base);
  return bases;
}

// The head's domains in order of declaration, then those that only a base has.
std::vector<std::string> AllNames(const SelectionCase& c) {
  std::vector<std::string> names;
  const auto add = [&](const Config& config) {
    for (const DomainConfig& domain : config.domains) {
      if (std::find(names.begin(), names.end(), domain.name) == names.end()) {
        names.push_back(domain.name);
      }
    }
  };
  add(c.head);
  for (const Config& base : Bases(c)) add(base);
  return names;
}

std::vector<std::string> InOrder(const std::vector<std::string>& order, const Names& names) {
  std::vector<std::string> sorted;
  for (const std::string& name : order) {
    if (names.count(name) > 0) sorted.push_back(name);
  }
  return sorted;
}

const DomainConfig* Find(const Config& config, const std::string& name) {
  for (const DomainConfig& domain : config.domains) {
    if (domain.name == name) return &domain;
  }
  return nullptr;
}

Decision DecideAt(const Config& config, const std::string& path) {
  std::vector<Rules> rules;
  for (const DomainConfig& domain : config.domains) {
    rules.push_back({domain.name, domain.include, domain.exclude});
  }
  std::vector<std::string> full;
  for (const FullConfig& rule : config.full) {
    full.insert(full.end(), rule.paths.begin(), rule.paths.end());
  }
  return Decide(rules, config.exclusive, config.ignore, full, path);
}

SelectedPath Account(const SelectionCase& c, const std::string& path) {
  if (path == "domains.yaml" || path == "domain.dump.txt") return {path, "own", {}};
  std::vector<Decision> ends = {DecideAt(c.head, path)};
  for (const Config& base : Bases(c)) ends.push_back(DecideAt(base, path));
  const auto any = [&](Decision::State state) {
    return std::any_of(ends.begin(), ends.end(),
                       [&](const Decision& end) { return end.state == state; });
  };
  SelectedPath joined{path, "", {}};
  if (any(Decision::State::kFull)) {
    joined.state = "escalated";
  } else if (any(Decision::State::kOwned)) {
    joined.state = "owned";
  } else if (any(Decision::State::kUnowned)) {
    joined.state = "unowned";
  } else {
    joined.state = "ignored";
  }
  Names owners;
  for (const Decision& end : ends) owners.insert(end.domains.begin(), end.domains.end());
  joined.domains = InOrder(AllNames(c), owners);
  return joined;
}

// `unowned: unknown` narrows, so every end must have it, and there must be a base; a list without
// one has but the head.
bool UnownedIsAccepted(const SelectionCase& c) {
  if (!c.base && !c.list_without_base) return false;
  const std::vector<Config> bases = Bases(c);
  return c.head.unowned_unknown &&
         std::all_of(bases.begin(), bases.end(), [](const Config& b) { return b.unowned_unknown; });
}

std::map<std::string, SuiteConfig> ByName(const std::vector<SuiteConfig>& suites) {
  std::map<std::string, SuiteConfig> by_name;
  for (const SuiteConfig& suite : suites) by_name[suite.name] = suite;
  return by_name;
}

bool SameDeclaration(const DomainConfig& a, const DomainConfig& b) {
  return SetOf(a.include) == SetOf(b.include) && SetOf(a.exclude) == SetOf(b.exclude) &&
         SetOf(a.fully_affected_by) == SetOf(b.fully_affected_by) &&
         SetOf(a.must_run_all_tests_on_changes_in) == SetOf(b.must_run_all_tests_on_changes_in) &&
         ByName(a.suites) == ByName(b.suites) && a.component == b.component;
}

bool SameFull(const FullConfig& a, const FullConfig& b) {
  return a.reason == b.reason && SetOf(a.paths) == SetOf(b.paths) &&
         SetOf(a.pushes) == SetOf(b.pushes) && SetOf(a.events) == SetOf(b.events) &&
         SetOf(a.labels) == SetOf(b.labels);
}

bool SameSettings(const Config& a, const Config& b) {
  return a.base == b.base && a.exclusive == b.exclusive && a.unowned_unknown == b.unowned_unknown &&
         a.contracts_wake_on_changed == b.contracts_wake_on_changed &&
         SetOf(a.ignore) == SetOf(b.ignore) && a.default_suite == b.default_suite &&
         std::equal(a.full.begin(), a.full.end(), b.full.begin(), b.full.end(), SameFull);
}

// Adds to `reached` every domain whose edges, at either end, name one of `from`.
void Step(const SelectionCase& c, std::vector<std::string> DomainConfig::*edges, const Names& from,
          Names& reached) {
  const auto add = [&](const Config& config) {
    for (const DomainConfig& domain : config.domains) {
      for (const std::string& provider : domain.*edges) {
        if (from.count(provider) > 0) reached.insert(domain.name);
      }
    }
  };
  add(c.head);
  for (const Config& base : Bases(c)) add(base);
}

std::string Safe(const std::string& text) {
  static const std::string kSafe =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-";
  std::string safe;
  for (const char c : text) safe += kSafe.find(c) == std::string::npos ? '_' : c;
  return safe;
}

void AddJobs(const DomainConfig& domain, const SuiteConfig& suite, Names& jobs) {
  std::vector<std::string> ids = {domain.name + "-" + suite.name};
  for (const auto& [axis, values] : suite.matrix) {
    std::vector<std::string> longer;
    for (const std::string& id : ids) {
      for (const std::string& value : values) longer.push_back(id + "-" + value);
    }
    ids = longer;
  }
  for (const std::string& id : ids) jobs.insert(Safe(id));
}

std::vector<SuiteConfig> SuitesOf(const Config& config, const DomainConfig& domain) {
  if (domain.suites.empty() && config.default_suite) return {*config.default_suite};
  return domain.suites;
}

Names Jobs(const Config& head, bool full, const Names& affected) {
  bool suites = head.default_suite.has_value();
  for (const DomainConfig& domain : head.domains) suites = suites || !domain.suites.empty();
  Names jobs;
  for (const DomainConfig& domain : head.domains) {
    const bool runs = full || affected.count(domain.name) > 0;
    if (!suites && runs) jobs.insert(domain.name);
    for (const SuiteConfig& suite : SuitesOf(head, domain)) {
      if (runs || suite.smoke) AddJobs(domain, suite, jobs);
    }
  }
  return jobs;
}

Names RemovedFrom(const Config& base, const Config& head) {
  Names removed;
  for (const DomainConfig& domain : base.domains) {
    const DomainConfig* now = Find(head, domain.name);
    if (now == nullptr) {
      removed.insert(domain.name);
      continue;
    }
    const auto kept = ByName(SuitesOf(head, *now));
    for (const SuiteConfig& suite : SuitesOf(base, domain)) {
      if (kept.count(suite.name) == 0) removed.insert(domain.name + "/" + suite.name);
    }
  }
  return removed;
}

}  // namespace

std::map<std::string, int> Selection::Accounting() const {
  std::map<std::string, int> counts = {
      {"owned", 0}, {"ignored", 0}, {"escalated", 0}, {"unowned", 0}, {"own", 0}};
  for (const SelectedPath& path : paths) ++counts[path.state];
  return counts;
}

Selection Select(const SelectionCase& c) {
  Selection answer;
  const std::vector<std::string> names = AllNames(c);
  Names changed;

  // What the paths say.
  bool all_ignored = !c.changes.empty();
  for (const ChangedPath& change : c.changes) {
    const SelectedPath path = Account(c, change.path);
    answer.paths.push_back(path);
    changed.insert(path.domains.begin(), path.domains.end());
    all_ignored = all_ignored && path.state == "ignored";
    if (path.state == "escalated") answer.escalations.insert("full_path");
    if (path.state == "unowned" && !UnownedIsAccepted(c)) answer.escalations.insert("unowned");
    if (path.state == "own" && c.list_without_base) {
      answer.escalations.insert("own_file_without_base");
    }
  }

  // What the configurations say.
  if (!c.base && !c.list_without_base) answer.escalations.insert("no_configuration");
  for (const Config& base : Bases(c)) {
    if (!SameSettings(base, c.head)) answer.escalations.insert("settings");
    for (const std::string& name : names) {
      const DomainConfig* before = Find(base, name);
      const DomainConfig* after = Find(c.head, name);
      if (before == nullptr && after == nullptr) continue;
      if (before == nullptr || after == nullptr || !SameDeclaration(*before, *after)) {
        changed.insert(name);
      }
    }
    answer.removed.merge(RemovedFrom(base, c.head));
  }

  // What the messages say.
  if (c.messages_cut) answer.escalations.insert("messages_cut");
  for (const std::string& message : c.messages) {
    for (const std::string& word : TrailerWords(message)) {
      if (word == "*") {
        answer.escalations.insert("trailer_all");
      } else if (std::find(names.begin(), names.end(), word) == names.end()) {
        answer.escalations.insert("trailer_unknown");
      } else {
        changed.insert(word);
      }
    }
  }

  // Who is reached from there.
  Names affected = changed;
  for (size_t before = 0; before != affected.size();) {
    before = affected.size();
    const Names from = affected;
    Step(c, &DomainConfig::fully_affected_by, from, affected);
  }
  Names direct, direct_only;
  Step(c, &DomainConfig::must_run_all_tests_on_changes_in, changed, direct);
  std::set_difference(direct.begin(), direct.end(), affected.begin(), affected.end(),
                      std::inserter(direct_only, direct_only.end()));
  Names reached = affected;
  reached.insert(direct_only.begin(), direct_only.end());

  std::vector<std::string> declared;
  for (const DomainConfig& domain : c.head.domains) declared.push_back(domain.name);
  answer.changed = InOrder(declared, changed);
  answer.affected = InOrder(declared, reached);
  answer.direct_only = InOrder(declared, direct_only);

  answer.all_changed = changed;
  answer.all_reached = reached;
  answer.all_passing_on = affected;
  answer.all_names = SetOf(names);
  answer.nothing_runs = all_ignored && changed.empty();

  // What runs.
  const bool full = !answer.escalations.empty();
  if (full || !all_ignored || !changed.empty()) answer.jobs = Jobs(c.head, full, reached);
  answer.mode = answer.jobs.empty() ? "none" : full ? "full" : "selected";
  return answer;
}

}  // namespace testfed::slow
