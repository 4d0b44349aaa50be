// Ranges over the in-memory repository: every request, every event, every refusal.
#include "selector/range.h"

#include <gtest/gtest.h>

#include "selector/memory_repository.h"
#include "tests/selector/git_sandbox.h"

namespace testfed {
namespace {

const std::string kEverything = "\nhint: or run everything\n  testfed select --no-base full";
const std::string kNameOne = "\nhint: name one\n  testfed select --base REV";
const std::string kUnshallow = "\nhint: fetch the rest\n  git fetch --unshallow";

//   root -- base -- main
//              \.
//               work -- head     HEAD, working tree
class RangeTest : public testing::Test {
 protected:
  RangeTest() {
    root = repository.AddCommit({{"a", "0"}}, {}, "root");
    base = repository.AddCommit({{"a", "1"}}, {root}, "base");
    main = repository.AddCommit({{"a", "1"}, {"other", "1"}}, {base}, "main");
    work = repository.AddCommit({{"a", "1"}, {"b", "1"}}, {base}, "work");
    head = repository.AddCommit({{"a", "1"}, {"b", "2"}}, {work}, "head");
    repository.refs = {{"origin/main", main}, {"main", base}, {"topic", head}};
    repository.CheckOut(head);
  }

  // Provenance, head, changes and messages, a line each; or "error: MESSAGE" with hints.
  std::string Resolve(const RangeRequest& request) {
    return Shown(ResolveRange(repository, request));
  }

  std::string Shown(const absl::StatusOr<Range>& range) {
    if (!range.ok()) return "error: " + Named(Show(range.status()));
    std::string text = "base: " + range->base.rev + " = " + range->base.commit;
    for (const std::string& id : range->base.commits) text += " " + id;
    text += ", " + range->base.how + " (" + std::string(ToString(range->base.confidence)) + ")\n";
    text += "head: " + range->head.rev + " = " + range->head.commit + ", " +
            std::to_string(range->head.commits) + " commits, " +
            std::to_string(range->head.uncommitted) + " uncommitted";
    if (!range->head.messages_complete) text += ", messages cut";
    text += "\n" + Show(range->changes);
    for (const Commit& commit : range->commits) text += commit.message + " ";
    EXPECT_EQ(range->head_tree, range->head_snapshot.tree);
    EXPECT_EQ(range->head.commits, static_cast<int>(range->commits.size()));
    return Named(text);
  }

  // Ids are shown by the names of the members.
  std::string Named(std::string text) const {
    for (const auto& [id, name] : {std::pair(root, "ROOT"),
                                   {base, "BASE"},
                                   {main, "MAIN"},
                                   {work, "WORK"},
                                   {head, "HEAD_ID"},
                                   {merge, "MERGE"},
                                   {kUnknown, "UNKNOWN"}}) {
      for (size_t at; !id.empty() && (at = text.find(id)) != std::string::npos;) {
        text.replace(at, id.size(), name);
      }
    }
    return text;
  }

  static Event Push(const std::string& before, const std::string& after) {
    Event event;
    event.kind = Event::Kind::kPush;
    event.name = "push";
    event.base = before;
    event.head = after;
    event.branch = "topic";
    event.default_branch = "main";
    event.created = before.empty();
    return event;
  }
  static Event Pull(const std::string& base_id, const std::string& head_id) {
    Event event;
    event.kind = Event::Kind::kPullRequest;
    event.name = "pull_request";
    event.base = base_id;
    event.head = head_id;
    return event;
  }
  void Merge() {
    merge = repository.AddCommit({{"a", "1"}, {"other", "1"}, {"b", "2"}}, {main, head}, "merge");
    repository.CheckOut(merge);
  }

  const std::string kUnknown = std::string(40, 'e');
  MemoryRepository repository;
  std::string root, base, main, work, head, merge;
};

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
            "  git fetch --depth=1 origin UNKNOWN" +
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

TEST_F(RangeTest, PullRequestIsMeasuredAgainstTheFirstParentOfItsMerge) {
  Merge();
  repository.working_tree["ignored, because HEAD is judged"] = "1";
  EXPECT_EQ(Resolve({.event = Pull(root, head)}),
            "base: HEAD^1 = MAIN, first parent of the merge commit (exact)\n"
            "head: HEAD = MERGE, 3 commits, 0 uncommitted\nA b\nmerge head work ");
}

TEST_F(RangeTest, PullRequestAtItsHeadIsMeasuredAgainstTheMergeBase) {
  EXPECT_EQ(Resolve({.event = Pull(main, head)}),
            "base: MAIN = BASE, merge base of HEAD and MAIN (exact)\n"
            "head: HEAD = HEAD_ID, 2 commits, 0 uncommitted\nA b\nhead work ");
  EXPECT_EQ(Resolve({.event = Pull(kUnknown, head)}),
            "error: the commit `UNKNOWN`, the base of the pull request, is not here; no plan\n"
            "hint: fetch it, and the history up to it\n  git fetch origin UNKNOWN" +
                kEverything);
}

TEST_F(RangeTest, PullRequestInAShallowCloneSaysWhatToFetch) {
  Merge();
  repository.cut = {merge};
  repository.missing = {main, head, work, base, root};
  EXPECT_EQ(Resolve({.event = Pull(main, head)}),
            "error: the commit `MAIN`, first parent of the merge commit, is not here; no plan\n"
            "hint: fetch it\n  git fetch --depth=1 origin MAIN" +
                kEverything);
  repository.missing.erase(main);
  repository.cut.insert(main);
  EXPECT_EQ(Resolve({.event = Pull(main, head)}),
            "base: HEAD^1 = MAIN, first parent of the merge commit (exact)\n"
            "head: HEAD = MERGE, 1 commits, 0 uncommitted, messages cut\nA b\nmerge ");
}

TEST_F(RangeTest, EventOfAnotherHeadIsNoPlan) {
  for (Event event : {Pull(base, kUnknown), Push(base, kUnknown)}) {
    EXPECT_EQ(Resolve({.event = event}),
              "error: the event `" + event.name +
                  "` names the head `UNKNOWN`, but HEAD is `HEAD_ID`; no plan\n"
                  "hint: check out what the event names, or name a base\n"
                  "  testfed select --base REV" +
                  kEverything);
  }
}

TEST_F(RangeTest, PushIsMeasuredAgainstWhatWasThereBefore) {
  EXPECT_EQ(Resolve({.event = Push(work, head)}),
            "base: WORK = WORK, `before` of the push (exact)\n"
            "head: HEAD = HEAD_ID, 1 commits, 0 uncommitted\nM b\nhead ");
}

TEST_F(RangeTest, PushWithoutAUsableBeforeFallsBackToTheDefaultBranch) {
  const std::string rest =
      " (exact)\nhead: HEAD = HEAD_ID, 2 commits, 0 uncommitted\nA b\nhead work ";
  EXPECT_EQ(Resolve({.event = Push("", head)}),
            "base: origin/main = BASE, merge base of HEAD and origin/main; the push created the "
            "branch" +
                rest);
  EXPECT_EQ(Resolve({.event = Push(kUnknown, head)}),
            "base: origin/main = BASE, merge base of HEAD and origin/main; `before` of the push is "
            "not here" +
                rest);
  Event forced = Push(work, head);
  forced.forced = true;
  EXPECT_EQ(
      Resolve({.event = forced}),
      "base: origin/main = BASE, merge base of HEAD and origin/main; the push was forced" + rest);
}

TEST_F(RangeTest, PushToAShallowCloneSaysWhatToFetch) {
  repository.cut = {head};
  repository.missing = {work};
  EXPECT_EQ(Resolve({.event = Push(work, head)}),
            "error: the commit `WORK`, `before` of the push, is not here; no plan\n"
            "hint: fetch it\n  git fetch --depth=1 origin WORK" +
                kEverything);
}

// The merge base of the default branch with itself is HEAD: nothing would have changed.
TEST_F(RangeTest, PushToTheDefaultBranchNeverFallsBackToItself) {
  repository.refs["origin/main"] = head;
  Event event = Push(kUnknown, head);
  event.branch = "main";
  EXPECT_EQ(Resolve({.event = event}),
            "error: the push to the default branch `main` has no base: `before` of the push is not "
            "here; no plan" +
                kNameOne + kEverything);
  event.base = "";
  EXPECT_EQ(Resolve({.event = event}),
            "error: the push to the default branch `main` has no base: the push created the "
            "branch; no plan" +
                kNameOne + kEverything);
  event.base = main;
  event.forced = true;
  EXPECT_EQ(Resolve({.event = event}),
            "base: MAIN = MAIN, `before` of the push (exact)\n"
            "head: HEAD = HEAD_ID, 2 commits, 0 uncommitted\nA b\nD other\nhead work ");
  event = Push("", head);
  event.branch = "trunk";
  EXPECT_EQ(Resolve({.event = event, .declared_base = "trunk"}),
            "error: the push to the default branch `trunk` has no base: the push created the "
            "branch; no plan" +
                kNameOne + kEverything);
}

TEST_F(RangeTest, PushThatDeletesOrTagsHasNoBase) {
  Event deleted = Push(head, "");
  deleted.deleted = true;
  EXPECT_EQ(Resolve({.event = deleted}),
            "error: the push deleted the branch `topic`; there is nothing to test; no plan" +
                kEverything);
  Event tag = Push("", kUnknown);
  tag.branch = "";
  EXPECT_EQ(Resolve({.event = tag}),
            "error: the push of a tag has no base; no plan" + kNameOne + kEverything);
}

TEST_F(RangeTest, MergeGroupIsMeasuredAgainstItsBase) {
  Event event = Push(base, head);
  event.kind = Event::Kind::kMergeGroup;
  event.name = "merge_group";
  EXPECT_EQ(Resolve({.event = event}),
            "base: BASE = BASE, base of the merge group (exact)\n"
            "head: HEAD = HEAD_ID, 2 commits, 0 uncommitted\nA b\nhead work ");
  event.base = kUnknown;
  EXPECT_EQ(Resolve({.event = event}),
            "error: the commit `UNKNOWN`, base of the merge group, is not here; no plan\n"
            "hint: fetch it\n  git fetch --depth=1 origin UNKNOWN" +
                kEverything);
}

TEST_F(RangeTest, EventWithoutABaseSaysSo) {
  Event event;
  event.name = "schedule";
  EXPECT_EQ(Resolve({.event = event}),
            "error: the event `schedule` has no base; no plan" + kNameOne + kEverything);
}

TEST_F(RangeTest, WhatIsNamedByHandWinsOverTheEvent) {
  Event event;
  event.name = "schedule";
  EXPECT_EQ(Resolve({.base = "main", .event = event}),
            "base: main = BASE, merge base of HEAD and main (exact)\n"
            "head: the working tree = HEAD_ID, 2 commits, 0 uncommitted\nA b\nhead work ");
}

}  // namespace
}  // namespace testfed
