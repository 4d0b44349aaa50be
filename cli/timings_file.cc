#include "cli/timings_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "domains/finding.h"
#include "domains/ownership.h"
#include "domains/path_name.h"
#include "domains/sha256.h"

namespace testfed {
namespace {

// An exclusive lock of a folder, which leaves nothing behind. It ends with the process, too.
class FolderLock {
 public:
  static absl::StatusOr<FolderLock> Take(const std::string& folder) {
    FolderLock lock;
    lock.fd_ = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int result = lock.fd_;
    while (lock.fd_ >= 0 && (result = flock(lock.fd_, LOCK_EX)) != 0 && errno == EINTR) {
    }
    if (result < 0) return Error("cannot lock " + QuotePath(folder) + ": " + std::strerror(errno));
    return lock;
  }
  FolderLock(FolderLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  FolderLock& operator=(FolderLock&&) = delete;
  ~FolderLock() {
    if (fd_ >= 0) close(fd_);
  }

 private:
  FolderLock() = default;
  int fd_ = -1;
};

std::string FolderOf(const std::string& path) {
  size_t slash = path.rfind('/');
  return slash == 0 || slash == std::string::npos ? "/" : path.substr(0, slash);
}

}  // namespace

std::optional<TimingsFile> TimingsFileOf(const Invocation& invocation, std::string_view option,
                                         const Workspace& workspace,
                                         const Declarations& declarations) {
  if (invocation.Has(option)) {
    const std::string typed = invocation.Text(option);
    return TimingsFile{invocation.PathOf(typed), typed, true};
  }
  std::string path = declarations.settings.timings;
  if (path.empty()) path = OwnFilesOf(declarations.file).timings;
  absl::StatusOr<std::string> disk = workspace.OnDisk(path);
  if (!disk.ok()) return std::nullopt;
  return TimingsFile{*std::move(disk), path, false};
}

absl::StatusOr<LoadedTimings> LoadTimings(Invocation& invocation, const Workspace& workspace,
                                          const Declarations& declarations) {
  std::optional<TimingsFile> file = TimingsFileOf(invocation, "--timings", workspace, declarations);
  if (!file) return LoadedTimings{};
  absl::StatusOr<std::optional<std::string>> text =
      invocation.files().Read(file->path, kMaxTimingsBytes);
  absl::Status status = text.status();
  if (text.ok() && !*text) {
    if (file->is_named) return Error("`" + QuotePath(file->name) + "`: no such file");
    return LoadedTimings{};
  }
  if (text.ok()) {
    absl::StatusOr<Timings> timings = Timings::Read(**text, QuotePath(file->name));
    status = timings.status();
    if (timings.ok()) {
      return LoadedTimings{std::make_shared<const Timings>(*std::move(timings)), Sha256Hex(**text)};
    }
  }
  if (file->is_named) return status;
  invocation.Note("no times: " + MessageOf(status));
  return LoadedTimings{};
}

absl::StatusOr<Timings> UpdateTimings(Invocation& invocation, const TimingsFile& file,
                                      const std::function<void(Timings&)>& change) {
  TESTFED_ASSIGN_OR_RETURN(FolderLock lock, FolderLock::Take(FolderOf(file.path)));
  TESTFED_ASSIGN_OR_RETURN(std::optional<std::string> text,
                           invocation.files().Read(file.path, kMaxTimingsBytes));
  Timings timings;
  if (text) {
    TESTFED_ASSIGN_OR_RETURN(timings, Timings::Read(*text, QuotePath(file.name)));
  }
  change(timings);
  const std::string after = timings.ToText();
  if (text != after) TESTFED_RETURN_IF_ERROR(invocation.files().Write(file.path, after));
  return timings;
}

}  // namespace testfed
