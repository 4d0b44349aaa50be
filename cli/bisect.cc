#include "cli/bisect.h"

#include <algorithm>

#include "cli/commands.h"
#include "cli/known_tuples.h"

namespace testfed {
namespace {

struct BisectAction {
  std::string_view name;
  std::string_view arguments;  // as the help writes them
  size_t least = 0;
  size_t most = 0;
  std::vector<std::string_view> options;  // besides --state
  absl::StatusOr<int> (*run)(Invocation&, const std::vector<std::string>&);
  std::string_view what;
};

constexpr size_t kAnyNumber = static_cast<size_t>(-1);

const std::vector<BisectAction>& Actions() {
  static const auto* const actions = new std::vector<BisectAction>{
      {"start",
       "",
       0,
       0,
       {"--good", "--bad", "--clones", "--changesets", "--verdict", "--repeats", "--out",
        "--known-good", "--line", "--replace", "--components", "--lenient", "--resolve-short"},
       StartBisect,
       "make the path from good to bad, and the state file"},
      {"next", "", 0, 0, {"--out", "--jobs", "--number"}, NextOfBisect, "the manifest to test now"},
      {"good", "[MANIFEST]", 0, 1, {"--note"}, SayGood, "it passed"},
      {"bad", "[MANIFEST]", 0, 1, {"--note"}, SayBad, "it failed"},
      {"skip", "[MANIFEST]", 0, 1, {"--note"}, SaySkip, "it cannot be judged"},
      {"mark", "VERDICT...", 1, kAnyNumber, {}, MarkBisect, "what verdict.json says of it"},
      {"run", "-- COMMAND", 0, 0, {"--jobs"}, RunBisect, "test with a command until it is found"},
      {"status", "", 0, 0, {}, StatusOfBisect, "the answer, or how far the search is"},
      {"report",
       "",
       0,
       0,
       {"--format"},
       ReportBisect,
       "the same with all runs, and why steps were not split"},
      {"hold-back",
       "",
       0,
       0,
       {"--out", "--since"},
       HoldBackCulprit,
       "the manifest in which everything else advances"},
  };
  return *actions;
}

std::vector<std::string> Names() {
  std::vector<std::string> names;
  for (const BisectAction& action : Actions()) names.emplace_back(action.name);
  return names;
}

// Options that belong to some actions; each is an error with the others.
absl::Status CheckOptions(const Invocation& invocation, const BisectAction& action) {
  for (const Option& option : invocation.command().options) {
    if (option.name == "--state" || !invocation.Has(option.name)) continue;
    if (std::ranges::find(action.options, option.name) != action.options.end()) continue;
    std::string users;
    for (const BisectAction& other : Actions()) {
      if (std::ranges::find(other.options, option.name) == other.options.end()) continue;
      users += (users.empty() ? "`" : ", `") + std::string(other.name) + "`";
    }
    return Error("`bisect " + std::string(action.name) + "` has no option `" + option.name +
                 "`; it is for " + users);
  }
  return absl::OkStatus();
}

absl::StatusOr<int> RunAction(Invocation& invocation) {
  std::string name = invocation.Argument(0);
  auto action = std::ranges::find(Actions(), name, &BisectAction::name);
  std::vector<std::string> words(invocation.Positionals().begin() + 1,
                                 invocation.Positionals().end());
  TESTFED_RETURN_IF_ERROR(CheckOptions(invocation, *action));
  if (words.size() < action->least || words.size() > action->most) {
    return Error("`bisect " + name + "` takes " +
                     (action->arguments.empty() ? "no arguments" : std::string(action->arguments)) +
                     ", got " + std::to_string(words.size()),
                 "how it is used", "testfed help bisect");
  }
  if (invocation.Rest().empty() != (name != "run")) {
    return Error(name == "run" ? "`bisect run` takes the command after `--`"
                               : "`bisect " + name + "` takes nothing after `--`",
                 "for example", "testfed bisect run -- ./ci/integration.sh");
  }
  return action->run(invocation, words);
}

std::string DescriptionText() {
  std::string text =
      "Finds the commit, of all commits of all components, that turned a good composition into a "
      "bad one. It walks over compositions that could have been, in the order of time; a changeset "
      "stays whole, and so does whatever has no commits in between. Everything is in one file, so "
      "that it goes on after any interruption.\n\n";
  size_t width = 0;
  for (const BisectAction& action : Actions()) {
    width = std::max(width, action.name.size() + 1 + action.arguments.size());
  }
  for (const BisectAction& action : Actions()) {
    std::string left = std::string(action.name) + " " + std::string(action.arguments);
    left.resize(width, ' ');
    text += "  " + left + "  " + std::string(action.what) + "\n";
  }
  text +=
      "\nThe command of `run` gets the manifest's path as $TESTFED_MANIFEST and answers as for "
      "git: "
      "0 good, 125 skip, any other up to 127 bad. A verdict that it writes to $TESTFED_VERDICT "
      "decides instead. `good`, `bad` and `skip` are about what `next` shows first, unless a "
      "manifest is named. A GOOD is an `@43` of the known-good store, or a file.\n\n"
      "A failure counts when it was seen again, and both sides of the answer are run once more. "
      "A failure of other targets than those of the bad end hides what is looked for, and is no "
      "verdict.";
  return text;
}

}  // namespace

Command BisectCommand() {
  Command command{
      .name = "bisect",
      .section = "Several repositories",
      .summary = "find the commit that broke a composition, and hold it back",
      .usage = "testfed bisect ACTION [ARG...] [OPTIONS] [-- COMMAND]",
      .description = DescriptionText(),
      .options =
          {
              {.name = "--state",
               .value = "FILE",
               .help = "the search",
               .default_text = "bisect.json"},
              {.name = "--out",
               .value = "FILE",
               .help = "`start`: the state file; `next`, `hold-back`: the manifest"},
              {.name = "--good",
               .value = "GOOD",
               .help = "the composition that passed",
               .group = "Start"},
              {.name = "--bad",
               .value = "MANIFEST",
               .help = "the manifest that failed",
               .group = "Start"},
              {.name = "--changesets",
               .value = "FILE",
               .help = "JSON, what belongs together: {\"NAME\": [\"COMPONENT@COMMIT\", ...]}; "
                       "besides the trailers `Changeset:` and `Depends-On:`",
               .group = "Start"},
              {.name = "--verdict",
               .value = "FILE",
               .help = "the verdict of the manifest that failed: what must fail again",
               .group = "Start"},
              {.name = "--repeats",
               .value = "N",
               .help = "how often a failure must be seen again; 0 believes every run",
               .group = "Start",
               .default_text = "1"},
              {.name = "--known-good",
               .value = "FILE",
               .help = "the store that @43 and @latest are of",
               .group = "Start",
               .default_text = "known-good.jsonl"},
              {.name = "--line",
               .value = "NAME",
               .help = "the release line of `@latest`",
               .group = "Start",
               .default_text = "main"},
              {.name = "--replace",
               .help = "throw away a search that has runs already",
               .group = "Start"},
              {.name = "--jobs",
               .short_name = "-j",
               .value = "N",
               .help = "probes at once; N split the interval in N + 1",
               .group = "Test"},
              {.name = "--number",
               .value = "N",
               .help = "which of the probes of --jobs, from 1",
               .group = "Test"},
              {.name = "--note", .value = "TEXT", .help = "kept beside the run", .group = "Test"},
              {.name = "--since",
               .value = "DATE",
               .help = "the day from which it is held back; else the bad manifest's",
               .group = "Answer"},
              {.name = "--format",
               .value = "FORMAT",
               .group = "Answer",
               .choices = {"text", "json"},
               .default_text = "text"},
          },
      .positionals =
          {{.name = "ACTION", .help = "what to do", .choices = Names()},
           {.name = "ARG", .help = "what the action takes", .repeatable = true, .optional = true}},
      .rest = "COMMAND",
      .examples = {{"testfed bisect start --good @latest --bad manifest.json --clones clones",
                    "begin"},
                   {"testfed bisect run -- ./ci/integration.sh", "all of it on one machine"},
                   {"testfed bisect next --out probe.json", "one probe, where each is a CI job"},
                   {"testfed bisect hold-back --out manifest.json", "let the rest advance"}},
      .exit_notes = {{0, "done; `run`, `status`, `report`: a step is to blame, or still searching"},
                     {1, "the search stopped without one; `next`: it is over"},
                     {2, "no answer"},
                     {130, "interrupted; recorded runs are kept"}},
      .streams = true,
      .run = RunAction,
  };
  for (Option& option : KnownTupleOptions()) command.options.push_back(std::move(option));
  return command;
}

}  // namespace testfed
