#include <dirent.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <vector>

#include "domains/cache.h"
#include "domains/path_name.h"

namespace testfed {
namespace {

constexpr size_t kKeyDigits = 64;
constexpr std::string_view kEnding = ".testfed";
constexpr std::string_view kTemporary = ".testfed.XXXXXX";

bool IsEntryName(std::string_view name) {
  bool sized =
      name.size() == kKeyDigits + kEnding.size() || name.size() == kKeyDigits + kTemporary.size();
  return sized && name.substr(kKeyDigits).starts_with(kEnding) &&
         name.substr(0, kKeyDigits).find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

class Descriptor {  // closes on every way out
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int operator*() const { return fd_; }

 private:
  int fd_;
};

bool WriteAll(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t put = write(fd, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return false;
    bytes.remove_prefix(static_cast<size_t>(put));
  }
  return true;
}

class DiskCache : public Cache {
 public:
  DiskCache(std::string folder, DiskCacheOptions options)
      : folder_(std::move(folder)), options_(std::move(options)) {}

  std::optional<std::string> Find(const CacheKey& key) override {
    size_t expected = 0;
    Descriptor file(OpenToRead(key, expected));
    if (*file < 0) return std::nullopt;
    std::string bytes(expected, '\0');
    size_t size = 0;
    while (size < bytes.size()) {
      ssize_t got = read(*file, bytes.data() + size, bytes.size() - size);
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) return std::nullopt;
      size += static_cast<size_t>(got);
    }
    return DecodeCacheEntry(key, std::move(bytes));
  }

  std::optional<MappedValue> Map(const CacheKey& key) override {
    size_t size = 0;
    Descriptor file(OpenToRead(key, size));
    if (*file < 0 || size == 0) return std::nullopt;
    void* at = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, *file, 0);
    if (at == MAP_FAILED) return std::nullopt;
    std::shared_ptr<const void> owner(at, [size](void* mapped) { munmap(mapped, size); });
    auto value = ValueInEntry(key, {static_cast<const char*>(at), size});
    if (!value) return std::nullopt;
    return MappedValue{*value, std::move(owner)};
  }

  void Put(const CacheKey& key, std::string_view value) override {
    if (given_up_ || value.size() > options_.max_bytes / 4) return;
    std::error_code failed;
    std::filesystem::path folder(folder_);
    std::filesystem::create_directories(folder.parent_path(), failed);
    if (mkdir(folder_.c_str(), 0700) != 0 && errno != EEXIST) return GiveUp(std::strerror(errno));
    if (!Usable()) return;
    std::string temporary = folder_ + "/" + key.hex() + std::string(kTemporary);
    {
      Descriptor file(mkostemp(temporary.data(), O_CLOEXEC));
      if (*file < 0) return GiveUp(std::strerror(errno));
      if (!WriteAll(*file, EncodeCacheEntry(key, value)) ||
          rename(temporary.c_str(), PathOf(key).c_str()) != 0) {
        std::string why = std::strerror(errno);
        unlink(temporary.c_str());
        return GiveUp(why);
      }
    }
    RemoveOldest();
  }

 private:
  // -1 where there is no entry; nothing but a regular file is read.
  int OpenToRead(const CacheKey& key, size_t& size) {
    if (!Usable()) return -1;
    // O_NONBLOCK is for a pipe that someone put there.
    int file = open(PathOf(key).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    struct stat info;
    if (file >= 0 && fstat(file, &info) == 0 && S_ISREG(info.st_mode) &&
        static_cast<std::uint64_t>(info.st_size) <= options_.max_bytes) {
      size = static_cast<size_t>(info.st_size);
      return file;
    }
    if (file >= 0) close(file);
    return -1;
  }

  std::string PathOf(const CacheKey& key) const {
    return folder_ + "/" + key.hex() + std::string(kEnding);
  }

  bool Usable() {
    if (given_up_) return false;
    if (!options_.private_folder) return true;
    struct stat info;
    if (stat(folder_.c_str(), &info) != 0) return false;
    if (info.st_uid == geteuid() && (info.st_mode & 022) == 0) return true;
    GiveUp("others may write it");
    return false;
  }

  void GiveUp(const std::string& why) {
    given_up_ = true;
    if (options_.note) options_.note("no cache in `" + QuotePath(folder_) + "`: " + why);
  }

  void RemoveOldest() {
    struct Entry {
      timespec time;
      std::uint64_t bytes;
      std::string name;
    };
    std::vector<Entry> entries;
    std::uint64_t total = 0;
    DIR* folder = opendir(folder_.c_str());
    if (folder == nullptr) return;
    while (const dirent* found = readdir(folder)) {
      struct stat info;
      if (!IsEntryName(found->d_name)) continue;
      if (fstatat(dirfd(folder), found->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0) continue;
      total += static_cast<std::uint64_t>(info.st_size);
      entries.push_back({info.st_mtim, static_cast<std::uint64_t>(info.st_size), found->d_name});
    }
    if (total > options_.max_bytes) {
      std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
        if (a.time.tv_sec != b.time.tv_sec) return a.time.tv_sec < b.time.tv_sec;
        if (a.time.tv_nsec != b.time.tv_nsec) return a.time.tv_nsec < b.time.tv_nsec;
        return a.name < b.name;
      });
      // Down to three quarters, so that not each write removes something.
      for (const Entry& entry : entries) {
        if (total <= options_.max_bytes / 4 * 3) break;
        if (unlinkat(dirfd(folder), entry.name.c_str(), 0) == 0) total -= entry.bytes;
      }
    }
    closedir(folder);
  }

  std::string folder_;
  DiskCacheOptions options_;
  bool given_up_ = false;
};

}  // namespace

std::unique_ptr<Cache> MakeDiskCache(std::string folder, DiskCacheOptions options) {
  return std::make_unique<DiskCache>(std::move(folder), std::move(options));
}

}  // namespace testfed
