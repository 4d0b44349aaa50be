// The dump of a repository as `dump`, `check` and `init` need it: made, compared and written.
#ifndef TESTFED_CLI_DUMPING_H_
#define TESTFED_CLI_DUMPING_H_

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "cli/invocation.h"
#include "cli/workspace.h"
#include "domains/cache.h"
#include "domains/declarations.h"
#include "selector/repository.h"

namespace testfed {

// Files that a list of files will have, or will not have, once testfed has written what it writes.
struct AmendedFiles {
  std::set<std::string> added, removed;
};

struct Dump {
  std::string text;
  int files = 0;
  int lines = 0;
};

// Of all files at `at`, by `declarations`. What the trees of the last dump with the text of the
// same `hash` (SHA-256) gave is taken from `cache` (null: none), so that only trees that changed
// are read.
absl::StatusOr<Dump> MakeDump(const Repository& repository, const Snapshot& at,
                              const Declarations& declarations, std::string_view hash, Cache* cache,
                              const AmendedFiles& amended = {});

// The dump that stands at `at`; nullopt where there is none.
absl::StatusOr<std::optional<std::string>> ReadDump(const Repository& repository,
                                                    const Snapshot& at, const std::string& file);

// Nothing when they are equal. Else what a person reads: "stale, 2 lines are missing", then the
// lines with `+` and `-`, at most 20; or the place of a merge conflict's marker.
struct DumpDifference {
  std::string summary;  // "stale, 1 line is missing"
  std::string lines;    // "  +Billing ...\n"
  size_t added = 0;     // lines that are missing, and
  size_t removed = 0;   // those that are no longer true
};
std::optional<DumpDifference> CompareDumps(const std::optional<std::string>& there,
                                           std::string_view wanted);

// The line of the first marker of a merge conflict; 0 when there is none.
int ConflictLine(std::string_view text);

}  // namespace testfed

#endif  // TESTFED_CLI_DUMPING_H_
