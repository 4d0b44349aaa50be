// What cannot be opened says what was seen and what to do.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "selector/libgit2_repository.h"
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

}  // namespace
}  // namespace testfed
