// Findings of `check` that are accepted (contracts/accepted_file.h): taken out of what is reported,
// and added by `check --accept`.
#ifndef TESTFED_CLI_ACCEPTING_H_
#define TESTFED_CLI_ACCEPTING_H_

#include <cstdint>
#include <vector>

#include "cli/invocation.h"
#include "cli/workspace.h"
#include "contracts/accepted_file.h"

namespace testfed {

// What --now says, a day or seconds since 1970; else the committer time of HEAD, so that the answer
// for a commit is the same on every day; 0 in a repository without commits.
absl::StatusOr<std::int64_t> TimeOf(const Invocation& invocation, const Repository& repository);

// The findings without those that domains.accepted.yaml accepts at `now`, plus its own mistakes.
absl::StatusOr<AcceptedFindings> ApplyAcceptedFile(const Workspace& workspace, const Snapshot& at,
                                                   std::vector<Finding> findings, std::int64_t now);

// --accept CODE:PLACE --reason TEXT --until DATE: adds the entry, which has to accept one of
// `findings` at least, and says so.
absl::Status Accept(Invocation& invocation, const Workspace& workspace,
                    const std::vector<Finding>& findings, std::int64_t now);

}  // namespace testfed

#endif  // TESTFED_CLI_ACCEPTING_H_
