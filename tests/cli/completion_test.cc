#include "cli/completion.h"

#include <gtest/gtest.h>

#include "cli/commands.h"
#include "tests/cli/session.h"
#include "tests/cli/shell.h"

namespace testfed {
namespace {

// The replies for a command line, sorted, as bash would offer them; the last word is completed.
std::string Complete(const std::vector<std::string>& words) {
  std::string script = BashCompletion(TestCommands()) +
                       "cd \"$(mktemp -d)\" && mkdir folder && touch file 'a b'\n"
                       "COMP_WORDS=(testfed";
  for (const std::string& word : words) script += " '" + word + "'";
  script += ")\nCOMP_CWORD=" + std::to_string(words.size()) +
            "\n_testfed\n"
            "printf '%s\\n' \"${COMPREPLY[@]}\" | LC_ALL=C sort | paste -sd ' ' -\n"
            "rm -r \"$PWD\"\n";
  return RunShell("bash", script).out;
}

struct Case {
  const char* name;
  std::vector<std::string> words;
  std::string replies;
};

const char kProbeOptions[] =
    "--a-very-long-option-name --base --cache --changed-files --color --config --format --help "
    "--jobs --label --no-cache --staged -C -f -h -j -n -q -v\n";

TEST(Completion, Bash) {
  if (!HasProgram("bash")) GTEST_SKIP() << "bash is not installed";
  const std::vector<Case> cases = {
      {"commands", {""}, "completion help probe stop version\n"},
      {"a command that is begun", {"pr"}, "probe\n"},
      {"global options", {"-"}, "--cache --color --config --help --no-cache -C -h -q -v\n"},
      {"commands after a global option", {"-C", "x", "v"}, "version\n"},
      {"commands after a global option with =", {"--color", "=", "never", "v"}, "version\n"},
      {"commands after a flag", {"-q", "v"}, "version\n"},
      {"folders", {"-C", ""}, "folder\n"},
      {"choices of a global option", {"--color", "a"}, "always auto\n"},
      {"the same after =", {"--color", "=", "n"}, "never\n"},
      {"the same right after =", {"--color", "="}, "always auto never\n"},
      {"options of a command", {"probe", "-"}, kProbeOptions},
      {"options after other options", {"-C", "x", "probe", "--base", "y", "--st"}, "--staged\n"},
      {"choices", {"probe", "--format", ""}, "json subset text\n"},
      {"choices of a short option", {"probe", "-f", "j"}, "json\n"},
      {"choices after =", {"probe", "--format", "=", "s"}, "subset\n"},
      {"files", {"probe", "--changed-files", "f"}, "file folder\n"},
      {"a value that nobody knows", {"probe", "--base", ""}, "\n"},
      {"positionals", {"probe", "x", ""}, "a b file folder\n"},
      {"an option of another command", {"stop", "--format", ""}, "a b file folder\n"},
      {"positionals that are choices", {"completion", ""}, "bash fish zsh\n"},
      {"positionals that are commands", {"help", "st"}, "stop\n"},
      {"nothing to complete", {"version", ""}, "\n"},
      {"what follows --", {"probe", "--", "f"}, "file folder\n"},
      {"an unknown command", {"no-such", ""}, "\n"},
  };
  for (const Case& c : cases) EXPECT_EQ(Complete(c.words), c.replies) << c.name;
}

TEST(Completion, BashRegistersIt) {
  if (!HasProgram("bash")) GTEST_SKIP() << "bash is not installed";
  EXPECT_EQ(
      RunShell("bash", "set -eu\n" + BashCompletion(AllCommands()) + "complete -p testfed").out,
      "complete -F _testfed testfed\n");
}

TEST(Completion, ZshIsWellFormed) {
  if (!HasProgram("zsh")) GTEST_SKIP() << "zsh is not installed";
  for (const std::vector<Command>* commands : {&AllCommands(), &TestCommands()}) {
    const std::string file = WriteTemporary("_testfed", ZshCompletion(*commands));
    ShellResult result = RunShell("sh", "zsh -n '" + file + "'");
    EXPECT_EQ(result.out, "");
    EXPECT_EQ(result.code, 0);
    std::remove(file.c_str());
  }
}

TEST(Completion, FishIsWellFormed) {
  if (!HasProgram("fish")) GTEST_SKIP() << "fish is not installed";
  const std::string file = WriteTemporary("testfed.fish", FishCompletion(TestCommands()));
  EXPECT_EQ(RunShell("sh", "fish -n '" + file + "'").out, "");
  EXPECT_EQ(
      RunShell("sh",
               "fish -c \"source '" + file +
                   "'; complete -C 'testfed probe --format '\" | cut -f1 | sort | paste -sd ' ' -")
          .out,
      "json subset text\n");
  std::remove(file.c_str());
}

TEST(Completion, TheCommandPrintsEach) {
  Session session;
  EXPECT_EQ(session.RunLine("completion bash").out, BashCompletion(TestCommands()));
  EXPECT_EQ(session.RunLine("completion zsh").out, ZshCompletion(TestCommands()));
  EXPECT_EQ(session.RunLine("completion fish").out, FishCompletion(TestCommands()));
}

}  // namespace
}  // namespace testfed
