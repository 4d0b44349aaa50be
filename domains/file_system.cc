#include "domains/file_system.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "domains/path_name.h"

namespace testfed {
namespace {

std::string Quoted(const std::string& path) { return "`" + QuotePath(path) + "`"; }

absl::Status SystemError(std::string_view what, const std::string& path) {
  return Error(std::string(what) + " " + Quoted(path) + ": " + std::strerror(errno));
}

absl::Status TooLarge(const std::string& path, size_t size, size_t max_bytes) {
  return Error(Quoted(path) + " has " + std::to_string(size) + " bytes; at most " +
               std::to_string(max_bytes) + " are read");
}

class File {  // closes on every way out
 public:
  explicit File(int fd) : fd_(fd) {}
  ~File() {
    if (fd_ >= 0) close(fd_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int fd() const { return fd_; }

 private:
  int fd_;
};

class RealFileSystem : public FileSystem {
 public:
  absl::StatusOr<std::optional<std::string>> Read(const std::string& path,
                                                  size_t max_bytes) const override {
    File file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.fd() < 0) {
      if (errno == ENOENT || errno == ENOTDIR) return std::optional<std::string>();
      return SystemError("cannot open", path);
    }
    struct stat info;
    if (fstat(file.fd(), &info) != 0) return SystemError("cannot read", path);
    if (S_ISDIR(info.st_mode)) return Error(Quoted(path) + " is a directory, not a file");
    auto size = static_cast<size_t>(info.st_size);
    if (S_ISREG(info.st_mode) && size > max_bytes) return TooLarge(path, size, max_bytes);
    std::string bytes;
    bytes.reserve(size);
    char buffer[1 << 16];
    while (true) {
      ssize_t got = read(file.fd(), buffer, sizeof buffer);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return SystemError("cannot read", path);
      if (got == 0) break;
      bytes.append(buffer, static_cast<size_t>(got));
      if (bytes.size() > max_bytes) return TooLarge(path, bytes.size(), max_bytes);
    }
    return std::optional<std::string>(std::move(bytes));
  }

  absl::Status Write(const std::string& path, std::string_view bytes) override {
    // A symbolic link keeps being one: its target is replaced.
    std::error_code ignored;
    std::filesystem::path target = std::filesystem::weakly_canonical(path, ignored);
    if (ignored) target = path;
    mode_t mode = 0666;
    struct stat old;
    bool replaces = stat(target.c_str(), &old) == 0;
    if (replaces) mode = old.st_mode & 07777;

    std::string temporary = target.string() + ".XXXXXX";
    File file(mkostemp(temporary.data(), O_CLOEXEC));
    if (file.fd() < 0) return SystemError("cannot write", path);
    absl::Status status = Fill(file.fd(), path, bytes, mode, replaces);
    if (status.ok() && rename(temporary.c_str(), target.c_str()) != 0) {
      status = SystemError("cannot write", path);
    }
    if (!status.ok()) {
      unlink(temporary.c_str());
      return status;
    }
    std::string folder = target.parent_path().string();
    File directory(open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (directory.fd() >= 0) fsync(directory.fd());
    return absl::OkStatus();
  }

  absl::Status Remove(const std::string& path) override {
    if (unlink(path.c_str()) != 0 && errno != ENOENT) return SystemError("cannot remove", path);
    return absl::OkStatus();
  }

  bool Exists(const std::string& path) const override {
    struct stat info;
    return lstat(path.c_str(), &info) == 0;
  }

 private:
  static absl::Status Fill(int fd, const std::string& path, std::string_view bytes, mode_t mode,
                           bool replaces) {
    while (!bytes.empty()) {
      ssize_t put = write(fd, bytes.data(), bytes.size());
      if (put < 0 && errno == EINTR) continue;
      if (put < 0) return SystemError("cannot write", path);
      bytes.remove_prefix(static_cast<size_t>(put));
    }
    if (!replaces) {  // mkstemp made it 0600; a new file follows the umask
      mode_t mask = umask(0);
      umask(mask);
      mode &= ~mask;
    }
    if (fchmod(fd, mode) != 0 || fsync(fd) != 0) return SystemError("cannot write", path);
    return absl::OkStatus();
  }
};

}  // namespace

std::unique_ptr<FileSystem> MakeRealFileSystem() { return std::make_unique<RealFileSystem>(); }

absl::StatusOr<std::optional<std::string>> MemoryFileSystem::Read(const std::string& path,
                                                                  size_t max_bytes) const {
  auto found = files.find(path);
  if (found == files.end()) return std::optional<std::string>();
  if (found->second.size() > max_bytes) return TooLarge(path, found->second.size(), max_bytes);
  return std::optional<std::string>(found->second);
}

absl::Status MemoryFileSystem::Write(const std::string& path, std::string_view bytes) {
  files[path] = std::string(bytes);
  return absl::OkStatus();
}

absl::Status MemoryFileSystem::Remove(const std::string& path) {
  files.erase(path);
  return absl::OkStatus();
}

bool MemoryFileSystem::Exists(const std::string& path) const { return files.contains(path); }

}  // namespace testfed
