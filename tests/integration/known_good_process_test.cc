// The append with real processes on a real disk: killed, limited, forbidden, and many at once.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <set>
#include <sstream>

#include "integration/known_good_store.h"
#include "tests/integration/known_good_sample.h"

namespace testfed {
namespace {

class KnownGoodProcess : public testing::Test {
 protected:
  KnownGoodProcess() {
    std::string folder = (std::filesystem::temp_directory_path() / "testfed-XXXXXX").string();
    folder_ = mkdtemp(folder.data());
    path_ = folder_ + "/known-good.jsonl";
  }
  ~KnownGoodProcess() override { std::filesystem::remove_all(folder_); }

  void Fill(const std::string& bytes) { std::ofstream(path_, std::ios::trunc) << bytes; }
  std::string Bytes() const {
    std::ostringstream bytes;
    bytes << std::ifstream(path_).rdbuf();
    return bytes.str();
  }

  // Runs `work` in a process of its own, and returns how it ended.
  static int InChild(const std::function<int()>& work) {
    const pid_t child = fork();
    if (child == 0) _exit(work());
    int status = 0;
    waitpid(child, &status, 0);
    return status;
  }

  std::string folder_;
  std::string path_;
};

// Writes so many bytes, and kills its own process.
class DeadlyFile : public AppendFile {
 public:
  DeadlyFile(const std::string& path, size_t bytes) : file_(MakeAppendFile(path)), bytes_(bytes) {}
  absl::Status Lock() override { return file_->Lock(); }
  absl::StatusOr<std::string> Open() override { return file_->Open(); }
  bool created() const override { return file_->created(); }
  absl::StatusOr<size_t> Write(std::string_view bytes) override {
    if (bytes_ > 0) static_cast<void>(file_->Write(bytes.substr(0, bytes_)));
    raise(SIGKILL);
    return 0;
  }
  absl::Status Sync() override { return file_->Sync(); }
  absl::Status Truncate(size_t size) override { return file_->Truncate(size); }
  absl::Status SyncFolder() override { return file_->SyncFolder(); }

 private:
  std::unique_ptr<AppendFile> file_;
  size_t bytes_;
};

absl::StatusOr<Appended> Append(AppendFile& file, const Record& record) {
  return AppendRecord(file, "kg", [&](const KnownGoodChain&) { return record; });
}

TEST_F(KnownGoodProcess, KilledAtEveryByteTheStoreVerifies) {
  const std::string before = StoreOf({SamplePromotion('a', "1")});
  const std::string after = StoreOf({SamplePromotion('a', "1"), SamplePromotion('b', "2")});
  const size_t line = after.size() - before.size();
  for (size_t at = 0; at <= line; ++at) {
    SCOPED_TRACE(at);
    Fill(before);
    const int status = InChild([&] {
      DeadlyFile file(path_, at);
      static_cast<void>(Append(file, SamplePromotion('b', "2")));
      return 0;
    });
    ASSERT_TRUE(WIFSIGNALED(status));
    EXPECT_EQ(Bytes(), after.substr(0, before.size() + at));
    absl::StatusOr<KnownGoodChain> chain = KnownGoodChain::Read(Bytes(), "kg");
    ASSERT_TRUE(chain.ok()) << chain.status();
    EXPECT_EQ(chain->size(), at == line ? 2 : 1);
    EXPECT_EQ(chain->torn(), at == line ? 0 : at);
    // The lock died with its process, and repair makes the store whole.
    if (at % 100 != 0) continue;  // it waits for the disk
    const std::unique_ptr<AppendFile> file = MakeAppendFile(path_);
    ASSERT_TRUE(Repair(*file, "kg").ok());
    EXPECT_EQ(Bytes(), at == line ? after : before);
  }
}

// The kernel itself cuts the write: the file may not grow beyond a limit, as on a full disk.
TEST_F(KnownGoodProcess, AWriteThatTheKernelCutsIsTakenBack) {
  const std::string before = StoreOf({SamplePromotion('a', "1")});
  for (size_t room : {size_t{0}, size_t{1}, size_t{700}}) {
    SCOPED_TRACE(room);
    Fill(before);
    const int status = InChild([&] {
      signal(SIGXFSZ, SIG_IGN);
      const rlimit limit{before.size() + room, before.size() + room};
      if (setrlimit(RLIMIT_FSIZE, &limit) != 0) return 3;
      const std::unique_ptr<AppendFile> file = MakeAppendFile(path_);
      absl::StatusOr<Appended> result = Append(*file, SamplePromotion('b', "2"));
      if (result.ok()) return 4;
      return MessageOf(result.status()).ends_with("; nothing recorded") ? 0 : 5;
    });
    ASSERT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 0);
    EXPECT_EQ(Bytes(), before);
  }
}

TEST_F(KnownGoodProcess, AReadOnlyStoreStaysAsItIs) {
  const std::string before = StoreOf({SamplePromotion('a', "1")});
  Fill(before);
  ASSERT_EQ(chmod(path_.c_str(), 0444), 0);
  ASSERT_EQ(chmod(folder_.c_str(), 0777), 0);
  const int status = InChild([&] {
    // Root may write everything; anybody else shows it.
    if (getuid() == 0 && setuid(65534) != 0) return 3;
    const std::unique_ptr<AppendFile> file = MakeAppendFile(path_);
    absl::StatusOr<Appended> result = Append(*file, SamplePromotion('b', "2"));
    const std::string wanted = "cannot open `" + path_ + "`: Permission denied";
    return !result.ok() && MessageOf(result.status()) == wanted ? 0 : 4;
  });
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
  EXPECT_EQ(Bytes(), before);
}

TEST_F(KnownGoodProcess, SixteenWritersAtOnceAppendSixteenRecords) {
  constexpr int kWriters = 16;
  std::vector<pid_t> children;
  for (int i = 0; i < kWriters; ++i) {
    const pid_t child = fork();
    if (child == 0) {
      const std::unique_ptr<AppendFile> file = MakeAppendFile(path_);
      _exit(Append(*file, SamplePromotion('a', std::to_string(i))).ok() ? 0 : 1);
    }
    children.push_back(child);
  }
  for (pid_t child : children) {
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  }
  absl::StatusOr<KnownGoodChain> chain = KnownGoodChain::Read(Bytes(), "kg");
  ASSERT_TRUE(chain.ok()) << chain.status();
  EXPECT_EQ(chain->size(), kWriters);
  EXPECT_EQ(chain->torn(), 0U);
  std::set<std::string> runs;
  for (const StoredRecord& stored : chain->records()) runs.insert(stored.record.run.id);
  EXPECT_EQ(runs.size(), size_t{kWriters});
}

TEST_F(KnownGoodProcess, WhatIsNoOrdinaryFileIsRefused) {
  ASSERT_EQ(mkfifo(path_.c_str(), 0666), 0);
  const std::unique_ptr<AppendFile> file = MakeAppendFile(path_);
  EXPECT_EQ(MessageOf(Append(*file, SamplePromotion('a', "1")).status()),
            "`" + path_ + "` is no ordinary file");
}

TEST_F(KnownGoodProcess, WhatIsRefusedCreatesNoStore) {
  const std::unique_ptr<AppendFile> file = MakeAppendFile(path_);
  EXPECT_FALSE(AppendRecord(*file, "kg", [](const KnownGoodChain&) {
                 return absl::StatusOr<Record>(Error("not today"));
               }).ok());
  EXPECT_FALSE(std::filesystem::exists(path_));
}

TEST_F(KnownGoodProcess, AFolderThatIsNotThereIsTold) {
  const std::unique_ptr<AppendFile> file = MakeAppendFile(folder_ + "/none/kg");
  EXPECT_EQ(MessageOf(Append(*file, SamplePromotion('a', "1")).status()),
            "cannot lock `" + folder_ + "/none/kg.lock`: No such file or directory");
}

}  // namespace
}  // namespace testfed
