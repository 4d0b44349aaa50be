// A file that only ever grows, and that several processes append to: the steps of an append, one by
// one, so that a twin in memory can fail or stop at each of them.
//
// The order of the steps is the caller's (integration/known_good_store.h). Nothing here retries a
// write or hides a short one: whoever appends must know how much has reached the file.
#ifndef TESTFED_DOMAINS_APPEND_FILE_H_
#define TESTFED_DOMAINS_APPEND_FILE_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "domains/status.h"

namespace testfed {

class AppendFile {
 public:
  virtual ~AppendFile() = default;  // closes, and gives back the lock

  // Waits for the lock of all who append, which is one on a file beside this one (`.lock` at the
  // end of its name): the lock outlives a replacement of the file itself. Held until the end of the
  // process, however it ends, or of this object.
  virtual absl::Status Lock() = 0;
  // Opens for appending and returns all bytes; none where there is no file yet.
  virtual absl::StatusOr<std::string> Open() = 0;
  virtual bool created() const = 0;  // whether `Write` has made the file
  // One write at the end of the file, which is created when there is none. Returns how many bytes
  // of it were taken; fewer than asked for is no error here. An error has written nothing.
  virtual absl::StatusOr<size_t> Write(std::string_view bytes) = 0;
  virtual absl::Status Sync() = 0;                 // what was written is on the disk
  virtual absl::Status Truncate(size_t size) = 0;  // takes back what was written
  virtual absl::Status SyncFolder() = 0;           // a file that was created is in its folder
};

// The file on the disk. `path` is absolute or relative to the process's directory.
std::unique_ptr<AppendFile> MakeAppendFile(const std::string& path);

// The twin: a file in a string, and what goes wrong with it.
class MemoryAppendFile : public AppendFile {
 public:
  struct Faults {
    std::optional<size_t> room{};  // so many bytes fit on the disk, from now on
    bool lock = false;             // each fails
    bool open = false;
    bool write = false;
    bool sync = false;
    bool truncate = false;
    bool sync_folder = false;
    // The process dies once so many bytes of its write have reached the file: this call and each
    // later one fails and changes nothing more.
    std::optional<size_t> dies_after{};
  };
  explicit MemoryAppendFile(std::string* bytes) : bytes_(bytes) {}
  MemoryAppendFile(std::string* bytes, Faults faults) : bytes_(bytes), faults_(faults) {}

  absl::Status Lock() override;
  absl::StatusOr<std::string> Open() override;
  bool created() const override { return false; }
  absl::StatusOr<size_t> Write(std::string_view bytes) override;
  absl::Status Sync() override;
  absl::Status Truncate(size_t size) override;
  absl::Status SyncFolder() override;

 private:
  absl::Status Step(bool fails, std::string_view what);
  std::string* bytes_;  // of somebody who outlives this
  Faults faults_;
  bool dead_ = false;
};

}  // namespace testfed

#endif  // TESTFED_DOMAINS_APPEND_FILE_H_
