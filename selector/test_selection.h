// What runs of each suite besides the suites that run whole because of their domain: smoke tests,
// tests of affected domains in other suites, and what keeps a woken contract. DESIGN:
// docs/design.md.
//
// What widens is united over base and head (tags, owners, contracts); what runs is the head's.
#ifndef TESTFED_SELECTOR_TEST_SELECTION_H_
#define TESTFED_SELECTOR_TEST_SELECTION_H_

#include <functional>
#include <string>
#include <vector>

#include "contracts/contract.h"
#include "contracts/test_view.h"
#include "selector/plan.h"

namespace testfed {

// One end of the change: its declarations and what was found with them.
struct TestEnd {
  const Declarations* declarations = nullptr;
  const TestView* tests = nullptr;  // null: every suite is one opaque test
  const std::vector<Contract>* contracts = nullptr;
};

struct TestSelectionRequest {
  TestEnd head;
  std::vector<TestEnd> bases;
  // By name of a domain, of either end.
  std::function<bool(const std::string&)> is_domain;
  std::function<bool(const std::string&)> is_affected;  // runs its tests
  std::function<bool(const std::string&)> is_changed;
  std::function<bool(const std::string&)> wakes;  // its state wakes the contracts it provides
  bool smoke = true;  // false: every changed path is ignored, and nothing runs
};

struct SuiteSelection {
  std::vector<Reason> whole;       // why all of it runs; empty: only `tests`
  std::vector<PlannedTest> tests;  // sorted by id
  std::vector<Reason> summary;     // of `tests`, for the job
};

// By number of suite, as AllSuites(head). A contract whose tests cannot be told one by one runs its
// suite whole.
std::vector<SuiteSelection> SelectTests(const TestSelectionRequest& request);

// Tests that only a base has, of suites that the head has; sorted.
std::vector<Removed> RemovedTests(const TestSelectionRequest& request);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_TEST_SELECTION_H_
