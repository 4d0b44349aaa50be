#include "cli/known_good.h"

#include <algorithm>
#include <memory>

#include "cli/commands.h"
#include "cli/known_good_store.h"
#include "cli/known_tuples.h"
#include "domains/finding.h"
#include "domains/inline_text.h"
#include "integration/clones.h"

namespace testfed {
namespace {

struct Action {
  std::string_view name;
  std::string_view arguments;  // as the help writes them
  size_t least = 0;
  size_t most = 0;
  std::vector<std::string_view> options;  // besides --store
  absl::StatusOr<int> (*run)(Invocation&, const Words&);
  std::string_view what;
};

constexpr size_t kAnyNumber = static_cast<size_t>(-1);

const std::vector<Action>& Actions() {
  static const auto* const actions = new std::vector<Action>{
      {"promote",
       "VERDICT...",
       1,
       kAnyNumber,
       {"--components", "--require", "--clones", "--registry", "--timestamp", "--allow-stale-base",
        "--allow-rewind", "--allow-mutable-pins", "--allow-yanked", "--allow-unproved"},
       PromoteKnownGood,
       "record the tuple of a good run"},
      {"revoke",
       "RECORD",
       1,
       1,
       {"--reason", "--timestamp"},
       RevokeKnownGood,
       "withdraw a promotion; history keeps both"},
      {"latest",
       "",
       0,
       0,
       {"--line", "--suite", "--format"},
       LatestKnownGood,
       "the newest promotion that stands"},
      {"log",
       "",
       0,
       0,
       {"--line", "--suite", "-n", "--clones", "--format"},
       LogKnownGood,
       "all records, newest first, and what each changed"},
      {"show", "RECORD", 1, 1, {"--line", "--format"}, ShowKnownGood, "one record"},
      {"diff",
       "A B",
       2,
       2,
       {"--line", "--clones", "--format", "--lenient", "--components", "--resolve-short"},
       DiffKnownGood,
       "what differs between two compositions"},
      {"contains",
       "COMPONENT@PIN",
       1,
       1,
       {"--line", "--suite", "--clones"},
       ContainsKnownGood,
       "whether a promoted tuple holds a commit or version"},
      {"release-check",
       "COMPONENT@PIN",
       1,
       1,
       {"--line", "--suite", "--registry"},
       ReleaseCheckKnownGood,
       "whether it may be released"},
      {"verify",
       "",
       0,
       0,
       {"--expect-head", "--min-seq"},
       VerifyKnownGood,
       "check every line, and what was published of it"},
      {"repair", "", 0, 0, {}, RepairKnownGood, "remove an append that did not end"},
      {"relink",
       "",
       0,
       0,
       {"--onto", "--allow-stale-base"},
       RelinkKnownGood,
       "put promotions on top of another head"},
      {"export",
       "",
       0,
       0,
       {"--line", "--format"},
       ExportKnownGood,
       "the store as JSON, or as DR-002's array"},
      {"badge",
       "",
       0,
       0,
       {"--line", "--suite", "--now", "--max-age", "--label"},
       BadgeKnownGood,
       "an endpoint badge of shields.io"},
      {"import",
       "FILE...",
       1,
       kAnyNumber,
       {"--line", "--suite", "--timestamp", "--lenient", "--components", "--clones",
        "--resolve-short"},
       ImportKnownGood,
       "record the tuples of known_good.json files"},
      {"anchor",
       "WHERE",
       1,
       1,
       {"--line", "--reason", "--timestamp"},
       AnchorKnownGood,
       "record where the head was published"},
      {"rename",
       "OLD NEW",
       2,
       2,
       {"--line", "--reason", "--timestamp"},
       RenameKnownGood,
       "record that a component has a new name"},
  };
  return *actions;
}

std::vector<std::string> Names() {
  std::vector<std::string> names;
  for (const Action& action : Actions()) names.emplace_back(action.name);
  return names;
}

// Options that belong to some actions; each is an error with the others.
absl::Status CheckOptions(const Invocation& invocation, const Action& action) {
  for (const Option& option : invocation.command().options) {
    if (option.name == "--known-good" || !invocation.Has(option.name)) continue;
    if (std::ranges::find(action.options, option.name) != action.options.end()) continue;
    std::string users;
    for (const Action& other : Actions()) {
      if (std::ranges::find(other.options, option.name) == other.options.end()) continue;
      users += (users.empty() ? "`" : ", `") + std::string(other.name) + "`";
    }
    return Error("`known-good " + std::string(action.name) + "` has no option `" + option.name +
                 "`; it is for " + users);
  }
  return absl::OkStatus();
}

absl::StatusOr<int> Run(Invocation& invocation) {
  const std::string name = invocation.Argument(0);
  const auto action = std::ranges::find(Actions(), name, &Action::name);
  const Words words(invocation.Positionals().begin() + 1, invocation.Positionals().end());
  TESTFED_RETURN_IF_ERROR(CheckOptions(invocation, *action));
  if (words.size() < action->least || words.size() > action->most) {
    return Error("`known-good " + name + "` takes " +
                     (action->arguments.empty() ? "no arguments" : std::string(action->arguments)) +
                     ", got " + std::to_string(words.size()) +
                     (words.size() == 1 ? " argument" : " arguments"),
                 "how it is used", "testfed help known-good");
  }
  return action->run(invocation, words);
}

std::string DescriptionText() {
  std::string text =
      "Keeps the tuples that passed in a file of JSON Lines that only grows: each record names the "
      "hash of the one before it, nothing is ever edited, and a promotion that did not deserve it "
      "is revoked by another record.\n\n";
  size_t width = 0;
  for (const Action& action : Actions()) {
    width = std::max(width, action.name.size() + 1 + action.arguments.size());
  }
  for (const Action& action : Actions()) {
    std::string left = std::string(action.name) + " " + std::string(action.arguments);
    left.resize(width, ' ');
    text += "  " + left + "  " + std::string(action.what) + "\n";
  }
  text +=
      "\nA RECORD is a number, or at least seven digits of its hash. A composition, where `diff` "
      "takes one, is `@latest`, `@43`, `@9e0c7d1`, or a file: a manifest, a verdict, a "
      "known_good.json. `promote` takes the verdicts of all configurations of one manifest, and "
      "says everything that stands in the way, not only the first.";
  return text;
}

Option Allow(const std::string& name, const std::string& what) {
  return {.name = "--allow-" + name,
          .value = "REASON",
          .help = what + "; the record keeps the reason",
          .group = "What the guard of `promote` would refuse"};
}

}  // namespace

std::string PromotionText(const Record& record) {
  return "line " + InlineText(record.line) + ", suite " + InlineText(record.suite) + ", tuple " +
         record.tuple_sha256.substr(0, 7);
}

CloneFinder ClonesOf(Invocation& invocation) {
  if (!invocation.Has("--clones")) return {};
  auto clones = std::make_shared<Clones>(invocation.PathOf(invocation.Text("--clones")));
  return [clones](const std::string& component) { return clones->Find(component); };
}

void PrintRefusals(Invocation& invocation, const std::vector<absl::Status>& refusals) {
  for (const absl::Status& refusal : refusals) {
    invocation.err() << "testfed: " << MessageOf(refusal) << "\n" << RenderHints(HintsOf(refusal));
  }
}

Command KnownGoodCommand() {
  Command command{
      .name = "known-good",
      .section = "Several repositories",
      .summary = "record and query the tuples that passed",
      .usage = "testfed known-good ACTION [ARG...] [OPTIONS]",
      .description = DescriptionText(),
      .options =
          {
              {.name = "--known-good",
               .value = "FILE",
               .help = "the store",
               .default_text = std::string(kKnownGoodFile)},
              {.name = "--line",
               .value = "NAME",
               .help = "the release line",
               .default_text = "main"},
              {.name = "--suite", .value = "NAME", .help = "only records of this suite"},
              {.name = "--format",
               .value = "FORMAT",
               .choices = {"text", "json", "dr002"},
               .default_text = "text"},
              {.name = "-n", .value = "COUNT", .help = "`log` shows at most so many"},
              {.name = "--registry",
               .value = "DIR",
               .help = "a clone of the Bazel registry: what says that a version was yanked"},
              {.name = "--require",
               .value = "CONFIG",
               .help = "a configuration that must be good, besides those of the components",
               .repeatable = true},
              {.name = "--reason", .value = "TEXT", .help = "why; the record keeps it"},
              {.name = "--timestamp",
               .value = "TIME",
               .help =
                   "the time to record, 2026-11-20T09:12:44Z; else SOURCE_DATE_EPOCH, else that "
                   "of the verdict, else now"},
              {.name = "--expect-head",
               .value = "HASH",
               .help = "a record with this hash, published elsewhere, must be there"},
              {.name = "--min-seq", .value = "N", .help = "there must be at least so many records"},
              {.name = "--onto",
               .value = "FILE",
               .help = "the store that was pushed first; without it, untangle a merge in place"},
              {.name = "--now",
               .value = "TIME",
               .help = "when the badge is made; else SOURCE_DATE_EPOCH"},
              {.name = "--max-age",
               .value = "DAYS",
               .help = "an older known good makes the badge orange",
               .default_text = "3"},
              {.name = "--label",
               .value = "TEXT",
               .help = "the left side of the badge",
               .default_text = "known good"},
              Allow("stale-base", "the line has advanced since the run was composed"),
              Allow("rewind", "a component goes back, or to another branch of its history"),
              Allow("mutable-pins", "something used may be another thing tomorrow"),
              Allow("yanked", "a registry has withdrawn a version"),
              Allow("unproved", "nobody looked at what was really resolved"),
          },
      .positionals =
          {{.name = "ACTION", .help = "see above", .choices = Names()},
           {.name = "ARG", .help = "what the action takes", .repeatable = true, .optional = true}},
      .examples = {{"testfed known-good promote verdict.json", "the nightly was green"},
                   {"testfed known-good log -n 4", "what was promoted last"},
                   {"testfed known-good contains comm@056621c", "may this commit be released?"},
                   {"testfed known-good revoke 43 --reason \"flash wears out\"",
                    "it was not good after all"}},
      .exit_notes = {{0, "an answer, or recorded"},
                     {1, "no: refused, not contained, or the store does not verify"},
                     {2, "no answer"}},
      .run = Run,
  };
  for (Option& option : KnownTupleOptions()) command.options.push_back(std::move(option));
  return command;
}

}  // namespace testfed
