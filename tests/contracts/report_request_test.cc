#include "contracts/report_request.h"

#include <gtest/gtest.h>

#include <map>

#include "domains/words.h"

namespace testfed {
namespace {

// "words | NAME=value | events", or "-" where nobody is asked.
std::string Asked(Runner runner, const std::string& command,
                  const std::map<std::string, std::string>& environment = {}) {
  auto request = RequestReport(runner, *SplitWords(command), "/t/1", [&](const std::string& name) {
    auto found = environment.find(name);
    return found == environment.end() ? std::nullopt : std::optional<std::string>(found->second);
  });
  if (!request) return "-";
  std::string text;
  for (const std::string& word : request->words) text += (text.empty() ? "" : " ") + word;
  for (const auto& [name, value] : request->variables) text += " | " + name + "=" + value;
  return text + (request->go_events ? " | events" : "");
}

TEST(ReportRequest, GtestIsAskedByItsEnvironment) {
  EXPECT_EQ(Asked(Runner::kGtest, "t --gtest_flagfile=f"),
            "t --gtest_flagfile=f | GTEST_OUTPUT=xml:/t/1/");
  EXPECT_EQ(Asked(Runner::kGtest, "t --gtest_output=json:x"), "-");
  EXPECT_EQ(Asked(Runner::kGtest, "t", {{"GTEST_OUTPUT", "xml:mine.xml"}}), "-");
}

TEST(ReportRequest, PytestIsAskedByItsEnvironment) {
  EXPECT_EQ(Asked(Runner::kPytest, "pytest -q"),
            "pytest -q | PYTEST_ADDOPTS=--junit-xml=/t/1/report.xml");
  EXPECT_EQ(Asked(Runner::kPytest, "pytest", {{"PYTEST_ADDOPTS", "-p no:cacheprovider"}}),
            "pytest | PYTEST_ADDOPTS=--junit-xml=/t/1/report.xml -p no:cacheprovider");
  EXPECT_EQ(Asked(Runner::kPytest, "pytest --junitxml=r.xml"), "-");
  EXPECT_EQ(Asked(Runner::kPytest, "pytest --junit-xml r.xml"), "-");
  EXPECT_EQ(Asked(Runner::kPytest, "pytest", {{"PYTEST_ADDOPTS", "--junit-xml=r.xml"}}), "-");
}

TEST(ReportRequest, AWordIsAddedOnlyWhereTheRunnerStandsInTheCommand) {
  EXPECT_EQ(Asked(Runner::kGo, "/usr/bin/go test -run x ./a"),
            "/usr/bin/go test -json -run x ./a | events");
  EXPECT_EQ(Asked(Runner::kGo, "go test -json ./a"), "-");
  EXPECT_EQ(Asked(Runner::kGo, "gotestsum -- ./a"), "-");
  EXPECT_EQ(Asked(Runner::kGo, "go vet ./a"), "-");
  EXPECT_EQ(Asked(Runner::kGo, "go"), "-");
  EXPECT_EQ(Asked(Runner::kCtest, "ctest --test-dir b"),
            "ctest --output-junit /t/1/report.xml --test-dir b");
  EXPECT_EQ(Asked(Runner::kCtest, "ctest --output-junit r.xml"), "-");
  EXPECT_EQ(Asked(Runner::kCtest, "make test"), "-");
}

TEST(ReportRequest, OfJunitOnlyTheConsoleLauncherIsAsked) {
  EXPECT_EQ(Asked(Runner::kJunit, "java -jar lib/junit-platform-console-standalone.jar -cp out @f"),
            "java -jar lib/junit-platform-console-standalone.jar --reports-dir=/t/1 -cp out @f");
  EXPECT_EQ(
      Asked(Runner::kJunit, "java -jar junit-platform-console-standalone-1.10.jar execute -x"),
      "java -jar junit-platform-console-standalone-1.10.jar execute --reports-dir=/t/1 -x");
  EXPECT_EQ(Asked(Runner::kJunit, "java -cp a org.junit.platform.console.ConsoleLauncher -x"),
            "java -cp a org.junit.platform.console.ConsoleLauncher --reports-dir=/t/1 -x");
  EXPECT_EQ(Asked(Runner::kJunit, "java -cp junit-platform-console.jar x.Main"), "-");
  EXPECT_EQ(Asked(Runner::kJunit, "java -jar junit-platform-console.jar --reports-dir=x"), "-");
  EXPECT_EQ(Asked(Runner::kJunit, "java -jar junit-platform-console.jar discover"), "-");
  EXPECT_EQ(Asked(Runner::kJunit, "./gradlew :a:test"), "-");
}

TEST(ReportRequest, OthersAreNotAsked) {
  for (Runner runner : {Runner::kCommand, Runner::kJest, Runner::kVitest, Runner::kBazel}) {
    EXPECT_EQ(Asked(runner, "x test"), "-");
  }
}

}  // namespace
}  // namespace testfed
