// Reports that a suite's own command writes, found by globs: which files are there, and which of
// them something has written since.
#ifndef TESTFED_CLI_WRITTEN_REPORTS_H_
#define TESTFED_CLI_WRITTEN_REPORTS_H_

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "domains/pattern.h"
#include "domains/status.h"

namespace testfed {

// What a file is without its bytes: it differs when the file was replaced, written or touched.
struct FileIdentity {
  std::uint64_t device = 0, inode = 0;
  std::int64_t size = 0;
  std::int64_t modified = 0, changed = 0;  // nanoseconds since 1970
  auto operator<=>(const FileIdentity&) const = default;
};
using ReportFiles = std::map<std::string, FileIdentity>;  // by path below the root

// The regular files called `*.xml` that a glob matches, below the folder `root` (absolute).
// Symbolic links are not followed, and `.git` is not entered. Only the literal folders that the
// globs begin with are walked. A folder that is not there has no files; one that cannot be read is
// an error.
absl::StatusOr<ReportFiles> FindReports(const std::string& root, const std::vector<Pattern>& globs);

// The files of `now` that `before` does not have, or has as others; sorted. So what an earlier run
// left does not count, and nothing has to be deleted.
std::vector<std::string> WrittenSince(const ReportFiles& before, const ReportFiles& now);

}  // namespace testfed

#endif  // TESTFED_CLI_WRITTEN_REPORTS_H_
