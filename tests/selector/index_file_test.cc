// The index file as git writes it, in each version, and as nobody should: cut short, or with bits
// turned over.
#include "selector/git/index_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "selector/git/delta.h"
#include "tests/selector/git_sandbox.h"

namespace testfed {
namespace {

constexpr unsigned kSeed = 20240607;

class IndexFile : public testing::Test {
 protected:
  std::string Path() const { return git.root + "/.git/index"; }
  Index Open() {
    auto index = OpenIndexFile(Path(), 20);
    EXPECT_TRUE(index.ok()) << Show(index.status());
    return index.ok() ? *std::move(index) : Index();
  }
  // As `git ls-files --stage -z` writes it, but a conflict's stages as one line.
  static std::string Stages(const Index& index) {
    std::ostringstream out;
    for (const IndexEntry& entry : index.entries) {
      out << std::oct << entry.mode << ' ' << ToHex(entry.id) << (entry.conflict ? " !" : " 0")
          << '\t' << entry.path << '\0';
    }
    return out.str();
  }
  // Every directory whose tree the index knows: "TREE DIRECTORY/\n".
  static std::string Known(const Index& index) {
    class Names : public TreeVisitor {
     public:
      bool EnterDirectory(std::string_view name, std::string_view id) override {
        path.append(name).append("/");
        if (!id.empty()) out.append(id).append(" ").append(path).append("\n");
        return true;
      }
      void LeaveDirectory() override {
        size_t slash = path.rfind('/', path.size() - 2);
        path.resize(slash == std::string::npos ? 0 : slash + 1);
      }
      void File(std::string_view) override {}
      std::string path, out;
    };
    Names names;
    WalkIndex(index, names);
    return names.out;
  }
  std::string Bytes() const {
    std::ifstream in(Path(), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  GitSandbox git;
};

TEST_F(IndexFile, IsGitsInEachVersion) {
  git.Init();
  std::string deep;
  while (deep.size() + 201 < 4090) deep += std::string(200, 'd') + "/";
  deep += std::string(4096 - deep.size(), 'f');
  std::map<std::string, GitSandbox::Blob> files = {{"a", {"1"}},
                                                   {"a-b", {"1", "100755"}},
                                                   {"a/b/c", {"1"}},
                                                   {"a/b.c", {"1"}},
                                                   {"\xff\xfe/new\nline", {"1"}},
                                                   {"link", {"a", "120000"}},
                                                   {"sub", {std::string(40, '1'), "160000"}},
                                                   {std::string(4095, 'n'), {"1"}},
                                                   {std::string(4094, 'n'), {"1"}},
                                                   {deep, {"1"}}};
  files.erase("a");
  git.Git({"read-tree", git.MakeTree(files)});
  for (const char* version : {"2", "3", "4"}) {
    git.Git({"update-index", "--index-version", version});
    if (*version == '3') {
      std::ofstream(git.root + "/new") << "1";
      git.Git({"add", "-N", "new"});
    }
    ASSERT_EQ(Bytes()[7], version[0] - '0');
    EXPECT_EQ(Stages(Open()), git.Git({"ls-files", "--stage", "-z"})) << version;
  }
}

TEST_F(IndexFile, KnowsTheFlagsOfEntries) {
  git.Init();
  for (std::string name : {"assumed", "plain", "skipped"}) git.Write(name, "1");
  git.Commit();
  git.Git({"update-index", "--assume-unchanged", "assumed"});
  git.Git({"update-index", "--skip-worktree", "skipped"});
  git.Write("intended", "1");
  git.Git({"add", "-N", "intended"});
  std::string flags;
  for (const IndexEntry& entry : Open().entries) {
    flags += std::string(entry.path) + (entry.assume_unchanged ? " assumed" : "") +
             (entry.skip_worktree ? " skipped" : "") + (entry.intent_to_add ? " intended" : "") +
             "\n";
  }
  EXPECT_EQ(flags, "assumed assumed\nintended intended\nplain\nskipped skipped\n");
}

TEST_F(IndexFile, TakesTheStagesOfAConflictAsOne) {
  git.Init();
  std::string id = git.Line({"hash-object", "-w", "--stdin"}, "1");
  std::string info;
  for (char stage : {'1', '2', '3'}) info += "100644 " + id + " " + stage + "\tdir/both\n";
  info += "100644 " + id + " 2\tdir/both/below\n100644 " + id + " 0\tfree\n";
  git.Git({"update-index", "--index-info"}, info);
  EXPECT_EQ(Stages(Open()), "100644 " + id + " !\tdir/both" + '\0' + "100644 " + id +
                                " !\tdir/both/below" + '\0' + "100644 " + id + " 0\tfree" + '\0');
  EXPECT_EQ(Known(Open()), "");
}

TEST_F(IndexFile, IsEmptyWithoutAFile) {
  git.Init();
  EXPECT_EQ(Open().entries.size(), 0u);
  git.Git({"read-tree", "--empty"});
  ASSERT_TRUE(std::filesystem::exists(Path()));
  EXPECT_EQ(Open().entries.size(), 0u);
  EXPECT_EQ(Known(Open()), "");
}

TEST_F(IndexFile, LeavesSplitAndSparseIndexesToGit) {
  git.Init();
  git.Write("in/a", "1");
  git.Write("out/b", "1");
  git.Commit();
  git.Git({"update-index", "--split-index"});
  git.Write("in/a", "2");
  git.Git({"add", "in/a"});
  auto split = OpenIndexFile(Path(), 20).status();
  EXPECT_TRUE(absl::IsUnimplemented(split));
  // How many entries the own part of a split index holds depends on the clock.
  EXPECT_TRUE(Show(split).ends_with(" has no path, as in a split index")) << Show(split);
  git.Git({"update-index", "--no-split-index"});
  git.Commit();
  git.Git({"sparse-checkout", "set", "--cone", "--sparse-index", "in"});
  EXPECT_TRUE(absl::IsUnimplemented(OpenIndexFile(Path(), 20).status()));
}

TEST_F(IndexFile, KnowsTheTreesOfUnchangedDirectories) {
  git.Init();
  for (std::string path : {"a/b/c", "a/b/d", "a/e", "f/g", "h"}) git.Write(path, "1");
  git.Commit();
  auto tree = [&](const std::string& path) { return git.Line({"rev-parse", "HEAD:" + path}); };
  std::string a = tree("a") + " a/\n", b = tree("a/b") + " a/b/\n", f = tree("f") + " f/\n";
  EXPECT_EQ(Known(Open()), a + b + f);
  git.Write("a/e", "2");
  git.Git({"add", "a/e"});
  EXPECT_EQ(Known(Open()), b + f);
  git.Write("a/b/new", "1");
  git.Git({"add", "-N", "a/b/new"});
  EXPECT_EQ(Known(Open()), f);
  git.Git({"write-tree"});  // what is only intended is in no tree
  EXPECT_EQ(Known(Open()), f);
  git.Git({"add", "a/b/new"});
  git.Git({"update-index", "--skip-worktree", "f/g"});  // still what a commit would take
  git.Git({"read-tree", git.Line({"write-tree"})});
  EXPECT_EQ(Known(Open()).size(), (a + b + f).size());
}

// Anything that is read is a tree of paths in order: whatever was damaged, no reach into memory is
// wrong (the test is for the address sanitizer) and nothing below grows without bound.
TEST_F(IndexFile, DamagedIsAnErrorOrAnotherIndex) {
  git.Init();
  for (int i = 0; i < 40; ++i)
    git.Write("d" + std::to_string(i % 7) + "/e/f" + std::to_string(i), "1");
  git.Commit();
  std::mt19937 random(kSeed);
  for (const char* version : {"2", "4"}) {
    git.Git({"update-index", "--index-version", version});
    const std::string whole = Bytes();
    for (int round = 0; round < 3000; ++round) {
      std::string bytes = whole;
      if (round % 3 == 0) bytes.resize(random() % bytes.size());
      for (size_t flips = round % 3 == 0 ? 0 : 1 + random() % 4; flips > 0; --flips) {
        // Every other one into the end, where the cache of trees is.
        size_t at = random() % bytes.size();
        if (random() % 2 == 0)
          at = bytes.size() - 1 - random() % std::min<size_t>(bytes.size(), 600);
        bytes[at] = static_cast<char>(bytes[at] ^ (1 << random() % 8));
      }
      std::filesystem::remove(Path());  // as git does it: a mapped file is never written to
      std::ofstream(Path(), std::ios::binary) << bytes;
      auto index = OpenIndexFile(Path(), 20);
      SCOPED_TRACE("seed " + std::to_string(kSeed) + ", round " + std::to_string(round));
      if (!index.ok()) {
        EXPECT_TRUE(Show(index.status()).starts_with("the index ")) << Show(index.status());
        continue;
      }
      Known(*index);
      for (size_t i = 1; i < index->entries.size(); ++i) {
        ASSERT_LT(index->entries[i - 1].path, index->entries[i].path);
      }
    }
    std::filesystem::remove(Path());
    std::ofstream(Path(), std::ios::binary) << whole;
  }
}

TEST_F(IndexFile, SaysWhatIsDamaged) {
  git.Init();
  git.Write("a", "1");
  git.Write("b", "1");
  git.Commit();
  const std::string whole = Bytes();
  auto shown = [&](const std::string& bytes) {
    std::filesystem::remove(Path());
    std::ofstream(Path(), std::ios::binary) << bytes;
    return Show(OpenIndexFile(Path(), 20).status());
  };
  const std::string hint =
      "\nhint: make it anew, without what was staged\n"
      "  rm \"$(git rev-parse --git-path index)\" && git reset";
  EXPECT_EQ(shown(""), "the index is damaged: it is too short" + hint);
  EXPECT_EQ(shown("X" + whole), "the index is damaged: it does not begin with `DIRC`" + hint);
  EXPECT_EQ(shown(whole.substr(0, 150)),
            "the index is damaged: it is too short for 2 entries" + hint);
  std::string other = whole;
  other[12 + 62] = 'c';  // the first path
  EXPECT_EQ(shown(other), "the index is damaged: entry 2 of 2 is out of order" + hint);
  other = whole;
  other[7] = 5;
  EXPECT_EQ(shown(other), "the index has version 5; testfed reads 2, 3 and 4");
}

// After each random step, the entries are those of `git ls-files --stage`, and each known tree is
// the one that `git write-tree` makes of that directory.
TEST_F(IndexFile, RandomIndexesAreGits) {
  git.Init();
  git.Write("seed", "1");
  git.Commit();
  std::mt19937 random(kSeed);
  auto roll = [&](size_t sides) { return random() % sides; };
  size_t trees = 0;
  for (int round = 0; round < 60; ++round) {
    SCOPED_TRACE("seed " + std::to_string(kSeed) + ", round " + std::to_string(round));
    std::string info;
    for (size_t changes = 1 + roll(6); changes > 0; --changes) {
      std::string path;
      for (size_t depth = roll(4); depth > 0; --depth) path += std::string(1, "abc"[roll(3)]) + "/";
      path += "xyz"[roll(3)];
      std::string id = git.Line({"hash-object", "-w", "--stdin"}, std::to_string(roll(3)));
      info += (roll(4) == 0 ? "0" : "100644") + std::string(" ") + id + "\t" + path + "\n";
    }
    git.Git({"update-index", "--index-version", roll(2) == 0 ? "2" : "4", "--index-info"}, info);
    if (roll(2) == 0) git.Git({"write-tree"});
    Index index = Open();
    ASSERT_EQ(Stages(index), git.Git({"ls-files", "--stage", "-z"}));
    std::istringstream known(Known(index));
    std::string id, path;
    while (known >> id >> path) {
      ++trees;
      ASSERT_EQ(id, git.Line({"write-tree", "--prefix=" + path}));
    }
  }
  EXPECT_GT(trees, 50u);
}

}  // namespace
}  // namespace testfed
