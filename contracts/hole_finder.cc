#include "contracts/hole_finder.h"

#include "domains/amount.h"

namespace testfed {

std::vector<Finding> FindHoles(const HoleSearch& search) {
  std::vector<Finding> findings;
  FindSuiteHoles(search, findings);
  FindTagHoles(search, findings);
  FindContractHoles(search, findings);
  FindDependencyHoles(search, findings);
  return findings;
}

std::vector<bool> SmokeTests(const HoleSearch& search) {
  const std::vector<Test>& tests = search.tests.discovery.tests;
  std::vector<bool> smoke(tests.size());
  for (size_t i = 0; i < tests.size(); ++i) {
    for (const Tag& tag : tests[i].tags) smoke[i] = smoke[i] || tag.kind == Tag::Kind::kSmoke;
  }
  for (const SuiteTests& suite : search.tests.suites) {
    if (!suite.suite->smoke) continue;
    for (int test : suite.tests) smoke[static_cast<size_t>(test)] = true;
  }
  return smoke;
}

std::string AmountOf(size_t count, std::string_view noun) {
  return WithThousands(static_cast<std::int64_t>(count)) + " " + std::string(noun) +
         (count == 1 ? "" : "s");
}

}  // namespace testfed
