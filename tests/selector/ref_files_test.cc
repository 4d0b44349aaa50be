// Names of refs, against `git rev-parse`.
#include "selector/git/ref_files.h"

#include <gtest/gtest.h>

#include "tests/selector/git_sandbox.h"

namespace testfed {
namespace {

class RefFilesOf : public testing::Test {
 protected:
  void SetUp() override {
    git.Init();
    git.Write("a", "1");
    git.Commit();
  }
  std::string Resolve(const std::string& rev) {
    return RefFiles(git.root + "/.git").Resolve(rev).value_or("?");
  }
  // What git says, without peeling.
  std::string Git(const std::string& rev) { return git.Line({"rev-parse", "--verify", "-q", rev}); }
  GitSandbox git;
};

TEST_F(RefFilesOf, NamesAreFoundAsByGitLooseAndPacked) {
  auto next = [&] {
    git.Write("a", std::to_string(git.seconds));
    return git.Commit();
  };
  git.Git({"tag", "light"});
  next();
  git.Git({"tag", "-a", "-m", "x", "heavy"});
  git.Git({"branch", "release/1.2"});
  next();
  git.Git({"tag", "both"});
  next();
  git.Git({"branch", "both"});
  git.Git({"update-ref", "refs/remotes/origin/main", "HEAD~1"});
  git.Git({"symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main"});
  const std::vector<std::string> revs = {
      "HEAD",   "main",        "refs/heads/main", "heads/main",         "light",
      "heavy",  "both",        "tags/both",       "release/1.2",        "origin/main",
      "origin", "origin/HEAD", "heads/both",      "remotes/origin/main"};
  for (const char* how : {"loose", "packed", "packed and written again"}) {
    for (const std::string& rev : revs) EXPECT_EQ(Resolve(rev), Git(rev)) << how << ": " << rev;
    if (how == std::string_view("loose")) {
      git.Git({"pack-refs", "--all"});
    } else {
      next();
      git.Git({"update-ref", "refs/remotes/origin/main", "HEAD"});
    }
  }
}

TEST_F(RefFilesOf, EverythingElseIsLeft) {
  git.Git({"branch", "gone"});
  git.Git({"pack-refs", "--all"});
  git.Git({"branch", "-D", "-q", "gone"});
  git.Git({"update-ref", "ORIG_HEAD", "HEAD"});
  git.Write(".git/refs/heads/odd", "no id\n");
  git.Write(".git/refs/heads/cut", git.Line({"rev-parse", "HEAD"}));
  git.Write(".git/refs/heads/round", "ref: refs/heads/round\n");
  git.Write(".git/refs/heads/out", "ref: ../../secret\n");
  git.Link(".git/refs/heads/link", "main");
  for (const char* rev :
       {"",       "gone",       "nothing", "HEAD~1",     "HEAD^{tree}", "main@{0}",
        "@",      "main..gone", ":a",      "../x",       "a/../b",      "-x",
        ".x",     "x.lock",     "x/",      "/x",         "x//y",        "ORIG_HEAD",
        "config", "logs/HEAD",  "odd",     "cut",        "round",       "out",
        "link",   "heads",      "refs",    "refs/heads", "main\n"}) {
    EXPECT_EQ(Resolve(rev), "?") << rev;
  }
  EXPECT_EQ(Resolve(Git("HEAD").substr(0, 7)), "?");
}

TEST_F(RefFilesOf, ABranchWithoutCommitsIsLeft) {
  git.Git({"symbolic-ref", "HEAD", "refs/heads/unborn"});
  EXPECT_EQ(Resolve("HEAD"), "?");
}

}  // namespace
}  // namespace testfed
