// Packs and loose objects, against `git cat-file`.
#include "selector/git/object_folder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "selector/ordinary_repository.h"
#include "tests/selector/git_sandbox.h"

namespace testfed {
namespace {

constexpr unsigned kSeed = 20261121;

class ObjectFolderOf : public testing::Test {
 protected:
  int Roll(int sides) { return static_cast<int>(random_() % static_cast<unsigned>(sides)); }

  // Files that change a little from commit to commit, so that packs hold deltas.
  void MakeHistory(int commits) {
    std::map<std::string, std::string> files;
    for (int i = 0; i < 12; ++i) {
      std::string& bytes = files["d" + std::to_string(i % 3) + "/f" + std::to_string(i)];
      for (int lines = 50 + Roll(500); lines > 0; --lines)
        bytes += std::to_string(random_()) + "\n";
    }
    files["empty"] = "";
    files["big"] = std::string(100000, 'x') + "1";
    for (int i = 0; i < commits; ++i) {
      for (auto& [path, bytes] : files) {
        if (Roll(3) != 0 || bytes.empty()) continue;
        bytes.replace(
            static_cast<size_t>(Roll(static_cast<int>(bytes.size()))), 5,
            std::string(static_cast<size_t>(Roll(300)), static_cast<char>('a' + Roll(9))));
      }
      for (const auto& [path, bytes] : files) git.Write(path, bytes);
      git.Commit();
    }
    git.Git({"tag", "-a", "-m", "x", "tag"});
  }

  std::vector<std::string> Ids() {
    std::istringstream lines(
        git.Git({"cat-file", "--batch-all-objects", "--batch-check=%(objectname)"}));
    std::vector<std::string> ids;
    for (std::string id; lines >> id;) ids.push_back(id);
    return ids;
  }

  // "TYPE\nBYTES" of every object, by id.
  std::map<std::string, std::string> AllByGit() {
    const std::string all = git.Git({"cat-file", "--batch-all-objects", "--batch"});
    std::map<std::string, std::string> objects;
    for (size_t at = 0; at < all.size();) {
      const size_t end = all.find('\n', at);
      std::istringstream header(all.substr(at, end - at));
      std::string id, type;
      size_t size = 0;
      header >> id >> type >> size;
      objects[id] = type + "\n" + all.substr(end + 1, size);
      at = end + 1 + size + 1;
    }
    return objects;
  }

  void ExpectAllAsGit(const char* how) {
    ObjectFolder folder(git.root + "/.git/objects");
    const auto wanted = AllByGit();
    std::vector<std::string> ids = Ids();
    ASSERT_EQ(ids.size(), wanted.size());
    std::shuffle(ids.begin(), ids.end(), random_);
    const std::string types[] = {"commit", "tree", "blob", "tag"};
    for (const std::string& id : ids) {
      auto object = folder.Read(ToRaw(id));
      ASSERT_TRUE(object.has_value()) << how << ": " << id;
      ASSERT_EQ(object->size, object->bytes.size());
      const std::string read = types[static_cast<int>(object->type)] + "\n" + object->bytes;
      ASSERT_TRUE(read == wanted.at(id)) << how << ": " << id;
    }
  }

  GitSandbox git;
  std::mt19937 random_{kSeed};
};

TEST_F(ObjectFolderOf, EveryObjectIsReadAsByGit) {
  git.Init();
  MakeHistory(6);
  ExpectAllAsGit("loose");
  git.Git({"repack", "-adfq", "--window=50", "--depth=50"});
  ExpectAllAsGit("deltas by offset");
  git.Git({"-c", "repack.useDeltaBaseOffset=false", "repack", "-adfq", "--depth=50"});
  ExpectAllAsGit("deltas by id");
  git.Write("more", "1");
  git.Commit();
  git.Git({"repack", "-dq"});
  git.Write("loose", "1");
  git.Commit();
  ExpectAllAsGit("two packs and loose ones");
  git.Git({"-c", "pack.indexVersion=1", "repack", "-adfq"});
  EXPECT_FALSE(ObjectFolder(git.root + "/.git/objects").Read(ToRaw(Ids()[0])).has_value());
}

TEST_F(ObjectFolderOf, AnObjectThatIsNotThereIsNoAnswer) {
  git.Init();
  git.Write("a", "1");
  git.Commit();
  ObjectFolder folder(git.root + "/.git/objects");
  EXPECT_FALSE(folder.Read(std::string(20, '\0')).has_value());
  EXPECT_FALSE(folder.Read(std::string(20, '\xff')).has_value());
  EXPECT_FALSE(ObjectFolder(git.root + "/none").Read(std::string(20, 'x')).has_value());
}

// Whatever stands in a pack or a loose object, reading ends, within the file.
TEST_F(ObjectFolderOf, DamageIsNoAnswerAndNoCrash) {
  git.Init();
  MakeHistory(2);
  const std::vector<std::string> ids = Ids();
  git.Git({"repack", "-adfq"});
  const std::filesystem::path folder = git.root + "/.git/objects/pack";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".pack" && entry.path().extension() != ".idx") continue;
    std::filesystem::permissions(entry.path(), std::filesystem::perms::owner_all);
    std::ostringstream whole;
    whole << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    for (int round = 0; round < 60; ++round) {
      std::string bytes = whole.str();
      for (int flips = 1 + Roll(3); flips > 0; --flips) {
        // Half of them where headers are.
        const int most = static_cast<int>(bytes.size());
        bytes[static_cast<size_t>(Roll(Roll(2) == 0 ? std::min(most, 1500) : most))] ^=
            static_cast<char>(1 << Roll(8));
      }
      if (Roll(10) == 0) bytes.resize(static_cast<size_t>(Roll(static_cast<int>(bytes.size()))));
      std::ofstream(entry.path(), std::ios::binary) << bytes;
      ObjectFolder objects(git.root + "/.git/objects");
      for (const std::string& id : ids) (void)objects.Read(ToRaw(id));
    }
    std::ofstream(entry.path(), std::ios::binary) << whole.str();
  }
  ExpectAllAsGit("repaired");
}

TEST(OrdinaryRepositoryReader, FindsWhatWasRepackedWhileItWasOpen) {
  GitSandbox git;
  git.Init();
  git.Write("a", "1");
  git.Commit();
  const std::string first = git.Tree();
  auto repository = OpenOrdinaryRepository(git.root);
  ASSERT_NE(repository, nullptr);
  EXPECT_EQ(Files(*repository, Snapshot::OfTree(first)), "a\n");
  git.Write("b", "1");
  git.Commit();
  git.Git({"repack", "-adq"});
  git.Git({"prune-packed"});
  EXPECT_EQ(Files(*repository, Snapshot::OfTree(git.Tree())), "a\nb\n");
  EXPECT_EQ(Show(repository->Diff(first, Snapshot::OfTree(git.Tree()))), "A b\n");
}

TEST(ApplyDelta, CopiesAndInserts) {
  auto delta = [](std::initializer_list<int> bytes) {
    std::string text;
    for (const int byte : bytes) text += static_cast<char>(byte);
    return text;
  };
  EXPECT_EQ(ApplyDelta("hello", delta({5, 7, 0x91, 1, 4, 3, 'x', 'y', 'z'})), "elloxyz");
  EXPECT_EQ(ApplyDelta("hello", delta({5, 0})), "");
  const std::string large(70000, 'a');
  EXPECT_EQ(ApplyDelta(large, delta({0xf0, 0xa2, 4, 0x80, 0x80, 4, 0x80})), large.substr(0, 65536));
  for (const std::string& damaged :
       {delta({}), delta({5}), delta({4, 1, 1, 'x'}), delta({5, 1, 0}), delta({5, 1, 2, 'x'}),
        delta({5, 9, 0x91, 1, 9}), delta({5, 4, 0x91, 1}), delta({5, 1, 2, 'x', 'y'}),
        delta({5, 2, 1, 'x'}), delta({5, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 1, 'x'})}) {
    EXPECT_EQ(ApplyDelta("hello", damaged), std::nullopt);
  }
}

}  // namespace
}  // namespace testfed
