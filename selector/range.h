// From what was asked to what changed: the base, the head, the changed paths and the commit
// messages between them, with the provenance of the base.
#ifndef TESTFED_SELECTOR_RANGE_H_
#define TESTFED_SELECTOR_RANGE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "selector/event.h"
#include "selector/fetch.h"
#include "selector/plan.h"
#include "selector/repository.h"

namespace testfed {

// Changed paths from outside: `git diff --name-status -z`, `git diff --name-only -z`, or one path a
// line. `name` is what errors call the list. An unquoted path may hold any byte but newline; a line
// that begins with `"` is read as git quotes names. Absolute paths, `.`, `..` and empty segments
// are errors with their line. A rename or copy (R, C) counts as deletion of the old and addition of
// the new path (a copy: only the addition). Sorted by path, each path once.
absl::StatusOr<std::vector<Change>> ReadChangeList(std::string_view text, std::string_view name);

// Every member has a value, so that a caller may name only those that it means.
struct RangeRequest {
  std::string base = {};                           // --base, or ""
  std::string head = {};                           // --head, or ""
  bool staged = false;                             // HEAD to index
  bool uncommitted = false;                        // HEAD to working tree
  std::optional<std::vector<Change>> listed = {};  // --changed-files
  std::optional<Event> event = {};
  QueueMode queue = QueueMode::kHeadGreen;
  std::string declared_base = {};  // $settings.base of the head's configuration, or ""
};

struct Range {
  PlanBase base;
  PlanHead head;
  std::vector<std::string> base_trees;  // one a merge base; empty: no base configuration is known
  Snapshot head_snapshot;               // whose configuration is the head's
  std::string head_tree;                // "" for index and working tree
  std::int64_t head_time = 0;           // committer time of head.commit; 0 without commits
  std::vector<Change> changes;          // sorted, each path once
  std::vector<Commit> commits;          // of the range, newest first: their messages hold trailers
  // What brings the messages that are missing when `head.messages_complete` is false.
  std::optional<Fetch> messages_fetch;
};

// Where the head's configuration is read, known before any base is looked for: because that
// configuration names the branch to measure against.
absl::StatusOr<Snapshot> HeadSnapshotOf(const Repository& repository, const RangeRequest& request);

// Resolves a request. An error when the base cannot be trusted: a missing object, cut history,
// unrelated histories, an event whose commits are not here, an event without a base. It says what
// was seen, and its hints hold the command to run (`git fetch ...`) and `--no-base full`.
absl::StatusOr<Range> ResolveRange(const Repository& repository, const RangeRequest& request);

// The range of a full run whose base is not known: the head alone, without changes.
absl::StatusOr<Range> HeadOnlyRange(const Repository& repository, const RangeRequest& request,
                                    std::string_view why);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_RANGE_H_
