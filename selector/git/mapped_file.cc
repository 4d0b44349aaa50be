#include "selector/git/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace testfed {
namespace {

bool Same(const timespec& a, const timespec& b) {
  return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

}  // namespace

absl::StatusOr<std::optional<MappedFile>> MappedFile::Open(std::string_view what,
                                                           const std::string& path, Use use) {
  auto refused = [&](const char* why) { return Error(std::string(what) + ": " + why); };
  int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    if (errno == ENOENT || errno == ENOTDIR) return std::optional<MappedFile>();
    return refused(std::strerror(errno));
  }
  MappedFile file;
  if (fstat(fd, &file.seen_) != 0 || !S_ISREG(file.seen_.st_mode)) {
    close(fd);
    return refused("it is not a regular file");
  }
  auto size = static_cast<size_t>(file.seen_.st_size);
  if (size > 0) {
    // To map all pages one fault at a time would cost more than reading them.
    const int flags = MAP_PRIVATE | (use == Use::kAll ? MAP_POPULATE : 0);
    void* start = mmap(nullptr, size, PROT_READ, flags, fd, 0);
    if (start == MAP_FAILED) {
      int error = errno;
      close(fd);
      return refused(std::strerror(error));
    }
    file.bytes_ = {static_cast<const char*>(start), size};
  }
  close(fd);
  return std::optional<MappedFile>(std::move(file));
}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(bytes_, other.bytes_);
  std::swap(seen_, other.seen_);
  return *this;
}

MappedFile::~MappedFile() {
  if (!bytes_.empty()) munmap(const_cast<char*>(bytes_.data()), bytes_.size());
}

bool MappedFile::IsStillAt(const std::string& path) const {
  struct stat now {};
  return stat(path.c_str(), &now) == 0 && now.st_dev == seen_.st_dev &&
         now.st_ino == seen_.st_ino && now.st_size == seen_.st_size &&
         Same(now.st_mtim, seen_.st_mtim) && Same(now.st_ctim, seen_.st_ctim);
}

}  // namespace testfed
