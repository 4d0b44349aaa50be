// Ranges over real clones, where history is cut as CI cuts it.
#include <gtest/gtest.h>

#include "selector/range.h"
#include "tests/selector/git_sandbox.h"

namespace testfed {
namespace {

const std::string kEverything = "\nhint: or run everything\n  testfed select --no-base full";

class RangeGit : public RepositoryTest {
 protected:
  RangeGit() {
    git.Init();
    git.Git({"config", "uploadpack.allowAnySHA1InWant", "true"});
    git.Write("a", "1");
    base = git.Commit("base");
    git.Git({"switch", "-q", "-c", "topic"});
    git.Write("b", "1");
    git.Commit("work");
    git.Write("c", "1");
    head = git.Commit("head");
    git.Git({"switch", "-q", "main"});
    git.Write("other", "1");
    main = git.Commit("main");
    git.Git({"switch", "-q", "--detach"});
    git.seconds++;
    git.Git({"merge", "-q", "--no-ff", "-m", "merge", "topic"});
    merge = git.Line({"rev-parse", "HEAD"});
    git.Git({"update-ref", "refs/pull/1/merge", merge});
    git.Git({"switch", "-q", "main"});
  }

  // As actions/checkout does it.
  std::unique_ptr<Repository> Checkout(const std::string& commit, int depth) {
    clone = git.root + "/clone";
    git.Git({"init", "-q", clone});
    git.Git({"remote", "add", "origin", "file://" + git.root}, "", clone);
    std::vector<std::string> fetch = {"fetch", "-q", "--no-tags"};
    if (depth > 0) fetch.push_back("--depth=" + std::to_string(depth));
    fetch.insert(fetch.end(), {"origin", commit});
    git.Git(fetch, "", clone);
    git.Git({"checkout", "-q", "--force", commit}, "", clone);
    return OpenAt(clone);
  }

  static std::string Shown(const absl::StatusOr<Range>& range) {
    if (!range.ok()) return "error: " + Show(range.status());
    std::string text = range->base.how + "\n" + Show(range->changes);
    for (const Commit& commit : range->commits) text += commit.message;
    return text + (range->head.messages_complete ? "" : "messages cut");
  }

  Event Pull() const {
    Event event;
    event.kind = Event::Kind::kPullRequest;
    event.name = "pull_request";
    event.base = main;
    event.head = head;
    return event;
  }

  std::string base, main, head, merge, clone;
};
INSTANTIATE_TEST_SUITE_P(All, RangeGit, testing::ValuesIn(Readers()), NameOf);

TEST_P(RangeGit, PullRequestAtDepthOneNeedsOneFetch) {
  auto repository = Checkout(merge, 1);
  EXPECT_EQ(Shown(ResolveRange(*repository, {.event = Pull()})),
            "error: the commit `" + main +
                "`, first parent of the merge commit, is not here; no plan\n"
                "hint: fetch it\n  git fetch --depth=1 origin " +
                main + kEverything);
  git.Git({"fetch", "-q", "--depth=1", "origin", main}, "", clone);
  EXPECT_EQ(Shown(ResolveRange(*OpenAt(clone), {.event = Pull()})),
            "first parent of the merge commit\nA b\nA c\nmerge\nmessages cut");
}

TEST_P(RangeGit, PullRequestAtDepthTwoIsExact) {
  auto repository = Checkout(merge, 2);
  EXPECT_EQ(Shown(ResolveRange(*repository, {.event = Pull()})),
            "first parent of the merge commit\nA b\nA c\nmerge\nhead\nmessages cut");
}

TEST_P(RangeGit, PullRequestWithFullHistoryHasAllMessages) {
  auto repository = Checkout(merge, 0);
  EXPECT_EQ(Shown(ResolveRange(*repository, {.event = Pull()})),
            "first parent of the merge commit\nA b\nA c\nmerge\nhead\nwork\n");
}

TEST_P(RangeGit, MergeBaseBehindTheCutIsNoPlanUntilTheRestIsFetched) {
  auto repository = Checkout(head, 1);
  git.Git({"fetch", "-q", "--depth=1", "origin", "main:refs/remotes/origin/main"}, "", clone);
  repository = OpenAt(clone);
  EXPECT_EQ(Shown(ResolveRange(*repository, {})),
            "error: history ends before the merge base of `HEAD` and `origin/main`; no plan\n"
            "hint: fetch the rest\n  git fetch --unshallow" +
                kEverything);
  git.Git({"fetch", "-q", "--unshallow"}, "", clone);
  EXPECT_EQ(Shown(ResolveRange(*OpenAt(clone), {})),
            "merge base of HEAD and origin/main\nA b\nA c\nhead\nwork\n");
}

TEST_P(RangeGit, AtADeskHoldsCommittedStagedWrittenAndUntracked) {
  auto repository = Checkout(head, 0);
  git.Git({"update-ref", "refs/remotes/origin/main", "main"}, "", git.root);
  git.Git({"fetch", "-q", "origin", "main:refs/remotes/origin/main"}, "", clone);
  git.Write("clone/staged", "1");
  git.Git({"add", "staged"}, "", clone);
  git.Write("clone/c", "2");
  git.Write("clone/a", "2");
  git.Write("clone/untracked", "1");
  EXPECT_EQ(Shown(ResolveRange(*OpenAt(clone), {})),
            "merge base of HEAD and origin/main\nM a\nA b\nA c\nA staged\nA untracked\n"
            "head\nwork\n");
}

}  // namespace
}  // namespace testfed
