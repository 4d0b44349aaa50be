#include "cli/commands.h"
#include "cli/receipt_folder.h"
#include "domains/finding.h"
#include "domains/inline_text.h"
#include "reporters/gate_report.h"
#include "selector/plan_json.h"

namespace testfed {
namespace {

constexpr size_t kMaxPlanBytes = size_t{256} << 20;

absl::StatusOr<std::vector<ResultWord>> ResultsOf(const Invocation& invocation) {
  std::vector<ResultWord> results;
  for (const std::string& text : invocation.Texts("--result")) {
    const size_t equals = text.find('=');
    if (equals == 0 || equals == std::string::npos) {
      return Error("`--result " + InlineText(text) + "` is no result of a job",
                   "a job of the CI and what the CI says of it, as in",
                   "--result \"test=${{ needs.test.result }}\"");
    }
    results.push_back({text.substr(0, equals), text.substr(equals + 1)});
  }
  return results;
}

absl::StatusOr<int> RunGate(Invocation& invocation) {
  const std::string file = invocation.Argument(0);
  if (!invocation.Has("--receipts")) {
    return Error("the gate judges by receipts", "name the folder that the legs' receipts are in",
                 "testfed gate plan.json --receipts DIR");
  }
  TESTFED_ASSIGN_OR_RETURN(std::string text, invocation.ReadInput(file, kMaxPlanBytes));
  TESTFED_ASSIGN_OR_RETURN(const Plan plan, ReadPlan(text, file == "-" ? "standard input" : file));
  TESTFED_ASSIGN_OR_RETURN(const std::vector<ResultWord> results, ResultsOf(invocation));
  TESTFED_ASSIGN_OR_RETURN(
      const std::vector<ReceiptFile> files,
      ReadReceipts(invocation.PathOf(invocation.Text("--receipts")), invocation.files()));
  const GateAnswer answer = Judge(plan, files, results);
  std::ostream& out = invocation.out();
  if (invocation.Text("--format") == "markdown") {
    out << RenderGateMarkdown(plan, answer);
  } else {
    out << RenderGate(plan, answer);
    const std::string again = GateAgain(plan, answer, file == "-" ? "plan.json" : file);
    if (!again.empty()) out << "\n" << RenderHints({{"at your desk", again}});
    if (invocation.Text("--format") == "github") out << RenderGateAnnotations(answer);
  }
  return answer.IsGreen() ? 0 : 1;
}

}  // namespace

Command GateCommand() {
  return {
      .name = "gate",
      .section = "Select and run",
      .summary = "fail unless every planned job ran and passed",
      .description =
          "Compares a plan with the receipts that `testfed run --receipts DIR` wrote, wherever its "
          "jobs ran. Green only with exactly one good receipt for each planned job, and nothing "
          "else in the folder: a job that was skipped, cancelled or never started is missed, and "
          "so is a test that the plan names and no report shows. It is the one check to require; "
          "the names of jobs may come and go.\n\n"
          "The results that a CI itself has for its jobs are no evidence: a leg that never started "
          "is invisible in them. Given with --result, they can only turn the answer red.",
      .options = {{.name = "--receipts",
                   .value = "DIR",
                   .help = "where the receipts are, also in folders below"},
                  {.name = "--result",
                   .value = "JOB=WORD",
                   .help = "what the CI says of one of its jobs, such as test=success; as often as "
                           "there are jobs",
                   .repeatable = true},
                  {.name = "--format",
                   .value = "FORMAT",
                   .help = "text, github (text and at most 10 annotations) or markdown",
                   .choices = {"text", "github", "markdown"},
                   .default_text = "text"}},
      .positionals = {{.name = "FILE", .help = "the plan; - is stdin"}},
      .examples = {{"testfed gate plan.json --receipts receipts", "is everything tested?"},
                   {"testfed gate plan.json --receipts receipts --result test=$TEST",
                    "in CI, with what it says itself"}},
      .exit_notes = {{0, "green"}, {1, "not green"}, {2, "no answer, which is not green either"}},
      .run = RunGate,
  };
}

}  // namespace testfed
