#include "domains/cache.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>
#include <vector>

namespace testfed {
namespace {

namespace fs = std::filesystem;

class DiskCacheTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "testfed-cache-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    root_ = name;
    folder_ = root_ + "/a/b";
  }
  void TearDown() override {
    std::error_code ignored;
    fs::permissions(root_, fs::perms::owner_all, ignored);
    fs::remove_all(root_, ignored);
  }
  std::unique_ptr<Cache> Open(DiskCacheOptions options = {}) {
    options.note = [this](const std::string& text) { notes_.push_back(text); };
    return MakeDiskCache(folder_, std::move(options));
  }
  std::string PathOf(const CacheKey& key) const { return folder_ + "/" + key.hex() + ".testfed"; }
  static std::string ReadFile(const std::string& path) {
    std::ostringstream bytes;
    bytes << std::ifstream(path, std::ios::binary).rdbuf();
    return bytes.str();
  }
  static void WriteFile(const std::string& path, std::string_view bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
  }
  size_t Files() const {
    return static_cast<size_t>(
        std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }

  std::string root_, folder_;
  std::vector<std::string> notes_;
};

const CacheKey& Key() {
  static const auto* const key = new CacheKey("kind", {"input"});
  return *key;
}

TEST(CacheKey, TellsKindsAndListsOfInputsApart) {
  const std::vector<CacheKey> keys = {{"kind", {}},         {"kind", {""}},       {"kind", {"ab"}},
                                      {"kind", {"a", "b"}}, {"kind", {"", "ab"}}, {"kinda", {"b"}},
                                      {"yaml", {"ab"}}};
  for (size_t i = 0; i < keys.size(); ++i) {
    EXPECT_EQ(keys[i].hex().size(), 64u);
    for (size_t j = 0; j < i; ++j) EXPECT_NE(keys[i].hex(), keys[j].hex()) << i << " " << j;
  }
  EXPECT_EQ(CacheKey("kind", {"ab"}).hex(), keys[2].hex());
}

TEST_F(DiskCacheTest, GivesBackWhatWasPutAlsoToAnotherProcess) {
  const std::string value("a\0b\n", 4);
  auto cache = Open();
  EXPECT_EQ(cache->Find(Key()), std::nullopt);
  EXPECT_FALSE(fs::exists(folder_)) << "reading makes no folder";
  cache->Put(Key(), value);
  EXPECT_EQ(cache->Find(Key()), value);
  EXPECT_EQ(Open()->Find(Key()), value);
  EXPECT_EQ(Open()->Find(CacheKey("kind", {"other"})), std::nullopt);
  cache->Put(Key(), "");
  EXPECT_EQ(Open()->Find(Key()), "");
  EXPECT_EQ(Files(), 1u);
  EXPECT_EQ(fs::status(folder_).permissions(), fs::perms::owner_all);
  EXPECT_EQ(notes_, std::vector<std::string>());
}

TEST_F(DiskCacheTest, FindsNothingInAnyDamagedEntry) {
  Open()->Put(Key(), "some value");
  const std::string whole = ReadFile(PathOf(Key()));
  for (size_t size = 0; size < whole.size(); ++size) {
    WriteFile(PathOf(Key()), whole.substr(0, size));
    EXPECT_EQ(Open()->Find(Key()), std::nullopt) << size;
  }
  for (size_t at = 0; at < whole.size(); ++at) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    WriteFile(PathOf(Key()), damaged);
    EXPECT_EQ(Open()->Find(Key()), std::nullopt) << at;
  }
  WriteFile(PathOf(Key()), whole + "x");
  EXPECT_EQ(Open()->Find(Key()), std::nullopt);
  // A whole entry of another key under this name.
  WriteFile(PathOf(Key()), EncodeCacheEntry(CacheKey("kind", {"other"}), "some value"));
  EXPECT_EQ(Open()->Find(Key()), std::nullopt);
  Open()->Put(Key(), "again");
  EXPECT_EQ(Open()->Find(Key()), "again");
}

TEST_F(DiskCacheTest, MapsAValueWithoutReadingIt) {
  EXPECT_FALSE(Open()->Map(Key()).has_value());
  Open()->Put(Key(), "some value");
  std::optional<MappedValue> mapped = Open()->Map(Key());
  ASSERT_TRUE(mapped.has_value());
  EXPECT_EQ(mapped->bytes, "some value");
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(mapped->bytes.data()) % 8, 0u);
  // Another value takes its place, and what is mapped stays.
  Open()->Put(Key(), "other");
  EXPECT_EQ(mapped->bytes, "some value");
  EXPECT_EQ(Open()->Map(Key())->bytes, "other");
  const std::string whole = ReadFile(PathOf(Key()));
  const size_t header = whole.size() - 5;
  for (size_t size = 0; size < whole.size(); ++size) {
    WriteFile(PathOf(Key()), whole.substr(0, size));
    EXPECT_FALSE(Open()->Map(Key()).has_value()) << size;
  }
  for (size_t at = 0; at < header - 64; ++at) {  // behind it is the checksum, which nobody asks
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    WriteFile(PathOf(Key()), damaged);
    EXPECT_FALSE(Open()->Map(Key()).has_value()) << at;
  }
}

TEST_F(DiskCacheTest, ReadsRegularFilesOnly) {
  Open()->Put(Key(), "value");
  const std::string elsewhere = root_ + "/elsewhere";
  fs::rename(PathOf(Key()), elsewhere);
  fs::create_symlink(elsewhere, PathOf(Key()));
  EXPECT_EQ(Open()->Find(Key()), std::nullopt);
  fs::remove(PathOf(Key()));
  ASSERT_EQ(mkfifo(PathOf(Key()).c_str(), 0600), 0);
  EXPECT_EQ(Open()->Find(Key()), std::nullopt);
  fs::remove(PathOf(Key()));
  fs::create_directory(PathOf(Key()));
  EXPECT_EQ(Open()->Find(Key()), std::nullopt);
}

TEST_F(DiskCacheTest, RemovesTheOldestEntriesAndNothingElse) {
  fs::create_directories(folder_);
  WriteFile(folder_ + "/mine.txt", std::string(5000, 'x'));
  DiskCacheOptions options;
  options.max_bytes = 4000;
  auto cache = Open(options);
  std::vector<CacheKey> keys;
  for (int i = 0; i < 8; ++i) {
    keys.emplace_back("kind", std::initializer_list<std::string_view>{std::to_string(i)});
    cache->Put(keys.back(), std::string(800, 'v'));
    // Later entries are older, but for the one that is being written.
    fs::last_write_time(PathOf(keys.back()),
                        fs::file_time_type::clock::now() - std::chrono::hours(i + 1));
  }
  // 952 bytes an entry: the fifth and the seventh go over the bound, and three are left.
  std::string kept;
  for (const CacheKey& key : keys) kept += cache->Find(key) ? '+' : '-';
  EXPECT_EQ(kept, "++----++");
  EXPECT_TRUE(fs::exists(folder_ + "/mine.txt"));
  cache->Put(CacheKey("kind", {"large"}), std::string(1001, 'v'));
  EXPECT_EQ(cache->Find(CacheKey("kind", {"large"})), std::nullopt);
}

TEST_F(DiskCacheTest, AFolderThatCannotBeMadeIsNoCache) {
  WriteFile(root_ + "/a", "a file");
  auto cache = Open();
  cache->Put(Key(), "value");
  cache->Put(Key(), "value");
  EXPECT_EQ(cache->Find(Key()), std::nullopt);
  EXPECT_EQ(notes_, std::vector<std::string>{"no cache in `" + folder_ + "`: Not a directory"});
}

TEST_F(DiskCacheTest, APrivateFolderThatOthersMayWriteIsNotUsed) {
  DiskCacheOptions options;
  options.private_folder = true;
  Open(options)->Put(Key(), "value");
  EXPECT_EQ(Open(options)->Find(Key()), "value");
  ASSERT_EQ(chmod(folder_.c_str(), 0770), 0);
  EXPECT_EQ(Open(options)->Find(Key()), std::nullopt);
  EXPECT_EQ(notes_, std::vector<std::string>{"no cache in `" + folder_ + "`: others may write it"});
  EXPECT_EQ(Open()->Find(Key()), "value");
}

TEST_F(DiskCacheTest, IsSafeWithWritersAndDeletersAtOnce) {
  // Values of one key differ here, which they never do in earnest: each must come back whole.
  std::vector<std::thread> threads;
  std::atomic<int> foreign = 0, found = 0;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      auto cache = MakeDiskCache(folder_);
      for (int i = 0; i < 200; ++i) {
        cache->Put(Key(),
                   std::string(static_cast<size_t>(1000 + 1000 * t), static_cast<char>('a' + t)));
        if (t == 3 && i % 10 == 0) unlink(PathOf(Key()).c_str());
        if (auto value = cache->Find(Key())) {
          ++found;
          size_t by = value->size() / 1000 - 1;
          if (*value != std::string(1000 + 1000 * by, static_cast<char>('a' + by))) ++foreign;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(foreign, 0);
  EXPECT_GT(found, 0);
}

}  // namespace
}  // namespace testfed
