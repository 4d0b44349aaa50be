// What differs between two tuples, component by component, told apart: a step forward is not a
// rewind, a renaming is not a removal, and a patch is a change although no pin moved.
#ifndef TESTFED_INTEGRATION_TUPLE_DIFF_H_
#define TESTFED_INTEGRATION_TUPLE_DIFF_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "integration/movement.h"
#include "integration/tuple.h"

namespace testfed {

struct TupleChange {
  std::string name;                // in the new tuple, or in the old one where it was removed
  std::string old_name;            // of a component that was renamed; else the same as `name`
  std::optional<TupleEntry> from;  // nullopt: it was added
  std::optional<TupleEntry> to;    // nullopt: it was removed
  Movement movement;               // of two commits of one repository; else `unknown`

  bool IsRenamed() const { return name != old_name; }
  bool IsMoved() const { return from && to && from->repository != to->repository; }
  bool IsRepinned() const { return from && to && from->pin != to->pin; }
  bool IsRepatched() const { return from && to && from->patches != to->patches; }
  bool operator==(const TupleChange&) const = default;
};

// Sorted by name. A component of the old tuple is the same as one of the new by its name, or by the
// name that `renames` gives it (old -> new), or, where one is gone and one is new, by a repository
// that nobody else has. `clones` may be empty: then no commit's course is known.
absl::StatusOr<std::vector<TupleChange>> DiffTuples(
    const Tuple& from, const Tuple& to, const std::map<std::string, std::string>& renames,
    const CloneFinder& clones);

// The words for a change, most telling first: "added", "removed", "renamed", "moved", "forward",
// "rewind", "diverged", "pin" (commits of an unknown course), "version" (to, from or between
// versions), "patches". At least one.
std::vector<std::string> KindsOf(const TupleChange& change);

// One line for people: "comm 2831bf7 -> 056621c, 12 commits". The parts of a row: from, to, what.
std::string PinText(const std::optional<TupleEntry>& entry);  // "2831bf7", "1.4.0", "-"
std::string WhatText(const TupleChange& change);              // "12 commits", "rewind by 2", ...
std::string ShortText(const TupleChange& change);  // "comm +12", "logging 1.3.2 -> 1.4.0"

// Where the platform compares the two commits; empty: not known for that host, or nothing to
// compare.
std::string CompareUrl(const TupleChange& change);

Json ToJson(const std::vector<TupleChange>& changes);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_TUPLE_DIFF_H_
