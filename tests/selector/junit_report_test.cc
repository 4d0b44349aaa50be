#include "selector/junit_report.h"

#include <gtest/gtest.h>

#include <fstream>
#include <random>
#include <sstream>

#include "selector/reported_name.h"

namespace testfed {
namespace {

std::string Fixture(const std::string& name) {
  std::ifstream file(std::string(TESTFED_REPORTS) + "/" + name, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  EXPECT_FALSE(text.str().empty()) << name;
  return text.str();
}

std::string Rendered(const JunitReport& report) {
  std::ostringstream text;
  text << ToString(RunnerOfReport(report)) << ": " << report.executed() << " executed, "
       << report.passed() << " passed, " << report.failed() << " failed, " << report.skipped()
       << " skipped\n";
  for (const ReportedTest& test : report.tests) {
    text << (test.status == ReportedTest::Status::kPassed   ? "passed "
             : test.status == ReportedTest::Status::kFailed ? "failed "
                                                            : "skipped ");
    if (test.seconds) {
      text << *test.seconds;
    } else {
      text << "?";
    }
    text << " " << test.classname << " | " << test.name << " | " << test.suites;
    if (!test.file.empty()) text << " | " << test.file;
    if (test.flaky) text << " flaky";
    text << "\n";
  }
  return text.str();
}

std::string Read(std::string_view text, const std::string& path = "r.xml") {
  absl::StatusOr<JunitReport> report = ReadJunitReport(text, path);
  return report.ok() ? Rendered(*report) : "error: " + MessageOf(report.status());
}

TEST(JunitReport, GoogleTest) {
  EXPECT_EQ(Read(Fixture("gtest.xml")),
            "gtest: 5 executed, 4 passed, 1 failed, 1 skipped\n"
            "passed 0 A | passes | A | g.cc\n"
            "skipped 0 A | skips | A | g.cc\n"
            "failed 0 A | fails | A | g.cc\n"
            "passed 0 T1/0 | typed | T1/0 | g.cc\n"
            "passed 0 Pre/P | q/0 | Pre/P | g.cc\n"
            "passed 0 Pre/P | q/1 | Pre/P | g.cc\n");
}

TEST(JunitReport, Ctest) {
  EXPECT_EQ(Read(Fixture("ctest.xml")),
            "ctest: 2 executed, 1 passed, 1 failed, 2 skipped\n"
            "passed 0.0520991 ok | ok | (empty)\n"
            "failed 0.00967071 a.b c | a.b c | (empty)\n"
            "skipped 0 nobin | nobin | (empty)\n"
            "skipped 0.00193961 skip | skip | (empty)\n");
}

TEST(JunitReport, Pytest) {
  EXPECT_EQ(Read(Fixture("pytest.xml")),
            "pytest: 5 executed, 3 passed, 2 failed, 2 skipped\n"
            "passed 0.001 t.core.test_a.TestK | test_p[x[y]] | pytest\n"
            "passed 0.001 t.core.test_a.TestK | test_p[z] | pytest\n"
            "failed 0.001 t.core.test_a | test_f | pytest\n"
            "skipped 0 t.core.test_a | test_s | pytest\n"
            "skipped 0.001 t.core.test_a | test_x | pytest\n"
            "failed 0.001 t.core.test_a | test_e | pytest\n"
            "passed 0.001 t.core.test_a.Un | test_u | pytest\n");
  EXPECT_EQ(Read(Fixture("pytest_xunit1.xml")).substr(0, 110),
            "pytest: 5 executed, 3 passed, 2 failed, 2 skipped\n"
            "passed 0.001 t.core.test_a.TestK | test_p[x[y]] | pytest | t");
}

TEST(JunitReport, JunitConsole) {
  EXPECT_EQ(Read(Fixture("junit_console.xml")),
            "junit: 10 executed, 8 passed, 2 failed, 1 skipped\n"
            "failed 0.007 com.acme.ATest | q(String, List)[1] | JUnit Jupiter\n"
            "passed 0.192 com.acme.ATest | p(int)[1] | JUnit Jupiter\n"
            "passed 0 com.acme.ATest | p(int)[2] | JUnit Jupiter\n"
            "passed 0.001 com.acme.ATest | r()[1] | JUnit Jupiter\n"
            "passed 0.001 com.acme.ATest | r()[2] | JUnit Jupiter\n"
            "passed 0 com.acme.ATest$In | n(TestInfo) | JUnit Jupiter\n"
            "passed 0 com.acme.ATest | dyn()[1] | JUnit Jupiter\n"
            "passed 0.096 com.acme.ATest | a() | JUnit Jupiter\n"
            "skipped 0 com.acme.ATest | s() | JUnit Jupiter\n"
            "passed 0 com.acme.ATest | d() | JUnit Jupiter\n"
            "failed 0.019 com.acme.ATest | f() | JUnit Jupiter\n");
}

TEST(JunitReport, SurefiresRerunsAndThousandsCommas) {
  EXPECT_EQ(Read(Fixture("surefire.xml")),
            "junit: 5 executed, 4 passed, 1 failed, 1 skipped\n"
            "passed ? com.acme.ATest | a | com.acme.ATest\n"
            "passed 0.1 com.acme.ATest$In | n | com.acme.ATest\n"
            "passed 0.2 com.acme.ATest | p{int}[1] | com.acme.ATest\n"
            "skipped 0 com.acme.ATest | s | com.acme.ATest\n"
            "passed 0.3 com.acme.ATest | wobbles | com.acme.ATest flaky\n"
            "failed 0.4 com.acme.ATest | breaks | com.acme.ATest\n");
}

TEST(JunitReport, Gradle) {
  EXPECT_EQ(
      Read(Fixture("gradle.xml")),
      "junit: 3 executed, 2 passed, 1 failed, 1 skipped\n"
      "passed 0.25 com.acme.billing.InvoiceTest | rounds half up() | com.acme.billing.InvoiceTest\n"
      "passed 0.05 com.acme.billing.InvoiceTest | adds (twice) | com.acme.billing.InvoiceTest\n"
      "failed 0.05 com.acme.billing.InvoiceTest | [1] 3, EUR | com.acme.billing.InvoiceTest\n"
      "skipped 0 com.acme.billing.InvoiceTest | later() | com.acme.billing.InvoiceTest\n");
}

TEST(JunitReport, GotestsumRepeatsACaseForEachAttempt) {
  const std::string catalog = "example.com/shop/catalog";
  EXPECT_EQ(Read(Fixture("gotestsum.xml")),
            "go: 4 executed, 4 passed, 0 failed, 1 skipped\n"
            "passed 0.1 " +
                catalog + " | TestWobbles | " + catalog +
                " flaky\n"
                "skipped 0 " +
                catalog + " | TestLater | " + catalog +
                "\n"
                "passed 0.7 " +
                catalog + " | TestTable | " + catalog +
                "\n"
                "passed 0.4 " +
                catalog + " | TestTable/empty_cart | " + catalog +
                "\n"
                "passed 0.4 example.com/shop | TestRoot | example.com/shop\n");
}

TEST(JunitReport, BazelsShellTestsHaveOutputOutsideOfTheCase) {
  EXPECT_EQ(Read(Fixture("bazel_sh_test.xml"), "out/testlogs/fit/timers_test/test.xml"),
            "bazel: 1 executed, 0 passed, 1 failed, 0 skipped\n"
            "failed 3  | fit/timers_test | fit/timers_test\n");
}

TEST(JunitReport, NodesCasesStandDirectlyInTheRoot) {
  EXPECT_EQ(Read(Fixture("node_test.xml")),
            "junit: 3 executed, 2 passed, 1 failed, 1 skipped\n"
            "passed 0.14622 test | top | \n"
            "passed 0.000237 test | a | core\n"
            "skipped 0.000123 test | b | core\n"
            "failed 0.000331 test | c | core\n");
}

TEST(JunitReport, Vitest) {
  EXPECT_EQ(Read(Fixture("vitest.xml")),
            "vitest: 2 executed, 1 passed, 1 failed, 1 skipped\n"
            "passed 0.002 src/cart.test.ts | core > adds > twice | src/cart.test.ts\n"
            "failed 0.004 src/cart.test.ts | core > removes | src/cart.test.ts\n"
            "skipped 0 src/cart.test.ts | core > later | src/cart.test.ts\n");
}

// A test of the same name in another file is no second attempt that passed or failed.
TEST(JunitReport, JestsFilesMayHaveTestsOfOneName) {
  EXPECT_EQ(Read(Fixture("jest.xml")),
            "jest: 3 executed, 2 passed, 1 failed, 1 skipped\n"
            "passed 0.002 core adds | core adds | core\n"
            "passed 0.001  alone |  alone | core\n"
            "failed 0.003 core adds | core adds | undefined\n"
            "skipped 0 core later | core later | undefined\n");
}

TEST(JunitReport, TheLastAttemptDecides) {
  EXPECT_EQ(Read("<testsuite><testcase classname='a' name='b' time='2'/>"
                 "<testcase classname='a' name='b' time='1'><error/></testcase>"
                 "<testcase classname='a' name='c'><failure/></testcase>"
                 "<testcase classname='a' name='c'><error/></testcase></testsuite>"),
            "junit: 2 executed, 0 passed, 2 failed, 0 skipped\n"
            "failed 1 a | b |  flaky\n"
            "failed ? a | c | \n");
}

TEST(JunitReport, AFailureOutweighsASkip) {
  EXPECT_EQ(Read("<testsuite><testcase name='a'><failure/><skipped/></testcase>"
                 "<testcase name='b'><properties><failure/></properties></testcase></testsuite>"),
            "junit: 2 executed, 1 passed, 1 failed, 0 skipped\n"
            "failed ?  | a | \n"
            "passed ?  | b | \n");
}

TEST(JunitReport, ControlCharactersAreBlanks) {
  EXPECT_EQ(Read("<testsuite><testcase name='a&#x1b;\x1b&#27;b'><system-out>\x01&#8;"
                 "</system-out></testcase></testsuite>"),
            "junit: 1 executed, 1 passed, 0 failed, 0 skipped\n"
            "passed ?  | a            b | \n");
}

TEST(JunitReport, WhatIsNoReportIsAnError) {
  EXPECT_EQ(Read("<coverage/>"),
            "error: r.xml:1:1: the root is `coverage`; a test report in JUnit's form begins with "
            "`testsuites` or `testsuite`");
  EXPECT_EQ(Read(""), "error: r.xml:1:1: the document ends before its last tag is closed");
  EXPECT_EQ(Read("<!DOCTYPE t [<!ENTITY a 'b'>]><testsuite/>"),
            "error: r.xml:1:13: a document type, which testfed does not read");
  EXPECT_EQ(Read("<testsuites/>"), "junit: 0 executed, 0 passed, 0 failed, 0 skipped\n");
}

TEST(JunitReport, TimesThatAreNoPlainNumbersAreUnknown) {
  for (std::string_view text :
       {"", "1,204.6", "-1", "+1", " 1", "1s", "nan", "inf", "0x10", "-0"}) {
    EXPECT_EQ(SecondsOf(text), std::nullopt) << text;
  }
  EXPECT_EQ(SecondsOf("0."), 0.0);
  EXPECT_EQ(SecondsOf("12.5"), 12.5);
  EXPECT_EQ(SecondsOf("1e-3"), 0.001);
}

TEST(JunitReport, SurvivesDamage) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (const char* name : {"surefire.xml", "gtest.xml", "bazel_sh_test.xml"}) {
    const std::string text = Fixture(name);
    for (size_t size = 0; size + 2 < text.size(); size += 5) {
      // What is cut is never taken for a shorter report.
      EXPECT_TRUE(Read(text.substr(0, size)).starts_with("error: ")) << size;
    }
    for (int round = 0; round < 1000; ++round) {
      std::string damaged = text;
      for (int change = 0; change < 3; ++change) {
        damaged[random() % damaged.size()] = "<>\"&;/=?![]-x0#\xff"[random() % 16];
      }
      Read(damaged);
    }
  }
}

}  // namespace
}  // namespace testfed
