#include "tests/selector/slow_tests.h"

#include <algorithm>

#include "tests/domains/slow_matcher.h"

namespace testfed::slow {
namespace {

using Names = std::set<std::string>;

// The domains of a file, whatever is ignored or runs everything.
Names OwnersOf(const Config& config, const std::string& path) {
  std::vector<Rules> rules;
  for (const DomainConfig& domain : config.domains) {
    rules.push_back({domain.name, domain.include, domain.exclude});
  }
  const Decision decision = Decide(rules, config.exclusive, {}, {}, path);
  return {decision.domains.begin(), decision.domains.end()};
}

std::vector<SuiteConfig> SuitesOf(const Config& config, const DomainConfig& domain) {
  if (domain.suites.empty() && config.default_suite) return {*config.default_suite};
  return domain.suites;
}

bool TakesByPattern(const SuiteConfig& suite, const std::string& path) {
  return std::any_of(suite.tests.begin(), suite.tests.end(),
                     [&](const std::string& pattern) { return Matches(pattern, path); });
}

bool Takes(const Config& config, const DomainConfig& domain, const SuiteConfig& suite,
           const std::string& path) {
  if (suite.runner != "gtest") return false;
  if (!suite.tests.empty()) return TakesByPattern(suite, path);
  for (const SuiteConfig& sibling : SuitesOf(config, domain)) {
    if (TakesByPattern(sibling, path)) return false;
  }
  return OwnersOf(config, path).count(domain.name) > 0;
}

std::vector<Config> Bases(const SelectionCase& c) {
  std::vector<Config> bases = c.more_bases;
  if (c.base) bases.insert(bases.begin(), *c.base);
  return bases;
}

struct States {
  Names names, changed, reached, waking;
};

// Whether a test runs by what one end says of it.
bool Runs(const TaggedTest& test, const Names& owners, const States& states) {
  for (const std::string& owner : owners) {
    if (states.reached.count(owner) > 0) return true;
  }
  for (const std::string& tag : test.tags) {
    if (tag == "SmokeTest") return true;
    const bool newer = tag.rfind("MustRunOnChangesIn", 0) == 0;
    const std::string provider = tag.substr(newer ? 18 : 10);
    if (states.names.count(provider) == 0) return true;  // no domain: not understood
    Names consumers = owners;
    consumers.erase(provider);
    if (consumers.empty()) continue;
    if ((newer ? states.changed : states.waking).count(provider) > 0) return true;
  }
  return false;
}

}  // namespace

std::map<std::string, std::set<std::string>> SelectTests(const TestsCase& tests_case) {
  const SelectionCase& c = tests_case.selection_case;
  const Selection selection = Select(c);
  const std::vector<Config> bases = Bases(c);
  bool on_changed = c.head.contracts_wake_on_changed;
  for (const Config& base : bases) on_changed = on_changed && base.contracts_wake_on_changed;
  const States states = {selection.all_names, selection.all_changed, selection.all_reached,
                         on_changed ? selection.all_changed : selection.all_passing_on};
  std::map<std::string, std::set<std::string>> running;
  const bool full = !selection.escalations.empty();
  for (const DomainConfig& domain : c.head.domains) {
    for (const SuiteConfig& suite : SuitesOf(c.head, domain)) {
      if (suite.runner != "gtest") continue;
      const std::string name = domain.name + "/" + suite.name;
      if (full || selection.all_reached.count(domain.name) > 0) running[name] = {"*"};
      if (selection.nothing_runs) continue;
      if (suite.smoke) running[name] = {"*"};
      if (running.count(name) > 0) continue;

      std::set<std::string> ids, chosen;
      for (const TaggedTest& test : tests_case.head.tests) {
        if (!Takes(c.head, domain, suite, test.file)) continue;
        ids.insert(test.id);
        bool runs = Runs(test, OwnersOf(c.head, test.file), states);
        for (size_t i = 0; i < bases.size(); ++i) {
          const DomainConfig* before = nullptr;
          for (const DomainConfig& one : bases[i].domains) {
            if (one.name == domain.name) before = &one;
          }
          if (before == nullptr) continue;
          for (const SuiteConfig& suite_before : SuitesOf(bases[i], *before)) {
            if (suite_before.name != suite.name) continue;
            for (const TaggedTest& old : tests_case.bases[i].tests) {
              if (old.id != test.id || !Takes(bases[i], *before, suite_before, old.file)) continue;
              runs = runs || Runs(old, OwnersOf(bases[i], old.file), states);
            }
          }
        }
        if (runs) chosen.insert(test.id);
      }

      const auto keep = [&](const ContractConfig& contract) {
        if (contract.consumer != domain.name || contract.suite != suite.name) return;
        bool whole = contract.tests.empty();
        for (const std::string& id : contract.tests) {
          if (ids.count(id) > 0) {
            chosen.insert(id);
          } else {
            whole = true;
          }
        }
        if (whole) chosen = {"*"};
      };
      const auto wakes = [&](const ContractConfig& contract) {
        return std::any_of(
            contract.providers.begin(), contract.providers.end(),
            [&](const std::string& provider) { return states.waking.count(provider) > 0; });
      };
      const auto has = [](const End& end, const ContractConfig& contract) {
        return std::find(end.contracts.begin(), end.contracts.end(), contract) !=
               end.contracts.end();
      };
      std::set<std::string> all;
      const std::set<std::string> kWhole = {"*"};
      for (const ContractConfig& contract : tests_case.head.contracts) {
        const bool differs = std::any_of(tests_case.bases.begin(), tests_case.bases.end(),
                                         [&](const End& base) { return !has(base, contract); });
        if (wakes(contract) || differs) keep(contract);
        if (chosen == kWhole) all = kWhole;
      }
      for (const End& base : tests_case.bases) {
        for (const ContractConfig& contract : base.contracts) {
          if (!has(tests_case.head, contract)) keep(contract);
          if (chosen == kWhole) all = kWhole;
        }
      }
      if (all == kWhole) chosen = kWhole;
      if (!chosen.empty()) running[name] = chosen;
    }
  }
  return running;
}

}  // namespace testfed::slow
