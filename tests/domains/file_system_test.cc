#include "domains/file_system.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

namespace testfed {
namespace {

class RealFiles : public testing::Test {
 protected:
  RealFiles() {
    std::string name = testing::TempDir() + "testfed-files-XXXXXX";
    folder_ = mkdtemp(name.data());
  }
  ~RealFiles() override { std::filesystem::remove_all(folder_); }
  std::string Path(const std::string& name) const { return folder_ + "/" + name; }

  std::string folder_;
  std::unique_ptr<FileSystem> files_ = MakeRealFileSystem();
};

TEST_F(RealFiles, AreReadAsTheyWereWritten) {
  const std::string bytes("a\0\xff\n", 4);
  ASSERT_TRUE(files_->Write(Path("x"), bytes).ok());
  EXPECT_EQ(**files_->Read(Path("x"), kNoLimit), bytes);
  EXPECT_EQ(*files_->Read(Path("none"), kNoLimit), std::nullopt);
  EXPECT_EQ(*files_->Read(Path("x/below"), kNoLimit), std::nullopt);
  EXPECT_TRUE(files_->Exists(Path("x")));
  EXPECT_FALSE(files_->Exists(Path("none")));
  // Nothing is left beside it.
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 1);
}

TEST_F(RealFiles, ThatCannotBeReadAreErrors) {
  ASSERT_TRUE(files_->Write(Path("x"), "12345").ok());
  EXPECT_EQ(MessageOf(files_->Read(Path("x"), 4).status()),
            "`" + Path("x") + "` has 5 bytes; at most 4 are read");
  EXPECT_EQ(MessageOf(files_->Read(folder_, kNoLimit).status()),
            "`" + folder_ + "` is a directory, not a file");
  const absl::Status status = files_->Write(Path("no/folder"), "x");
  EXPECT_EQ(MessageOf(status),
            "cannot write `" + Path("no/folder") + "`: No such file or directory");
}

TEST_F(RealFiles, KeepTheirModeAndTheirLink) {
  ASSERT_TRUE(files_->Write(Path("x"), "old").ok());
  ASSERT_EQ(chmod(Path("x").c_str(), 0751), 0);
  ASSERT_EQ(symlink("x", Path("link").c_str()), 0);
  ASSERT_TRUE(files_->Write(Path("link"), "new").ok());
  EXPECT_TRUE(std::filesystem::is_symlink(Path("link")));
  EXPECT_EQ(**files_->Read(Path("x"), kNoLimit), "new");
  struct stat info;
  ASSERT_EQ(stat(Path("x").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 07777, 0751u);
}

TEST_F(RealFiles, ExistAsBrokenLinks) {
  ASSERT_EQ(symlink("nowhere", Path("link").c_str()), 0);
  EXPECT_TRUE(files_->Exists(Path("link")));
  EXPECT_EQ(*files_->Read(Path("link"), kNoLimit), std::nullopt);
}

TEST(MemoryFiles, BehaveAsRealOnes) {
  MemoryFileSystem files;
  ASSERT_TRUE(files.Write("x", "12345").ok());
  EXPECT_EQ(**files.Read("x", 5), "12345");
  EXPECT_EQ(MessageOf(files.Read("x", 4).status()), "`x` has 5 bytes; at most 4 are read");
  EXPECT_EQ(*files.Read("y", 4), std::nullopt);
  EXPECT_TRUE(files.Exists("x"));
}

}  // namespace
}  // namespace testfed
