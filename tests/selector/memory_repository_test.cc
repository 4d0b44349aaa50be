#include "selector/memory_repository.h"

#include <gtest/gtest.h>

#include "tests/selector/git_sandbox.h"

namespace testfed {
namespace {

using Kind = MemoryFile::Kind;

TEST(MemoryRepository, FindsCommitsByNameAndAncestry) {
  MemoryRepository repository;
  std::string a = repository.AddCommit({{"f", "1"}}, {}, "a");
  std::string b = repository.AddCommit({{"f", "1"}}, {}, "b");
  std::string merge = repository.AddCommit({{"f", "2"}}, {a, b}, "merge");
  repository.refs["origin/main"] = merge;
  repository.CheckOut(merge);
  for (const auto& [rev, id] : {std::pair<std::string, std::string>{"HEAD", merge},
                                {"origin/main", merge},
                                {"refs/remotes/origin/main", merge},
                                {"HEAD^1", a},
                                {"HEAD^2", b},
                                {"HEAD~1", a},
                                {a, a}}) {
    EXPECT_EQ(repository.ReadCommit(rev)->id, id) << rev;
  }
  for (std::string rev : {"nowhere", "HEAD^3", "HEAD~2", "", "-x"}) {
    EXPECT_TRUE(absl::IsNotFound(repository.ReadCommit(rev).status())) << rev;
  }
}

TEST(MemoryRepository, DiffsTreesIndexAndWorkingTree) {
  MemoryRepository repository;
  MemoryRepository::Files files = {{"a", "1"}, {"b", "1"}, {"c", "1"}, {"link", "1"}};
  repository.CheckOut(repository.AddCommit(files));
  std::string tree = repository.Head().value()->tree;
  EXPECT_EQ(Show(repository.Diff(tree, Snapshot::WorkingTree())), "");
  repository.index["a"] = "2";
  repository.working_tree["a"] = "2";
  repository.working_tree.erase("b");
  repository.working_tree["c"] = MemoryFile("1", Kind::kExecutable);
  repository.working_tree["link"] = MemoryFile("1", Kind::kLink);
  repository.working_tree["new"] = "";
  EXPECT_EQ(Show(repository.Diff(tree, Snapshot::Index())), "M a\n");
  EXPECT_EQ(Show(repository.Diff(tree, Snapshot::WorkingTree())), "M a\nD b\nM c\nT link\nA new\n");
  EXPECT_EQ(Show(repository.Diff("", Snapshot::OfTree(tree))), "A a\nA b\nA c\nA link\n");
  repository.conflicts.insert("b");
  EXPECT_EQ(Show(repository.Diff(tree, Snapshot::Index())), "M a\nM b\n");
}

TEST(MemoryRepository, WalksAndReads) {
  MemoryRepository repository;
  std::string tree = repository.AddTree(
      {{"d/x", "1"}, {"d/e/y", "22"}, {"a", "1"}, {"l", MemoryFile("a", Kind::kLink)}});
  EXPECT_EQ(Files(repository, Snapshot::OfTree(tree)), "a\nd/e/y\nd/x\nl\n");
  auto at = Snapshot::OfTree(tree);
  EXPECT_EQ(repository.ReadFile(at, "d/e/y", 2).value(), "22");
  EXPECT_EQ(repository.ReadFile(at, "d/e", 2).value(), std::nullopt);
  EXPECT_EQ(Show(repository.ReadFile(at, "d/e/y", 1).status()),
            "`d/e/y` has 2 bytes; at most 1 are read");
  EXPECT_EQ(Show(repository.ReadFile(at, "l", 1).status()),
            "`l` is a symbolic link; testfed reads regular files only");
}

TEST(MemoryRepository, GivesEqualDirectoriesEqualIds) {
  struct Ids : TreeVisitor {
    bool EnterDirectory(std::string_view, std::string_view id) override {
      ids.emplace_back(id);
      return true;
    }
    void LeaveDirectory() override {}
    void File(std::string_view) override {}
    std::vector<std::string> ids;
  };
  MemoryRepository repository;
  std::string tree = repository.AddTree({{"a/x", "1"}, {"b/x", "1"}, {"c/x", "2"}});
  Ids visitor;
  ASSERT_TRUE(repository.Walk(Snapshot::OfTree(tree), visitor).ok());
  ASSERT_EQ(visitor.ids.size(), 3u);
  EXPECT_EQ(visitor.ids[0], visitor.ids[1]);
  EXPECT_NE(visitor.ids[0], visitor.ids[2]);
  EXPECT_EQ(visitor.ids[0], repository.AddTree({{"x", "1"}}));
}

TEST(MemoryRepository, KnowsWhereHistoryIsCut) {
  MemoryRepository repository;
  std::string root = repository.AddCommit({}, {}, "root");
  std::string a = repository.AddCommit({}, {root}, "a");
  std::string b = repository.AddCommit({}, {root}, "b");
  EXPECT_TRUE(repository.FindMergeBases(a, b)->complete);
  repository.cut = {a, b};
  repository.missing = {root};
  EXPECT_TRUE(repository.IsShallow());
  auto bases = repository.FindMergeBases(a, b);
  EXPECT_FALSE(bases->complete);
  EXPECT_TRUE(bases->ids.empty());
  EXPECT_FALSE(repository.CommitsBetween({}, a)->complete);
  EXPECT_EQ(repository.FirstParents(a, 5)->size(), 1u);
}

}  // namespace
}  // namespace testfed
