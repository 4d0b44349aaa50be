// The hooks of docs/pre-commit.md: as git runs one, and as pre-commit itself runs those of
// .pre-commit-hooks.yaml, in every form of `git commit`.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/cli/shell.h"
#include "tests/selector/git_sandbox.h"

namespace testfed {
namespace {

namespace fs = std::filesystem;

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

enum class With { kGit, kPreCommit };

class Hook : public testing::TestWithParam<With> {
 protected:
  void SetUp() override {
    if (GetParam() == With::kPreCommit && !HasProgram("pre-commit")) {
      GTEST_SKIP() << "no pre-commit: apt-get install pre-commit";
    }
    folder = git.root + "/shop";
    fs::create_directory(folder);
    git.Git({"init", "-q", "-b", "main", folder});
    Write("domains.yaml", "Api: {include: [\"api/**\"], owners: [\"@acme/api\"]}\n");
    Write("api/a.proto", "a\n");
    Shell("testfed dump --update");
    Install();
    ShellResult first = Commit("git add -A && git commit -q -m first");
    ASSERT_EQ(first.code, 0) << first.out;
  }

  void Install() {
    if (GetParam() == With::kGit) {
      Write(".git/hooks/pre-commit", "#!/bin/sh\ntestfed dump --update --check && testfed check\n");
      fs::permissions(folder + "/.git/hooks/pre-commit", fs::perms::owner_all);
      Write("domains.yaml", Declared("[README.md]"));
      return;
    }
    // The repository of the hooks, with their real file.
    std::string hooks = git.root + "/hooks";
    git.Git({"init", "-q", "-b", "main", hooks});
    git.Write("hooks/.pre-commit-hooks.yaml",
              ReadFile(TESTFED_SOURCE_DIR "/.pre-commit-hooks.yaml"));
    git.Git({"add", "."}, "", hooks);
    git.Git({"commit", "-q", "-m", "hooks"}, "", hooks);
    git.Git({"tag", "v1"}, "", hooks);
    Write(".pre-commit-config.yaml", "repos:\n  - repo: " + hooks +
                                         "\n    rev: v1\n    hooks: [{id: testfed-dump}, {id: "
                                         "testfed-check}]\n");
    Write("domains.yaml", Declared("[README.md, .pre-commit-config.yaml]"));
    ShellResult installed = Shell("pre-commit install");
    ASSERT_EQ(installed.code, 0) << installed.out;
  }

  static std::string Declared(const std::string& ignore) {
    return "$settings: {ignore: " + ignore +
           "}\nApi: {include: [\"api/**\"], owners: [\"@acme/api\"]}\n";
  }

  void Write(const std::string& path, const std::string& text) { git.Write("shop/" + path, text); }

  ShellResult Shell(const std::string& script, const std::string& where = "") {
    const std::string bin = fs::path(TESTFED_BINARY).parent_path().string();
    return RunShell("bash", "export PATH='" + bin + "':\"$PATH\" PRE_COMMIT_HOME='" + git.root +
                                "/pre-commit' HOME='" + git.root + "'\ncd '" +
                                (where.empty() ? folder : where) + "' || exit 99\n" + script +
                                "\n");
  }
  // Dumps are written by then, so that each commit is about one thing.
  ShellResult Commit(const std::string& script) {
    Shell("git add -A; testfed dump --update; git add -A");
    return Shell(script);
  }
  std::string Committed(const std::string& path) {
    return Shell("git show HEAD:" + path + " 2>/dev/null").out;
  }
  std::string Subject() { return Shell("git log -1 --format=%s").out; }

  GitSandbox git;
  std::string folder;
};
INSTANTIATE_TEST_SUITE_P(All, Hook, testing::Values(With::kGit, With::kPreCommit),
                         [](const testing::TestParamInfo<With>& with) {
                           return with.param == With::kGit ? "Git" : "PreCommit";
                         });

constexpr const char* kUnowned = "(unowned)               notes/";

TEST_P(Hook, PassesWhereNothingIsToBeDone) {
  Write("api/b.proto", "b\n");
  ShellResult result = Shell("git add api && git commit -q -m b");
  EXPECT_EQ(result.code, 0) << result.out;
  EXPECT_EQ(Subject(), "b\n");
}

// A file of any kind, which is what `always_run` is for.
TEST_P(Hook, WritesTheDumpFailsAndPassesTheSecondTime) {
  Write("notes/x", "x\n");
  ShellResult first = Shell("git add notes && git commit -q -m notes");
  EXPECT_NE(first.code, 0) << first.out;
  EXPECT_NE(first.out.find("domain.dump.txt: updated"), std::string::npos) << first.out;
  EXPECT_NE(first.out.find(std::string("+") + kUnowned), std::string::npos) << first.out;
  EXPECT_NE(first.out.find("  git add domain.dump.txt\n"), std::string::npos) << first.out;
  EXPECT_EQ(Subject(), "first\n");
  ShellResult second = Shell("git add domain.dump.txt && git commit -q -m notes");
  EXPECT_EQ(second.code, 0) << second.out;
  EXPECT_NE(Committed("domain.dump.txt").find(kUnowned), std::string::npos);
}

TEST_P(Hook, RemovalsCountToo) {
  ShellResult first = Shell("git rm -q api/a.proto && git commit -q -m gone");
  EXPECT_NE(first.code, 0) << first.out;
  // `check` says that the pattern matches nothing now; what has to be done is somebody's decision.
  EXPECT_EQ(Subject(), "first\n");
}

TEST_P(Hook, CommitOfAllTrackedFilesTakesTheDumpTheSecondTime) {
  Write("domains.yaml", ReadFile(folder + "/domains.yaml") +
                            "Notes: {include: [\"api/a.proto\"], owners: [\"@acme/notes\"]}\n");
  ShellResult first = Shell("git commit -q -a -m two");
  EXPECT_NE(first.code, 0) << first.out;
  EXPECT_NE(first.out.find("domain.dump.txt: updated"), std::string::npos) << first.out;
  ShellResult second = Shell("git commit -q -a -m two");
  EXPECT_EQ(second.code, 0) << second.out;
  EXPECT_NE(Committed("domain.dump.txt").find("Api,Notes"), std::string::npos);
}

// git makes an index of HEAD and that file, and tells it in GIT_INDEX_FILE.
TEST_P(Hook, CommitOfOneFileIsJudgedByThatFileAlone) {
  Write("notes/x", "x\n");
  Shell("git add notes");  // staged, but in no part of the commit
  Write("api/a.proto", "other\n");
  ShellResult result = Shell("git commit -q -m 'one file' api/a.proto");
  EXPECT_EQ(result.code, 0) << result.out;
  EXPECT_EQ(Subject(), "one file\n");
  // And where the file is what makes the dump stale:
  ShellResult first = Shell("git commit -q -m notes notes/x");
  EXPECT_NE(first.code, 0) << first.out;
  ShellResult second = Shell("git commit -q -m notes notes/x domain.dump.txt");
  EXPECT_EQ(second.code, 0) << second.out;
  EXPECT_NE(Committed("domain.dump.txt").find(kUnowned), std::string::npos);
}

// Without pre-commit nothing puts the written dump aside: the disk is right, the commit is not.
TEST_P(Hook, ADumpThatIsNotStagedIsNotEnough) {
  Write("notes/x", "x\n");
  Shell("git add notes; testfed dump --update");
  ShellResult first = Shell("git commit -q -m notes");
  EXPECT_NE(first.code, 0) << first.out;
  EXPECT_EQ(Subject(), "first\n");
  ShellResult second = Shell("git add domain.dump.txt && git commit -q -m notes");
  EXPECT_EQ(second.code, 0) << second.out;
}

TEST_P(Hook, WorksInAWorktree) {
  std::string tree = git.root + "/tree";
  ASSERT_EQ(Shell("git worktree add -q -b topic '" + tree + "'").code, 0);
  git.Write("tree/notes/x", "x\n");
  ShellResult first = Shell("git add notes && git commit -q -m notes", tree);
  EXPECT_NE(first.code, 0) << first.out;
  EXPECT_NE(ReadFile(tree + "/domain.dump.txt").find(kUnowned), std::string::npos) << first.out;
  EXPECT_EQ(ReadFile(folder + "/domain.dump.txt").find(kUnowned), std::string::npos);
  ShellResult second = Shell("git commit -q -a -m notes", tree);
  EXPECT_EQ(second.code, 0) << second.out;
}

TEST_P(Hook, CheckRefusesABrokenDeclaration) {
  Write("domains.yaml", ReadFile(folder + "/domains.yaml") + "Web: {includ: [x]}\n");
  ShellResult result = Shell("git commit -q -a -m broken");
  EXPECT_NE(result.code, 0) << result.out;
  EXPECT_NE(result.out.find("did you mean `include`?"), std::string::npos) << result.out;
  EXPECT_EQ(Subject(), "first\n");
}

TEST_P(Hook, DoctorFindsIt) {
  // A desk, also where something has set CI.
  ShellResult result = Shell("env -u CI testfed doctor");
  EXPECT_NE(result.out.find("  hook          a commit runs testfed\n"), std::string::npos)
      << result.out;
  fs::remove(folder + "/.git/hooks/pre-commit");
  const std::string none = Shell("env -u CI testfed doctor").out;
  EXPECT_EQ(none.find("a commit runs testfed"), std::string::npos) << none;
}

TEST(HookFile, IsValidForPreCommit) {
  if (!HasProgram("pre-commit")) GTEST_SKIP() << "no pre-commit: apt-get install pre-commit";
  ShellResult result = RunShell(
      "bash", "pre-commit validate-manifest '" TESTFED_SOURCE_DIR "/.pre-commit-hooks.yaml'");
  EXPECT_EQ(result.code, 0) << result.out;
}

}  // namespace
}  // namespace testfed
