// What cannot be opened says what was seen and what to do.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "selector/libgit2_repository.h"
#include "selector/open_repository.h"
#include "tests/selector/git_sandbox.h"

namespace testfed {
namespace {

class RepositoryOpen : public RepositoryTest {};
INSTANTIATE_TEST_SUITE_P(All, RepositoryOpen, testing::ValuesIn(Readers()), NameOf);

TEST_P(RepositoryOpen, OutsideOfARepositorySaysSo) {
  EXPECT_EQ(Show(GetParam().open(git.root).status()),
            "no git repository at `" + git.root +
                "` or above it\nhint: go into one, or name it\n  testfed -C DIR ...");
}

TEST_P(RepositoryOpen, OfAnotherOwnerPrintsTheExactCommand) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can give a folder away";
  git.Init();
  git.Write("sub/a", "1");
  ASSERT_EQ(chown(git.root.c_str(), 12345, 12345), 0);
  ASSERT_EQ(chown((git.root + "/.git").c_str(), 12345, 12345), 0);
  EXPECT_EQ(Show(GetParam().open(git.root + "/sub").status()),
            "the repository `" + git.root +
                "` belongs to another user, so git and testfed do not read it\n"
                "hint: if you trust it\n  git config --global --add safe.directory " +
                git.root);
}

TEST_P(RepositoryOpen, KnowsTheExtensionsOfAWorktreeConfiguration) {
  git.Init();
  git.Write("a", "1");
  git.Commit();
  git.Git({"config", "core.repositoryFormatVersion", "1"});
  git.Git({"config", "extensions.worktreeConfig", "true"});
  git.Git({"config", "extensions.preciousObjects", "true"});
  EXPECT_EQ(Files(*Open(), Snapshot::Index()), "a\n");
}

TEST(Libgit2RepositoryOpen, LeavesWhatItCannotReadToTheGitCommand) {
  GitSandbox git;
  git.Init({"--object-format=sha256"});
  absl::Status status = OpenLibgit2Repository(git.root).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnimplemented);
  EXPECT_EQ(MessageOf(status),
            "the repository cannot be read: unsupported extension name extensions.objectformat");
}

TEST(Libgit2RepositoryOpen, LeavesASplitIndexToTheGitCommand) {
  GitSandbox git;
  git.Init();
  git.Write("a", "1");
  git.Commit();
  git.Git({"update-index", "--split-index"});
  auto repository = OpenLibgit2Repository(git.root);
  ASSERT_TRUE(repository.ok());
  absl::Status status = (*repository)->Diff(git.Tree(), Snapshot::Index()).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnimplemented) << status;
}

// What OpenRepository answers where libgit2 cannot.
std::string Opened(const GitSandbox& git, const Snapshot& to, const std::string& from = "") {
  auto repository = OpenRepository(git.root);
  if (!repository.ok()) return Show(repository.status());
  return Show((*repository)->Diff(from, to));
}

TEST(OpenRepository, ReadsASha256Repository) {
  GitSandbox git;
  git.Init({"--object-format=sha256"});
  git.Write("a", "1");
  git.Link("link", "a");
  git.Commit("first");
  std::string base = git.Tree();
  git.Write("a", "2");
  git.Write("d/b", "1");
  std::string head = git.Commit("second");
  EXPECT_EQ(Opened(git, Snapshot::OfTree(git.Tree()), base), "M a\nA d/b\n");
  EXPECT_EQ(Opened(git, Snapshot::OfTree(git.Tree())), "A a\nA d/b\nA link\n");
  git.Write("a", "1");
  git.Write("new", "1");
  EXPECT_EQ(Opened(git, Snapshot::Index(), base), "M a\nA d/b\n");
  EXPECT_EQ(Opened(git, Snapshot::WorkingTree(), base), "A d/b\nA new\n");
  auto repository = *OpenRepository(git.root);
  EXPECT_EQ(repository->Head().value()->id, head);
  EXPECT_EQ(head.size(), 64u);
  EXPECT_EQ(repository->FindMergeBases(head, head)->ids, std::vector{head});
  EXPECT_EQ(repository->CommitsBetween({}, head)->commits.size(), 2u);
  EXPECT_EQ(repository->ReadFile(Snapshot::Index(), "a", 9).value(), "2");
}

TEST(OpenRepository, ReadsASplitIndex) {
  GitSandbox git;
  git.Init();
  git.Write("a", "1");
  git.Write("b", "1");
  git.Commit();
  git.Git({"update-index", "--split-index"});
  git.Write("a", "2");
  git.Git({"add", "a"});
  git.Write("b", "2");
  EXPECT_EQ(Opened(git, Snapshot::Index(), git.Tree()), "M a\n");
  EXPECT_EQ(Opened(git, Snapshot::WorkingTree(), git.Tree()), "M a\nM b\n");
  auto repository = *OpenRepository(git.root);
  EXPECT_EQ(Files(*repository, Snapshot::Index()), "a\nb\n");
  EXPECT_EQ(repository->ReadFile(Snapshot::Index(), "a", 9).value(), "2");
  EXPECT_EQ(Files(*repository, Snapshot::OfTree(git.Tree())), "a\nb\n");
}

TEST(OpenRepository, ReadsASparseIndex) {
  GitSandbox git;
  git.Init();
  git.Write("in/a", "1");
  git.Write("out/b", "1");
  git.Write("out/c/d", "1");
  git.Commit();
  git.Git({"sparse-checkout", "set", "--cone", "--sparse-index", "in"});
  git.Write("in/a", "2");
  EXPECT_EQ(Opened(git, Snapshot::Index(), git.Tree()), "");
  EXPECT_EQ(Opened(git, Snapshot::WorkingTree(), git.Tree()), "M in/a\n");
  EXPECT_EQ(Files(**OpenRepository(git.root), Snapshot::WorkingTree()), "in/a\nout/b\nout/c/d\n");
}

TEST(OpenRepository, NeverTriesAnotherReaderOnAnotherUsersRepository) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can give a folder away";
  GitSandbox git;
  git.Init({"--object-format=sha256"});
  ASSERT_EQ(chown(git.root.c_str(), 12345, 12345), 0);
  ASSERT_EQ(chown((git.root + "/.git").c_str(), 12345, 12345), 0);
  EXPECT_EQ(Show(OpenRepository(git.root).status()),
            "the repository `" + git.root +
                "` belongs to another user, so git and testfed do not read it\n"
                "hint: if you trust it\n  git config --global --add safe.directory " +
                git.root);
}

}  // namespace
}  // namespace testfed
