#include "integration/bisect/history.h"

#include <gtest/gtest.h>

#include "selector/memory_repository.h"
#include "selector/open_repository.h"
#include "tests/selector/git_sandbox.h"

namespace testfed {
namespace {

// "1,2,3+4" style: a leg's commits by their subjects joined with `+`; `!` where there are none.
std::string Shown(const absl::StatusOr<std::vector<HistoryLeg>>& legs) {
  if (!legs.ok()) return "error: " + MessageOf(legs.status());
  std::string text;
  for (const HistoryLeg& leg : *legs) {
    if (!text.empty()) text += ", ";
    std::string commits;
    for (const HistoryCommit& commit : leg.commits) {
      commits += (commits.empty() ? "" : "+") + commit.subject;
    }
    text += commits.empty() ? "!" : commits;
    if (!leg.whole.empty()) text += " (" + leg.whole + ")";
  }
  return text;
}

class History : public testing::Test {
 protected:
  std::string Commit(const std::string& subject, std::vector<std::string> parents) {
    return repository.AddCommit({{"file", subject.c_str()}}, std::move(parents), subject);
  }
  MemoryRepository repository;
};

std::string Short(const std::string& id) { return id.substr(0, 7); }

TEST_F(History, AFastForwardIsItsFirstParentCommitsOldestFirst) {
  std::string a = Commit("a", {}), b = Commit("b", {a}), c = Commit("c", {b});
  std::string side = Commit("side", {b}), m = Commit("m", {c, side}), d = Commit("d", {m});
  EXPECT_EQ(Shown(ReadHistory(repository, a, d)), "b, c, m, d");
  EXPECT_EQ(Shown(ReadHistory(repository, d, d)), "");
  auto legs = ReadHistory(repository, c, d);
  std::vector<std::string> messages = {"m", "side"};
  EXPECT_EQ((*legs)[0].commits[0].messages, messages);
  EXPECT_EQ((*legs)[0].to, m);
}

TEST_F(History, ARewindIsOneLeg) {
  std::string a = Commit("a", {}), b = Commit("b", {a}), c = Commit("c", {b});
  EXPECT_EQ(Shown(ReadHistory(repository, c, a)), "! (a rewind by 2 commits)");
}

TEST_F(History, DivergedPinsGoBackToTheMergeBaseFirst) {
  std::string a = Commit("a", {}), old = Commit("old", {a});
  std::string b = Commit("b", {a}), c = Commit("c", {b});
  EXPECT_EQ(Shown(ReadHistory(repository, old, c)),
            "! (diverged: back by 1 commit to the merge base " + Short(a) + "), b, c");
}

TEST_F(History, CommitsThatDoNotDescendFromTheOldPinAreOneLegWithItsMerge) {
  std::string a = Commit("a", {}), old = Commit("old", {a});
  std::string b = Commit("b", {a}), m = Commit("m", {b, old}), c = Commit("c", {m});
  EXPECT_EQ(Shown(ReadHistory(repository, old, c)),
            "b+m (" + Short(old) + " came into its first-parent line only with " + Short(m) +
                ", 1 commit later), c");
}

TEST_F(History, WhatIsNotKnownIsOneLeg) {
  std::string a = Commit("a", {}), b = Commit("b", {a}), x = Commit("x", {});
  std::string none(40, 'f');
  EXPECT_EQ(Shown(ReadHistory(repository, none, b)), "! (fffffff is not in its clone)");
  EXPECT_EQ(Shown(ReadHistory(repository, a, none)), "! (fffffff is not in its clone)");
  EXPECT_EQ(Shown(ReadHistory(repository, x, b)),
            "! (" + Short(x) + " and " + Short(b) + " have no common ancestor)");
  std::string p = Commit("p", {a, x}), q = Commit("q", {a, x});
  EXPECT_EQ(Shown(ReadHistory(repository, p, q)),
            "! (" + Short(p) + " and " + Short(q) + " have 2 merge bases)");
  repository.cut.insert(b);
  std::string c = Commit("c", {b});
  EXPECT_EQ(Shown(ReadHistory(repository, a, c)), "! (the history of its clone is cut)");
}

TEST_F(History, TheHeadOfAPullRequestIsFoundInTheMergeThatBroughtIt) {
  std::string a = Commit("a", {}), b = Commit("b", {a}), head = Commit("head", {a});
  std::string m = Commit("m", {b, head}), c = Commit("c", {m});
  auto legs = ReadHistory(repository, a, c);
  ASSERT_TRUE(legs.ok());
  EXPECT_EQ(*FirstLegWith(repository, a, *legs, head), 1u);
  EXPECT_EQ(*FirstLegWith(repository, a, *legs, c), 2u);
  EXPECT_EQ(*FirstLegWith(repository, a, *legs, a), 3u);  // it was there before
  EXPECT_EQ(*FirstLegWith(repository, a, *legs, std::string(40, 'f')), 3u);
}

// The same with real git, and clocks that run backwards.
TEST(HistoryOfGit, BareClonesAreReadWhateverTheirClocksSay) {
  GitSandbox git;
  git.Init();
  std::vector<std::string> ids;
  for (int i = 0; i < 6; ++i) {
    git.seconds = 1'700'000'000 - 1000 * (i % 3);
    git.Write("file", std::to_string(i));
    ids.push_back(git.Commit("commit " + std::to_string(i)));
  }
  git.Git({"clone", "--quiet", "--bare", ".", "comm.git"});
  auto bare = OpenRepository(git.root + "/comm.git");
  ASSERT_TRUE(bare.ok());
  EXPECT_EQ(Shown(ReadHistory(**bare, ids[1], ids[5])), "commit 2, commit 3, commit 4, commit 5");
  EXPECT_EQ(Shown(ReadHistory(**bare, ids[5], ids[3])), "! (a rewind by 2 commits)");
  auto legs = ReadHistory(**bare, ids[4], ids[5]);
  EXPECT_NE((*legs)[0].commits[0].author, "");
}

}  // namespace
}  // namespace testfed
