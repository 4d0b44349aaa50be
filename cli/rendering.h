// A plan in the format that was asked for: shared by select and show.
#ifndef TESTFED_CLI_RENDERING_H_
#define TESTFED_CLI_RENDERING_H_

#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/invocation.h"
#include "selector/plan.h"

namespace testfed {

std::vector<Option> RenderingOptions();  // --format and --all
std::vector<NoAnswer> RenderingNoAnswers();
absl::StatusOr<std::string> RenderPlan(const Plan& plan, const Invocation& invocation);

}  // namespace testfed

#endif  // TESTFED_CLI_RENDERING_H_
