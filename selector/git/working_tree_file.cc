#include "selector/git/working_tree_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <utility>

#include "domains/path_name.h"
#include "selector/git/tree.h"

namespace testfed {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Descriptor() {
    if (fd_ >= 0) close(fd_);
  }
  int get() const { return fd_; }
  bool ok() const { return fd_ >= 0; }

 private:
  int fd_;
};

bool IsDotGit(std::string_view name) {
  constexpr std::string_view kDotGit = ".git";
  return name.size() == kDotGit.size() &&
         std::equal(name.begin(), name.end(), kDotGit.begin(), [](char a, char b) {
           return std::tolower(static_cast<unsigned char>(a)) == b;
         });
}

absl::Status CannotRead(std::string_view path) {
  return Error("`" + QuotePath(path) + "` cannot be read: " + std::strerror(errno));
}

}  // namespace

absl::StatusOr<std::optional<std::string>> ReadWorkingTreeFile(const std::string& root,
                                                               std::string_view path,
                                                               size_t max_bytes) {
  if (path.find('\0') != std::string_view::npos) return std::nullopt;
  Descriptor folder(open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  std::string_view rest = path;
  while (folder.ok()) {
    size_t slash = rest.find('/');
    std::string name(rest.substr(0, slash));
    if (name.empty() || name == "." || name == ".." || IsDotGit(name)) return std::nullopt;
    struct stat seen {};
    if (slash != std::string_view::npos) {
      Descriptor next(
          openat(folder.get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
      if (!next.ok()) {
        if (errno == ENOENT || errno == ENOTDIR || errno == ELOOP) return std::nullopt;
        return CannotRead(path);
      }
      if (fstatat(next.get(), ".git", &seen, AT_SYMLINK_NOFOLLOW) == 0) return std::nullopt;
      folder = std::move(next);
      rest.remove_prefix(slash + 1);
      continue;
    }
    if (fstatat(folder.get(), name.c_str(), &seen, AT_SYMLINK_NOFOLLOW) != 0) {
      if (errno == ENOENT || errno == ENAMETOOLONG) return std::nullopt;
      return CannotRead(path);
    }
    if (S_ISLNK(seen.st_mode)) return NotARegularFile(path, kModeLink);
    if (!S_ISREG(seen.st_mode)) return std::nullopt;
    auto size = static_cast<size_t>(seen.st_size);
    if (size > max_bytes) return TooLarge(path, size, max_bytes);
    Descriptor file(openat(folder.get(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    if (!file.ok()) return CannotRead(path);
    std::string bytes;
    bytes.reserve(size);
    std::array<char, 65536> block;
    while (true) {
      ssize_t got = read(file.get(), block.data(), block.size());
      if (got < 0) return CannotRead(path);
      if (got == 0) return bytes;
      bytes.append(block.data(), static_cast<size_t>(got));
      if (bytes.size() > max_bytes) return TooLarge(path, bytes.size(), max_bytes);
    }
  }
  return CannotRead(root);
}

absl::StatusOr<std::optional<std::string>> ReadIndexFile(const ObjectStore& store,
                                                         const IndexEntry* entry,
                                                         size_t max_bytes) {
  if (entry == nullptr) return std::nullopt;
  if (entry->conflict) {
    return Error("`" + QuotePath(entry->path) + "` is in conflict in the index",
                 "resolve it, then add the file", "git status");
  }
  return ReadBlob(store, entry->path, StateOf(*entry), max_bytes);
}

absl::StatusOr<std::optional<std::string>> ReadDiskFile(const ObjectStore& store,
                                                        const std::string& root,
                                                        const IndexEntry* entry, bool sparse,
                                                        const std::function<bool()>& is_ignored,
                                                        std::string_view path, size_t max_bytes) {
  if (entry == nullptr) {
    TESTFED_ASSIGN_OR_RETURN(auto bytes, ReadWorkingTreeFile(root, path, max_bytes));
    if (!bytes.has_value() || is_ignored()) return std::nullopt;
    return bytes;
  }
  if (entry->mode == kModeSubmodule) return NotARegularFile(path, kModeSubmodule);
  if (entry->skip_worktree && !sparse) return ReadIndexFile(store, entry, max_bytes);
  TESTFED_ASSIGN_OR_RETURN(auto bytes, ReadWorkingTreeFile(root, path, max_bytes));
  if (!bytes.has_value() && entry->skip_worktree) return ReadIndexFile(store, entry, max_bytes);
  return bytes;
}

std::optional<std::string> ReadLink(const std::string& path) {
  std::string target(65536, '\0');
  ssize_t length = readlink(path.c_str(), target.data(), target.size());
  if (length < 0) return std::nullopt;
  target.resize(static_cast<size_t>(length));
  return target;
}

}  // namespace testfed
