// The subset for an orchestrator: sorted unique ids, one a line: `Domain/suite`, or `Domain` for
// the job of a whole domain; of a job that runs single tests, `Domain/suite:TEST` for each, and the
// bare label where Bazel runs them. In mode full every suite whole.
#ifndef TESTFED_REPORTERS_SUBSET_H_
#define TESTFED_REPORTERS_SUBSET_H_

#include <string>
#include <string_view>

#include "selector/plan.h"

namespace testfed {

// What stands on standard output where there is no answer: a label that no runner accepts, because
// an empty file would read as "proved, nothing to run".
inline constexpr std::string_view kNoAnswerSubset = "//testfed:no_answer\n";

// Empty only in mode none. An error for a plan whose mode contradicts its jobs, and for a name that
// would be read as several lines or as another one's.
absl::StatusOr<std::string> RenderSubset(const Plan& plan);

}  // namespace testfed

#endif  // TESTFED_REPORTERS_SUBSET_H_
