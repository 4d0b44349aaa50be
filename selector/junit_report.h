// A test report in the form that is called JUnit XML, as any of its producers writes it:
// GoogleTest, CTest, pytest, JUnit's console launcher, Surefire, Gradle, Bazel, gotestsum, Node,
// Jest, Vitest. There is no specification, so:
//
// - The root is `testsuites` or `testsuite`; suites nest in any way; test cases stand in either.
// - What else stands anywhere (properties, output, attachments) is passed over.
// - A case with `failure` or `error` failed. `skipped`, or a status that says so, is skipped.
//   A case that the runner filtered out or that is disabled (GoogleTest's `notrun`, CTest's
//   `disabled`) is not in the report at all.
// - The same case twice in one suite element are two attempts: the last decides, and the case is
//   flaky when they differ. In different elements they are different cases: two files with tests of
//   the same name are no retry.
// - Surefire's `flakyFailure` and `flakyError` mark a case as passed and flaky; `rerunFailure` and
//   `rerunError` stand beside the failure and say no more.
// - A time that is no plain number of seconds (thousands commas, a sign, nothing) is unknown.
// - A document type is refused, depth and size are bounded (contracts/xml.h). Control characters
//   that XML does not allow, which several producers write into output, count as blanks.
#ifndef TESTFED_SELECTOR_JUNIT_REPORT_H_
#define TESTFED_SELECTOR_JUNIT_REPORT_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domains/status.h"

namespace testfed {

struct ReportedTest {
  enum class Status { kPassed, kFailed, kSkipped };
  std::string classname;
  std::string name;
  std::string suites;  // names of the suite elements around it, " > " between them
  std::string file;    // the attribute of the case, else of the nearest suite that has it; or ""
  Status status = Status::kPassed;
  std::optional<double> seconds = {};  // of the last attempt; nullopt: unknown
  bool flaky = false;
  bool operator==(const ReportedTest&) const = default;
};

struct JunitReport {
  std::string path;                 // as given: the path of a Bazel report names its target
  std::vector<ReportedTest> tests;  // each once, in order of first appearance
  std::string suite;                // name of the outermost suite element that has one, or ""
  bool has_suites_root = false;     // the root is `testsuites`
  bool has_go_version = false;      // a property `go.version` stands in it
  bool has_gtest_result = false;    // a case has the attribute `result`, as GoogleTest's have

  int Count(ReportedTest::Status status) const;
  int executed() const { return passed() + failed(); }  // what the gate counts
  int passed() const { return Count(ReportedTest::Status::kPassed); }
  int failed() const { return Count(ReportedTest::Status::kFailed); }
  int skipped() const { return Count(ReportedTest::Status::kSkipped); }
};

// `path` is what errors name. An error when it is no XML or its root is another element.
absl::StatusOr<JunitReport> ReadJunitReport(std::string_view text, const std::string& path);

// "12.5" -> 12.5; nullopt for what is no plain number of seconds.
std::optional<double> SecondsOf(std::string_view text);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_JUNIT_REPORT_H_
