// The options that name a change, and the plan that they lead to: shared by select, run and
// explain.
#ifndef TESTFED_CLI_SELECTION_OPTIONS_H_
#define TESTFED_CLI_SELECTION_OPTIONS_H_

#include <map>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/invocation.h"
#include "cli/workspace.h"
#include "contracts/listing.h"
#include "selector/plan.h"
#include "selector/selection.h"

namespace testfed {

// --base, --head, --staged, --uncommitted, --changed-files, --event, --event-name, --allow-empty,
// --timings, --full and --no-base, with their help.
std::vector<Option> SelectionOptions();

// What a plan for the change that the options name is made from: at a desk everything since the
// merge base with the default branch; in CI the event that started it. Also reads TESTFED_FULL, CI,
// GITHUB_EVENT_NAME and GITHUB_EVENT_PATH.
absl::StatusOr<SelectionRequest> SelectionFromOptions(Invocation& invocation,
                                                      const Workspace& workspace);
// And the plan.
absl::StatusOr<Plan> PlanFromOptions(Invocation& invocation, const Workspace& workspace);

// --listing Domain/suite=FILE, as often as it is given; `root` is the repository's. By suite.
Option ListingOption();
// --timings FILE, which LoadTimings (timings_file.h) reads.
Option TimingsOption();
absl::StatusOr<std::map<std::string, Listing>> ListingsFromOptions(Invocation& invocation,
                                                                   const Declarations& declarations,
                                                                   const std::string& root);

// As many threads as reading sources is worth here.
int WorkerThreads();

}  // namespace testfed

#endif  // TESTFED_CLI_SELECTION_OPTIONS_H_
