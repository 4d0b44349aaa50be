// The plan of a composition: the components that a manifest changes are changes of their domains.
// And the curated subset that the plan adds to.
#ifndef TESTFED_CLI_MANIFEST_SELECTION_H_
#define TESTFED_CLI_MANIFEST_SELECTION_H_

#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/invocation.h"
#include "cli/workspace.h"
#include "selector/selection.h"

namespace testfed {

std::vector<Option> ManifestSelectionOptions();  // --manifest, --curated

struct ManifestSelection {
  Plan plan;
  std::string subset;  // where --format subset was asked for: labels, one a line
};

// By --manifest: at the commit that is checked out, whose files do not change.
absl::StatusOr<ManifestSelection> SelectManifest(Invocation& invocation,
                                                 const Workspace& workspace);

// `testfed check --curated FILE`: prints what is wrong with the list; the exit code.
absl::StatusOr<int> CheckCuratedList(Invocation& invocation);

}  // namespace testfed

#endif  // TESTFED_CLI_MANIFEST_SELECTION_H_
