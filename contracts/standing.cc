#include "contracts/standing.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "contracts/test_name.h"

namespace testfed {
namespace {

const Test& At(const TestMap& tests, int number) {
  return tests.discovery.tests[static_cast<size_t>(number)];
}

// A suite of one of the owners needs no domain for readers to know it.
std::string NameFor(const Declarations& declarations, const SuiteTests& suite,
                    const std::vector<DomainId>& owners) {
  bool own = std::find(owners.begin(), owners.end(), suite.domain) != owners.end();
  return own ? suite.suite->name : declarations[suite.domain].name + "/" + suite.suite->name;
}

std::vector<TaggedTest> TaggedTests(const Declarations& declarations, const TestMap& tests) {
  std::vector<TaggedTest> tagged(tests.discovery.tests.size());
  for (size_t i = 0; i < tagged.size(); ++i) {
    const Test& test = tests.discovery.tests[i];
    if (!test.tags.empty()) tagged[i] = {test.id, tests.owners[i], {}, test.tags};
  }
  for (const SuiteTests& suite : tests.suites) {
    for (int number : suite.tests) {
      TaggedTest& test = tagged[static_cast<size_t>(number)];
      if (!test.tags.empty()) {
        test.suites.push_back(NameFor(declarations, suite, test.owners));
      }
    }
  }
  std::erase_if(tagged, [](const TaggedTest& test) { return test.tags.empty(); });
  return tagged;
}

// The tests that keep a contract of a file.
void FindKeepers(const Declarations& declarations, const Contract& contract, const TestMap& tests,
                 StandingAgreement& standing) {
  standing.at = contract.at;
  for (const SuiteTests& suite : tests.suites) {
    if (declarations[suite.domain].name != contract.consumer ||
        suite.suite->name != contract.suite) {
      continue;
    }
    standing.opaque = !suite.listed;
    for (int number : suite.tests) {
      const std::string& id = At(tests, number).id;
      bool named = contract.tests.empty() ||
                   std::any_of(contract.tests.begin(), contract.tests.end(),
                               [&](const DeclaredName& name) { return NamesTest(name.name, id); });
      if (named) standing.tests.push_back(number);
    }
  }
}

std::vector<OwnedTest> OwnedTests(const Declarations& declarations, const TestMap& tests,
                                  const std::function<bool(const Test&)>& is_wanted) {
  std::vector<OwnedTest> owned;
  for (size_t i = 0; i < tests.discovery.tests.size(); ++i) {
    const Test& test = tests.discovery.tests[i];
    if (!is_wanted(test)) continue;
    OwnedTest one{test.id, {}};
    for (DomainId owner : tests.owners[i]) one.owners.push_back(declarations[owner].name);
    owned.push_back(std::move(one));
  }
  return owned;
}

}  // namespace

std::vector<StandingAgreement> StandingAgreements(const Declarations& declarations,
                                                  const std::vector<Contract>& contracts,
                                                  const TestMap& tests) {
  std::vector<StandingAgreement> standing;
  std::map<std::string, size_t> by_name;
  for (Agreement& agreement :
       AgreementsOf(declarations, contracts, TaggedTests(declarations, tests))) {
    by_name[agreement.name] = standing.size();
    standing.push_back({std::move(agreement), {}, {}, false});
  }
  for (const Contract& contract : contracts) {
    FindKeepers(declarations, contract, tests, standing[by_name.at(contract.FullName())]);
  }
  for (size_t i = 0; i < tests.discovery.tests.size(); ++i) {
    for (const Tag& tag : tests.discovery.tests[i].tags) {
      if (tag.kind == Tag::Kind::kSmoke) continue;
      for (DomainId owner : tests.owners[i]) {
        bool affected = tag.kind == Tag::Kind::kAffected;
        auto found =
            by_name.find(declarations[owner].name +
                         (affected ? "/@AffectedBy" : "/@MustRunOnChangesIn") + tag.domain);
        if (found == by_name.end()) continue;
        StandingAgreement& one = standing[found->second];
        if (one.tests.empty() || tag.at < one.at) one.at = tag.at;
        one.tests.push_back(static_cast<int>(i));
      }
    }
  }
  return standing;
}

std::vector<Agreement> AgreementsOf(const std::vector<StandingAgreement>& standing) {
  std::vector<Agreement> agreements;
  for (const StandingAgreement& one : standing) agreements.push_back(one.agreement);
  return agreements;
}

AgreedState AgreedStateOf(const Declarations& declarations, const std::vector<Contract>& contracts,
                          const TestMap& tests, std::vector<QuarantineEntry> quarantine) {
  AgreedState state;
  state.declarations = &declarations;
  state.agreements = AgreementsOf(StandingAgreements(declarations, contracts, tests));
  state.smoke_tests = OwnedTests(declarations, tests, [](const Test& test) {
    return std::any_of(test.tags.begin(), test.tags.end(),
                       [](const Tag& tag) { return tag.kind == Tag::Kind::kSmoke; });
  });
  std::set<std::string> quarantined;
  for (const QuarantineEntry& entry : quarantine) quarantined.insert(entry.test);
  state.quarantined = OwnedTests(declarations, tests,
                                 [&](const Test& test) { return quarantined.contains(test.id); });
  state.quarantine = std::move(quarantine);
  return state;
}

std::vector<ContractTestFile> ContractTestFilesOf(const std::vector<StandingAgreement>& standing,
                                                  const TestMap& tests) {
  std::map<std::string, std::set<std::string>> by_path;
  for (const StandingAgreement& one : standing) {
    for (int number : one.tests) {
      std::string file = tests.FileOf(At(tests, number));
      if (!file.empty()) by_path[file].insert(one.agreement.name);
    }
  }
  std::vector<ContractTestFile> files;
  for (auto& [path, names] : by_path) files.push_back({path, {names.begin(), names.end()}});
  return files;
}

}  // namespace testfed
