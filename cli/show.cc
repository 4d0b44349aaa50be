#include "cli/commands.h"
#include "cli/rendering.h"
#include "selector/plan_json.h"

namespace testfed {
namespace {

absl::StatusOr<int> RunShow(Invocation& invocation) {
  std::string file = invocation.Argument(0);
  TESTFED_ASSIGN_OR_RETURN(std::string text, invocation.ReadInput(file, kNoLimit));
  TESTFED_ASSIGN_OR_RETURN(Plan plan, ReadPlan(text, file));
  TESTFED_ASSIGN_OR_RETURN(std::string rendered, RenderPlan(plan, invocation));
  invocation.out() << rendered;
  return 0;
}

}  // namespace

Command ShowCommand() {
  return {
      .name = "show",
      .section = "Select and run",
      .summary = "print a saved plan in another format",
      .description =
          "Prints a plan that `testfed select --out FILE` saved. The plan's digest is "
          "checked, so that an edited plan is refused.",
      .options = RenderingOptions(),
      .positionals = {{.name = "FILE", .help = "the plan; - is stdin"}},
      .examples = {{"testfed show plan.json --format github >> \"$GITHUB_OUTPUT\"",
                    "the outputs of a plan job"}},
      .no_answers = RenderingNoAnswers(),
      .run = RunShow,
  };
}

}  // namespace testfed
