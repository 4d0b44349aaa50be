// What the selection asks of the tests at one end of a change, so that it can be answered from a
// kept summary without touching all tests (selector/test_pack.h), or from a TestMap.
#ifndef TESTFED_CONTRACTS_TEST_VIEW_H_
#define TESTFED_CONTRACTS_TEST_VIEW_H_

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "contracts/suite_tests.h"

namespace testfed {

struct ViewedTest {
  std::string_view id;
  const std::vector<DomainId>& owners;
  const std::vector<int>& suites;  // those that run it, ascending; may be none
  const std::vector<Tag>& tags;
  std::string_view undecided;
};

class TestView {
 public:
  using VisitTest = std::function<void(const ViewedTest&)>;
  struct SuiteState {
    bool listed = false;  // as SuiteTests
    int total = 0;
    const std::vector<std::string>* listing = nullptr;  // null: no runner listed it
  };
  virtual ~TestView() = default;

  // By number of suite, as AllSuites of the end's declarations.
  virtual SuiteState Suite(int suite) const = 0;
  // All tests that have a tag, are undecided or belong to a domain that `wanted` (by DomainId)
  // names; others may be among them. By file, in the files' order.
  virtual void Visit(const std::vector<bool>& wanted, const VisitTest& visit) const = 0;
  // The ids of a suite, in the order of the tests.
  virtual void VisitSuite(int suite,
                          const std::function<void(std::string_view id)>& visit) const = 0;
  virtual bool Has(int suite, std::string_view id) const = 0;

  // Where this is another view of the same configuration with some files read anew: that view, and
  // its tests in those files, whether they are there still or not. All other tests are the same.
  virtual const TestView* below() const { return nullptr; }
  virtual void VisitReplaced(const VisitTest&) const {}
};

// The tests of a map; null for null.
std::unique_ptr<const TestView> ViewOf(std::shared_ptr<const TestMap> map);

// The same of several; `known_map` has `known_view`.
std::vector<std::shared_ptr<const TestView>> ViewsOf(
    const std::vector<std::shared_ptr<const TestMap>>& maps,
    const std::shared_ptr<const TestMap>& known_map,
    const std::shared_ptr<const TestView>& known_view);

// How many tests the first `suites` suites have that are listed.
int ListedTests(const TestView& view, size_t suites);

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_TEST_VIEW_H_
