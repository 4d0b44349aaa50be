// The manifests that a bisect writes, each made of the one that failed.
#ifndef TESTFED_INTEGRATION_BISECT_PROBE_MANIFEST_H_
#define TESTFED_INTEGRATION_BISECT_PROBE_MANIFEST_H_

#include <string>

#include "domains/status.h"
#include "integration/bisect/hold_back.h"
#include "integration/bisect/session.h"
#include "integration/manifest.h"

namespace testfed {

// A composition to test: the failed manifest, its suite and integration commit, with this tuple.
// `under_test` is what differs from the good end.
absl::StatusOr<Manifest> ProbeManifest(const BisectSession& session, const Tuple& tuple);

// What can be promoted when it passes: as the failed one, with the components that stay behind and
// why. Components that were on hold before still are. `since` is a day, YYYY-MM-DD.
absl::StatusOr<Manifest> HeldBackManifest(const BisectSession& session, const HeldBack& held,
                                          const std::string& since);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_BISECT_PROBE_MANIFEST_H_
