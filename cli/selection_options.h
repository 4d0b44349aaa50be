// The options that name a change, and the plan that they lead to: shared by select, run and
// explain.
#ifndef TESTFED_CLI_SELECTION_OPTIONS_H_
#define TESTFED_CLI_SELECTION_OPTIONS_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/invocation.h"
#include "cli/workspace.h"
#include "contracts/listing.h"
#include "selector/plan.h"
#include "selector/selection.h"

namespace testfed {

// --base, --head, --staged, --uncommitted, --changed-files, --event, --event-name, --fetch and the
// other options that say what changed, and --full and --no-base, with their help.
std::vector<Option> SelectionOptions();

// The event that --event and --event-name name, or that started this job in GitHub Actions or
// GitLab CI; nullopt where an option names a range, and at a desk.
absl::StatusOr<std::optional<Event>> EventOf(Invocation& invocation);

// What a plan for the change that the options name is made from: at a desk everything since the
// merge base with the default branch; in CI the event that started it. Also reads TESTFED_FULL, CI,
// GITHUB_EVENT_NAME and GITHUB_EVENT_PATH, and GitLab's variables. With --fetch the repository may
// have been opened anew: what was read of it before is void.
absl::StatusOr<SelectionRequest> SelectionFromOptions(Invocation& invocation, Workspace& workspace);
// And the plan; says on stderr how to get messages that history cuts off. What was resolved of a
// tree is kept and not resolved again.
absl::StatusOr<Plan> PlanFromOptions(Invocation& invocation, Workspace& workspace);

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
