#include "tests/house/sources.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace testfed::house {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Sources, AreNamedAfterNouns) {
  EXPECT_THAT(
      CheckNames({{"cli/string_util.cc", ""}, {"cli/init.cc", ""}, {"docs/common.md", ""}}),
      ElementsAre("cli/string_util.cc: `util` names nothing; a file is called after its one "
                  "noun"));
  EXPECT_THAT(CheckNames({{"cli/common.h", ""}}), ::testing::SizeIs(1));
  EXPECT_THAT(CheckNames({{"cli/helpers/x.h", ""}}), ::testing::SizeIs(1));
  EXPECT_THAT(CheckNames({{"cli/misc.cc", ""}}), ::testing::SizeIs(1));
}

TEST(Sources, AreGuardedByTheirPath) {
  EXPECT_EQ(GuardOf("domains/path_name.h"), "TESTFED_DOMAINS_PATH_NAME_H_");
  EXPECT_THAT(CheckGuards({{"a/b.h",
                            "// What.\n#ifndef TESTFED_A_B_H_\n#define TESTFED_A_B_H_\n\n"
                            "#endif  // TESTFED_A_B_H_\n"}}),
              IsEmpty());
  const std::string rule =
      " not guarded by TESTFED_A_B_H_ from its first directive to its last line";
  const std::pair<const char*, const char*> bad[] = {
      {"a/b.h:0:", "// nothing\n"},
      {"a/b.h:1:", "#pragma once\n"},
      {"a/b.h:1:", "#ifndef B_H_\n#define B_H_\n#endif  // B_H_\n"},
      {"a/b.h:1:", "#ifndef TESTFED_A_B_H_\n#define TESTFED_A_B_H\n#endif  // TESTFED_A_B_H_\n"},
      {"a/b.h:1:", "#ifndef TESTFED_A_B_H_\n#define TESTFED_A_B_H_\n#endif\n"},
      {"a/b.h:1:",
       "#ifndef TESTFED_A_B_H_\n#define TESTFED_A_B_H_\n#endif  // TESTFED_A_B_H_\nint x;\n"},
      {"a/b.h:1:",
       "#include <a>\n#ifndef TESTFED_A_B_H_\n#define TESTFED_A_B_H_\n#endif  // TESTFED_A_B_H_\n"},
  };
  for (const auto& [at, text] : bad) {
    EXPECT_THAT(CheckGuards({{"a/b.h", text}}), ElementsAre(at + rule)) << text;
  }
}

TEST(Sources, SayWhyTheyAreLong) {
  std::string body;
  for (size_t i = 0; i < kMaxLines; ++i) body += "int x;\n";
  EXPECT_THAT(CheckLength({{"a/b.cc", body}}), IsEmpty());
  EXPECT_THAT(
      CheckLength({{"a/b.cc", "// What it is.\n" + body}}),
      ElementsAre("a/b.cc: 401 lines, above 400; split it, or say in its first comment why so "
                  "many lines"));
  EXPECT_THAT(CheckLength({{"a/b.cc", "// What.\n//\n// Many lines: one table.\n" + body}}),
              IsEmpty());
  EXPECT_THAT(CheckLength({{"a/b.cc", "\n// Many lines, but not its first comment.\n" + body}}),
              ::testing::SizeIs(1));
}

TEST(Sources, LeaveNothingToBeDone) {
  std::string to_do =
      "TO"
      "DO";
  EXPECT_THAT(CheckUnfinished({{"a.cc", "int x;  // " + to_do + "(me): y\n"},
                               {"b.md",
                                "FIX"
                                "ME\n"},
                               {"c.cc", "name.XXXXXX " + to_do + "S METHOD\n"},
                               {"tests/data/d.cc", to_do}}),
              ElementsAre("a.cc:1: says " + to_do,
                          "b.md:1: says FIX"
                          "ME"));
}

TEST(Sources, DefineATypeOnce) {
  const std::string begin = "namespace testfed {\n", end = "}  // namespace testfed\n";
  EXPECT_THAT(
      CheckOneDefinition({{"a/a.h", begin + "struct A {\n};\nenum class E { kA };\n" + end},
                          {"b/b.h", begin + "class A final\n    : public B {};\n" + end},
                          {"c/c.cc", begin + "struct E { int x; };\n" + end}}),
      ElementsAre("b/b.h:2: `A` is defined at a/a.h:2, too; one of the two needs another name",
                  "c/c.cc:2: `E` is defined at a/a.h:4, too; one of the two needs another name"));
  EXPECT_THAT(
      CheckOneDefinition(
          {{"a/a.h", begin + "struct A {\n};\n" + end},
           {"b/b.h", begin + "struct A;\nclass C;\n" + end},
           {"c/c.cc", begin + "namespace {\nstruct A {\n};\n}  // namespace\nclass C {};\n" + end},
           {"d/d.h",
            "namespace testfed::other {\nstruct A {\n};\n}  // namespace testfed::other\n"},
           {"e/e.h", begin + "template <>\nstruct A<int> {};\nclass A::B {};\n" + end}}),
      IsEmpty());
}

TEST(Sources, NameNoMachine) {
  std::string work =
                  "/wo"
                  "rk/",
              home =
                  "/ho"
                  "me/",
              worktree =
                  "/tmp/"
                  "wt";
  EXPECT_THAT(CheckMachinePaths({{"a.md", "see " + work + "x\n\n`" + home + "ada`\n"},
                                 {"dev", worktree + "/a\n"},
                                 {"tests/data/x", "\"" + work}}),
              ElementsAre("a.md:1: names " + work + ", a folder of one machine",
                          "a.md:3: names " + home + ", a folder of one machine",
                          "dev:1: names " + worktree + ", a folder of one machine",
                          "tests/data/x:1: names " + work + ", a folder of one machine"));
  EXPECT_THAT(CheckMachinePaths({{"a.md", "src" + work + " **" + work + " $HOME" + work}}),
              IsEmpty());
}

}  // namespace
}  // namespace testfed::house
