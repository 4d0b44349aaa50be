// What differs between trees, the index and the working tree, by every reader of git.
#include <gtest/gtest.h>

#include <filesystem>

#include "selector/repository.h"
#include "tests/selector/git_sandbox.h"

namespace testfed {
namespace {

class RepositoryDiff : public RepositoryTest {
 protected:
  std::string Trees(const std::map<std::string, GitSandbox::Blob>& from,
                    const std::map<std::string, GitSandbox::Blob>& to) {
    std::string a = git.MakeTree(from);
    std::string b = git.MakeTree(to);
    return Show(Open()->Diff(a, Snapshot::OfTree(b)));
  }
  std::string Index(const std::string& tree = "") {
    return Show(Open()->Diff(tree.empty() ? git.Tree() : tree, Snapshot::Index()));
  }
  std::string Disk(const std::string& tree = "") {
    return Show(Open()->Diff(tree.empty() ? git.Tree() : tree, Snapshot::WorkingTree()));
  }
};
INSTANTIATE_TEST_SUITE_P(All, RepositoryDiff, testing::ValuesIn(Readers()), NameOf);

TEST_P(RepositoryDiff, NamesEachKindOfChangeBetweenTrees) {
  git.Init();
  std::string submodule(40, '1'), bumped(40, '2');
  EXPECT_EQ(Trees({{"a", {"1"}},
                   {"b", {"1"}},
                   {"c", {"1"}},
                   {"d", {"1"}},
                   {"link", {"a", "120000"}},
                   {"same/x", {"1"}},
                   {"sub", {submodule, "160000"}},
                   {"sub2", {submodule, "160000"}},
                   {"to_link", {"1"}},
                   {"to_sub", {"1"}}},
                  {{"a", {"1"}},
                   {"b", {"2"}},
                   {"c", {"1", "100755"}},
                   {"e", {"1"}},
                   {"link", {"b", "120000"}},
                   {"same/x", {"1"}},
                   {"sub", {bumped, "160000"}},
                   {"sub2", {"file now"}},
                   {"to_link", {"a", "120000"}},
                   {"to_sub", {submodule, "160000"}}}),
            "M b\nM c\nD d\nA e\nM link\nM sub\nT sub2\nT to_link\nT to_sub\n");
}

TEST_P(RepositoryDiff, ShowsBothSidesOfARename) {
  git.Init();
  EXPECT_EQ(Trees({{"old/name.cc", {"the same"}}}, {{"new/name.cc", {"the same"}}}),
            "A new/name.cc\nD old/name.cc\n");
}

TEST_P(RepositoryDiff, FileThatBecomesADirectoryIsDeletedAndAdded) {
  git.Init();
  EXPECT_EQ(Trees({{"a", {"1"}}, {"a.txt", {"1"}}}, {{"a.txt", {"2"}}, {"a/x", {"1"}}}),
            "D a\nM a.txt\nA a/x\n");
  EXPECT_EQ(Trees({{"a/x", {"1"}}, {"a-", {"1"}}, {"a0", {"1"}}}, {{"a", {"1"}}}),
            "A a\nD a-\nD a/x\nD a0\n");
}

TEST_P(RepositoryDiff, TakesTheEmptyTreeAsNothing) {
  git.Init();
  std::string tree = git.MakeTree({{"a/b", {"1"}}, {"c", {"1"}}});
  auto repository = Open();
  EXPECT_EQ(Show(repository->Diff("", Snapshot::OfTree(tree))), "A a/b\nA c\n");
  EXPECT_EQ(Show(repository->Diff(tree, Snapshot::OfTree(""))), "D a/b\nD c\n");
  EXPECT_EQ(Show(repository->Diff("", Snapshot::OfTree(""))), "");
  EXPECT_EQ(Show(repository->Diff(tree, Snapshot::OfTree(tree))), "");
}

TEST_P(RepositoryDiff, TakesNamesAsBytes) {
  git.Init();
  std::string deep;
  while (deep.size() + 201 < 4096) deep += std::string(200, 'd') + "/";
  deep += std::string(4096 - deep.size(), 'f');
  std::map<std::string, GitSandbox::Blob> files;
  for (std::string name : {"new\nline", "tab\there", "quote\"s", "\xff\xfe", "-rf", "::error::x",
                           " space ", "back\\slash", "\xc3\xa9", "a:b", "*"}) {
    files[name] = {"1"};
    files["in/" + name + "/x"] = {"1"};
  }
  files[deep] = {"1"};
  std::string tree = git.MakeTree(files);
  std::string expected;
  for (const auto& [name, blob] : files) {
    expected += Show(std::vector{Change{name, ChangeStatus::kAdded}});
  }
  EXPECT_EQ(Show(Open()->Diff("", Snapshot::OfTree(tree))), expected);
  git.Git({"read-tree", tree});
  EXPECT_EQ(Show(Open()->Diff("", Snapshot::Index())), expected);
}

TEST_P(RepositoryDiff, OfTheIndexIsWhatACommitWouldTake) {
  git.Init();
  git.Write("changed", "1");
  git.Write("deleted", "1");
  git.Write("kept", "1");
  git.Write("mode", "1");
  git.Commit();
  git.Write("changed", "2");
  git.Write("added", "1");
  git.MakeExecutable("mode");
  git.Remove("deleted");
  git.Git({"add", "-A"});
  git.Write("kept", "not staged");
  git.Write("untracked", "1");
  EXPECT_EQ(Index(), "A added\nM changed\nD deleted\nM mode\n");
}

TEST_P(RepositoryDiff, OfTheWorkingTreeHoldsTrackedAndUntrackedFiles) {
  git.Init();
  for (std::string name : {"deleted", "kept", "mode", "staged", "written", "to_link", "to_dir"}) {
    git.Write(name, "1");
  }
  git.Link("link", "kept");
  git.Commit();
  git.Write("staged", "2");
  git.Write("staged_new", "1");
  git.Git({"add", "-A"});
  git.Write("written", "2");
  git.Remove("deleted");
  git.MakeExecutable("mode");
  git.Link("to_link", "kept");
  git.Link("link", "written");
  git.Remove("to_dir");
  git.Write("to_dir/file", "1");
  git.Write("new/deep/er", "1");
  EXPECT_EQ(Disk(),
            "D deleted\nM link\nM mode\nA new/deep/er\nM staged\nA staged_new\nD to_dir\n"
            "A to_dir/file\nT to_link\nM written\n");
}

TEST_P(RepositoryDiff, OfTheWorkingTreeRespectsIgnoreFiles) {
  git.Init();
  git.Write(".gitignore", "*.o\n/out/\n!keep.o\n");
  git.Write("sub/.gitignore", "local\n");
  git.Write("tracked.o", "1");
  git.Git({"add", "-f", "tracked.o"});
  git.Commit();
  git.Write("tracked.o", "2");
  git.Write("a.o", "1");
  git.Write("sub/keep.o", "1");
  git.Write("out/x", "1");
  git.Write("sub/out/x", "1");
  git.Write("sub/local", "1");
  git.Write(".git/info/exclude", "excluded\n");
  git.Write("excluded", "1");
  EXPECT_EQ(Disk(), "A sub/keep.o\nA sub/out/x\nM tracked.o\n");
}

TEST_P(RepositoryDiff, OfTheWorkingTreeComparesContentNotTimes) {
  git.Init();
  git.Write("a", "1");
  git.Write("b", "1");
  git.Link("link", "a");
  git.Commit();
  std::string base = git.Tree();
  for (std::string name : {"a", "b"}) {
    std::filesystem::last_write_time(
        git.root + "/" + name,
        std::filesystem::file_time_type::clock::now() - std::chrono::hours(5));
  }
  EXPECT_EQ(Disk(), "");
  git.Write("a", "2");
  git.Link("link", "b");
  git.Commit();
  EXPECT_EQ(Disk(base), "M a\nM link\n");
  git.Write("a", "1");  // back to what the base had
  git.Link("link", "a");
  EXPECT_EQ(Disk(base), "");
  EXPECT_EQ(Disk(), "M a\nM link\n");
}

TEST_P(RepositoryDiff, OfAFileThatOnlyLeftTheIndexIsNothing) {
  git.Init();
  git.Write("a", "1");
  git.Write("b", "1");
  git.Commit();
  git.Git({"rm", "-q", "--cached", "a", "b"});
  git.Write("b", "2");
  EXPECT_EQ(Index(), "D a\nD b\n");
  EXPECT_EQ(Disk(), "M b\n");
}

TEST_P(RepositoryDiff, CountsConflictsAsModified) {
  git.Init();
  git.Write("both", "1");
  git.Write("gone", "1");
  git.Commit();
  git.Git({"switch", "-q", "-c", "topic"});
  git.Write("both", "2");
  git.Write("gone", "2");
  git.Write("twice", "2");
  git.Commit();
  git.Git({"switch", "-q", "main"});
  git.Write("both", "3");
  git.Remove("gone");
  git.Write("twice", "3");
  git.Commit();
  git.Git({"read-tree", "-m", "main~1", "main", "topic"});
  EXPECT_EQ(Index(), "M both\nM gone\nM twice\n");
  EXPECT_EQ(Disk(), "M both\nM gone\nM twice\n");
  EXPECT_EQ(Files(*Open(), Snapshot::Index()), "both\ngone\ntwice\n");
  EXPECT_EQ(Show(Open()->ReadFile(Snapshot::Index(), "both", 9).status()),
            "`both` is in conflict in the index\nhint: resolve it, then add the file\n"
            "  git status");
}

TEST_P(RepositoryDiff, CountsIntentToAddAsAdded) {
  git.Init();
  git.Write("a", "1");
  git.Commit();
  git.Write("new", "1");
  git.Git({"add", "-N", "new"});
  EXPECT_EQ(Index(), "A new\n");
  EXPECT_EQ(Disk(), "A new\n");
}

TEST_P(RepositoryDiff, TakesSkipWorktreeFilesAsInTheIndex) {
  git.Init();
  git.Write("skipped", "1");
  git.Write("gone", "1");
  git.Commit();
  git.Git({"update-index", "--skip-worktree", "skipped", "gone"});
  git.Write("skipped", "local");
  git.Remove("gone");
  EXPECT_EQ(Disk(), "");
  auto repository = Open();
  EXPECT_EQ(Files(*repository, Snapshot::WorkingTree()), "gone\nskipped\n");
  EXPECT_EQ(repository->ReadFile(Snapshot::WorkingTree(), "gone", 9).value(), "1");
  EXPECT_EQ(repository->ReadFile(Snapshot::WorkingTree(), "skipped", 9).value(), "1");
}

TEST_P(RepositoryDiff, ReadsASparseCheckout) {
  git.Init();
  git.Write("in/a", "1");
  git.Write("out/b", "1");
  git.Write("out/c", "1");
  git.Commit();
  git.Git({"sparse-checkout", "set", "--cone", "in"});
  ASSERT_FALSE(std::filesystem::exists(git.root + "/out"));
  EXPECT_EQ(Disk(), "");
  EXPECT_EQ(Files(*Open(), Snapshot::WorkingTree()), "in/a\nout/b\nout/c\n");
  EXPECT_EQ(Open()->ReadFile(Snapshot::WorkingTree(), "out/b", 9).value(), "1");
  git.Write("in/a", "2");
  git.Write("in/new", "2");
  git.Write("out/b", "present all the same");
  EXPECT_EQ(Disk(), "M in/a\nA in/new\nM out/b\n");
}

TEST_P(RepositoryDiff, SeesACommitOfASubmoduleButNotItsFiles) {
  git.Init();
  git.Write("a", "1");
  git.Commit();
  GitSandbox inner;
  inner.Init();
  inner.Write("x", "1");
  inner.Commit();
  git.Git({"submodule", "add", "-q", inner.root, "sub"});
  git.Commit();
  EXPECT_EQ(Disk(), "");
  git.Write("sub/x", "dirty");
  git.Write("sub/untracked", "1");
  EXPECT_EQ(Disk(), "");
  git.Git({"commit", "-q", "-am", "bump"}, "", git.root + "/sub");
  EXPECT_EQ(Disk(), "M sub\n");
  EXPECT_EQ(Disk(git.Tree("HEAD~1")), "A .gitmodules\nA sub\n");
  EXPECT_EQ(Files(*Open(), Snapshot::WorkingTree()), ".gitmodules\na\nsub\n");
  git.Git({"add", "sub"});
  EXPECT_EQ(Index(), "M sub\n");
  EXPECT_EQ(Disk(), "M sub\n");
}

TEST_P(RepositoryDiff, TakesAnEmptySubmoduleFolderAsUnchanged) {
  git.Init();
  GitSandbox inner;
  inner.Init();
  inner.Commit();
  git.Git({"submodule", "add", "-q", inner.root, "sub"});
  git.Commit();
  git.Git({"clone", "-q", git.root, git.root + "/clone"});
  auto clone = OpenAt(git.root + "/clone");
  EXPECT_EQ(Show(clone->Diff(git.Tree(), Snapshot::WorkingTree())), "");
}

TEST_P(RepositoryDiff, TakesAnUndeclaredRepositoryAsOneFile) {
  git.Init();
  git.Write("a", "1");
  git.Commit();
  git.Git({"init", "-q", "nested"});
  git.Write("nested/x", "1");
  git.Git({"add", "-A"}, "", git.root + "/nested");
  git.Git({"commit", "-q", "-m", "inner"}, "", git.root + "/nested");
  EXPECT_EQ(Disk(), "A nested\n");
  EXPECT_EQ(Files(*Open(), Snapshot::WorkingTree()), "a\nnested\n");
  EXPECT_EQ(Open()->ReadFile(Snapshot::WorkingTree(), "nested/x", 9).value(), std::nullopt);
}

TEST_P(RepositoryDiff, KnowsLineEndConversion) {
  git.Init();
  git.Write(".gitattributes", "*.txt text eol=crlf\n");
  git.Write("a.txt", "1\r\n2\r\n");
  git.Commit();
  std::string base = git.Tree();
  git.Write("a.txt", "1\r\n3\r\n");
  git.Commit();
  EXPECT_EQ(Disk(base), "M a.txt\n");
  git.Write("a.txt", "1\r\n2\r\n");
  EXPECT_EQ(Disk(base), "");
}

TEST_P(RepositoryDiff, WorksBeforeTheFirstCommit) {
  git.Init();
  EXPECT_EQ(Show(Open()->Diff("", Snapshot::WorkingTree())), "");
  git.Write("staged", "1");
  git.Git({"add", "staged"});
  git.Write("untracked", "1");
  EXPECT_EQ(Show(Open()->Diff("", Snapshot::Index())), "A staged\n");
  EXPECT_EQ(Show(Open()->Diff("", Snapshot::WorkingTree())), "A staged\nA untracked\n");
}

TEST_P(RepositoryDiff, HonoursTheIndexFileVariable) {
  git.Init();
  git.Write("a", "1");
  git.Commit();
  git.Write("a", "2");
  std::filesystem::copy(git.root + "/.git/index", git.root + "/.git/other-index");
  setenv("GIT_INDEX_FILE", ".git/other-index", 1);
  git.Git({"add", "a"});
  EXPECT_EQ(Index(), "M a\n");
  unsetenv("GIT_INDEX_FILE");
  EXPECT_EQ(Index(), "");
}

TEST_P(RepositoryDiff, SeesAChangeBetweenTwoCallsOfOneReader) {
  git.Init();
  git.Write("a", "1");
  git.Commit();
  auto repository = Open();
  EXPECT_EQ(Show(repository->Diff(git.Tree(), Snapshot::Index())), "");
  git.Write("a", "22");
  git.Git({"add", "a"});
  EXPECT_EQ(Show(repository->Diff(git.Tree(), Snapshot::Index())), "M a\n");
}

TEST_P(RepositoryDiff, RunsNoFilterOfTheRepository) {
  git.Init();
  git.Write("a.txt", "1");
  git.Commit();
  git.Write(".gitattributes", "*.txt filter=evil diff=evil\n");
  git.Git({"config", "filter.evil.clean", "touch " + git.root + "/PWNED; cat"});
  git.Git({"config", "filter.evil.required", "true"});
  git.Git({"config", "diff.evil.textconv", "touch " + git.root + "/PWNED"});
  git.Git({"config", "core.fsmonitor", "touch " + git.root + "/PWNED"});
  git.Write("a.txt", "2");
  EXPECT_EQ(Disk(), "A .gitattributes\nM a.txt\n");
  EXPECT_FALSE(std::filesystem::exists(git.root + "/PWNED"));
}

}  // namespace
}  // namespace testfed
