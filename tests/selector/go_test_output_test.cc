#include "selector/go_test_output.h"

#include <gtest/gtest.h>

namespace testfed {
namespace {

// As go 1.19 prints it: one test passes, one fails with a sub-test, one is skipped, a package does
// not compile, and one has no tests.
constexpr std::string_view kEvents =
    "# example.com/m/bad [example.com/m/bad.test]\n"
    "bad/x_test.go:3:1: syntax error\n"
    R"({"Time":"2026-01-01T00:00:00Z","Action":"run","Package":"example.com/m/a","Test":"TestA"}
{"Action":"output","Package":"example.com/m/a","Test":"TestA","Output":"=== RUN   TestA\n"}
{"Action":"output","Package":"example.com/m/a","Test":"TestA","Output":"--- PASS: TestA (0.00s)\n"}
{"Action":"pass","Package":"example.com/m/a","Test":"TestA","Elapsed":0}
{"Action":"run","Package":"example.com/m/a","Test":"TestB"}
{"Action":"run","Package":"example.com/m/a","Test":"TestB/sub"}
{"Action":"output","Package":"example.com/m/a","Test":"TestB/sub","Output":"    x_test.go:9: no\n"}
{"Action":"fail","Package":"example.com/m/a","Test":"TestB/sub","Elapsed":0}
{"Action":"output","Package":"example.com/m/a","Test":"TestB","Output":"--- FAIL: TestB (0.00s)\n"}
{"Action":"fail","Package":"example.com/m/a","Test":"TestB","Elapsed":0}
{"Action":"skip","Package":"example.com/m/a","Test":"TestC","Elapsed":0}
{"Action":"output","Package":"example.com/m/a","Output":"FAIL\n"}
{"Action":"output","Package":"example.com/m/a","Output":"FAIL\texample.com/m/a\t0.001s\n"}
{"Action":"fail","Package":"example.com/m/a","Elapsed":0.001}
{"Action":"output","Package":"example.com/m/none","Output":"?   \texample.com/m/none\t[no test files]\n"}
{"Action":"skip","Package":"example.com/m/none","Elapsed":0}
)"
    "FAIL\texample.com/m/bad [build failed]\n";

constexpr std::string_view kShown =
    "# example.com/m/bad [example.com/m/bad.test]\n"
    "bad/x_test.go:3:1: syntax error\n"
    "    x_test.go:9: no\n"
    "--- FAIL: TestB (0.00s)\n"
    "FAIL\n"
    "FAIL\texample.com/m/a\t0.001s\n"
    "?   \texample.com/m/none\t[no test files]\n"
    "FAIL\texample.com/m/bad [build failed]\n";

std::string Listed(const JunitReport& report) {
  std::string text;
  for (const ReportedTest& test : report.tests) {
    const char* status = test.status == ReportedTest::Status::kPassed   ? "pass"
                         : test.status == ReportedTest::Status::kFailed ? "fail"
                                                                        : "skip";
    text += std::string(status) + " " + test.classname + " " + test.name + "\n";
  }
  return text;
}

TEST(GoTestOutput, ShowsWhatGoTestShows) {
  GoTestOutput output;
  EXPECT_EQ(output.Feed(kEvents), kShown);
  EXPECT_EQ(output.End(), "");
  EXPECT_EQ(Listed(output.Report()),
            "pass example.com/m/a TestA\n"
            "fail example.com/m/a TestB\n"
            "fail example.com/m/a TestB/sub\n"
            "skip example.com/m/a TestC\n"
            "fail example.com/m/bad \n");
}

TEST(GoTestOutput, PiecesOfAnySizeAreTheSame) {
  for (size_t size : {1U, 2U, 7U, 100U}) {
    GoTestOutput output;
    std::string shown;
    for (size_t at = 0; at < kEvents.size(); at += size)
      shown += output.Feed(kEvents.substr(at, size));
    EXPECT_EQ(shown + output.End(), kShown) << size;
  }
}

TEST(GoTestOutput, ATestThatNeverEndedHasFailed) {
  GoTestOutput output;
  output.Feed(R"({"Action":"run","Package":"p","Test":"TestA"})"
              "\npanic: no\n"
              R"({"Action":"fail","Package":"p"})");
  output.End();
  EXPECT_EQ(Listed(output.Report()), "fail p TestA\n");
}

TEST(GoTestOutput, APackageThatFailsByItselfHasFailed) {
  GoTestOutput output;
  output.Feed(R"({"Action":"pass","Package":"p","Test":"TestA"})"
              "\n"
              R"({"Action":"fail","Package":"p"})"
              "\n");
  EXPECT_EQ(Listed(output.Report()), "pass p TestA\nfail p \n");
}

TEST(GoTestOutput, NoTestsToRunIsNoTest) {
  GoTestOutput output;
  EXPECT_EQ(output.Feed(
                R"({"Action":"output","Package":"p","Output":"ok  \tp\t0.1s [no tests to run]\n"})"
                "\n"
                R"({"Action":"pass","Package":"p"})"
                "\n"),
            "ok  \tp\t0.1s [no tests to run]\n");
  EXPECT_EQ(Listed(output.Report()), "");
}

TEST(GoTestOutput, LinesThatOnlyLookLikeEventsArePassedOn) {
  GoTestOutput output;
  EXPECT_EQ(output.Feed("{\"a\":1}\n{not json\n[]\n"), "{\"a\":1}\n{not json\n[]\n");
  EXPECT_EQ(output.Feed("half"), "");
  EXPECT_EQ(output.End(), "half\n");
}

}  // namespace
}  // namespace testfed
