// What only the real process shows: closed and full standard streams.
#include <gtest/gtest.h>

#include "tests/cli/shell.h"

namespace testfed {
namespace {

const std::string kTestfed = TESTFED_BINARY;
const std::string kLost = "testfed: standard output cannot be written, the answer is lost\n";

ShellResult Bash(const std::string& script) { return RunShell("bash", script); }

TEST(Process, Answers) {
  EXPECT_EQ(Bash(kTestfed + " version").out, "testfed 0.1.0\n");
  EXPECT_EQ(Bash(kTestfed + " version").code, 0);
}

TEST(Process, AFullDiskIsNoAnswer) {
  ShellResult result = Bash(kTestfed + " version >/dev/full");
  EXPECT_EQ(result.code, 2);
  EXPECT_EQ(result.out, kLost);
}

TEST(Process, AClosedPipeIsNoAnswerAndNoSignal) {
  // The pipe has no reader once `true` has ended; the sleep makes sure of it.
  ShellResult result =
      Bash("{ sleep 0.3; " + kTestfed + " help --man 2>&1 >&3; echo $? >&2; } 3>&1 >&2 | true");
  EXPECT_EQ(result.out, kLost + "2\n");
}

TEST(Process, AClosedStandardOutputIsNoAnswer) {
  ShellResult result = Bash(kTestfed + " version >&-");
  EXPECT_EQ(result.code, 2);
  EXPECT_EQ(result.out, kLost);
}

TEST(Process, ClosedInputAndErrorDoNoHarm) {
  ShellResult result = Bash(kTestfed + " version <&- 2>&-");
  EXPECT_EQ(result.code, 0);
  EXPECT_EQ(result.out, "testfed 0.1.0\n");
  EXPECT_EQ(Bash(kTestfed + " selct <&- 2>&-").code, 2);
}

}  // namespace
}  // namespace testfed
