// Our own reader takes the ordinary repository, and nothing else.
#include "selector/git/ordinary_layout.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/selector/git_sandbox.h"

namespace testfed {
namespace {

TEST(OrdinaryLayout, KnowsWhichSettingsChangeNothing) {
  const std::string core = "[core]\n\trepositoryformatversion = 0\n\tbare = false\n";
  const struct {
    const char* name;
    std::string text;
    bool ordinary;
  } kCases[] = {
      {"as git writes it", core + "\tfilemode = true\n\tlogallrefupdates = true\n", true},
      {"a remote", core + "[remote \"origin\"]\n\turl = x\n\tfetch = +refs/*:refs/*\n", true},
      {"comments and blanks", "# x\n\n; y\n" + core, true},
      {"other capitals", "[Core]\n\tBare = false\n", true},
      {"nothing", "", false},
      {"no core.bare", "[core]\n\tfilemode = true\n", false},
      {"a later format", "[core]\nrepositoryformatversion = 1\nbare = false\n", false},
      {"an extension", core + "[extensions]\n\tobjectFormat = sha256\n", false},
      {"an extension in capitals", core + "[EXTENSIONS]\n\tworktreeConfig = true\n", false},
      {"an include", core + "[include]\n\tpath = other\n", false},
      {"an include with a condition", core + "[includeIf \"gitdir:/\"]\n\tpath = other\n", false},
      {"another working tree", core + "\tworktree = ../x\n", false},
      {"a partial clone", core + "[remote \"origin\"]\n\tpromisor = true\n", false},
      {"bare twice", core + "\tbare = true\n", false},
      {"bare without a value", "[core]\n\tbare\n", false},
      {"another word for true", "[core]\n\tbare = yes\n", false},
      {"a comment after the value", "[core]\n\tbare = false # no\n", false},
      {"a variable beside its section", "[core] bare = false\n", false},
      {"a continued line", core + "\tx = a\\\n[extensions]\n", false},
      {"carriage returns", "[core]\r\n\tbare = false\r\n", false},
      {"a subsection of core", core + "[core \"x\"]\n\ty = z\n", false},
  };
  for (const auto& [name, text, ordinary] : kCases) {
    bool bare = true;
    EXPECT_EQ(IsOrdinaryConfig(text, &bare), ordinary) << name;
    EXPECT_FALSE(ordinary && bare) << name;
  }
}

class OrdinaryLayoutOf : public testing::Test {
 protected:
  std::string Find(const std::string& folder = "") {
    auto layout = FindOrdinaryLayout(git.root + folder);
    if (!layout) return "not ordinary";
    std::string text = layout->git_dir + " " + layout->work_tree;
    for (size_t at; (at = text.find(git.root)) != std::string::npos;) {
      text.replace(at, git.root.size(), "R");
    }
    return text;
  }
  GitSandbox git;
};

TEST_F(OrdinaryLayoutOf, AWorkingTreeFromAnyFolderOfIt) {
  git.Init();
  git.Write("a/b/c", "1");
  git.Link("link", "a/b");
  for (const char* folder : {"", "/", "/a", "/a/b", "/a/../a", "/link"}) {
    EXPECT_EQ(Find(folder), "R/.git R") << folder;
  }
  for (const char* folder : {"/.git", "/.git/refs", "/nowhere"}) {
    EXPECT_EQ(Find(folder), "not ordinary") << folder;
  }
}

TEST_F(OrdinaryLayoutOf, ABareRepository) {
  git.Init({"--bare"});
  EXPECT_EQ(Find(), "R ");
  EXPECT_EQ(Find("/refs"), "R ");
}

TEST_F(OrdinaryLayoutOf, WhatIsNotOrdinaryIsLeft) {
  EXPECT_EQ(Find(), "not ordinary") << "no repository";
  git.Init();
  git.Write("a", "1");
  git.Commit();
  git.Git({"worktree", "add", "-q", "linked"});
  EXPECT_EQ(Find("/linked"), "not ordinary");
  EXPECT_EQ(Find(), "R/.git R");
  git.Git({"clone", "-q", "--shared", ".", "borrows"});
  EXPECT_EQ(Find("/borrows"), "not ordinary");
  git.Git({"clone", "-q", "--separate-git-dir", "elsewhere", ".", "apart"});
  EXPECT_EQ(Find("/apart"), "not ordinary");
  git.Git({"config", "core.worktree", ".."});
  EXPECT_EQ(Find(), "not ordinary");
}

TEST_F(OrdinaryLayoutOf, AnotherUsersIsLeft) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can give a folder away";
  git.Init();
  ASSERT_EQ(chown(git.root.c_str(), 12345, 12345), 0);
  EXPECT_EQ(Find(), "not ordinary");
  ASSERT_EQ(chown(git.root.c_str(), 0, 0), 0);
  ASSERT_EQ(chown((git.root + "/.git").c_str(), 12345, 12345), 0);
  EXPECT_EQ(Find(), "not ordinary");
}

}  // namespace
}  // namespace testfed
