#include "contracts/approvals.h"

#include <algorithm>

#include "cli/agreed_ends.h"
#include "cli/commands.h"
#include "cli/selection_options.h"
#include "contracts/reviews.h"
#include "domains/inline_text.h"
#include "domains/json.h"
#include "domains/yaml.h"
#include "reporters/columns.h"

namespace testfed {
namespace {

constexpr size_t kMaxReviewBytes = size_t{64} << 20;

std::string Joined(const std::vector<std::string>& words, std::string_view between) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += between;
    text += InlineText(word);
  }
  return text;
}

std::string OwnersOf(const Party& party) {
  return party.owners.empty() ? "nobody" : Joined(party.owners, ", ");
}

std::string Parties(size_t count) {
  return std::to_string(count) + (count == 1 ? " party" : " parties");
}

std::string Needed(const NeededApprovals& needed) {
  Columns columns({3, 3, 3});
  columns.Row({"CHANGE", "PARTY", "OWNERS", "BECAUSE"});
  for (const AgreedChange& change : needed.changes) {
    std::string text = InlineText(change.text);
    for (const ApprovalNeed& need : change.needs) {
      auto party = std::find_if(needed.parties.begin(), needed.parties.end(),
                                [&](const Party& one) { return one.domain == need.domain; });
      columns.Row({text, need.domain, OwnersOf(*party), InlineText(need.because)});
      text.clear();
    }
  }
  std::vector<std::string> asked, mute;
  for (const Party& party : needed.parties) {
    if (party.owners.empty())
      mute.push_back(party.domain);
    else
      asked.push_back(Joined(party.owners, " or "));
  }
  std::sort(asked.begin(), asked.end());
  asked.erase(std::unique(asked.begin(), asked.end()), asked.end());
  std::string text = std::to_string(needed.changes.size()) +
                     (needed.changes.size() == 1 ? " change needs " : " changes need ") +
                     Parties(needed.parties.size()) + "\n\n" + columns.Text() + "\n";
  if (!asked.empty()) text += "One approval each of: " + Joined(asked, "; ") + "\n";
  if (!mute.empty()) {
    text += "Nobody can consent for " + Joined(mute, ", ") + ": no `owners` at the base\n";
  }
  return text;
}

std::string Judged(const std::vector<Consent>& consents, const ReviewRequest& request) {
  auto given = std::count_if(consents.begin(), consents.end(),
                             [](const Consent& consent) { return consent.given; });
  Columns columns({3, 3});
  for (const Consent& consent : consents) {
    std::vector<std::string> people;
    for (const std::string& person : consent.people) {
      people.push_back(person == request.author ? person + " (the author)" : person);
    }
    columns.Row({consent.party.domain, OwnersOf(consent.party),
                 consent.given ? Joined(people, ", ") : "missing; " + InlineText(consent.missing)});
  }
  return std::to_string(given) + " of " + Parties(consents.size()) + " approved at " +
         request.head.substr(0, 7) + "\n\n" + columns.Text();
}

// --author, else whom the payload of the event names.
absl::StatusOr<std::string> AuthorOf(Invocation& invocation) {
  if (invocation.Has("--author")) return invocation.Text("--author");
  std::string file = invocation.Has("--event")
                         ? invocation.Text("--event")
                         : invocation.Environment("GITHUB_EVENT_PATH").value_or("");
  if (file.empty() || file == "-") return "";  // standard input was read already
  TESTFED_ASSIGN_OR_RETURN(std::string payload, invocation.ReadInput(file, kMaxReviewBytes));
  TESTFED_ASSIGN_OR_RETURN(Json json, ParseJson(payload, file));
  return json["pull_request"]["user"]["login"].String();
}

absl::StatusOr<int> Judge(Invocation& invocation, const SelectionRequest& selection,
                          const NeededApprovals& needed) {
  ReviewRequest request;
  TESTFED_ASSIGN_OR_RETURN(request.author, AuthorOf(invocation));
  // What is checked out for a pull request is its merge; the reviews are of its head.
  bool named = selection.event && !selection.event->head.empty();
  request.head = named ? selection.event->head : selection.range.head.commit;
  if (request.head.empty()) return Error("there is no commit that reviews could be of");
  std::string file = invocation.Text("--reviews");
  TESTFED_ASSIGN_OR_RETURN(std::string text, invocation.ReadInput(file, kMaxReviewBytes));
  TESTFED_ASSIGN_OR_RETURN(std::vector<Review> reviews,
                           ReadReviews(text, file == "-" ? "standard input" : file));
  Teams teams;
  if (invocation.Has("--teams")) {
    file = invocation.Text("--teams");
    TESTFED_ASSIGN_OR_RETURN(text, invocation.ReadInput(file, kMaxYamlBytes));
    std::vector<Finding> findings;
    teams = ReadTeams(text, file, findings);
    SortFindings(findings);
    if (!findings.empty()) return ToStatus(findings.front());
  }
  if (needed.parties.empty()) return 0;
  std::vector<Consent> consents = JudgeApprovals(needed, request, reviews, teams);
  invocation.out() << Judged(consents, request);
  return std::all_of(consents.begin(), consents.end(),
                     [](const Consent& consent) { return consent.given; })
             ? 0
             : 1;
}

// Options of a plan that have no meaning between two states.
bool NamesAChange(const Option& option) {
  return option.group == "The change" && option.name != "--changed-files" &&
         option.name != "--allow-empty" && option.name != "--allow-cut-messages";
}

absl::StatusOr<int> RunApprovals(Invocation& invocation) {
  for (const Option& option : SelectionOptions()) {
    if (!NamesAChange(option) && invocation.Has(option.name)) {
      return Error("`" + option.name + "` is no option of `testfed approvals`");
    }
  }
  for (const char* option : {"--author", "--teams"}) {
    if (invocation.Has(option) && !invocation.Has("--reviews")) {
      return Error("`" + std::string(option) + "` goes with `--reviews FILE`");
    }
  }
  TESTFED_ASSIGN_OR_RETURN(Workspace workspace, Workspace::Open(invocation));
  TESTFED_ASSIGN_OR_RETURN(SelectionRequest selection, SelectionFromOptions(invocation, workspace));
  TESTFED_ASSIGN_OR_RETURN(NeededApprovals needed, ApprovalsFor(workspace, selection));
  if (needed.parties.empty()) invocation.out() << "No change needs an approval\n";
  if (invocation.Has("--reviews")) return Judge(invocation, selection, needed);
  if (!needed.parties.empty()) invocation.out() << Needed(needed);
  return 0;
}

}  // namespace

Command ApprovalsCommand() {
  Command command{
      .name = "approvals",
      .section = "Agree",
      .summary = "list who must approve this change of declarations, and who has",
      .description =
          "Shows what a change does to contracts, tags, edges, smoke marks, owners, homes and "
          "quarantine, and which parties must consent: each by one approval of any of its owners "
          "as declared at the base. The author of the change consents for their own parties.\n\n"
          "With --reviews it judges: it fails, and names who is missing, unless all parties have "
          "approved the head commit. FILE is what the forge answers to "
          "`GET /repos/OWNER/NAME/pulls/N/reviews`, all pages of it in one list.",
      .options = {{.name = "--reviews",
                   .value = "FILE",
                   .help = "the reviews of the pull request; - is stdin",
                   .group = "The reviews"},
                  {.name = "--author",
                   .value = "LOGIN",
                   .help = "who wrote the change; else whom the event's payload names",
                   .group = "The reviews"},
                  {.name = "--teams",
                   .value = "FILE",
                   .help = "who is in which team, as YAML",
                   .group = "The reviews"}},
      .examples = {{"testfed approvals", "whom does my branch need?"},
                   {"testfed approvals --reviews reviews.json --author ada --teams teams.yaml",
                    "has everybody agreed?"}},
      .exit_notes = {{0, "shown, or everybody approved"},
                     {1, "--reviews: an approval is missing"},
                     {2, "no answer"}},
      .run = RunApprovals,
  };
  for (Option& option : SelectionOptions()) {
    option.hidden = !NamesAChange(option);
    command.options.push_back(std::move(option));
  }
  return command;
}

}  // namespace testfed
