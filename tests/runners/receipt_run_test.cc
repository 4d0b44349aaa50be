// What testfed counts in each runner's own report, which it asks for itself: a receipt says what
// ran, that nothing ran, and which failure was forgiven.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "selector/receipt.h"
#include "tests/runners/sample_repository.h"

namespace testfed {
namespace {

// "2 passed, 1 failed (A.b), 1 missing (C.d)" of a receipt, or why there are no counts.
std::string Counts(const SampleRepository& repository, const std::string& job) {
  absl::StatusOr<Receipt> receipt =
      ReadReceipt(repository.Read("receipts/" + job + ".json"), job + ".json");
  if (!receipt.ok()) return std::string(receipt.status().message());
  if (!receipt->tests) return receipt->opaque;
  const TestCounts& tests = *receipt->tests;
  std::string text = std::to_string(tests.passed) + " passed";
  auto add = [&](const NamedTests& named, const char* what) {
    if (named.count == 0) return;
    text += ", " + std::to_string(named.count) + what + " (" + named.names.front() + ")";
  };
  if (tests.skipped > 0) text += ", " + std::to_string(tests.skipped) + " skipped";
  add(tests.failed, " failed");
  add(tests.missing, " missing");
  for (const std::string& name : tests.quarantined) text += ", forgiven " + name;
  return text;
}

constexpr const char* kRun = "run --base HEAD~1 --head HEAD --receipts receipts";

TEST(RunnerTest, GoogleTestIsCounted) {
  if (!HasProgram("g++")) GTEST_SKIP() << "no g++: apt-get install g++";
  SampleRepository repository({"runner: gtest\ncommand: build/provider {filter}",
                               "runner: gtest\ncommand: build/consumer {filter}"});
  repository.Write("provider/prices.h", "#define TOTAL 1\n");
  repository.Write("provider/prices_test.cc", R"(#include <gtest/gtest.h>

TEST(Prices, Add) {}
TEST(Prices, Flaky) { FAIL(); }
TEST(Prices, Round) { GTEST_SKIP(); }
)");
  repository.Write("domains.quarantine.yaml",
                   "Prices.Flaky: {reason: a race, owner: Ann, expiry: 2999-01-01}\n");
  // The binary lacks the second test: a filter that matches nothing is no error of GoogleTest's.
  repository.Write("consumer/checkout_test.cc", R"(#include <gtest/gtest.h>

// @AffectedByProvider
class Refunds : public testing::TestWithParam<int> {};
TEST_P(Refunds, GiveBack) {}
INSTANTIATE_TEST_SUITE_P(Numbers, Refunds, testing::Values(1, 2));
TEST(Checkout, Plain) {}
#ifdef LATER
// @AffectedByProvider
TEST(Checkout, ReadsPrices) {}
#endif
)");
  if (!repository.ChangeAndBuild("provider/prices.h", "// dearer",
                                 "mkdir build\n"
                                 "for d in provider consumer; do\n"
                                 "  g++ -o build/$d $d/*_test.cc -lgtest -lgtest_main -lpthread\n"
                                 "done")) {
    return;
  }
  std::string out = repository.Fails(kRun);
  EXPECT_EQ(Counts(repository, "Provider-unit"), "1 passed, 1 skipped, forgiven Prices.Flaky")
      << out;
  EXPECT_EQ(Counts(repository, "Consumer-unit"), "2 passed, 1 missing (Checkout.ReadsPrices)")
      << out;
  EXPECT_NE(out.find("1 of 2 tests did not run: Checkout.ReadsPrices"), std::string::npos) << out;
  EXPECT_NE(out.find("1 failed in quarantine: Prices.Flaky"), std::string::npos) << out;
}

TEST(RunnerTest, PytestIsCounted) {
  if (!HasProgram("pytest")) GTEST_SKIP() << "no pytest: apt-get install python3-pytest";
  SampleRepository repository({"runner: pytest\ndirectory: provider\ncommand: pytest {filter}",
                               "runner: pytest\ndirectory: consumer\ncommand: pytest {filter}"});
  repository.Write("pytest.ini",
                   "[pytest]\naddopts = -p no:cacheprovider\nmarkers =\n    affected_by(d): x\n");
  repository.Write(".gitignore", "__pycache__\n");
  repository.Write("provider/prices.py", "TOTAL = 1\n");
  repository.Write("domains.quarantine.yaml",
                   "provider/test_prices.py::Rounding::test_flaky: "
                   "{reason: a race, owner: Ann, expiry: 2999-01-01}\n");
  repository.Write("provider/test_prices.py", R"(import unittest

import pytest


@pytest.mark.parametrize("n", [1, 2])
def test_adds(n):
    pass


@pytest.mark.skip
def test_later():
    pass


class Rounding(unittest.TestCase):
    def test_flaky(self):
        self.fail()
)");
  repository.Write("consumer/test_checkout.py", R"(import pytest


@pytest.mark.affected_by("Provider")
def test_reads_prices():
    pass


@pytest.mark.affected_by("Provider")
@pytest.mark.skip
def test_reads_more():
    pass


def test_plain():
    assert False
)");
  if (!repository.ChangeAndBuild("provider/prices.py", "# dearer", "")) return;
  std::string out = repository.Testfed(kRun);
  EXPECT_EQ(Counts(repository, "Provider-unit"),
            "2 passed, 1 skipped, forgiven provider/test_prices.py::Rounding::test_flaky")
      << out;
  EXPECT_EQ(Counts(repository, "Consumer-unit"), "1 passed, 1 skipped") << out;
  // A module that cannot be imported is no test in quarantine.
  repository.Write("provider/test_broken.py", "import no_such_module\n");
  out = repository.Fails(kRun);
  EXPECT_NE(Counts(repository, "Provider-unit").find("1 failed (provider.test_broken"),
            std::string::npos)
      << Counts(repository, "Provider-unit") << out;
}

TEST(RunnerTest, GoIsCounted) {
  if (!HasProgram("go")) GTEST_SKIP() << "no go: apt-get install golang-go";
  setenv("GOCACHE", TESTFED_RUNNER_FOLDER "/go", 1);  // there is no home in the tests
  SampleRepository repository({"runner: go\ndirectory: provider\ncommand: go test {filter}",
                               "runner: go\ndirectory: consumer\ncommand: go test {filter}"});
  repository.Write("go.mod", "module acme\n\ngo 1.19\n");
  repository.Write("provider/prices.go", "package provider\n");
  repository.Write("domains.quarantine.yaml",
                   "./provider#TestFlaky: {reason: a race, owner: Ann, expiry: 2999-01-01}\n");
  repository.Write("provider/prices_test.go", R"(package provider

import "testing"

func TestAdds(t *testing.T)  {}
func TestFlaky(t *testing.T) { t.Run("sub", func(t *testing.T) { t.Fatal("flaky") }) }
func TestLater(t *testing.T) { t.Skip() }
)");
  // What a build constraint leaves out is "ok", with no tests to run.
  repository.Write("consumer/cart_test.go", R"(//go:build never

package consumer

import "testing"

// @AffectedByProvider
func TestReadsPrices(t *testing.T) {}
)");
  repository.Write("consumer/other_test.go", "package consumer\n");
  if (!repository.ChangeAndBuild("provider/prices.go", "// dearer", "")) return;
  std::string out = repository.Fails(kRun);
  EXPECT_EQ(Counts(repository, "Provider-unit"),
            "1 passed, 1 skipped, forgiven ./provider#TestFlaky")
      << out;
  EXPECT_EQ(Counts(repository, "Consumer-unit"), "0 passed, 1 missing (./consumer#TestReadsPrices)")
      << out;
  EXPECT_NE(out.find("no test ran"), std::string::npos) << out;
  EXPECT_EQ(out.find("{\"Time\""), std::string::npos) << out;  // people see what go test prints
  // A package that does not compile is behind the same exit code as the test in quarantine.
  repository.Write("provider/bad/bad_test.go", "package bad\n\nfunc x( {}\n");
  out = repository.Fails("run --base HEAD~1 --head HEAD Provider-unit");
  EXPECT_NE(out.find("1 failed: acme/provider/bad"), std::string::npos) << out;
  EXPECT_NE(out.find("bad_test.go:3"), std::string::npos) << out;
}

TEST(RunnerTest, CtestIsCounted) {
  if (!HasProgram("ctest")) GTEST_SKIP() << "no ctest: apt-get install cmake";
  SampleRepository repository({"runner: ctest\ncommand: ctest --test-dir build/provider {filter}",
                               "runner: ctest\ncommand: ctest --test-dir build/consumer {filter}"});
  repository.Write("provider/prices.txt", "1\n");
  repository.Write("provider/CMakeLists.txt", R"(cmake_minimum_required(VERSION 3.25)
project(provider NONE)
enable_testing()
add_test(NAME adds COMMAND ${CMAKE_COMMAND} -E true)
add_test(NAME breaks COMMAND ${CMAKE_COMMAND} -E false)
)");
  repository.Write("consumer/CMakeLists.txt",
                   "cmake_minimum_required(VERSION 3.25)\nproject(consumer NONE)\n"
                   "enable_testing()\n");
  if (!repository.ChangeAndBuild("provider/prices.txt", "2",
                                 "for d in provider consumer; do cmake -S $d -B build/$d; done")) {
    return;
  }
  std::string out = repository.Fails("run --full all --receipts receipts");
  EXPECT_EQ(Counts(repository, "Provider-unit"), "1 passed, 1 failed (breaks)") << out;
  // A build folder without tests ends with 0.
  EXPECT_NE(out.find("Consumer-unit   FAILED"), std::string::npos) << out;
}

TEST(RunnerTest, JunitIsCounted) {
  const std::string launcher = "/usr/share/java/junit-platform-console-standalone.jar";
  if (!HasProgram("javac")) GTEST_SKIP() << "no javac: apt-get install default-jdk-headless";
  if (!std::filesystem::exists(launcher)) GTEST_SKIP() << "no JUnit: apt-get install junit5";
  auto suite = [&](const std::string& name) {
    return "runner: junit\ncommand: java -jar " + launcher +
           " --disable-banner --details=none -cp out/" + name + " {filter}";
  };
  SampleRepository repository({suite("provider"), suite("consumer")});
  repository.Write("provider/Prices.java", "package provider;\n\nclass Prices {}\n");
  repository.Write("domains.quarantine.yaml",
                   "provider.PricesTest#flaky: {reason: a race, owner: Ann, expiry: 2999-01-01}\n");
  repository.Write("provider/PricesTest.java", R"(package provider;

import org.junit.jupiter.api.*;

class PricesTest {
  @Test void adds() {}
  @Test void flaky() { Assertions.fail(); }
  @Disabled @Test void later() {}
}
)");
  repository.Write("consumer/AffectedByProvider.java",
                   "package consumer;\n\npublic @interface AffectedByProvider {}\n");
  repository.Write("consumer/CartTest.java", R"(package consumer;

import org.junit.jupiter.api.Test;

class CartTest {
  @AffectedByProvider @Test void readsPrices() {}
  @Test void plain() { throw new Error(); }
}
)");
  if (!repository.ChangeAndBuild("provider/Prices.java", "// dearer",
                                 "for d in provider consumer; do\n"
                                 "  javac -cp " +
                                     launcher +
                                     " -d out/$d $d/*.java\n"
                                     "done")) {
    return;
  }
  std::string out = repository.Testfed(kRun);
  EXPECT_EQ(Counts(repository, "Provider-unit"),
            "1 passed, 1 skipped, forgiven provider.PricesTest#flaky")
      << out;
  EXPECT_EQ(Counts(repository, "Consumer-unit"), "1 passed") << out;
}

}  // namespace
}  // namespace testfed
