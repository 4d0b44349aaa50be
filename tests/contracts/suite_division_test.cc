#include "contracts/suite_division.h"

#include <gtest/gtest.h>

#include "contracts/test_filter.h"
#include "domains/words.h"

namespace testfed {
namespace {

TEST(SuiteDivision, IsByRunnerAndCommand) {
  struct Case {
    Runner runner;
    const char* command;
    bool listing;
    Division division;
  };
  for (const Case& one : {
           Case{Runner::kGtest, "t {filter}", false, Division::kByRest},
           Case{Runner::kGtest, "t", false, Division::kByRunner},
           Case{Runner::kPytest, "pytest {filter}", false, Division::kByRest},
           Case{Runner::kPytest, "pytest", false, Division::kNone},
           Case{Runner::kJunit, "java -jar junit.jar {filter}", false, Division::kByRest},
           Case{Runner::kJunit, "./gradlew test {filter}", false, Division::kNone},
           Case{Runner::kJunit, "mvn test {filter}", false, Division::kNone},
           Case{Runner::kJunit, "./gradlew test -Pshard={shard}/{shards} {filter}", false,
                Division::kByRunner},
           Case{Runner::kCtest, "ctest {filter}", true, Division::kByTests},
           Case{Runner::kCtest, "ctest {filter}", false, Division::kByRunner},
           Case{Runner::kBazel, "bazel test {filter}", true, Division::kByTests},
           Case{Runner::kBazel, "bazel test {filter}", false, Division::kNone},
           Case{Runner::kJest, "jest {filter}", false, Division::kByRunner},
           Case{Runner::kVitest, "vitest run {filter}", false, Division::kByRunner},
           Case{Runner::kVitest, "vitest run", false, Division::kNone},
           Case{Runner::kGo, "go test {filter}", false, Division::kNone},
           Case{Runner::kCommand, "make check", false, Division::kNone},
           Case{Runner::kCommand, "make check-{shard}", false, Division::kByRunner},
           Case{Runner::kGtest, "", false, Division::kNone},
       }) {
    EXPECT_EQ(DivisionOf(one.runner, *SplitWords(one.command), one.listing), one.division)
        << ToString(one.runner) << " " << one.command;
  }
}

TEST(SuiteDivision, UnitsAndTheirNames) {
  EXPECT_EQ(UnitOf(Runner::kJunit, "c.A$In#x(int)"), "c.A");
  EXPECT_EQ(NameInShard(Runner::kJunit, "c.A$In#x(int)"), "c.A$In");
  EXPECT_EQ(UnitOf(Runner::kPytest, "a/test_x.py::T::y"), "a/test_x.py");
  EXPECT_EQ(NameInShard(Runner::kPytest, "a/test_x.py::T::y"), "a/test_x.py");
  EXPECT_EQ(NameInShard(Runner::kPytest, "a/test_[x].py::y"), "");
  EXPECT_EQ(UnitOf(Runner::kGtest, "A.b"), "A.b");
  EXPECT_EQ(NameInShard(Runner::kGtest, "A.*"), "");
  EXPECT_EQ(UnitOf(Runner::kGo, "./a#TestX"), "./a");
  EXPECT_EQ(UnitOf(Runner::kVitest, "a.test.ts > x > y"), "a.test.ts");
}

std::string Calls(FilterRequest request) {
  request.all = true;
  request.file = "F";
  absl::StatusOr<std::vector<RunnerCall>> calls = FilterFor(request);
  if (!calls.ok()) return MessageOf(calls.status());
  std::string text;
  for (const RunnerCall& call : *calls) {
    for (const std::string& word : call.words) text += "[" + word + "]";
    text += "\n" + call.content;
  }
  return text;
}

TEST(SuiteDivision, RunnersAreToldWhatToLeaveOut) {
  EXPECT_EQ(Calls({.runner = Runner::kGtest, .except = {"A.b"}}),
            "[--gtest_flagfile=F]\n"
            "--gtest_filter=*-*/A.b/*:*/A/*.b:A.b:A.b/*:A/*.b\n");
  EXPECT_EQ(
      Calls(
          {.runner = Runner::kPytest, .directory = "a", .except = {"a/test_x.py", "b/test_y.py"}}),
      "[--ignore=test_x.py][--ignore=../b/test_y.py]\n");
  EXPECT_EQ(Calls({.runner = Runner::kJunit, .command = {"java"}, .except = {"c.A", "c.A$In"}}),
            "[@F]\n--scan-classpath\n--include-classname=.*\n"
            "--exclude-classname=^(?:c\\.A|c\\.A\\$In)$\n");
  EXPECT_EQ(Calls({.runner = Runner::kJunit, .command = {"java", "-n", ".*IT"}, .except = {"c.A"}}),
            "[@F]\n--scan-classpath\n--exclude-classname=^(?:c\\.A)$\n");
}

TEST(SuiteDivision, RunnersAreToldTheirPart) {
  EXPECT_EQ(Calls({.runner = Runner::kCtest, .shard = 2, .shards = 3}), "[-I][2,,3]\n");
  EXPECT_EQ(Calls({.runner = Runner::kJest, .shard = 2, .shards = 3}), "[--shard=2/3]\n");
  EXPECT_EQ(Calls({.runner = Runner::kVitest, .shard = 2, .shards = 3}), "[--shard=2/3]\n");
}

}  // namespace
}  // namespace testfed
