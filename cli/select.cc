#include "cli/commands.h"
#include "cli/manifest_selection.h"
#include "cli/rendering.h"
#include "cli/selection_options.h"
#include "selector/plan_json.h"

namespace testfed {
namespace {

absl::StatusOr<int> RunSelect(Invocation& invocation) {
  TESTFED_ASSIGN_OR_RETURN(Workspace workspace, Workspace::Open(invocation));
  Plan plan;
  std::string text;
  if (invocation.Has("--manifest")) {
    TESTFED_ASSIGN_OR_RETURN(ManifestSelection selection, SelectManifest(invocation, workspace));
    plan = std::move(selection.plan);
    text = std::move(selection.subset);
  } else if (invocation.Has("--curated")) {
    return Error("`--curated` goes with `--manifest FILE`");
  } else {
    TESTFED_ASSIGN_OR_RETURN(plan, PlanFromOptions(invocation, workspace));
  }
  Phase phase(invocation.phases(), "print");
  if (text.empty()) {
    TESTFED_ASSIGN_OR_RETURN(text, RenderPlan(plan, invocation));
  }
  if (invocation.Has("--out")) {
    TESTFED_RETURN_IF_ERROR(
        invocation.files().Write(invocation.PathOf(invocation.Text("--out")), ToJsonText(plan)));
  }
  invocation.out() << text;
  return 0;
}

}  // namespace

Command SelectCommand() {
  Command command{
      .name = "select",
      .section = "Select and run",
      .summary = "show the plan for your change",
      .description =
          "Shows the jobs that a change needs, and why. Without options: in CI the event that "
          "started the job; at a desk everything since the merge base with the default branch, "
          "committed or not, untracked files included.",
      .options = SelectionOptions(),
      .examples = {{"testfed select", "what would my branch run?"},
                   {"testfed select --staged", "and what I am about to commit?"},
                   {"testfed select --base v1.4.0 --head v1.5.0", "and between two releases?"}},
      .no_answers = RenderingNoAnswers(),
      .run = RunSelect,
  };
  for (Option& option : ManifestSelectionOptions()) command.options.push_back(std::move(option));
  for (Option& option : RenderingOptions()) command.options.push_back(std::move(option));
  command.options.push_back({.name = "--out",
                             .value = "FILE",
                             .help = "also save the plan, for show, run and explain",
                             .group = "The output"});
  return command;
}

}  // namespace testfed
