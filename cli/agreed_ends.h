// What was agreed on at both ends of a change, and whose consent the difference needs: from the
// change that the options of a command name (selection_options.h).
#ifndef TESTFED_CLI_AGREED_ENDS_H_
#define TESTFED_CLI_AGREED_ENDS_H_

#include "cli/invocation.h"
#include "cli/workspace.h"
#include "contracts/approvals.h"
#include "selector/selection.h"

namespace testfed {

// Of several merge bases each counts: a change against any of them needs consent, and of a party
// those are asked whom every base declares as its owners. A base without a configuration has agreed
// on nothing; one that cannot be read is an error, and so is a quarantine of the head with a
// mistake. Whether an entry of a quarantine is over plays no part, as no clock does.
absl::StatusOr<NeededApprovals> ApprovalsFor(const Workspace& workspace,
                                             const SelectionRequest& selection);

}  // namespace testfed

#endif  // TESTFED_CLI_AGREED_ENDS_H_
