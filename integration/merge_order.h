// The merge plan of a manifest: its members, with the dependencies that their MODULE.bazel files at
// the composed commits declare.
#ifndef TESTFED_INTEGRATION_MERGE_ORDER_H_
#define TESTFED_INTEGRATION_MERGE_ORDER_H_

#include <vector>

#include "integration/changeset.h"
#include "integration/manifest.h"
#include "integration/merge_plan.h"
#include "integration/movement.h"

namespace testfed {

// The pull requests of a manifest with the commits that were composed.
absl::StatusOr<std::vector<TestedMember>> TestedIn(const Manifest& manifest);

// Of the members of a changeset, by the clones of their components; a component without a clone, or
// without the commit or the file in it, is `unknown` in the plan. Modules are known by
// `components`, else by their component's name. What `now` (may be empty) says is merged is merged.
absl::StatusOr<MergePlan> MergePlanOf(const Manifest& manifest, const Components& components,
                                      const CloneFinder& clones, const PullRequestList& now);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_MERGE_ORDER_H_
