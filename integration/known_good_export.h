// The known-good store in other shapes, for those who do not read JSON Lines.
#ifndef TESTFED_INTEGRATION_KNOWN_GOOD_EXPORT_H_
#define TESTFED_INTEGRATION_KNOWN_GOOD_EXPORT_H_

#include <string>
#include <string_view>

#include "integration/known_good_chain.h"

namespace testfed {

// The array of S-CORE's decision record DR-002, exactly its five members: `timestamp`, `tuple` (a
// map of components to commits or versions), `manifest_sha256`, `suite`, `duration_s`. It holds the
// promotions of the line that stand, oldest first: that format cannot revoke.
std::string ExportDr002(const KnownGoodChain& chain, std::string_view line);

// All records of a line, as they are, each with `sha256` and, where it was, `revoked_by`. An empty
// line is all lines.
std::string ExportJson(const KnownGoodChain& chain, std::string_view line);

// A record as `ExportJson` writes it.
Json RecordJson(const KnownGoodChain& chain, const StoredRecord& stored);

// An endpoint badge of shields.io (https://shields.io/badges/endpoint-badge): the number and day of
// the known good of a line. Orange when it is older than `max_age_s` at `now`, red when there is
// none or a newer one was revoked.
std::string BadgeText(const KnownGoodChain& chain, std::string_view line, std::string_view suite,
                      std::string_view label, std::int64_t now, std::int64_t max_age_s);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_KNOWN_GOOD_EXPORT_H_
