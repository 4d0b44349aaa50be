#include <gtest/gtest.h>

#include "selector/range.h"
#include "tests/selector/git_sandbox.h"

namespace testfed {
namespace {

struct Case {
  const char* name;
  std::string text;
  std::string expected;
};

// NUL-terminated fields.
std::string Z(const std::vector<std::string>& fields) {
  std::string text;
  for (const std::string& field : fields) text += field + '\0';
  return text;
}

TEST(ChangeList, ReadsWhatGitWrites) {
  for (const Case& test : std::vector<Case>{
           {"nothing", "", ""},
           {"statuses", Z({"M", "b", "A", "a", "D", "c", "T", "t"}), "A a\nM b\nD c\nT t\n"},
           {"a rename is both", Z({"R100", "old", "new"}), "A new\nD old\n"},
           {"a copy is an addition", Z({"C075", "from", "to"}), "A to\n"},
           {"unmerged, broken, unknown", Z({"U", "u", "B", "b", "X", "x"}), "M b\nM u\nM x\n"},
           {"each path once", Z({"M", "a", "M", "a"}), "M a\n"},
           {"two statuses of one path", Z({"R100", "a", "b", "A", "a"}), "M a\nA b\n"},
           {"names", Z({"b", "a/x", "M"}), "M M\nM a/x\nM b\n"},
           {"hostile names", Z({"a\nb", "\"q\"", "\xff", "-x", "::error::"}),
            "M \"\\\"q\\\"\"\nM -x\nM ::error::\nM \"a\\nb\"\nM \"\\377\"\n"},
           {"no NUL at the end", "M" + std::string(1, '\0') + "a", "M a\n"},
           {"lines", "b\na/x\n", "M a/x\nM b\n"},
           {"no newline at the end", "b\na", "M a\nM b\n"},
           {"empty lines", "\na\n\n", "M a\n"},
           {"a tab in a name", "a\tb\n", "M \"a\\tb\"\n"},
           {"git's quotes", "\"a\\nb\\t\\\"\\\\\\303\\251\"\n",
            "M \"a\\nb\\t\\\"\\\\\\303\\251\"\n"},
           {"a carriage return is a byte", "a\r\n", "M \"a\\r\"\n"},
       }) {
    EXPECT_EQ(Show(ReadChangeList(test.text, "changes")), test.expected) << test.name;
  }
}

TEST(ChangeList, RefusesWhatIsNoPathOfTheRepository) {
  for (const Case& test : std::vector<Case>{
           {"absolute", "a\n/etc/passwd\n",
            "changes:2: `/etc/passwd` is absolute; paths begin at the root of the repository"},
           {"dot", "./a\n", "changes:1: `./a` has the segment `.`; write the path as git does"},
           {"dot dot", "a/../../b\n",
            "changes:1: `a/../../b` has the segment `..`; write the path as git does"},
           {"empty segment", "a//b\n",
            "changes:1: `a//b` has an empty segment; write the path as git does"},
           {"a directory", "a/\n",
            "changes:1: `a/` has an empty segment; write the path as git does"},
           {"open quote", "x\n\"a\n",
            "changes:2: `\"\\\"a\"` begins with a quote, but is not quoted as git quotes names"},
           {"wrong escape", "\"a\\9\"\n",
            "changes:1: `\"\\\"a\\\\9\\\"\"` begins with a quote, but is not quoted as git quotes "
            "names"},
           {"quoted and absolute", "\"/a\\n\"\n",
            "changes:1: `\"/a\\n\"` is absolute; paths begin at the root of the repository"},
           {"statuses in lines", "M\ta\n",
            "changes:1: `\"M\\ta\"` looks like `git diff --name-status`, which is read with `-z` "
            "only"},
           {"no path", Z({"M", "a", "D"}),
            "changes: record 2: the list ends after the status `D`, before its path"},
           {"half a rename", Z({"R100", "a"}),
            "changes: record 1: the list ends after the status `R100`, before its path"},
           {"absolute in a record", Z({"M", "a", "M", "/b"}),
            "changes: record 2: `/b` is absolute; paths begin at the root of the repository"},
           {"empty record", Z({"b", "", "a"}), "changes: record 2: a path is empty"},
       }) {
    EXPECT_EQ(Show(ReadChangeList(test.text, "changes")), "error: " + test.expected) << test.name;
  }
}

TEST(ChangeList, IsTheInverseOfGitsDiff) {
  GitSandbox git;
  git.Init({"--bare"});
  std::string a = git.MakeTree({{"a", {"1"}}, {"d", {"1"}}, {"n\nl", {"1"}}, {"t", {"1"}}});
  std::string b =
      git.MakeTree({{"a", {"2"}}, {"e", {"1"}}, {"n\nl", {"2"}}, {"t", {"x", "120000"}}});
  std::string records = git.Git({"diff", "--name-status", "-z", "-M", a, b});
  EXPECT_EQ(Show(ReadChangeList(records, "x")), "M a\nD d\nA e\nM \"n\\nl\"\nT t\n");
  std::string names = git.Git({"diff", "--name-only", "--no-renames", a, b});
  EXPECT_EQ(Show(ReadChangeList(names, "x")), "M a\nM d\nM e\nM \"n\\nl\"\nM t\n");
}

}  // namespace
}  // namespace testfed
