// What can advance in spite of the step that was found: everything else at the bad end's state, the
// components of that step at their last good place on the path.
#ifndef TESTFED_INTEGRATION_BISECT_HOLD_BACK_H_
#define TESTFED_INTEGRATION_BISECT_HOLD_BACK_H_

#include <map>
#include <optional>
#include <string>

#include "domains/status.h"
#include "integration/bisect/session.h"

namespace testfed {

struct BisectHold {
  std::optional<TupleEntry> at;  // where it stays; nullopt: it is not in the composition yet
  std::string reason;
  std::string culprit;  // "comm@COMMIT", or "one of N commits of comm"
};

struct HeldBack {
  Tuple tuple;
  std::map<std::string, BisectHold> holds;  // by component
  std::optional<BisectVerdict> known;       // when this composition was run already
};

// With the found step, those steps stay behind that need it, such as later commits of its
// component, and changesets with one. An error when the conclusion blames no step.
absl::StatusOr<HeldBack> HoldBack(const BisectSession& session, const Conclusion& conclusion);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_BISECT_HOLD_BACK_H_
