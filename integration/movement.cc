#include "integration/movement.h"

#include <algorithm>

namespace testfed {
namespace {

// False: it is not in the clone.
absl::StatusOr<bool> IsThere(const Repository& clone, const std::string& commit) {
  absl::StatusOr<Commit> read = clone.ReadCommit(commit);
  if (read.ok()) return true;
  if (read.status().code() == absl::StatusCode::kNotFound) return false;
  return read.status();
}

absl::StatusOr<Movement> Counted(const Repository& clone, Movement::Course course,
                                 const std::string& older, const std::string& newer) {
  TESTFED_ASSIGN_OR_RETURN(const CommitRange range, clone.CommitsBetween({older}, newer));
  return Movement{course, range.complete ? range.commits.size() : 0};
}

}  // namespace

std::string_view ToString(Movement::Course course) {
  switch (course) {
    case Movement::Course::kSame:
      return "same";
    case Movement::Course::kForward:
      return "forward";
    case Movement::Course::kRewind:
      return "rewind";
    case Movement::Course::kDiverged:
      return "diverged";
    case Movement::Course::kUnknown:
      return "unknown";
  }
  return "?";
}

absl::StatusOr<Movement> MovementBetween(const Repository* clone, const std::string& from,
                                         const std::string& to) {
  using Course = Movement::Course;
  if (from == to) return Movement{Course::kSame, 0};
  if (clone == nullptr) return Movement{};
  for (const std::string& commit : {from, to}) {
    TESTFED_ASSIGN_OR_RETURN(const bool there, IsThere(*clone, commit));
    if (!there) return Movement{};
  }
  TESTFED_ASSIGN_OR_RETURN(const MergeBases bases, clone->FindMergeBases(from, to));
  auto is_base = [&](const std::string& commit) {
    return std::find(bases.ids.begin(), bases.ids.end(), commit) != bases.ids.end();
  };
  // A commit that is a merge base of itself and another is its ancestor, also in cut history.
  if (is_base(from)) return Counted(*clone, Course::kForward, from, to);
  if (is_base(to)) return Counted(*clone, Course::kRewind, to, from);
  return Movement{bases.complete ? Course::kDiverged : Course::kUnknown, 0};
}

}  // namespace testfed
