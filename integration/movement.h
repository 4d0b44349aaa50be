// How a component got from one commit to another, by the history in its clone.
#ifndef TESTFED_INTEGRATION_MOVEMENT_H_
#define TESTFED_INTEGRATION_MOVEMENT_H_

#include <functional>
#include <string>
#include <string_view>

#include "domains/status.h"
#include "selector/repository.h"

namespace testfed {

struct Movement {
  enum class Course {
    kSame,
    kForward,   // the new commit contains the old one
    kRewind,    // the old commit contains the new one
    kDiverged,  // neither
    kUnknown,   // no clone, a commit that is not in it, or history that is cut
  };
  Course course = Course::kUnknown;
  size_t commits = 0;  // forward: new ones; rewind: those taken back; else 0
  bool operator==(const Movement&) const = default;
};
std::string_view ToString(Movement::Course course);  // "same", "forward", "rewind", ...

// `clone` may be null. An error is one of reading, never a shape of history.
absl::StatusOr<Movement> MovementBetween(const Repository* clone, const std::string& from,
                                         const std::string& to);

// The clone of a component, by its name; null where there is none.
using CloneFinder = std::function<const Repository*(const std::string& component)>;

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_MOVEMENT_H_
