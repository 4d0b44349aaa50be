// Commits, revisions, branches and merge bases, by every reader of git.
#include <gtest/gtest.h>

#include <filesystem>

#include "selector/repository.h"
#include "tests/selector/git_sandbox.h"

namespace testfed {
namespace {

class RepositoryCommit : public RepositoryTest {};
INSTANTIATE_TEST_SUITE_P(All, RepositoryCommit, testing::ValuesIn(Readers()), NameOf);

std::string Ids(const MergeBases& bases) {
  std::string text = bases.complete ? "complete:" : "cut:";
  for (const std::string& id : bases.ids) text += " " + id;
  return text;
}

std::string Subjects(const std::vector<Commit>& commits) {
  std::string text;
  for (const Commit& commit : commits) text += commit.message;
  return text;
}

TEST_P(RepositoryCommit, HoldsTreeParentsTimeAndTheWholeMessage) {
  git.Init();
  git.Write("a", "1");
  std::string first = git.Commit();
  git.Write("a", "2");
  std::string second = git.Commit("subject\n\nbody\n\nAffects: Js");
  auto commit = Open()->ReadCommit("HEAD");
  ASSERT_TRUE(commit.ok());
  EXPECT_EQ(commit->id, second);
  EXPECT_EQ(commit->tree, git.Tree());
  EXPECT_EQ(commit->parents, std::vector{first});
  EXPECT_EQ(commit->message, "subject\n\nbody\n\nAffects: Js\n");
  EXPECT_EQ(commit->committer_time, git.seconds);
}

TEST_P(RepositoryCommit, IsFoundByBranchTagIdAndAncestry) {
  git.Init();
  std::string first = git.Commit();
  git.Git({"tag", "-a", "-m", "annotated", "v1"});
  std::string second = git.Commit();
  git.Git({"branch", "-q", "topic/x"});
  auto repository = Open();
  for (const auto& [rev, id] : {std::pair<std::string, std::string>{"HEAD", second},
                                {"main", second},
                                {"refs/heads/main", second},
                                {"topic/x", second},
                                {second, second},
                                {second.substr(0, 12), second},
                                {"v1", first},
                                {"HEAD~1", first},
                                {"HEAD^", first}}) {
    auto commit = repository->ReadCommit(rev);
    ASSERT_TRUE(commit.ok()) << rev;
    EXPECT_EQ(commit->id, id) << rev;
  }
}

TEST_P(RepositoryCommit, OfAnUnknownOrHostileRevisionIsNotFound) {
  git.Init();
  git.Commit();
  auto repository = Open();
  for (const auto& [rev, shown] : std::vector<std::pair<std::string, std::string>>{
           {"nowhere", "nowhere"},
           {"HEAD~7", "HEAD~7"},
           {"", ""},
           {"--upload-pack=touch x", "--upload-pack=touch x"},
           {"main\nmain", "\"main\\nmain\""},
           {"HEAD..HEAD", "HEAD..HEAD"},
           {"HEAD:", "HEAD:"},
           {"0123456789012345678901234567890123456789",
            "0123456789012345678901234567890123456789"}}) {
    auto commit = repository->ReadCommit(rev);
    EXPECT_TRUE(absl::IsNotFound(commit.status())) << rev;
    EXPECT_EQ(MessageOf(commit.status()), "`" + shown + "` names no commit here");
  }
}

TEST_P(RepositoryCommit, HeadIsNothingOnAnUnbornBranch) {
  git.Init();
  auto head = Open()->Head();
  ASSERT_TRUE(head.ok()) << Show(head.status());
  EXPECT_FALSE(head->has_value());
  git.Write("a", "1");
  git.Commit();
  git.Git({"switch", "-q", "--orphan", "other"});
  head = Open()->Head();
  ASSERT_TRUE(head.ok()) << Show(head.status());
  EXPECT_FALSE(head->has_value());
}

TEST_P(RepositoryCommit, HeadMayBeDetached) {
  git.Init();
  std::string first = git.Commit();
  git.Commit();
  git.Git({"checkout", "-q", first});
  EXPECT_EQ(Open()->Head().value()->id, first);
}

TEST_P(RepositoryCommit, DefaultBranchIsTheRemotesThenOriginThenLocal) {
  git.Init({"-b", "master"});
  auto repository = Open();
  EXPECT_EQ(repository->DefaultBranch().value(), std::nullopt);
  git.Commit();
  EXPECT_EQ(repository->DefaultBranch().value(), "master");
  git.Git({"branch", "main"});
  EXPECT_EQ(repository->DefaultBranch().value(), "main");
  git.Git({"update-ref", "refs/remotes/origin/master", "HEAD"});
  EXPECT_EQ(repository->DefaultBranch().value(), "origin/master");
  git.Git({"update-ref", "refs/remotes/origin/trunk/1", "HEAD"});
  git.Git({"symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk/1"});
  EXPECT_EQ(repository->DefaultBranch().value(), "origin/trunk/1");
  git.Git({"update-ref", "-d", "refs/remotes/origin/trunk/1"});
  EXPECT_EQ(repository->DefaultBranch().value(), "origin/master");
}

TEST_P(RepositoryCommit, CrissCrossHasTwoMergeBases) {
  git.Init();
  std::string tree = git.MakeTree({});
  std::string root = git.CommitTree(tree, {}, "root");
  std::string a = git.CommitTree(tree, {root}, "a");
  std::string b = git.CommitTree(tree, {root}, "b");
  std::string left = git.CommitTree(tree, {a, b}, "left");
  std::string right = git.CommitTree(tree, {b, a}, "right");
  auto bases = Open()->FindMergeBases(left, right);
  ASSERT_TRUE(bases.ok());
  EXPECT_EQ(Ids(*bases), "complete: " + std::min(a, b) + " " + std::max(a, b));
}

TEST_P(RepositoryCommit, UnrelatedHistoriesProvablyHaveNoMergeBase) {
  git.Init();
  std::string tree = git.MakeTree({});
  std::string a = git.CommitTree(tree, {}, "a");
  std::string b = git.CommitTree(tree, {}, "b");
  EXPECT_EQ(Ids(Open()->FindMergeBases(a, b).value()), "complete:");
}

// ocaml/ocaml#12862: the clone has a common ancestor, but not the best one.
TEST_P(RepositoryCommit, ShallowHistoryCanHideABetterMergeBase) {
  git.Init();
  std::string tree = git.MakeTree({});
  std::string old = git.CommitTree(tree, {}, "old");
  std::string middle = git.CommitTree(tree, {old}, "middle");
  std::string hidden = git.CommitTree(tree, {middle}, "hidden");
  std::string left = git.CommitTree(tree, {git.CommitTree(tree, {hidden}, "l1"), old}, "left");
  std::string right = git.CommitTree(tree, {git.CommitTree(tree, {hidden}, "r1"), old}, "right");
  EXPECT_EQ(Ids(Open()->FindMergeBases(left, right).value()), "complete: " + hidden);
  git.Git({"update-ref", "refs/heads/left", left});
  git.Git({"update-ref", "refs/heads/right", right});
  git.Git({"clone", "-q", "--no-single-branch", "--depth=2", "-b", "left", "file://" + git.root,
           git.root + "/clone"});
  auto clone = OpenAt(git.root + "/clone");
  EXPECT_TRUE(clone->IsShallow());
  EXPECT_EQ(Ids(clone->FindMergeBases(left, right).value()), "cut: " + old);
}

TEST_P(RepositoryCommit, ParentsAreTheObjectsAlsoWhereHistoryIsCut) {
  git.Init();
  std::string first = git.Commit("first");
  git.Commit("second");
  git.Git({"clone", "-q", "--depth=1", "file://" + git.root, git.root + "/clone"});
  auto clone = OpenAt(git.root + "/clone");
  EXPECT_TRUE(clone->IsShallow());
  EXPECT_FALSE(Open()->IsShallow());
  auto head = clone->Head().value();
  EXPECT_EQ(head->parents, std::vector{first});
  EXPECT_TRUE(absl::IsNotFound(clone->ReadCommit(first).status()));
  EXPECT_TRUE(absl::IsNotFound(clone->ReadCommit("HEAD~1").status()));
  EXPECT_EQ(Subjects(clone->FirstParents("HEAD", 5).value()), "second\n");
}

TEST_P(RepositoryCommit, RangeIsWhatHeadHasAndTheBasesHaveNot) {
  git.Init();
  std::string tree = git.MakeTree({});
  std::string root = git.CommitTree(tree, {}, "root");
  std::string a = git.CommitTree(tree, {root}, "a");
  std::string b = git.CommitTree(tree, {root}, "b");
  std::string merge = git.CommitTree(tree, {a, b}, "merge");
  std::string tip = git.CommitTree(tree, {merge}, "tip");
  auto repository = Open();
  auto range = [&](const std::vector<std::string>& bases) {
    auto commits = repository->CommitsBetween(bases, tip).value();
    return Subjects(commits.commits) + (commits.complete ? "" : "cut");
  };
  EXPECT_EQ(range({a}), "tip\nmerge\nb\n");
  EXPECT_EQ(range({b}), "tip\nmerge\na\n");
  EXPECT_EQ(range({a, b}), "tip\nmerge\n");
  EXPECT_EQ(range({tip}), "");
  EXPECT_EQ(range({}), "tip\nmerge\nb\na\nroot\n");
  EXPECT_EQ(Subjects(repository->FirstParents(tip, 3).value()), "tip\nmerge\na\n");
  EXPECT_EQ(Subjects(repository->FirstParents(tip, 9).value()), "tip\nmerge\na\nroot\n");
}

TEST_P(RepositoryCommit, RangeSaysWhereItIsCut) {
  git.Init();
  std::string first = git.Commit("first");
  git.Commit("second");
  git.Commit("third");
  git.Git({"clone", "-q", "--depth=2", "file://" + git.root, git.root + "/clone"});
  git.Git({"fetch", "-q", "--depth=1", "origin", first}, "", git.root + "/clone");
  auto clone = OpenAt(git.root + "/clone");
  auto head = clone->Head().value()->id;
  auto known = clone->CommitsBetween({first}, head).value();
  EXPECT_EQ(Subjects(known.commits), "third\nsecond\n");
  EXPECT_TRUE(known.complete);  // the cut commit's only parent is the base
  auto cut = clone->CommitsBetween({}, head).value();
  EXPECT_EQ(Subjects(cut.commits), "third\nsecond\n");
  EXPECT_FALSE(cut.complete);
}

TEST_P(RepositoryCommit, IsReadInALinkedWorktreeAndFromASubfolder) {
  git.Init();
  git.Write("a/b/c", "1");
  std::string first = git.Commit();
  git.Git({"worktree", "add", "-q", "-b", "topic", git.root + "/tree"});
  auto worktree = OpenAt(git.root + "/tree/a/b");
  EXPECT_EQ(worktree->Root(), git.root + "/tree");
  EXPECT_EQ(worktree->Head().value()->id, first);
  EXPECT_EQ(worktree->ReadCommit("main").value().id, first);
}

TEST_P(RepositoryCommit, IsReadInABareRepository) {
  git.Init();
  git.Write("a", "1");
  std::string first = git.Commit();
  git.Git({"clone", "-q", "--bare", git.root, git.root + "/bare.git"});
  auto bare = OpenAt(git.root + "/bare.git");
  EXPECT_EQ(bare->Root(), "");
  EXPECT_EQ(bare->Head().value()->id, first);
  EXPECT_EQ(Files(*bare, Snapshot::OfTree(git.Tree())), "a\n");
  EXPECT_EQ(Show(bare->Diff("", Snapshot::WorkingTree())),
            "error: the repository is bare: it has no working tree");
  EXPECT_EQ(Show(bare->Diff("", Snapshot::Index())),
            "error: the repository is bare: it has no working tree");
}

TEST_P(RepositoryCommit, MissingBehindAnUncutParentIsDamage) {
  git.Init();
  std::string first = git.Commit("first");
  std::string second = git.Commit("second");
  git.Remove(".git/objects/" + first.substr(0, 2) + "/" + first.substr(2));
  EXPECT_EQ(Show(Open()->FindMergeBases(second, second).status()), "");
  EXPECT_EQ(Show(Open()->CommitsBetween({}, second).status()),
            "commit `" + first + "`, a parent of `" + second +
                "`, is not here: the repository is damaged\nhint: see what else is\n  git fsck");
}

}  // namespace
}  // namespace testfed
