#include <gtest/gtest.h>

#include "tests/scenario.h"
#include "tests/scenario_folder.h"

namespace testfed {
namespace {

TEST(ScenarioFormat, BlocksBeginAtHeads) {
  const std::vector<ScenarioBlock> blocks =
      BlocksOf("about\n\n=== write a\nx\n$ testfedx\n\n$ testfed version\ntestfed\n$ testfed\n");
  ASSERT_EQ(blocks.size(), 4U);
  EXPECT_EQ(blocks[0].head, "");
  EXPECT_EQ(blocks[0].body, "about\n\n");
  EXPECT_EQ(blocks[1].head, "=== write a");
  EXPECT_EQ(blocks[1].body, "x\n$ testfedx\n\n");
  EXPECT_EQ(blocks[2].head, "$ testfed version");
  EXPECT_EQ(blocks[2].body, "testfed\n");
  EXPECT_EQ(blocks[2].line, 7U);
  EXPECT_EQ(blocks[3].head, "$ testfed");
}

TEST(ScenarioFormat, EveryTextCanBeWritten) {
  for (const char* text : {"", "a\n", "a", "\\a\n", "=== write x\n$ testfed x\n",
                           "\\ no line end\n", "\\ no line end", "a\n\nb\n", "\n\nb", " \n"}) {
    EXPECT_EQ(DecodeBody(EncodeBody(text)), text);
    EXPECT_EQ(DecodeBody(EncodeBody(text) + "\n"), text) << "with an empty line before the next";
    EXPECT_LE(BlocksOf(EncodeBody(text)).size(), 1U) << text;
  }
}

TEST(ScenarioFormat, WordsAreSplitAsInAShell) {
  using Words = std::vector<std::string>;
  EXPECT_EQ(*SplitLine(""), Words{});
  EXPECT_EQ(*SplitLine(" a  b "), (Words{"a", "b"}));
  EXPECT_EQ(*SplitLine("'a b' \"c \\\" d\" '' e\\ f"), (Words{"a b", "c \" d", "", "e f"}));
  EXPECT_EQ(*SplitLine("--x='$y'z \"\\n\""), (Words{"--x=$yz", "\\n"}));
  EXPECT_EQ(SplitLine("'a").status().message(), "a quote that is not closed");
}

TEST(ScenarioFormat, ATranscriptIsWhatATerminalShows) {
  EXPECT_EQ(TranscriptOf("about\n\n=== write a\nx\n\n$ testfed a\nout\n=== stderr\nerr\n=== exit "
                         "1\n\n$ testfed b\n\\$ testfed\n"),
            "$ testfed a\nout\nerr\n$ testfed b\n$ testfed\n");
}

TEST(Scenario, PlayingWritesWhatHappened) {
  EXPECT_EQ(*PlayScenario("about\n"
                          "=== write a/b\n"
                          "text\n"
                          "$ testfed version\n"
                          "something else\n"
                          "=== exit 3\n"
                          "=== file a/b\n"
                          "=== file c\n"
                          "$ testfed xyzzy\n"
                          "=== # the end"),
            "about\n"
            "=== write a/b\n"
            "text\n"
            "$ testfed version\n"
            "testfed 0.1.0\n"
            "=== file a/b\n"
            "text\n"
            "=== file c\n"
            "(no such file)\n"
            "\n"
            "$ testfed xyzzy\n"
            "=== stderr\n"
            "testfed: unknown command `xyzzy`\n"
            "hint: all commands\n"
            "  testfed help\n"
            "=== exit 2\n"
            "\n"
            "=== # the end\n");
}

TEST(Scenario, CommitsHaveTheSameIdsEverywhere) {
  ScenarioFolder folder;
  ASSERT_EQ(folder.Start(), absl::OkStatus());
  ASSERT_EQ(folder.Write("a", "text\n"), absl::OkStatus());
  ASSERT_EQ(folder.Commit("first"), absl::OkStatus());
  EXPECT_EQ(folder.Show(".git/refs/heads/main"), "34c7eac4deaa0000f1d17619f151a9e17d739915\n");
}

TEST(Scenario, AStepThatCannotBeTakenIsAnError) {
  struct Case {
    const char* text;
    const char* message;
  };
  const std::vector<Case> cases = {
      {"\n=== wrte a\n",
       "line 2: `=== wrte a`: no such step; tests/scenarios/README.md lists them"},
      {"=== exit 2\n", "line 1: `=== exit 2`: no such step; tests/scenarios/README.md lists them"},
      {"=== append a\nx\n", "line 1: `=== append a`: no such file"},
      {"=== delete a\n", "line 1: `=== delete a`: no such file"},
      {"=== in a\n", "line 1: `=== in a`: no such folder"},
      {"=== env =x\n", "line 1: `=== env =x`: no name of a variable"},
      {"$ testfed 'x\n", "line 1: `$ testfed 'x`: a quote that is not closed"},
      {"=== git nonsense\n",
       "line 1: `=== git nonsense`: git: 'nonsense' is not a git command. See 'git --help'.\n"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(MessageOf(PlayScenario(c.text).status()), c.message) << c.text;
  }
}

}  // namespace
}  // namespace testfed
