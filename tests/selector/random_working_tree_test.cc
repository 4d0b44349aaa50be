// Random working trees and indexes, against git itself: the working tree is what `git add -A` into
// another index would take.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <random>

#include "selector/range.h"
#include "selector/repository.h"
#include "tests/selector/git_sandbox.h"

namespace testfed {
namespace {

namespace fs = std::filesystem;

constexpr unsigned kSeed = 4242;

class RandomWorkingTree : public RepositoryTest {
 protected:
  int Roll(int sides) { return static_cast<int>(random_() % static_cast<unsigned>(sides)); }

  std::string Path() {
    static const std::vector<std::string> kNames = {"a", "b", "a.o", "keep.o", "n\nl", "c.txt"};
    std::string path;
    for (int depth = Roll(3); depth > 0; --depth) {
      path += std::vector<std::string>{"d", "e", "out"}[static_cast<size_t>(Roll(3))] + "/";
    }
    return path + kNames[static_cast<size_t>(Roll(6))];
  }

  // Makes room: a file on the way to `path`, or a folder in its place, goes.
  void Clear(const std::string& path) {
    for (size_t slash = path.find('/'); slash != std::string::npos;
         slash = path.find('/', slash + 1)) {
      fs::path folder = fs::path(git.root) / path.substr(0, slash);
      if (fs::is_symlink(folder) || fs::is_regular_file(folder)) fs::remove(folder);
    }
    git.Remove(path);
  }

  void Change() {
    std::string path = Path();
    switch (Roll(9)) {
      case 0:
      case 1:
      case 2:
      case 3:
        Clear(path);
        git.Write(path, std::to_string(Roll(3)));
        if (Roll(4) == 0) git.MakeExecutable(path);
        break;
      case 4:
        git.Remove(path);
        break;
      case 5:
        Clear(path);
        git.Link(path, std::to_string(Roll(3)));
        break;
      case 6:
        git.Git({"add", "-A", "--", "."});
        break;
      case 7:
        git.Git({"rm", "-q", "--cached", "--ignore-unmatch", "-f", "--", path});
        break;
      case 8:
        if (fs::is_regular_file(fs::path(git.root) / path)) git.Git({"add", "-f", "--", path});
        break;
    }
  }

  std::string Gits(const std::string& from, const std::string& to) {
    std::string records = git.Git({"diff", "--name-status", "--no-renames", "-z", from, to});
    return Show(ReadChangeList(records, "git"));
  }

  // The tree of the index, or of what `git add -A` would make of it.
  std::string TreeOf(bool with_disk) {
    std::string other = git.root + "/.git/oracle-index";
    fs::copy_file(git.root + "/.git/index", other, fs::copy_options::overwrite_existing);
    // A younger copy would hide from git that a file may have changed since the index was written.
    fs::last_write_time(other, fs::last_write_time(git.root + "/.git/index"));
    setenv("GIT_INDEX_FILE", other.c_str(), 1);
    if (with_disk) git.Git({"add", "-A"});
    std::string tree = git.Line({"write-tree"});
    unsetenv("GIT_INDEX_FILE");
    return tree;
  }

 private:
  std::mt19937 random_{kSeed};
};
INSTANTIATE_TEST_SUITE_P(All, RandomWorkingTree, testing::ValuesIn(Readers()), NameOf);

TEST_P(RandomWorkingTree, DiffsAndWalksAreGits) {
  git.Init();
  git.Write(".gitignore", "*.o\n!keep.o\n/d/out/\n");
  git.Write("a", "1");
  std::vector<std::string> bases = {git.Line({"rev-parse", git.Commit() + "^{tree}"})};
  for (int round = 0; round < 60; ++round) {
    for (int changes = 1 + Roll(8); changes > 0; --changes) Change();
    std::string staged = TreeOf(false), disk = TreeOf(true);
    auto repository = Open();
    for (const std::string& base :
         {bases.back(), bases[static_cast<size_t>(Roll(static_cast<int>(bases.size())))]}) {
      ASSERT_EQ(Show(repository->Diff(base, Snapshot::Index())), Gits(base, staged))
          << "seed " << kSeed << ", round " << round;
      ASSERT_EQ(Show(repository->Diff(base, Snapshot::WorkingTree())), Gits(base, disk))
          << "seed " << kSeed << ", round " << round;
    }
    ASSERT_EQ(Files(*repository, Snapshot::WorkingTree()),
              Files(*repository, Snapshot::OfTree(disk)))
        << "seed " << kSeed << ", round " << round;
    ASSERT_EQ(Files(*repository, Snapshot::Index()), Files(*repository, Snapshot::OfTree(staged)));
    if (Roll(4) == 0) bases.push_back(git.Line({"rev-parse", git.Commit() + "^{tree}"}));
  }
}

}  // namespace
}  // namespace testfed
