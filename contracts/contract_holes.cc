#include <algorithm>
#include <map>
#include <set>

#include "contracts/hole_finder.h"
#include "contracts/kept_tests.h"
#include "contracts/test_name.h"
#include "domains/suggest.h"

namespace testfed {
namespace {

class ContractCheck {
 public:
  ContractCheck(const HoleSearch& search, std::vector<Finding>& findings)
      : search_(search), tests_(search.tests.discovery.tests), findings_(findings) {}

  void Run() {
    for (const Contract& contract : search_.contracts) CheckContract(contract);
    if (!search_.quarantine.empty()) CheckQuarantine();
  }

 private:
  const std::string& IdOf(int test) const { return tests_[static_cast<size_t>(test)].id; }

  void CheckContract(const Contract& contract) {
    const SuiteTests* suite = SuiteOf(contract, search_.declarations, search_.tests);
    if (suite == nullptr) return;
    for (const DeclaredName& name : contract.tests) {
      bool there = std::any_of(suite->tests.begin(), suite->tests.end(),
                               [&](int test) { return MayName(name.name, IdOf(test)); });
      if (there) continue;
      std::set<std::string> known;
      for (int test : suite->tests) {
        known.insert(IdOf(test));
        for (std::string_view container : ContainersOf(IdOf(test))) known.emplace(container);
      }
      findings_.push_back({Severity::kError,
                           {contract.at.file, name.position},
                           "contract-without-tests",
                           "`" + name.name + "` names no test of suite `" + contract.suite +
                               "` of " + contract.consumer +
                               DidYouMean(name.name, {known.begin(), known.end()}),
                           {}});
    }
  }

  void Add(Severity severity, const QuarantineEntry& entry, const char* code, std::string message) {
    findings_.push_back({severity, entry.at, code, std::move(message), {}});
  }

  void CheckQuarantine() {
    std::map<std::string, std::vector<int>> by_id;
    for (size_t i = 0; i < tests_.size(); ++i) {
      by_id[tests_[i].id].push_back(static_cast<int>(i));
    }
    const bool all_listed = std::all_of(search_.tests.suites.begin(), search_.tests.suites.end(),
                                        [](const SuiteTests& suite) { return suite.listed; });
    const std::vector<bool> smoke = SmokeTests(search_.tests);
    std::map<std::string, const QuarantineEntry*> entries;
    for (const QuarantineEntry& entry : search_.quarantine) {
      entries[entry.test] = &entry;
      auto found = by_id.find(entry.test);
      if (found == by_id.end()) {
        if (!all_listed) continue;  // it may be one that testfed cannot see
        std::vector<std::string> ids;
        for (const auto& [id, tests] : by_id) ids.push_back(id);
        Add(Severity::kWarning, entry, "quarantine-unknown",
            "`" + entry.test + "` is no test" + DidYouMean(entry.test, ids));
        continue;
      }
      if (std::any_of(found->second.begin(), found->second.end(),
                      [&](int test) { return smoke[static_cast<size_t>(test)]; })) {
        Add(Severity::kError, entry, "quarantine-smoke",
            "`" + entry.test +
                "` is a smoke test, whose failures have to count; take the tag or the entry away");
      }
    }
    CheckOnlyTests(entries);
  }

  // Contracts, and tags as agreements of the test's owners, all of whose tests are in quarantine.
  void CheckOnlyTests(const std::map<std::string, const QuarantineEntry*>& entries) {
    for (const auto& [agreement, ids] :
         TestsOfAgreements(search_.declarations, search_.contracts, search_.tests)) {
      const bool all = std::all_of(ids.begin(), ids.end(),
                                   [&](const std::string& id) { return entries.contains(id); });
      if (!all) continue;
      const std::set<std::string> once(ids.begin(), ids.end());
      Add(Severity::kError, *entries.at(*once.begin()), "quarantine-contract",
          once.size() == 1
              ? "`" + *once.begin() + "` is the only test of the contract `" + agreement + "`"
              : "all " + AmountOf(once.size(), "test") + " of the contract `" + agreement +
                    "` are in quarantine");
    }
  }

  const HoleSearch& search_;
  const std::vector<Test>& tests_;
  std::vector<Finding>& findings_;
};

}  // namespace

void FindContractHoles(const HoleSearch& search, std::vector<Finding>& findings) {
  ContractCheck(search, findings).Run();
}

}  // namespace testfed
