// `--fetch`: a range whose commits are not all here, with what is missing fetched on the way.
#ifndef TESTFED_CLI_FETCHING_H_
#define TESTFED_CLI_FETCHING_H_

#include "cli/invocation.h"
#include "cli/workspace.h"
#include "selector/range.h"

namespace testfed {

// ResolveRange. With --fetch it runs the `git fetch` that the error would name, or that brings the
// messages which are cut off, says so on stderr, and resolves again; each at most once. What origin
// does not have any more is looked for in the whole history. A fetch that fails is a note: the
// answer is then that of what is here.
absl::StatusOr<Range> ResolveFetching(Invocation& invocation, Workspace& workspace,
                                      const RangeRequest& request);

}  // namespace testfed

#endif  // TESTFED_CLI_FETCHING_H_
