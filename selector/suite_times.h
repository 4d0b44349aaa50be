// How long the tests of one suite usually take, by the file of timings.
#ifndef TESTFED_SELECTOR_SUITE_TIMES_H_
#define TESTFED_SELECTOR_SUITE_TIMES_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/suite_tests.h"
#include "selector/timings.h"

namespace testfed {

// What is recorded of one test.
struct TestHistory {
  std::optional<Milliseconds> ms;
  int runs = 0;        // that are kept
  int flaky_runs = 0;  // of these
};

class SuiteTimes {
 public:
  // `name` is "Domain/suite". Times that were imported without a suite, "(gtest)", count for each
  // test that has no time in its own suite.
  SuiteTimes(const Timings& timings, const std::string& name, const TestMap& tests,
             const SuiteTests& suite);
  // The same of the tests `ids` of `suite`.
  SuiteTimes(const Timings& timings, const std::string& name, std::vector<std::string> ids,
             const Suite& suite);

  // Of a test of the suite; a history without runs where nothing is recorded.
  const TestHistory& Of(const std::string& test_id) const;
  // The same, or the median of the suite's recorded tests where it has none; nullopt where no test
  // of the suite has one.
  std::optional<Milliseconds> Expected(const std::string& test_id) const;
  // Of tests that ran in the suite and that no source shows.
  Milliseconds unseen() const { return unseen_; }
  // Of all tests, seen or not; nullopt where nothing is recorded.
  std::optional<Milliseconds> Whole() const;

 private:
  std::vector<std::string> ids_;
  std::map<std::string, TestHistory, std::less<>> histories_;  // by id
  std::optional<Milliseconds> median_;
  Milliseconds unseen_ = 0;
  bool any_ = false;
};

}  // namespace testfed

#endif  // TESTFED_SELECTOR_SUITE_TIMES_H_
