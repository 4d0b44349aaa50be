#include "integration/bisect/changeset_links.h"

#include <gtest/gtest.h>

namespace testfed {
namespace {

constexpr const char* kRepo = "github.com/orbit/comm";

TEST(ChangesetLinks, TheSubjectOfAMergeNamesItsPullRequest) {
  EXPECT_EQ(LinksOf("timers: rename (#117)", kRepo).name, "github.com/orbit/comm#117");
  EXPECT_EQ(LinksOf("Merge pull request #58 from orbit/timers\n\nrename", kRepo).name,
            "github.com/orbit/comm#58");
  EXPECT_EQ(LinksOf("Revert \"timers (#117)\" (#120)", kRepo).name, "github.com/orbit/comm#120");
  for (const char* none : {"", "timers (#117) again", "timers (#)", "timers (#1a)", "(#12",
                           "Merge pull request #", "Merge branch 'main'"}) {
    EXPECT_EQ(LinksOf(none, kRepo).name, "") << none;
  }
}

TEST(ChangesetLinks, TrailersAskForOthers) {
  std::vector<std::string> expected = {"changeset timer-rename", "github.com/orbit/persistency#91",
                                       "github.com/orbit/lifecycle#58", "gitlab.example.org/a/b#7"};
  EXPECT_EQ(LinksOf("timers: rename (#117)\n\nBecause.\n\nChangeset: timer-rename\n"
                    "Depends-On: https://github.com/orbit/persistency/pull/91\n"
                    "depends-on: orbit/lifecycle#58\n"
                    "Depends-On: https://gitlab.example.org/a/b/-/merge_requests/7\n"
                    "Depends-On: whatever\nSigned-off-by: Ada\n",
                    kRepo)
                .asks,
            expected);
}

TEST(ChangesetLinks, OnlyTheLastParagraphHoldsTrailers) {
  EXPECT_EQ(LinksOf("Changeset: x", kRepo).asks, std::vector<std::string>{});
  EXPECT_EQ(LinksOf("title\n\nChangeset: x\n\nand more", kRepo).asks, std::vector<std::string>{});
}

TEST(ChangesetLinks, AListNamesMembersByComponentAndCommit) {
  std::string commit(40, 'a');
  auto list = ReadChangesetList("{\"timers\": [\"comm@" + commit + "\"]}", "sets.json");
  ASSERT_TRUE(list.ok());
  ChangesetList expected = {{"timers", {{"comm", commit}}}};
  EXPECT_EQ(*list, expected);
}

TEST(ChangesetLinks, AListThatIsNoneSaysWhy) {
  auto message = [](const char* text) {
    return MessageOf(ReadChangesetList(text, "sets.json").status());
  };
  EXPECT_EQ(message("[]"), "sets.json: a list of changesets is an object");
  EXPECT_EQ(message("{\"a\": 1}"), "sets.json: changeset `a` is a list of `COMPONENT@COMMIT`");
  EXPECT_EQ(message("{\"a\": [\"comm@056621c\"]}"),
            "sets.json: changeset `a` holds `comm@056621c`; a member is `COMPONENT@COMMIT`, with "
            "all 40 digits of the commit");
}

}  // namespace
}  // namespace testfed
