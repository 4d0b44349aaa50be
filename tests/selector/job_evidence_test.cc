#include "selector/job_evidence.h"

#include <gtest/gtest.h>

#include "selector/job_verdict.h"

namespace testfed {
namespace {

using Status = ReportedTest::Status;

Job JobOf(const std::string& runner, const std::vector<std::string>& tests = {},
          std::vector<std::string> quarantine = {}) {
  Job job;
  job.id = "D-s";
  job.runner = runner;
  job.all = tests.empty();
  for (const std::string& id : tests) job.tests.push_back({id, {}});
  job.quarantine = std::move(quarantine);
  return job;
}

ReportedTest Case(const std::string& classname, const std::string& name,
                  Status status = Status::kPassed) {
  ReportedTest test;
  test.classname = classname;
  test.name = name;
  test.status = status;
  return test;
}

CallEvidence Call(int exit_code, std::vector<ReportedTest> tests) {
  CallEvidence call;
  call.exit_code = exit_code;
  call.counted = true;
  call.reports.emplace_back();
  call.reports.back().tests = std::move(tests);
  return call;
}

CallEvidence Opaque(int exit_code) {
  CallEvidence call;
  call.exit_code = exit_code;
  call.opaque = "no report";
  return call;
}

std::string Verdict(const Job& job, const std::vector<CallEvidence>& calls) {
  const Receipt receipt = ReceiptOf(job, "sha256:0", "", calls);
  const JobVerdict verdict = JudgeJob(job, receipt);
  // The gate reads what was written.
  absl::StatusOr<Receipt> read = ReadReceipt(ToJsonText(receipt), "r");
  EXPECT_TRUE(read.ok()) << read.status();
  if (read.ok()) {
    EXPECT_EQ(*read, receipt);
  }
  return (verdict.good ? "good: " : "bad: ") + verdict.sentence;
}

TEST(JobEvidence, CountsTheCasesOfAllCalls) {
  const Job job = JobOf("gtest");
  const Receipt receipt = ReceiptOf(job, "sha256:0", "pack-001",
                                    {Call(0, {Case("A", "a"), Case("A", "b", Status::kSkipped)}),
                                     Call(1, {Case("A", "c", Status::kFailed)})});
  EXPECT_EQ(receipt.calls, 2);
  EXPECT_EQ(receipt.exit_code, 1);
  EXPECT_EQ(receipt.leg, "pack-001");
  ASSERT_TRUE(receipt.tests.has_value());
  EXPECT_EQ(receipt.tests->passed, 1);
  EXPECT_EQ(receipt.tests->skipped, 1);
  EXPECT_EQ(receipt.tests->failed.names, std::vector<std::string>{"A.c"});
}

TEST(JobEvidence, OneCallThatNobodyCountedMakesTheJobOpaque) {
  const Job job = JobOf("gtest");
  EXPECT_EQ(Verdict(job, {Call(0, {Case("A", "a")}), Opaque(0)}),
            "good: passed, tests not counted");
  EXPECT_EQ(Verdict(job, {Call(0, {Case("A", "a")}), Opaque(2)}), "bad: exit code 2");
}

TEST(JobEvidence, WithoutACallNothingRan) {
  EXPECT_EQ(Verdict(JobOf("gtest"), {}), "bad: not run: it did not begin");
  const Receipt receipt = ReceiptOfNone(JobOf("gtest"), "sha256:0", "", "no command");
  EXPECT_EQ(JudgeJob(JobOf("gtest"), receipt).sentence, "not run: no command");
}

TEST(JobEvidence, AFilterThatMatchesNothingIsSeen) {
  const Job job = JobOf("gtest", {"A.a", "B.b"});
  EXPECT_EQ(Verdict(job, {Call(0, {})}), "bad: no test ran");
  EXPECT_EQ(Verdict(job, {Call(0, {Case("A", "a")})}), "bad: 1 of 2 tests did not run: B.b");
  EXPECT_EQ(Verdict(job, {Call(0, {Case("A", "a"), Case("B", "b")})}), "good: passed");
  EXPECT_EQ(Verdict(job, {Call(0, {Case("A", "a")}), Call(0, {Case("B", "b")})}), "good: passed");
  // Instances of a parameterized test.
  EXPECT_EQ(Verdict(job, {Call(0, {Case("P/A", "a/0"), Case("P/A", "a/1"), Case("B", "b")})}),
            "good: passed");
}

TEST(JobEvidence, WhereNamesDifferTheirNumberDecides) {
  const Job job = JobOf("junit", {"com.acme.A#roundsHalfUp", "com.acme.A#sums"});
  EXPECT_EQ(
      Verdict(job, {Call(0, {Case("com.acme.A", "rounds half up"), Case("com.acme.A", "sums")})}),
      "good: passed");
  EXPECT_EQ(Verdict(job, {Call(0, {Case("com.acme.A", "rounds half up")})}),
            "bad: 1 of 2 tests did not run: com.acme.A#roundsHalfUp");
}

TEST(JobEvidence, AReportThatContradictsTheExitCodeIsBad) {
  EXPECT_EQ(Verdict(JobOf("gtest"), {Call(0, {Case("A", "a", Status::kFailed)})}),
            "bad: 1 failed: A.a");
  EXPECT_EQ(Verdict(JobOf("gtest"), {Call(1, {Case("A", "a")})}),
            "bad: exit code 1, and no test failed");
}

TEST(JobEvidence, QuarantineForgivesWhatItExplains) {
  const Job job = JobOf("gtest", {}, {"A.flaky"});
  EXPECT_EQ(Verdict(job, {Call(1, {Case("A", "flaky", Status::kFailed), Case("A", "a")})}),
            "good: passed, 1 failed in quarantine: A.flaky");
  // All instances of it.
  EXPECT_EQ(Verdict(job, {Call(1, {Case("P/A", "flaky/0", Status::kFailed),
                                   Case("P/A", "flaky/1", Status::kFailed)})}),
            "good: passed, 1 failed in quarantine: A.flaky");
  EXPECT_EQ(Verdict(job, {Call(0, {Case("A", "flaky"), Case("A", "a")})}), "good: passed");
}

TEST(JobEvidence, QuarantineForgivesNothingElse) {
  const Job job = JobOf("gtest", {}, {"A.flaky"});
  const ReportedTest flaky = Case("A", "flaky", Status::kFailed);
  const std::string unexplained = "which no failed test explains, 1 failed in quarantine: A.flaky";
  EXPECT_EQ(Verdict(job, {Call(1, {flaky, Case("A", "a", Status::kFailed)})}),
            "bad: 1 failed: A.a, 1 failed in quarantine: A.flaky");
  EXPECT_EQ(Verdict(job, {Call(139, {flaky})}), "bad: exit code 139, " + unexplained);
  EXPECT_EQ(Verdict(job, {Call(2, {flaky})}), "bad: exit code 2, " + unexplained);
  // The second call crashed after its report, or failed around its tests.
  EXPECT_EQ(Verdict(job, {Call(1, {flaky}), Call(1, {Case("A", "a")})}),
            "bad: exit code 1, " + unexplained);
  EXPECT_EQ(Verdict(job, {Call(1, {flaky}), Opaque(1)}), "bad: exit code 1");
  EXPECT_EQ(Verdict(job, {Call(1, {flaky, Case("", "", Status::kFailed)})}),
            "bad: 1 failed: (a case without a name), 1 failed in quarantine: A.flaky");
  CallEvidence killed = Call(1, {flaky});
  killed.problem = "the next call could not be made";
  EXPECT_EQ(Verdict(job, {killed}), "bad: the next call could not be made");
}

TEST(JobEvidence, QuarantineOfACommandForgivesNothing) {
  Job job = JobOf("command", {}, {"x"});
  EXPECT_EQ(Verdict(job, {Call(1, {Case("", "x", Status::kFailed)})}),
            "bad: exit code 1, which no failed test explains, 1 failed in quarantine: x");
}

TEST(JobEvidence, GoPackagesThatDoNotCompileAreNotForgiven) {
  const Job job = JobOf("go", {}, {"./a#TestFlaky"});
  const ReportedTest flaky = Case("example.com/m/a", "TestFlaky", Status::kFailed);
  EXPECT_EQ(Verdict(job, {Call(1, {flaky})}),
            "good: passed, 1 failed in quarantine: ./a#TestFlaky");
  EXPECT_EQ(
      Verdict(job, {Call(1, {flaky, Case("example.com/m/b", "", Status::kFailed)})}).substr(0, 13),
      "bad: 1 failed");
}

TEST(JobEvidence, TheCodeOfABuildToolExplainsNothing) {
  Job job = JobOf("junit");
  job.command = {"java", "-jar", "junit-platform-console-standalone.jar"};
  EXPECT_TRUE(MeansFailedTests(job, 1));
  for (const char* tool : {"gradle", "./gradlew", "/usr/bin/mvn", "./mvnw", "mvnd"}) {
    job.command = {"nice", tool, "test"};
    EXPECT_FALSE(MeansFailedTests(job, 1)) << tool;
  }
}

TEST(JobEvidence, OnlyTheCodeOfFailedTestsExplainsThem) {
  const std::vector<std::pair<std::string, int>> codes = {
      {"gtest", 1},  {"junit", 1}, {"pytest", 1}, {"go", 1},       {"jest", 1},
      {"vitest", 1}, {"ctest", 8}, {"bazel", 3},  {"command", -1}, {"nonsense", -1}};
  for (const auto& [runner, code] : codes) {
    for (int exit_code = 0; exit_code < 256; ++exit_code) {
      EXPECT_EQ(MeansFailedTests(JobOf(runner), exit_code), exit_code == code) << runner;
    }
  }
}

}  // namespace
}  // namespace testfed
