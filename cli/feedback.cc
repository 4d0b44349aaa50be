// `testfed feedback` and `feedback dispatch`.
#include <algorithm>

#include "cli/commands.h"
#include "cli/known_good.h"
#include "cli/known_tuples.h"
#include "domains/inline_text.h"
#include "integration/candidate.h"
#include "integration/dispatch.h"
#include "integration/feedback.h"
#include "integration/merge_order.h"
#include "integration/repository_name.h"
#include "integration/tuple_diff.h"
#include "reporters/columns.h"
#include "reporters/markdown_text.h"

namespace testfed {
namespace {

constexpr size_t kMaxInputBytes = size_t{64} << 20;

absl::StatusOr<std::string> ToRepository(const Invocation& invocation) {
  absl::StatusOr<std::string> name = OwnerAndName("host/" + invocation.Text("--to"));
  if (name.ok()) return name;
  return Error("`--to` is OWNER/NAME, got `" + InlineText(invocation.Text("--to")) + "`");
}

absl::StatusOr<int> Dispatch(Invocation& invocation) {
  if (!invocation.Has("--event")) {
    return Error("`feedback dispatch` needs `--event`, the payload of the component's event",
                 "in a workflow of the component",
                 "testfed feedback dispatch --event \"$GITHUB_EVENT_PATH\" --to OWNER/NAME");
  }
  const std::string event = invocation.Text("--event");
  TESTFED_ASSIGN_OR_RETURN(const std::string payload, invocation.ReadInput(event, kMaxInputBytes));
  std::string extra;
  if (invocation.Has("--payload")) {
    TESTFED_ASSIGN_OR_RETURN(extra,
                             invocation.ReadInput(invocation.Text("--payload"), kMaxInputBytes));
  }
  TESTFED_ASSIGN_OR_RETURN(const std::string to, ToRepository(invocation));
  TESTFED_ASSIGN_OR_RETURN(Json body, DispatchBody(payload, event, invocation.Text("--event-type"),
                                                   extra, invocation.Text("--payload")));
  invocation.out() << RequestText(
      {"dispatch.json", "POST", "/repos/" + to + "/dispatches", std::move(body)});
  return 0;
}

struct Told {
  Manifest manifest;
  std::vector<Verdict> verdicts;
  Outcome outcome;
  std::vector<MovedMember> moved;
  MergePlan plan;
};

absl::StatusOr<Told> Read(Invocation& invocation, const Components& components) {
  Told told;
  TESTFED_ASSIGN_OR_RETURN(told.manifest, LoadManifest(invocation, invocation.Argument(0)));
  for (size_t i = 1; i < invocation.Positionals().size(); ++i) {
    const std::string name = invocation.Argument(i);
    TESTFED_ASSIGN_OR_RETURN(const std::string text, invocation.ReadInput(name, kMaxInputBytes));
    TESTFED_ASSIGN_OR_RETURN(Verdict verdict, ReadVerdict(text, name));
    told.verdicts.push_back(std::move(verdict));
  }
  TESTFED_ASSIGN_OR_RETURN(told.outcome,
                           OutcomeOf(told.manifest, told.verdicts, invocation.Text("--not-run")));
  PullRequestList now;
  if (invocation.Has("--pull-requests")) {
    const std::string name = invocation.Text("--pull-requests");
    TESTFED_ASSIGN_OR_RETURN(const std::string text, invocation.ReadInput(name, kMaxInputBytes));
    TESTFED_ASSIGN_OR_RETURN(now, ReadPullRequests(text, name));
    TESTFED_ASSIGN_OR_RETURN(const std::vector<TestedMember> tested, TestedIn(told.manifest));
    told.moved = MovedSince(tested, now);
    told.outcome.stale = !told.moved.empty();
  }
  TESTFED_ASSIGN_OR_RETURN(told.plan,
                           MergePlanOf(told.manifest, components, ClonesOf(invocation), now));
  return told;
}

absl::StatusOr<std::vector<PlatformRequest>> RequestsOf(Invocation& invocation, const Told& told,
                                                        const FeedbackOptions& options) {
  TESTFED_ASSIGN_OR_RETURN(
      std::vector<PlatformRequest> requests,
      FeedbackFor(told.manifest, told.verdicts, told.outcome, told.moved, told.plan, options));
  const bool failed =
      told.outcome.state == FeedbackState::kFailure || told.outcome.state == FeedbackState::kError;
  if (told.manifest.event != CompositionEvent::kMains || !failed) return requests;
  std::string repository;
  if (invocation.Has("--to")) {
    TESTFED_ASSIGN_OR_RETURN(repository, ToRepository(invocation));
  }
  if (repository.empty() && !told.manifest.integration_repo.empty()) {
    TESTFED_ASSIGN_OR_RETURN(const std::string name,
                             RepositoryName(told.manifest.integration_repo));
    TESTFED_ASSIGN_OR_RETURN(repository, OwnerAndName(name));
  }
  if (repository.empty()) {
    return Error("the full run failed, and nothing says where the issue goes",
                 "the integration repository", "--to OWNER/NAME");
  }
  std::vector<std::string> changes;
  for (const UnderTest& one : told.manifest.under_test) {
    const Pinned* pinned = FindPinned(told.manifest.pins, one.name);
    if (pinned == nullptr) continue;
    changes.push_back(one.name + " " + (one.before ? ShortText(*one.before) : "-") + " -> " +
                      ShortText(pinned->pin));
  }
  TESTFED_ASSIGN_OR_RETURN(
      PlatformRequest issue,
      IssueFor(told.manifest, told.verdicts, told.outcome, repository, changes, options));
  requests.push_back(std::move(issue));
  return requests;
}

absl::StatusOr<int> Run(Invocation& invocation) {
  if (invocation.Argument(0) == "dispatch") return Dispatch(invocation);
  if (!invocation.Has("--out")) {
    return Error("`feedback` needs `--out`, the folder for what is to be posted");
  }
  TESTFED_ASSIGN_OR_RETURN(const Components components, LoadComponents(invocation));
  TESTFED_ASSIGN_OR_RETURN(const Told told, Read(invocation, components));
  FeedbackOptions options;
  options.context = invocation.Text("--context");
  options.advisory = invocation.Has("--advisory");
  options.check_runs = invocation.Has("--check-runs");
  options.details_url = invocation.Text("--details-url");
  options.code = MarkdownCode;
  if (options.context.empty()) return Error("`--context` says nothing");
  TESTFED_ASSIGN_OR_RETURN(const std::vector<PlatformRequest> requests,
                           RequestsOf(invocation, told, options));
  const std::string folder = invocation.Text("--out");
  Columns columns({4});
  for (const PlatformRequest& request : requests) {
    const std::string typed = folder + "/" + request.file;
    TESTFED_RETURN_IF_ERROR(
        invocation.files().Write(invocation.PathOf(typed), RequestText(request)));
    columns.Row({InlinePath(typed), request.method + " " + request.path});
  }
  if (!told.manifest.changeset.empty()) {
    const std::string typed = folder + "/merge-plan.md";
    TESTFED_RETURN_IF_ERROR(invocation.files().Write(
        invocation.PathOf(typed),
        MergePlanText(told.manifest, told.outcome, told.plan, told.moved, options)));
    columns.Row({InlinePath(typed), "for people"});
  }
  for (const MovedMember& one : told.moved) {
    invocation.out() << "stale   " << InlineText(one.text) << "\n";
  }
  if (told.moved.empty()) {
    invocation.out() << ToString(told.outcome.state) << "   " << InlineText(told.outcome.text)
                     << "\n";
  }
  invocation.out() << columns.Text();
  return told.moved.empty() ? 0 : 1;
}

}  // namespace

Command FeedbackCommand() {
  std::vector<Option> options = {
      {.name = "--out", .value = "DIR", .help = "the folder for the requests; it must exist"},
      {.name = "--pull-requests",
       .value = "FILE",
       .help = "the pull requests as they are now: says whether the run still speaks of them"},
      {.name = "--not-run",
       .value = "REASON",
       .help = "there will be no verdict: a failure, since no required check may pass unseen"},
      {.name = "--context",
       .value = "NAME",
       .help = "the context of statuses, the name of check runs",
       .default_text = "testfed"},
      {.name = "--advisory", .help = "under another context, which nobody requires"},
      {.name = "--check-runs", .help = "write check runs too; only a GitHub App may post them"},
      {.name = "--details-url", .value = "URL", .help = "where the run is seen"},
      {.name = "--to",
       .value = "OWNER/NAME",
       .help = "the integration repository: of the issue for a full run that failed, and of "
               "`dispatch`"},
      {.name = "--event",
       .value = "FILE",
       .help = "the payload of the component's event",
       .group = "dispatch"},
      {.name = "--event-type",
       .value = "NAME",
       .help = "what the receiving workflow waits for",
       .group = "dispatch",
       .default_text = "testfed"},
      {.name = "--payload",
       .value = "FILE",
       .help = "a JSON object that goes along",
       .group = "dispatch"},
  };
  for (Option& option : KnownTupleOptions()) options.push_back(std::move(option));
  return {
      .name = "feedback",
      .section = "Several repositories",
      .summary = "write statuses and comments for a manifest's pull requests",
      .usage =
          "testfed feedback MANIFEST [VERDICT...] --out DIR [OPTIONS]\n"
          "       testfed feedback dispatch --event FILE --to OWNER/NAME [OPTIONS]",
      .description =
          "Writes what is to be told about a composition, one file for each request: a status on "
          "exactly the head of each member that was tested, a comment, a check run; for a "
          "changeset "
          "its merge plan, for a full run that failed an issue. Each file is a JSON object with "
          "`method`, `path` and `body`; a workflow posts it, testfed talks to no server.\n\n"
          "Without a verdict the status is `pending`. What did not run is a failure: never "
          "`success`, `neutral` or `skipped`. With `--pull-requests`, members that moved since the "
          "run make it stale: exit code 1, and `pending` for the old head and the new one.\n\n"
          "`feedback dispatch` prints the request by which a component's workflow tells the "
          "integration repository of its event, within GitHub's limits.",
      .options = std::move(options),
      .positionals = {{.name = "MANIFEST", .help = "what was composed, or the word `dispatch`"},
                      {.name = "VERDICT",
                       .help = "of each configuration",
                       .repeatable = true,
                       .optional = true}},
      .examples = {{"testfed feedback manifest.json --out feedback", "the run begins"},
                   {"testfed feedback manifest.json verdict.json --out feedback",
                    "the run has ended"}},
      .run = Run,
  };
}

}  // namespace testfed
