#include "integration/judgement.h"

#include <gtest/gtest.h>

namespace testfed {
namespace {

JunitReport Report(const std::string& path, int passed, int failed, int skipped = 0) {
  JunitReport report;
  report.path = path;
  using Status = ReportedTest::Status;
  for (const auto& [count, status] :
       {std::pair(passed, Status::kPassed), std::pair(failed, Status::kFailed),
        std::pair(skipped, Status::kSkipped)}) {
    for (int i = 0; i < count; ++i) {
      ReportedTest test;
      test.classname = "Suite";
      test.name = "case" + std::to_string(report.tests.size());
      test.status = status;
      report.tests.push_back(test);
    }
  }
  return report;
}

std::string Judged(RunEvidence evidence) {
  Verdict verdict;
  JudgeRun(evidence, verdict);
  std::string text = std::string(ToString(verdict.result)) + ": " + verdict.reason;
  for (const std::string& target : verdict.failing) text += " " + target;
  return text;
}

RunEvidence Ended(int exit_code, std::vector<JunitReport> reports) {
  RunEvidence evidence;
  evidence.exit_code = exit_code;
  evidence.reports = std::move(reports);
  return evidence;
}

// Behaviour 28, and the table in the header.
TEST(Judgement, Behaviour28RunWithoutAnExecutedTestIsNeverGood) {
  EXPECT_EQ(Judged(Ended(0, {})), "harness_defect: no test was executed (exit code 0)");
  EXPECT_EQ(Judged(Ended(0, {Report("a/b/test.xml", 0, 0, 3)})),
            "harness_defect: no test was executed (exit code 0)");
  EXPECT_EQ(Judged(Ended(3, {})), "harness_defect: no test was executed (exit code 3)");
  EXPECT_EQ(Judged(Ended(4, {})), "harness_defect: no tests were found (exit code 4)");
  for (int code = 0; code < 256; ++code) {
    Verdict verdict;
    JudgeRun(Ended(code, {Report("a/b/test.xml", 0, 0, 1)}), verdict);
    EXPECT_NE(verdict.result, VerdictClass::kGood) << code;
    JudgeRun(Ended(code, {Report("a/b/test.xml", 3, 1)}), verdict);
    EXPECT_NE(verdict.result, VerdictClass::kGood) << code;
    JudgeRun(Ended(code, {Report("a/b/test.xml", 3, 0)}), verdict);
    EXPECT_EQ(verdict.result == VerdictClass::kGood, code == 0) << code;
  }
}

TEST(Judgement, ClassesFollowTheExitCode) {
  const JunitReport passed = Report("fit/a/test.xml", 2, 0);
  const JunitReport failed = Report("fit/timers_test/shard_1_of_2/test.xml", 1, 1);
  EXPECT_EQ(Judged(Ended(0, {passed})), "good: 2 tests passed");
  EXPECT_EQ(Judged(Ended(3, {passed, failed})),
            "integration_finding: 1 test of 4 failed (exit code 3) //fit:timers_test");
  EXPECT_EQ(Judged(Ended(3, {passed})),
            "harness_defect: tests failed by the exit code 3, but no report names one");
  EXPECT_EQ(Judged(Ended(0, {failed})),
            "harness_defect: the exit code is 0, but 1 test failed by the reports "
            "//fit:timers_test");
  EXPECT_EQ(Judged(Ended(1, {})), "integration_finding: the build failed (exit code 1)");
  EXPECT_EQ(Judged(Ended(2, {})),
            "harness_defect: the run says nothing of the tests (exit code 2)");
  EXPECT_EQ(Judged(Ended(48, {})),
            "integration_conflict: the modules do not resolve (exit code 48)");
  for (int code : {8, 33, 34, 36, 37, 124, 137, 143}) {
    EXPECT_EQ(Judged(Ended(code, {passed})),
              "infrastructure: the run did not end by itself (exit "
              "code " +
                  std::to_string(code) + ")");
  }
}

TEST(Judgement, CompositionThatWasNotBuiltIsAConflict) {
  RunEvidence evidence = Ended(0, {Report("a/b/test.xml", 1, 0)});
  evidence.tuple_sha256 = "x";
  evidence.resolution = Resolution{"x", "", {"`comm` is pinned to 1, but 2 was resolved"}, {}};
  EXPECT_EQ(Judged(evidence),
            "integration_conflict: what was built is not the manifest: `comm` is "
            "pinned to 1, but 2 was resolved");
  evidence.resolution = Resolution{"y", "", {}, {}};
  EXPECT_EQ(Judged(evidence),
            "integration_conflict: what was built is not the manifest: another "
            "tuple was resolved than that of the manifest");
  evidence.resolution = Resolution{"x", "", {}, {"moving"}};
  EXPECT_EQ(Judged(evidence), "good: 1 test passed");
}

TEST(Judgement, PlannedTargetThatDidNotReportIsADefect) {
  RunEvidence evidence = Ended(0, {Report("a/b/test.xml", 1, 0)});
  evidence.planned = {"//a:b", "//a:c", "//d/..."};
  EXPECT_EQ(Judged(evidence),
            "harness_defect: 1 planned target of 3 reported nothing, first `//a:c`");
}

TEST(Judgement, ReportsNameTheirTargets) {
  EXPECT_EQ(TargetOfReport("a/b/c/test.xml"), "//a/b:c");
  EXPECT_EQ(TargetOfReport("c/test.xml"), "//:c");
  EXPECT_EQ(TargetOfReport("a/b/run_1_of_3/test.xml"), "//a:b");
  EXPECT_EQ(TargetOfReport("external/comm~1.0/x/y/test.xml"), "@comm//x:y");
  EXPECT_EQ(TargetOfReport("external/comm+/x/y/test.xml"), "@comm//x:y");
  EXPECT_EQ(TargetOfReport("report.xml"), "");
  EXPECT_EQ(TargetOfReport("test.xml"), "");
}

}  // namespace
}  // namespace testfed
