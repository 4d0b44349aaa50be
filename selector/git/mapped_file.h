// A file of git's own, mapped to read. git replaces such files by renaming a finished one over
// them, and never writes into one: a mapping stays as it was. Whoever cuts a mapped file short in
// place ends this process (SIGBUS), as he ends git.
#ifndef TESTFED_SELECTOR_GIT_MAPPED_FILE_H_
#define TESTFED_SELECTOR_GIT_MAPPED_FILE_H_

#include <sys/stat.h>

#include <optional>
#include <string>
#include <string_view>

#include "domains/status.h"

namespace testfed {

class MappedFile {
 public:
  // How much of it will be read: all of it is read at once, a few places one page fault at a time.
  enum class Use { kAll, kPlaces };
  // nullopt when there is no file. `what` begins the message of an error.
  static absl::StatusOr<std::optional<MappedFile>> Open(std::string_view what,
                                                        const std::string& path,
                                                        Use use = Use::kAll);
  MappedFile() = default;
  MappedFile(MappedFile&& other) noexcept { *this = std::move(other); }
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();

  std::string_view bytes() const { return bytes_; }
  // Of the file as it was opened.
  const struct stat& seen() const { return seen_; }
  // True while `path` still names this very file, unchanged: an inode that is mapped is not given
  // to another file.
  bool IsStillAt(const std::string& path) const;

 private:
  std::string_view bytes_;
  struct stat seen_ {};
};

}  // namespace testfed

#endif  // TESTFED_SELECTOR_GIT_MAPPED_FILE_H_
