// Putting promotions on top of another head than the one they were appended to: what a git-hosted
// store needs when two jobs race. The one whose push is rejected fetches, relinks and pushes again.
#ifndef TESTFED_INTEGRATION_KNOWN_GOOD_RELINK_H_
#define TESTFED_INTEGRATION_KNOWN_GOOD_RELINK_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "integration/known_good_chain.h"

namespace testfed {

struct Relinked {
  std::string bytes;  // of the whole store, which verifies
  // Of each promotion that was moved: its sequence number before and now. The same number for both
  // where the other store had recorded that run already.
  std::vector<std::pair<std::int64_t, std::int64_t>> moved;
  // Why a promotion may not be on top of the new head: its base is not the known good of its line
  // any more. Not empty: `bytes` and `moved` say nothing.
  std::vector<std::string> refused;
};

// What `ours` has beyond their common beginning, on top of `theirs`. Only promotions are moved: a
// revocation is decided again, by whoever made it, on the new head. A base that no longer is the
// known good of its line is refused, unless `stale_reason`, which the record keeps, says why not.
// An error: one of the two does not verify, or is torn.
absl::StatusOr<Relinked> RelinkOnto(std::string_view ours, std::string_view ours_name,
                                    std::string_view theirs, std::string_view theirs_name,
                                    std::string_view stale_reason);

// The same for one file in which git put two appends below each other: two records with one `prev`.
// Both sides must be promotions alone. A store that verifies comes back as it is.
absl::StatusOr<Relinked> RelinkMerged(std::string_view bytes, std::string_view name,
                                      std::string_view stale_reason);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_KNOWN_GOOD_RELINK_H_
