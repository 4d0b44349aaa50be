#include "contracts/approvals.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "contracts/test_name.h"

namespace testfed {
namespace {

using Names = std::set<std::string>;

Names NamesOf(const std::vector<DeclaredName>& declared) {
  Names names;
  for (const DeclaredName& name : declared) names.insert(name.name);
  return names;
}

const Domain* Find(const Declarations& declarations, std::string_view name) {
  std::optional<DomainId> id = declarations.Find(name);
  return id ? &declarations[*id] : nullptr;
}

// Calls `change(key, in base or null, in head or null)` for each key, sorted.
template <typename T, typename Change>
void Compare(const std::map<std::string, T>& base, const std::map<std::string, T>& head,
             Change change) {
  Names keys;
  for (const auto& [key, value] : base) keys.insert(key);
  for (const auto& [key, value] : head) keys.insert(key);
  for (const std::string& key : keys) {
    auto before = base.find(key), after = head.find(key);
    change(key, before == base.end() ? nullptr : &before->second,
           after == head.end() ? nullptr : &after->second);
  }
}

std::map<std::string, Names> ByTest(const std::vector<OwnedTest>& tests) {
  std::map<std::string, Names> by_test;
  for (const OwnedTest& test : tests) {
    by_test[test.id].insert(test.owners.begin(), test.owners.end());
  }
  return by_test;
}

std::map<std::string, Agreement> ByName(const std::vector<Agreement>& agreements) {
  std::map<std::string, Agreement> by_name;
  for (const Agreement& agreement : agreements) by_name.emplace(agreement.name, agreement);
  return by_name;
}

class Comparison {
 public:
  Comparison(const AgreedState& base, const AgreedState& head)
      : base_(base),
        head_(head),
        base_agreements_(ByName(base.agreements)),
        head_agreements_(ByName(head.agreements)) {}

  NeededApprovals Run(const std::vector<std::string>& changed_paths,
                      const std::vector<ContractTestFile>& contract_tests) {
    Agreements();
    Edges();
    Domains();
    Suites();
    SmokeTests();
    Quarantine();
    WakeOn();
    Files(Names(changed_paths.begin(), changed_paths.end()), contract_tests);
    return Finish();
  }

 private:
  void Agreements() {
    Compare(base_agreements_, head_agreements_,
            [&](const std::string& name, const Agreement* before, const Agreement* after) {
              if (before && after && *before == *after) return;
              Begin(before ? (after ? '~' : '-') : '+', "contract " + name);
              if (before && after) {
                std::string what;
                auto differs = [&](bool yes, const char* word) {
                  if (yes) what += (what.empty() ? "" : ", ") + std::string(word);
                };
                differs(before->providers != after->providers, "providers");
                differs(before->kept_by != after->kept_by, "tests");
                differs(before->reason != after->reason, "reason");
                changes_.back().text += " (" + what + ")";
              }
              Names providers;
              for (const Agreement* one : {before, after}) {
                if (one) providers.insert(one->providers.begin(), one->providers.end());
              }
              for (const std::string& provider : providers) Need(provider, "provider");
              Need((before ? before : after)->consumer, "consumer");
            });
  }

  void Edges() {
    auto edges = [](const Declarations& declarations, bool transitive) {
      std::map<std::string, std::pair<std::string, std::string>> by_name;
      for (const Domain& domain : declarations.domains) {
        for (const DeclaredName& from :
             transitive ? domain.fully_affected_by : domain.must_run_all_tests_on_changes_in) {
          by_name[from.name + " -> " + domain.name] = {from.name, domain.name};
        }
      }
      return by_name;
    };
    for (const bool transitive : {true, false}) {
      Compare(edges(*base_.declarations, transitive), edges(*head_.declarations, transitive),
              [&](const std::string& name, const auto* before, const auto* after) {
                if (before && after) return;
                const auto& [from, to] = before ? *before : *after;
                Begin(before ? '-' : '+', (transitive ? "edge " : "one-step edge ") + name);
                const std::string when = transitive ? " is affected" : " is changed";
                if (before) {
                  Need(from, "can break " + to + " without running it");
                  Need(to, "no longer runs all its tests when " + from + when);
                } else {
                  Need(from, "runs all tests of " + to + " when it" + when);
                  Need(to, "runs all its tests when " + from + when);
                }
              });
    }
  }

  void Domains() {
    for (const Domain& before : base_.declarations->domains) {
      const Domain* after = Find(*head_.declarations, before.name);
      if (!after) {
        Begin('-', "domain " + before.name);
        Need(before.name, "is removed");
        continue;
      }
      if (!before.owners.empty() && NamesOf(before.owners) != NamesOf(after->owners)) {
        Begin('~', "owners of " + before.name);
        Need(before.name, "its owners change, and those of the base answer");
      }
      if (before.home != after->home) {
        Begin('~', "home of " + before.name);
        Need(before.name, after->home.empty() ? "its contracts lose their place"
                                              : "its contracts move to `" + after->home + "`");
      }
    }
  }

  void Suites() {
    auto smoke = [](const Declarations& declarations) {
      std::map<std::string, std::string> suites;
      for (const Domain& domain : declarations.domains) {
        for (const Suite& suite : domain.suites) {
          if (suite.smoke) suites[domain.name + "/" + suite.name] = domain.name;
        }
      }
      return suites;
    };
    Compare(smoke(*base_.declarations), smoke(*head_.declarations),
            [&](const std::string& name, const std::string* before, const std::string* after) {
              if (!before != !after)
                SmokeMark("smoke suite " + name, before, {*(before ? before : after)});
            });
    for (const Domain& domain : base_.declarations->domains) {
      std::optional<DomainId> after = head_.declarations->Find(domain.name);
      for (const Suite* suite :
           base_.declarations->SuitesOf(*base_.declarations->Find(domain.name))) {
        bool remains = false;
        for (const Suite* one :
             after ? head_.declarations->SuitesOf(*after) : std::vector<const Suite*>{}) {
          remains = remains || one->name == suite->name;
        }
        if (!remains) RemovedSuite(domain.name, suite->name);
      }
    }
  }

  void RemovedSuite(const std::string& domain, const std::string& suite) {
    bool begun = false;
    for (const auto& [name, agreement] : base_agreements_) {
      const bool kept = agreement.consumer == domain &&
                        std::any_of(agreement.kept_by.begin(), agreement.kept_by.end(),
                                    [&](const KeptBy& one) { return one.suite == suite; });
      if (!kept) continue;
      if (!begun) Begin('-', "suite " + domain + "/" + suite);
      begun = true;
      NeedPartiesOf(agreement, "its tests keep " + name);
    }
  }

  void SmokeTests() {
    Compare(ByTest(base_.smoke_tests), ByTest(head_.smoke_tests),
            [&](const std::string& test, const Names* before, const Names* after) {
              if (!before != !after)
                SmokeMark("smoke test " + test, before, *(before ? before : after));
            });
  }

  void SmokeMark(const std::string& what, bool removed, const Names& owners) {
    Begin(removed ? '-' : '+', what);
    for (const std::string& owner : owners) {
      Need(owner, removed ? "no longer runs with every change" : "would run with every change");
    }
  }

  void Quarantine() {
    using Entry = std::tuple<std::string, std::string, std::string>;
    auto entries = [](const AgreedState& state) {
      std::map<std::string, Entry> by_test;
      for (const QuarantineEntry& one : state.quarantine) {
        by_test[one.test] = {one.reason, one.owner, one.expiry};
      }
      return by_test;
    };
    // A test that leaves with its quarantine has its owners at the base.
    std::map<std::string, Names> owners = ByTest(base_.quarantined);
    for (const auto& [test, names] : ByTest(head_.quarantined)) {
      owners[test].insert(names.begin(), names.end());
    }
    Compare(entries(base_), entries(head_),
            [&](const std::string& test, const Entry* before, const Entry* after) {
              if (before && after && *before == *after) return;
              Begin(before ? (after ? '~' : '-') : '+', "quarantine of " + test);
              for (const auto& [name, agreement] : base_agreements_) {
                const bool keeps =
                    owners[test].contains(agreement.consumer) &&
                    std::any_of(agreement.kept_by.begin(), agreement.kept_by.end(),
                                [&](const KeptBy& one) {
                                  return one.test.empty() || NamesTest(one.test, test);
                                });
                if (!keeps) continue;
                for (const std::string& one : agreement.providers) Need(one, "it keeps " + name);
              }
              for (const std::string& owner : owners[test]) {
                Need(owner, !before ? "its failures would not count"
                            : after ? "the terms of its quarantine change"
                                    : "its failures count again");
              }
            });
  }

  void WakeOn() {
    const ContractsWakeOn after = head_.declarations->settings.contracts_wake_on;
    if (base_.declarations->settings.contracts_wake_on == after) return;
    Begin('~', "contractsWakeOn");
    const std::string because = after == ContractsWakeOn::kChanged
                                    ? "its contracts wake on changed providers alone"
                                    : "its contracts wake on affected providers, too";
    for (const auto* agreements : {&base_agreements_, &head_agreements_}) {
      for (const auto& [name, agreement] : *agreements) NeedPartiesOf(agreement, because);
    }
  }

  void Files(const Names& changed, const std::vector<ContractTestFile>& files) {
    std::map<std::string, Names> by_path;
    for (const ContractTestFile& file : files) {
      if (changed.contains(file.path)) {
        by_path[file.path].insert(file.agreements.begin(), file.agreements.end());
      }
    }
    for (const auto& [path, names] : by_path) {
      Begin('~', "file " + path);
      for (const std::string& name : names) {
        auto found = base_agreements_.find(name);
        if (found != base_agreements_.end()) {
          NeedPartiesOf(found->second, "its tests keep " + name);
        }
      }
    }
  }

  void Begin(char sign, const std::string& what) {
    changes_.push_back({std::string(1, sign) + " " + what, {}});
  }
  void Need(const std::string& domain, std::string because) {
    std::vector<ApprovalNeed>& needs = changes_.back().needs;
    bool known = std::any_of(needs.begin(), needs.end(),
                             [&](const ApprovalNeed& need) { return need.domain == domain; });
    if (!known) needs.push_back({domain, std::move(because)});
  }
  void NeedPartiesOf(const Agreement& agreement, const std::string& because) {
    for (const std::string& provider : agreement.providers) Need(provider, because);
    Need(agreement.consumer, because);
  }

  NeededApprovals Finish() {
    // Without a party there is nobody to ask: a setting that wakes no contract, a test of nobody.
    std::erase_if(changes_, [](const AgreedChange& change) { return change.needs.empty(); });
    std::sort(changes_.begin(), changes_.end(), [](const AgreedChange& a, const AgreedChange& b) {
      return std::pair(a.text.substr(2), a.text[0]) < std::pair(b.text.substr(2), b.text[0]);
    });
    Names domains;
    for (const AgreedChange& change : changes_) {
      for (const ApprovalNeed& need : change.needs) domains.insert(need.domain);
    }
    NeededApprovals needed;
    for (const std::string& name : domains) {
      const Domain* domain = Find(*base_.declarations, name);
      if (!domain) domain = Find(*head_.declarations, name);
      Names owners = domain ? NamesOf(domain->owners) : Names{};
      needed.parties.push_back({name, {owners.begin(), owners.end()}});
    }
    needed.changes = std::move(changes_);
    return needed;
  }

  const AgreedState& base_;
  const AgreedState& head_;
  std::map<std::string, Agreement> base_agreements_;
  std::map<std::string, Agreement> head_agreements_;
  std::vector<AgreedChange> changes_;
};

}  // namespace

NeededApprovals RequiredApprovals(const AgreedState& base, const AgreedState& head,
                                  const std::vector<std::string>& changed_paths,
                                  const std::vector<ContractTestFile>& contract_tests) {
  return Comparison(base, head).Run(changed_paths, contract_tests);
}

}  // namespace testfed
