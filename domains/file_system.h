// The disk, behind an interface with an in-memory twin.
#ifndef TESTFED_DOMAINS_FILE_SYSTEM_H_
#define TESTFED_DOMAINS_FILE_SYSTEM_H_

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domains/status.h"

namespace testfed {

class FileSystem {
 public:
  virtual ~FileSystem() = default;

  // The bytes of a regular file; nullopt when nothing is there. A directory, a file that cannot be
  // read and one over `max_bytes` are errors that say so.
  virtual absl::StatusOr<std::optional<std::string>> Read(const std::string& path,
                                                          size_t max_bytes) const = 0;
  // Replaces the file in one step: temporary file beside it, fsync, rename, fsync of the folder.
  // On an error the old file is untouched. Keeps the mode of a file that it replaces.
  virtual absl::Status Write(const std::string& path, std::string_view bytes) = 0;
  // The file, or the symbolic link itself, is gone afterwards; it need not have been there.
  virtual absl::Status Remove(const std::string& path) = 0;
  virtual bool Exists(const std::string& path) const = 0;  // follows no symbolic link
};

std::unique_ptr<FileSystem> MakeRealFileSystem();

class MemoryFileSystem : public FileSystem {
 public:
  absl::StatusOr<std::optional<std::string>> Read(const std::string& path,
                                                  size_t max_bytes) const override;
  absl::Status Write(const std::string& path, std::string_view bytes) override;
  absl::Status Remove(const std::string& path) override;
  bool Exists(const std::string& path) const override;

  std::map<std::string, std::string> files;
};

inline constexpr size_t kNoLimit = static_cast<size_t>(-1);

}  // namespace testfed

#endif  // TESTFED_DOMAINS_FILE_SYSTEM_H_
