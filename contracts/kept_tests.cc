#include "contracts/kept_tests.h"

#include <algorithm>

#include "contracts/test_name.h"

namespace testfed {

bool MayName(const std::string& pattern, const std::string& id) {
  if (NamesTest(pattern, id)) return true;
  if (id.find('*') != std::string::npos && NamesTest(id, pattern)) return true;
  return pattern.starts_with(id + " > ");
}

const SuiteTests* SuiteOf(const Contract& contract, const Declarations& declarations,
                          const TestMap& tests) {
  for (const SuiteTests& suite : tests.suites) {
    if (suite.suite->name == contract.suite &&
        declarations[suite.domain].name == contract.consumer) {
      return suite.listed ? &suite : nullptr;
    }
  }
  return nullptr;
}

std::map<std::string, std::vector<std::string>> TestsOfAgreements(
    const Declarations& declarations, const std::vector<Contract>& contracts,
    const TestMap& tests) {
  const std::vector<Test>& all = tests.discovery.tests;
  std::map<std::string, std::vector<std::string>> kept;
  for (const Contract& contract : contracts) {
    const SuiteTests* suite = SuiteOf(contract, declarations, tests);
    if (suite == nullptr) continue;
    for (int test : suite->tests) {
      const std::string& id = all[static_cast<size_t>(test)].id;
      bool named = contract.tests.empty() ||
                   std::any_of(contract.tests.begin(), contract.tests.end(),
                               [&](const DeclaredName& name) { return MayName(name.name, id); });
      if (named) kept[contract.FullName()].push_back(id);
    }
  }
  for (size_t i = 0; i < all.size(); ++i) {
    for (const Tag& tag : all[i].tags) {
      if (tag.kind == Tag::Kind::kSmoke) continue;
      for (DomainId owner : tests.owners[i]) {
        const std::string& consumer = declarations[owner].name;
        if (consumer == tag.domain) continue;
        const char* kind =
            tag.kind == Tag::Kind::kAffected ? "/@AffectedBy" : "/@MustRunOnChangesIn";
        kept[consumer + kind + tag.domain].push_back(all[i].id);
      }
    }
  }
  return kept;
}

std::vector<bool> SmokeTests(const TestMap& tests) {
  const std::vector<Test>& all = tests.discovery.tests;
  std::vector<bool> smoke(all.size());
  for (size_t i = 0; i < all.size(); ++i) {
    for (const Tag& tag : all[i].tags) smoke[i] = smoke[i] || tag.kind == Tag::Kind::kSmoke;
  }
  for (const SuiteTests& suite : tests.suites) {
    if (!suite.suite->smoke) continue;
    for (int test : suite.tests) smoke[static_cast<size_t>(test)] = true;
  }
  return smoke;
}

std::set<std::string> MayBeQuarantined(std::set<std::string> ids, const Declarations& declarations,
                                       const std::vector<Contract>& contracts,
                                       const TestMap& tests) {
  if (ids.empty()) return ids;
  const std::set<std::string> asked = ids;
  const std::vector<bool> smoke = SmokeTests(tests);
  for (size_t i = 0; i < smoke.size(); ++i) {
    if (smoke[i]) ids.erase(tests.discovery.tests[i].id);
  }
  for (const auto& [name, kept] : TestsOfAgreements(declarations, contracts, tests)) {
    const bool all_asked = std::all_of(kept.begin(), kept.end(),
                                       [&](const std::string& id) { return asked.contains(id); });
    if (!all_asked) continue;
    for (const std::string& id : kept) ids.erase(id);
  }
  return ids;
}

}  // namespace testfed
