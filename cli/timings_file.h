// The file of timings on the disk: where it is, how it is read, and how several processes write it.
#ifndef TESTFED_CLI_TIMINGS_FILE_H_
#define TESTFED_CLI_TIMINGS_FILE_H_

#include <functional>
#include <memory>
#include <string>

#include "cli/invocation.h"
#include "cli/workspace.h"
#include "selector/timings.h"

namespace testfed {

inline constexpr size_t kMaxTimingsBytes = size_t{256} << 20;

struct TimingsFile {
  std::string path;       // absolute
  std::string name;       // as messages call it
  bool is_named = false;  // by an option: then it must be there
};

// The option's file; else `$settings.timings`; else `domains.timings.txt` beside the declarations.
// Nullopt in a bare repository, which has no files.
std::optional<TimingsFile> TimingsFileOf(const Invocation& invocation, std::string_view option,
                                         const Workspace& workspace,
                                         const Declarations& declarations);

struct LoadedTimings {
  std::shared_ptr<const Timings> timings;  // null: there is no file
  std::string hash;                        // SHA-256 of its text
};

// For commands whose answer does not rest on it. A file that nobody named may be missing, and when
// it cannot be read a note says so and there are no times; one that --timings names must be there.
absl::StatusOr<LoadedTimings> LoadTimings(Invocation& invocation, const Workspace& workspace,
                                          const Declarations& declarations);

// Reads the file, lets `change` change it and writes it, while no other process does the same: the
// folder is locked, and the file is replaced in one step. No file counts as an empty one.
absl::StatusOr<Timings> UpdateTimings(Invocation& invocation, const TimingsFile& file,
                                      const std::function<void(Timings&)>& change);

}  // namespace testfed

#endif  // TESTFED_CLI_TIMINGS_FILE_H_
