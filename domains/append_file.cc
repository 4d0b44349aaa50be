#include "domains/append_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "domains/path_name.h"

namespace testfed {
namespace {

absl::Status SystemError(std::string_view what, const std::string& path) {
  const int error = errno;
  return Error(std::string(what) + " `" + QuotePath(path) + "`: " + std::strerror(error));
}

class DiskAppendFile : public AppendFile {
 public:
  explicit DiskAppendFile(std::string path) : path_(std::move(path)) {}
  ~DiskAppendFile() override {
    if (fd_ >= 0) close(fd_);
    if (lock_ >= 0) close(lock_);  // gives back the lock
  }
  DiskAppendFile(const DiskAppendFile&) = delete;
  DiskAppendFile& operator=(const DiskAppendFile&) = delete;

  absl::Status Lock() override {
    const std::string path = path_ + ".lock";
    lock_ = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (lock_ < 0) return SystemError("cannot lock", path);
    while (flock(lock_, LOCK_EX) != 0) {
      if (errno != EINTR) return SystemError("cannot lock", path);
    }
    return absl::OkStatus();
  }

  absl::StatusOr<std::string> Open() override {
    fd_ = open(path_.c_str(), O_RDWR | O_APPEND | O_CLOEXEC);
    if (fd_ < 0 && errno == ENOENT) return std::string();
    if (fd_ < 0) return SystemError("cannot open", path_);
    struct stat info;
    if (fstat(fd_, &info) != 0) return SystemError("cannot read", path_);
    if (!S_ISREG(info.st_mode)) return Error("`" + QuotePath(path_) + "` is no ordinary file");
    std::string bytes(static_cast<size_t>(info.st_size), '\0');
    size_t have = 0;
    while (have < bytes.size()) {
      const ssize_t got =
          pread(fd_, bytes.data() + have, bytes.size() - have, static_cast<off_t>(have));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return SystemError("cannot read", path_);
      if (got == 0) return Error("`" + QuotePath(path_) + "` became shorter while it was read");
      have += static_cast<size_t>(got);
    }
    return bytes;
  }

  bool created() const override { return created_; }

  absl::StatusOr<size_t> Write(std::string_view bytes) override {
    if (fd_ < 0) {
      fd_ = open(path_.c_str(), O_RDWR | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
      if (fd_ < 0) return SystemError("cannot create", path_);
      created_ = true;
    }
    ssize_t put;
    do {
      put = write(fd_, bytes.data(), bytes.size());
    } while (put < 0 && errno == EINTR);
    if (put < 0) return SystemError("cannot write", path_);
    return static_cast<size_t>(put);
  }

  absl::Status Sync() override {
    return fsync(fd_) == 0 ? absl::OkStatus() : SystemError("cannot write", path_);
  }

  absl::Status Truncate(size_t size) override {
    if (ftruncate(fd_, static_cast<off_t>(size)) != 0) return SystemError("cannot truncate", path_);
    return absl::OkStatus();
  }

  absl::Status SyncFolder() override {
    std::string folder = std::filesystem::path(path_).parent_path().string();
    if (folder.empty()) folder = ".";
    const int fd = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return SystemError("cannot open", folder);
    const bool done = fsync(fd) == 0;
    absl::Status status = done ? absl::OkStatus() : SystemError("cannot write", folder);
    close(fd);
    return status;
  }

 private:
  std::string path_;
  int fd_ = -1;
  int lock_ = -1;
  bool created_ = false;
};

}  // namespace

std::unique_ptr<AppendFile> MakeAppendFile(const std::string& path) {
  return std::make_unique<DiskAppendFile>(path);
}

absl::Status MemoryAppendFile::Step(bool fails, std::string_view what) {
  if (dead_) return Error("the process is dead");
  if (fails) return Error("cannot " + std::string(what) + ": as the test wants it");
  return absl::OkStatus();
}

absl::Status MemoryAppendFile::Lock() { return Step(faults_.lock, "lock"); }

absl::StatusOr<std::string> MemoryAppendFile::Open() {
  TESTFED_RETURN_IF_ERROR(Step(faults_.open, "open"));
  return *bytes_;
}

absl::StatusOr<size_t> MemoryAppendFile::Write(std::string_view bytes) {
  TESTFED_RETURN_IF_ERROR(Step(faults_.write, "write"));
  if (faults_.dies_after) {
    bytes_->append(bytes.substr(0, *faults_.dies_after));
    dead_ = true;
    return Step(false, "write");
  }
  const size_t taken = std::min(bytes.size(), faults_.room.value_or(bytes.size()));
  if (taken == 0 && !bytes.empty()) return Error("cannot write: No space left on device");
  bytes_->append(bytes.substr(0, taken));
  if (faults_.room) *faults_.room -= taken;
  return taken;
}

absl::Status MemoryAppendFile::Sync() { return Step(faults_.sync, "sync"); }

absl::Status MemoryAppendFile::Truncate(size_t size) {
  TESTFED_RETURN_IF_ERROR(Step(faults_.truncate, "truncate"));
  bytes_->resize(size);
  return absl::OkStatus();
}

absl::Status MemoryAppendFile::SyncFolder() { return Step(faults_.sync_folder, "sync the folder"); }

}  // namespace testfed
