// Ranges of CI events, over the in-memory repository: the rows of docs/events.md.
#include <gtest/gtest.h>

#include "tests/selector/range_fixture.h"

namespace testfed {
namespace {

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
  tag.tag = true;
  tag.kind = Event::Kind::kWithoutBase;
  EXPECT_EQ(Resolve({.event = tag}),
            "error: the push of a tag has no base; no plan" + kNameOne + kEverything);
}

TEST_F(RangeTest, MergeGroupIsMeasuredAgainstItsBase) {
  Event event = Push(base, head);
  event.kind = Event::Kind::kMergeGroup;
  event.name = "merge_group";
  EXPECT_EQ(Resolve({.event = event, .queue = QueueMode::kAllGreen}),
            "base: BASE = BASE, base of the merge group (exact)\n"
            "head: HEAD = HEAD_ID, 2 commits, 0 uncommitted\nA b\nhead work ");
  event.base = kUnknown;
  EXPECT_EQ(Resolve({.event = event, .queue = QueueMode::kAllGreen}),
            "error: the commit `UNKNOWN`, base of the merge group, is not here; no plan\n"
            "hint: fetch it\n  git fetch origin UNKNOWN" +
                kEverything);
}

// Whether all runs of a queue must be green, or only the newest, no event says: so the newest
// answers for all that waits, unless somebody knows better.
TEST_F(RangeTest, MergeGroupAnswersForAllThatWaits) {
  Event event = Push(work, head);
  event.kind = Event::Kind::kMergeGroup;
  event.name = "merge_group";
  event.target = "refs/heads/main";
  EXPECT_EQ(Resolve({.event = event}),
            "base: origin/main = BASE, merge base of HEAD and origin/main; all that waits in the "
            "merge queue (exact)\n"
            "head: HEAD = HEAD_ID, 2 commits, 0 uncommitted\nA b\nhead work ");
  event.target = "refs/heads/other";
  EXPECT_EQ(Resolve({.event = event}),
            "error: the target branch `origin/other` is not here; no plan\nhint: fetch it\n"
            "  git fetch origin other:refs/remotes/origin/other" +
                kEverything);
  event.target = "refs/heads/--upload-pack=x";
  EXPECT_EQ(Resolve({.event = event}),
            "error: `refs/heads/--upload-pack=x` cannot be the name of a branch");
}

// A run that starts after the group was merged would find that nothing changed.
TEST_F(RangeTest, MergeGroupThatIsMergedAlreadyIsNoPlan) {
  repository.refs["origin/main"] = head;
  Event event = Push(work, head);
  event.kind = Event::Kind::kMergeGroup;
  event.name = "merge_group";
  event.target = "refs/heads/main";
  EXPECT_EQ(Resolve({.event = event}),
            "error: origin/main holds the merge group already, so nothing shows where it began; no "
            "plan\nhint: name a base\n  testfed select --base REV" +
                kEverything);
}

// GitLab's word for it is missing: then HEAD may be a merge of the branch itself.
TEST_F(RangeTest, MergedResultWithoutItsTargetIsMeasuredAgainstTheTargetBranch) {
  Merge();
  Event event = Push("", merge);
  event.kind = Event::Kind::kMergedResult;
  event.name = "merge_request_event";
  event.target = "main";
  EXPECT_EQ(Resolve({.event = event}),
            "base: origin/main = MAIN, merge base of HEAD and origin/main (exact)\n"
            "head: HEAD = MERGE, 3 commits, 0 uncommitted\nA b\nmerge head work ");
  event.base = main;
  EXPECT_EQ(Resolve({.event = event}),
            "base: HEAD^1 = MAIN, first parent of the merge commit (exact)\n"
            "head: HEAD = MERGE, 3 commits, 0 uncommitted\nA b\nmerge head work ");
  repository.refs["origin/main"] = merge;
  event.base = "";
  EXPECT_EQ(Resolve({.event = event}),
            "error: origin/main holds the merge request already, so nothing shows where it began; "
            "no plan\nhint: name a base\n  testfed select --base REV" +
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
