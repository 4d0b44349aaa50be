// The plan as outputs of a GitHub Actions step, for `>> "$GITHUB_OUTPUT"`. docs/plan.md lists them.
//
// Each line is NAME=VALUE; a value that is JSON is one line of ASCII with `$` and back-tick
// escaped, so that no name from the repository ends a line, starts an expression or reaches a
// shell, also in an action that pastes outputs into a script. Source: actions/runner,
// FileCommandManager.cs (EnvFileKeyValuePairs); GitHub's limits of Actions.
#ifndef TESTFED_REPORTERS_GITHUB_H_
#define TESTFED_REPORTERS_GITHUB_H_

#include <string>

#include "selector/plan.h"

namespace testfed {

// "maximum of 1 MB per job", "approximated based on UTF-16 encoding".
inline constexpr size_t kMaxGithubOutputBytes = size_t{1} << 20;

// Where the outputs would be too big, the legs' names become their ids, and then there are fewer
// legs with more jobs each (packing.h). An error, with the reason and what to do, where even one
// leg for each kind of machine does not fit; nothing is ever left out.
absl::StatusOr<std::string> RenderGithub(const Plan& plan);

}  // namespace testfed

#endif  // TESTFED_REPORTERS_GITHUB_H_
