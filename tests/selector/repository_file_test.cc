// Reading and walking files of a tree, the index and the working tree, by every reader of git.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "domains/file_system.h"
#include "selector/repository.h"
#include "tests/selector/git_sandbox.h"

namespace testfed {
namespace {

class RepositoryFile : public RepositoryTest {
 protected:
  std::string Read(const Snapshot& at, const std::string& path, size_t max_bytes = kNoLimit) {
    auto bytes = Open()->ReadFile(at, path, max_bytes);
    if (!bytes.ok()) return "error: " + Show(bytes.status());
    return bytes->has_value() ? "bytes: " + **bytes : "none";
  }
};
INSTANTIATE_TEST_SUITE_P(All, RepositoryFile, testing::ValuesIn(Readers()), NameOf);

TEST_P(RepositoryFile, IsReadAtEachState) {
  git.Init();
  git.Write("dir/a", "committed");
  git.Commit();
  git.Write("dir/a", "staged");
  git.Git({"add", "-A"});
  git.Write("dir/a", "written");
  EXPECT_EQ(Read(Snapshot::OfTree(git.Tree()), "dir/a"), "bytes: committed");
  EXPECT_EQ(Read(Snapshot::Index(), "dir/a"), "bytes: staged");
  EXPECT_EQ(Read(Snapshot::WorkingTree(), "dir/a"), "bytes: written");
}

TEST_P(RepositoryFile, IsNothingWhereThereIsNone) {
  git.Init();
  git.Write("dir/a", "1");
  git.Write("file", "1");
  git.Commit();
  for (const Snapshot& at :
       {Snapshot::OfTree(git.Tree()), Snapshot::Index(), Snapshot::WorkingTree()}) {
    for (std::string path : {"nowhere", "dir", "dir/", "dir/b", "file/a", "", "/file", "./file",
                             "dir/../file", ".git/HEAD", ".GIT/HEAD", "../outside"}) {
      EXPECT_EQ(Read(at, path), "none") << path;
    }
  }
}

TEST_P(RepositoryFile, DeletedOnTheDiskIsNothing) {
  git.Init();
  git.Write("a", "1");
  git.Commit();
  git.Remove("a");
  EXPECT_EQ(Read(Snapshot::WorkingTree(), "a"), "none");
  EXPECT_EQ(Read(Snapshot::Index(), "a"), "bytes: 1");
}

TEST_P(RepositoryFile, UntrackedCountsUnlessIgnored) {
  git.Init();
  git.Write(".gitignore", "*.o\nout/\n");
  git.Commit();
  git.Write("a", "1");
  git.Write("a.o", "1");
  git.Write("out/x", "1");
  EXPECT_EQ(Read(Snapshot::WorkingTree(), "a"), "bytes: 1");
  EXPECT_EQ(Read(Snapshot::WorkingTree(), "a.o"), "none");
  EXPECT_EQ(Read(Snapshot::WorkingTree(), "out/x"), "none");
  EXPECT_EQ(Read(Snapshot::Index(), "a"), "none");
}

TEST_P(RepositoryFile, SymbolicLinkIsAnErrorAndIsNotFollowed) {
  git.Init();
  git.Write("dir/a", "1");
  git.Link("link", "dir/a");
  git.Link("dirlink", "dir");
  git.Commit();
  for (const Snapshot& at :
       {Snapshot::OfTree(git.Tree()), Snapshot::Index(), Snapshot::WorkingTree()}) {
    EXPECT_EQ(Read(at, "link"),
              "error: `link` is a symbolic link; testfed reads regular files only");
    EXPECT_EQ(Read(at, "dirlink/a"), "none");
  }
}

TEST_P(RepositoryFile, SubmoduleIsAnError) {
  git.Init();
  std::string tree = git.MakeTree({{"sub", {std::string(40, '1'), "160000"}}});
  EXPECT_EQ(Read(Snapshot::OfTree(tree), "sub"),
            "error: `sub` is a submodule; testfed reads regular files only");
}

TEST_P(RepositoryFile, OverTheLimitIsAnError) {
  git.Init();
  git.Write("a", "12345");
  git.Commit();
  for (const Snapshot& at :
       {Snapshot::OfTree(git.Tree()), Snapshot::Index(), Snapshot::WorkingTree()}) {
    EXPECT_EQ(Read(at, "a", 4), "error: `a` has 5 bytes; at most 4 are read");
    EXPECT_EQ(Read(at, "a", 5), "bytes: 12345");
  }
}

TEST_P(RepositoryFile, HoldsAnyBytes) {
  git.Init();
  std::string bytes;
  for (unsigned i = 0; i < 200'000; ++i) bytes += static_cast<char>(i * i >> 3);
  git.Write("a\nb\"\xff", bytes);
  git.Write("empty", "");
  git.Commit();
  for (const Snapshot& at :
       {Snapshot::OfTree(git.Tree()), Snapshot::Index(), Snapshot::WorkingTree()}) {
    EXPECT_EQ(Read(at, "a\nb\"\xff"), "bytes: " + bytes);
    EXPECT_EQ(Read(at, "empty"), "bytes: ");
  }
}

TEST_P(RepositoryFile, WalkIsInTheByteOrderOfPaths) {
  git.Init();
  for (std::string path : {"a/x", "a.b", "a-b", "a0", "b/c/d", "b/c.d", "z"}) git.Write(path, "1");
  git.Commit();
  std::string expected = "a-b\na.b\na/x\na0\nb/c.d\nb/c/d\nz\n";
  auto repository = Open();
  EXPECT_EQ(Files(*repository, Snapshot::OfTree(git.Tree())), expected);
  EXPECT_EQ(Files(*repository, Snapshot::Index()), expected);
  EXPECT_EQ(Files(*repository, Snapshot::WorkingTree()), expected);
  git.Remove("a/x");
  git.Write("a/y", "1");
  git.Remove("z");
  EXPECT_EQ(Files(*repository, Snapshot::WorkingTree()), "a-b\na.b\na/y\na0\nb/c.d\nb/c/d\n");
}

class Skipper : public TreeVisitor {
 public:
  bool EnterDirectory(std::string_view name, std::string_view id) override {
    log += "(" + std::string(name) + (id.empty() ? "" : "#");
    if (name == "skip") log += "!)";
    return name != "skip";
  }
  void LeaveDirectory() override { log += ")"; }
  void File(std::string_view name) override { log += std::string(name) + " "; }
  std::string log;
};

TEST_P(RepositoryFile, WalkSkipsADirectoryOnRequest) {
  git.Init();
  for (std::string path : {"a/skip/b/c", "a/skip/d", "a/z", "skip/x", "t"}) git.Write(path, "1");
  git.Commit();
  auto repository = Open();
  auto walk = [&](const Snapshot& at) {
    Skipper skipper;
    EXPECT_TRUE(repository->Walk(at, skipper).ok());
    return skipper.log;
  };
  EXPECT_EQ(walk(Snapshot::OfTree(git.Tree())), "(a#(skip#!)z )(skip#!)t ");
  // libgit2's reader shows the trees that the index knows, the git command does not.
  std::string index = walk(Snapshot::Index());
  index.erase(std::remove(index.begin(), index.end(), '#'), index.end());
  EXPECT_EQ(index, "(a(skip!)z )(skip!)t ");
  EXPECT_EQ(walk(Snapshot::WorkingTree()), "(a(skip!)z )(skip!)t ");
}

class ObjectLister : public TreeVisitor {
 public:
  explicit ObjectLister(const Repository& repository) : repository_(repository) {}
  bool EnterDirectory(std::string_view, std::string_view) override { return true; }
  void LeaveDirectory() override {}
  void File(std::string_view) override {}
  void FileWithId(std::string_view name, std::string_view raw_id, FileKind kind) override {
    log += std::string(name) + ":";
    if (kind != FileKind::kRegular) {
      log += kind == FileKind::kLink ? "link " : "submodule ";
    } else if (raw_id.empty()) {
      log += "? ";
    } else {
      log += repository_.ReadObject(raw_id, name, kNoLimit).value_or("error") + " ";
    }
  }
  std::string log;

 private:
  const Repository& repository_;
};

TEST_P(RepositoryFile, WalkGivesTheObjectsOfFiles) {
  git.Init();
  git.Write("a", "1");
  git.Write("d/b", "2");
  git.Link("l", "a");
  git.Commit();
  git.Write("a", "staged");
  git.Git({"add", "a"});
  git.Write("d/b", "changed");
  git.Write("new", "untracked");
  auto repository = Open();
  auto walk = [&](const Snapshot& at) {
    ObjectLister lister(*repository);
    EXPECT_TRUE(repository->Walk(at, lister).ok());
    return lister.log;
  };
  EXPECT_EQ(walk(Snapshot::OfTree(git.Tree())), "a:1 b:2 l:link ");
  EXPECT_EQ(walk(Snapshot::Index()), "a:staged b:2 l:link ");
  // What the disk holds beside the index has no object.
  EXPECT_EQ(walk(Snapshot::WorkingTree()), "a:staged b:? l:link new:? ");
}

TEST_P(RepositoryFile, WalkOfAnEmptyTreeIsEmpty) {
  git.Init();
  EXPECT_EQ(Files(*Open(), Snapshot::OfTree("")), "");
  EXPECT_EQ(Files(*Open(), Snapshot::Index()), "");
  EXPECT_EQ(Files(*Open(), Snapshot::WorkingTree()), "");
}

TEST_P(RepositoryFile, DamagedObjectIsAnErrorThatNamesIt) {
  git.Init();
  git.Write("dir/a", "1");
  git.Commit();
  std::string tree = git.Line({"rev-parse", "HEAD:dir"});
  std::string file = ".git/objects/" + tree.substr(0, 2) + "/" + tree.substr(2);
  git.Remove(file);
  EXPECT_EQ(Show(Open()->Diff("", Snapshot::OfTree(git.Tree()))),
            "error: tree `" + tree +
                "` is not here: the repository is damaged\nhint: see what else is\n  git fsck");
  git.Write(file, "this is not zlib");
  EXPECT_EQ(Show(Open()->Diff("", Snapshot::OfTree(git.Tree()))),
            "error: object `" + tree + "` is damaged\nhint: see what else is\n  git fsck");
}

TEST_P(RepositoryFile, MissingInAPartialCloneIsNotFetched) {
  git.Init();
  git.Write("dir/a", "1");
  git.Commit();
  std::string old_tree = git.Tree();
  git.Write("dir/a", "2");
  git.Commit();
  git.Git({"config", "uploadpack.allowFilter", "true"});
  git.Git({"clone", "-q", "--filter=tree:0", "file://" + git.root, git.root + "/clone"});
  auto clone = OpenAt(git.root + "/clone");
  EXPECT_EQ(Show(clone->Diff(old_tree, Snapshot::OfTree(git.Tree()))),
            "error: tree `" + old_tree +
                "` is not here: the clone is partial, and testfed fetches nothing\n"
                "hint: fetch all trees\n  git fetch --refetch --filter=blob:none");
}

TEST_P(RepositoryFile, TreeDeeperThanTheBoundIsAnError) {
  git.Init();
  std::string import =
      "commit refs/heads/deep\ncommitter Ada <a@b> 1700000000 +0000\ndata 1\nx\n"
      "M 100644 inline ";
  for (int i = 0; i < 2100; ++i) import += "d/";
  import += "f\ndata 1\nx\n";
  git.Git({"fast-import", "--quiet"}, import);
  std::string shown = Files(*Open(), Snapshot::OfTree(git.Tree("deep")));
  EXPECT_TRUE(shown.ends_with("` is nested deeper than 2048 directories")) << shown.substr(0, 200);
}

}  // namespace
}  // namespace testfed
