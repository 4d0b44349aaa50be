// Ranges that are asked for by hand, over the in-memory repository: every request and refusal.
#include <gtest/gtest.h>

#include "tests/selector/range_fixture.h"

namespace testfed {
namespace {

TEST_F(RangeTest, AtADeskIsEverythingSinceTheDefaultBranch) {
  repository.index["c"] = "1";
  repository.working_tree["c"] = "1";
  repository.working_tree["new"] = "1";
  repository.working_tree["b"] = "3";
  EXPECT_EQ(Resolve({}),
            "base: origin/main = BASE, merge base of HEAD and origin/main (exact)\n"
            "head: the working tree = HEAD_ID, 2 commits, 3 uncommitted\n"
            "A b\nA c\nA new\nhead work ");
}

TEST_F(RangeTest, ForgetsWhatTheWorkingTreeTookBack) {
  repository.working_tree.erase("b");
  EXPECT_EQ(Resolve({}),
            "base: origin/main = BASE, merge base of HEAD and origin/main (exact)\n"
            "head: the working tree = HEAD_ID, 2 commits, 1 uncommitted\nhead work ");
}

TEST_F(RangeTest, PrefersTheDeclaredBaseAndOriginsOfIt) {
  repository.refs["release/1"] = work;
  EXPECT_EQ(Resolve({.declared_base = "release/1"}),
            "base: release/1 = WORK, merge base of HEAD and release/1 (exact)\n"
            "head: the working tree = HEAD_ID, 1 commits, 0 uncommitted\nM b\nhead ");
  repository.refs["origin/release/1"] = root;
  EXPECT_EQ(Resolve({.declared_base = "release/1"}),
            "base: origin/release/1 = ROOT, merge base of HEAD and origin/release/1 (exact)\n"
            "head: the working tree = HEAD_ID, 3 commits, 0 uncommitted\nM a\nA b\n"
            "head work base ");
  EXPECT_EQ(Resolve({.declared_base = "trunk"}),
            "error: the base `trunk` is not here, nor is `origin/trunk`; no plan\n"
            "hint: fetch it\n  git fetch origin trunk:refs/remotes/origin/trunk" +
                kEverything);
  EXPECT_EQ(Resolve({.declared_base = "main^{/x}"}),
            "error: `main^{/x}` cannot be the name of a branch");
}

TEST_F(RangeTest, NeedsADefaultBranch) {
  repository.refs.clear();
  EXPECT_EQ(Resolve({}),
            "error: no default branch is known: there is no `origin/HEAD`, `main` or `master`; no "
            "plan\nhint: name a base\n  testfed select --base REV" +
                kEverything);
}

TEST_F(RangeTest, BaseAloneComparesWithTheWorkingTree) {
  repository.working_tree["new"] = "1";
  EXPECT_EQ(Resolve({.base = "origin/main"}),
            "base: origin/main = BASE, merge base of HEAD and origin/main (exact)\n"
            "head: the working tree = HEAD_ID, 2 commits, 1 uncommitted\nA b\nA new\nhead work ");
}

TEST_F(RangeTest, HeadComparesWithThatCommitAlone) {
  repository.working_tree["new"] = "1";
  EXPECT_EQ(Resolve({.base = "main", .head = work}),
            "base: main = BASE, merge base of WORK and main (exact)\n"
            "head: WORK = WORK, 1 commits, 0 uncommitted\nA b\nwork ");
  EXPECT_EQ(Resolve({.head = "topic"}),
            "base: origin/main = BASE, merge base of topic and origin/main (exact)\n"
            "head: topic = HEAD_ID, 2 commits, 0 uncommitted\nA b\nhead work ");
}

TEST_F(RangeTest, OfOneCommitIsEmpty) {
  EXPECT_EQ(Resolve({.base = "HEAD", .head = "HEAD"}),
            "base: HEAD = HEAD_ID, merge base of HEAD and HEAD (exact)\n"
            "head: HEAD = HEAD_ID, 0 commits, 0 uncommitted\n");
}

TEST_F(RangeTest, StagedAndUncommittedAreMeasuredAgainstHead) {
  repository.index["staged"] = "1";
  repository.working_tree["staged"] = "1";
  repository.working_tree["untracked"] = "1";
  EXPECT_EQ(Resolve({.staged = true}),
            "base: HEAD = HEAD_ID, HEAD (exact)\n"
            "head: the index = HEAD_ID, 0 commits, 1 uncommitted\nA staged\n");
  EXPECT_EQ(Resolve({.uncommitted = true}),
            "base: HEAD = HEAD_ID, HEAD (exact)\n"
            "head: the working tree = HEAD_ID, 0 commits, 2 uncommitted\nA staged\nA untracked\n");
  EXPECT_EQ(Resolve({.staged = true, .uncommitted = true}),
            "error: `--staged` and `--uncommitted` exclude each other");
  EXPECT_EQ(Resolve({.base = "main", .staged = true}),
            "error: `--staged` is measured against HEAD; it excludes `--base`");
}

TEST_F(RangeTest, BeforeTheFirstCommitOnlyTheWorkingTreeIsKnown) {
  MemoryRepository empty;
  empty.working_tree["a"] = "1";
  EXPECT_EQ(Shown(ResolveRange(empty, {.uncommitted = true})),
            "base: HEAD = , HEAD, which has no commit yet (exact)\n"
            "head: the working tree = , 0 commits, 1 uncommitted\nA a\n");
  EXPECT_EQ(Shown(ResolveRange(empty, {})),
            "error: HEAD has no commit yet, so there is no merge base; no plan\n"
            "hint: take everything in the working tree as changed\n"
            "  testfed select --uncommitted" +
                kEverything);
  EXPECT_EQ(Shown(ResolveRange(empty, {.event = Push("", head)})),
            "error: HEAD has no commit yet; no plan" + kEverything);
}

TEST_F(RangeTest, BareRepositoryIsJudgedByItsHead) {
  repository.root = "";
  EXPECT_EQ(Resolve({}),
            "base: origin/main = BASE, merge base of HEAD and origin/main (exact)\n"
            "head: HEAD = HEAD_ID, 2 commits, 0 uncommitted\nA b\nhead work ");
}

TEST_F(RangeTest, SeveralMergeBasesAllCount) {
  std::string a = repository.AddCommit({{"x", "1"}, {"y", "1"}}, {root}, "a");
  std::string b = repository.AddCommit({{"x", "1"}, {"z", "1"}}, {root}, "b");
  std::string left = repository.AddCommit({{"x", "2"}, {"y", "1"}, {"z", "1"}}, {a, b}, "left");
  std::string right = repository.AddCommit({{"x", "1"}}, {b, a}, "right");
  auto range = ResolveRange(repository, {.base = right, .head = left});
  ASSERT_TRUE(range.ok());
  std::vector<std::string> ids = {std::min(a, b), std::max(a, b)};
  EXPECT_EQ(range->base.commit, ids[0]);
  EXPECT_EQ(range->base.commits, ids);
  ASSERT_EQ(range->base_trees.size(), 2u);
  EXPECT_EQ(range->base_trees[0], repository.ReadCommit(ids[0])->tree);
  EXPECT_EQ(Show(range->changes), "M x\nA y\nA z\n");
  EXPECT_EQ(range->commits.size(), 1u);
}

TEST_F(RangeTest, RefusesWhatIsNoRevision) {
  EXPECT_EQ(Resolve({.base = "--upload-pack=x"}),
            "error: `--upload-pack=x` is no revision; one does not begin with `-`");
  EXPECT_EQ(Resolve({.head = "-"}), "error: `-` is no revision; one does not begin with `-`");
  EXPECT_EQ(Resolve({.base = "nowhere"}),
            "error: `nowhere` names no commit here; no plan" + kEverything);
  EXPECT_EQ(Resolve({.base = "origin/topic"}),
            "error: `origin/topic` names no commit here; no plan\nhint: fetch it\n"
            "  git fetch origin topic:refs/remotes/origin/topic" +
                kEverything);
  EXPECT_EQ(Resolve({.base = kUnknown}),
            "error: `UNKNOWN` names no commit here; no plan\nhint: fetch it\n"
            "  git fetch origin UNKNOWN" +
                kEverything);
}

TEST_F(RangeTest, CutHistoryIsNoPlan) {
  repository.cut = {work, main};
  repository.missing = {base, root};
  EXPECT_EQ(Resolve({}),
            "error: history ends before the merge base of `HEAD` and `origin/main`; no plan" +
                kUnshallow + kEverything);
  EXPECT_EQ(Resolve({.base = "v1"}),
            "error: `v1` names no commit here; no plan" + kUnshallow + kEverything);
  EXPECT_EQ(Resolve({.base = "origin/x"}),
            "error: `origin/x` names no commit here; no plan\nhint: fetch it\n"
            "  git fetch --unshallow origin x:refs/remotes/origin/x" +
                kEverything);
}

TEST_F(RangeTest, UnrelatedHistoriesAreNoPlan) {
  repository.refs["alien"] = repository.AddCommit({});
  EXPECT_EQ(Resolve({.base = "alien"}),
            "error: `HEAD` and `alien` share no history; no plan\nhint: name another base\n"
            "  testfed select --base REV" +
                kEverything);
}

TEST_F(RangeTest, ListIsTakenAsItIs) {
  std::vector<Change> list = {{"x", ChangeStatus::kModified}};
  EXPECT_EQ(Resolve({.listed = list}),
            "base:  = , a list of changes (head only)\n"
            "head: a list of changes = HEAD_ID, 0 commits, 0 uncommitted\nM x\n");
  EXPECT_EQ(Resolve({.base = "main", .listed = list}),
            "base: main = BASE, merge base of HEAD and main (exact)\n"
            "head: a list of changes = HEAD_ID, 2 commits, 0 uncommitted\nM x\nhead work ");
  EXPECT_EQ(HeadSnapshotOf(repository, {.listed = list})->kind, Snapshot::Kind::kWorkingTree);
  EXPECT_EQ(HeadSnapshotOf(repository, {.head = "main", .listed = list})->tree,
            repository.ReadCommit("main")->tree);
}

TEST_F(RangeTest, HeadSnapshotIsKnownWithoutABase) {
  repository.refs.clear();
  EXPECT_EQ(HeadSnapshotOf(repository, {})->kind, Snapshot::Kind::kWorkingTree);
  EXPECT_EQ(HeadSnapshotOf(repository, {.staged = true})->kind, Snapshot::Kind::kIndex);
  EXPECT_EQ(HeadSnapshotOf(repository, {.event = Push("", head)})->tree,
            repository.Head().value()->tree);
}

TEST_F(RangeTest, HeadOnlyHasNoBaseAndNoChanges) {
  repository.refs.clear();
  repository.working_tree["new"] = "1";
  EXPECT_EQ(Shown(HeadOnlyRange(repository, {}, "cut history")),
            "base:  = , cut history (unknown)\n"
            "head: the working tree = HEAD_ID, 0 commits, 1 uncommitted\n");
  auto range = HeadOnlyRange(repository, {}, "cut history");
  EXPECT_TRUE(range->base_trees.empty());
  EXPECT_EQ(range->head_time, repository.Head().value()->committer_time);
}

}  // namespace
}  // namespace testfed
