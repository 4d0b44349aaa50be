#include "tests/cli/session.h"

#include <sstream>
#include <stdexcept>

#include "cli/commands.h"
#include "cli/run.h"

namespace testfed {
namespace {

void Print(Invocation& invocation, const std::string& what,
           const std::vector<std::string>& values) {
  if (values.empty()) return;
  invocation.out() << what << ":";
  for (const std::string& value : values) invocation.out() << " <" << value << ">";
  invocation.out() << "\n";
}

absl::StatusOr<int> RunProbe(Invocation& invocation) {
  for (const Option& option : invocation.command().options) {
    if (invocation.Has(option.name)) Print(invocation, option.name, invocation.Texts(option.name));
  }
  Print(invocation, "PATH", invocation.Positionals());
  Print(invocation, "rest", invocation.Rest());
  if (invocation.directory() != "/repo") Print(invocation, "directory", {invocation.directory()});
  if (invocation.config()) Print(invocation, "config", {*invocation.config()});
  if (invocation.color()) Print(invocation, "color", {"yes"});
  if (invocation.quiet()) Print(invocation, "quiet", {"yes"});
  if (invocation.verbose()) Print(invocation, "verbose", {"yes"});
  TESTFED_ASSIGN_OR_RETURN(std::int64_t jobs, invocation.Number("--jobs", 4, 1, 64));
  if (jobs != 4) Print(invocation, "number", {std::to_string(jobs)});
  return 0;
}

absl::StatusOr<int> RunStop(Invocation& invocation) {
  invocation.out() << "half an answer\n";
  const std::string how = invocation.Argument(0);
  if (how == "error")
    return Error("domains.yaml:31:3: unknown key `onwers`", "try", "testfed check");
  if (how == "lines") return Error("two lines\n::error::two");
  if (how == "throw") throw std::runtime_error("thrown");
  if (how == "throw-int") throw 3;
  if (how == "note") {
    invocation.Note("a note");
    return 0;
  }
  if (how == "phases") {
    Phase outer(invocation.phases(), "reading trees");
    { Phase inner(invocation.phases(), "diff"); }
    { Phase inner(invocation.phases(), "diff"); }
    return 0;
  }
  if (how == "progress") {
    for (int i = 1; i <= 3; ++i) invocation.progress().Show("reading trees", i * 1000, "files");
    return 0;
  }
  if (how == "read") {
    TESTFED_ASSIGN_OR_RETURN(std::string bytes, invocation.ReadInput(invocation.Argument(1), 8));
    invocation.out() << bytes << "\n";
    return 0;
  }
  return std::stoi(how);
}

absl::StatusOr<int> RunPour(Invocation& invocation) {
  invocation.out() << "poured\n";
  return Error("then it broke");
}

Command ProbeCommand() {
  return {
      .name = "probe",
      .section = "Select and run",
      .summary = "print what it was given",
      .usage = "testfed probe [OPTIONS] [PATH...] [-- ARGS]",
      .description =
          "Prints what it was given, one option a line, and says nothing of what it was "
          "not given, so that tests can compare the whole.\n\nA second paragraph:\n\n"
          "  kept   as it is",
      .options =
          {
              {.name = "--base",
               .value = "REV",
               .help = "since the merge base of REV and the head",
               .group = "The change",
               .excludes = {"--staged"}},
              {.name = "--staged",
               .help = "only HEAD to index, what a commit would take",
               .group = "The change"},
              {.name = "--changed-files",
               .value = "FILE",
               .help = "a list: `git diff --name-status -z`, or one path a line; - is stdin",
               .group = "The change"},
              {.name = "--format",
               .short_name = "-f",
               .value = "FORMAT",
               .group = "The output",
               .choices = {"text", "json", "subset"},
               .default_text = "text"},
              {.name = "--label",
               .value = "NAME",
               .help = "a label of the pull request",
               .group = "The change",
               .repeatable = true},
              {.name = "--jobs",
               .short_name = "-j",
               .value = "N",
               .help = "at most N at once",
               .group = "The output"},
              {.name = "-n", .help = "print commands only", .group = "The output"},
              {.name = "--a-very-long-option-name",
               .value = "SOMETHING",
               .help = "its help begins on the next line",
               .group = "The output"},
              {.name = "--secret", .help = "never shown", .hidden = true},
          },
      .positionals =
          {{.name = "PATH", .help = "what to look at", .repeatable = true, .optional = true}},
      .rest = "ARGS",
      .examples = {{"testfed probe", "what would my branch run?"},
                   {"testfed probe --base v1.4.0 -f json", "as JSON"}},
      .exit_notes = {{0, "always"}},
      .no_answers = {{"subset", "//testfed:no_answer\n"}},
      .run = RunProbe,
  };
}

}  // namespace

const std::vector<Command>& TestCommands() {
  static const auto* const commands = new std::vector<Command>{
      ProbeCommand(),
      {.name = "stop",
       .section = "Ask",
       .summary = "end as it is told",
       .positionals = {{.name = "HOW"}, {.name = "FILE", .optional = true}},
       .no_answers = {{"subset", "//testfed:no_answer\n"}},
       .run = RunStop},
      {.name = "pour",
       .section = "Ask",
       .summary = "stream",
       .streams = true,
       .hidden = true,
       .run = RunPour},
      HelpCommand(),
      CompletionCommand(),
      VersionCommand(),
  };
  return *commands;
}

Session::Result Session::Run(const std::vector<std::string>& args) {
  std::istringstream in(input);
  std::ostringstream out, err;
  World world{.in = in, .out = out, .err = err};
  world.env = [this](const std::string& name) -> std::optional<std::string> {
    auto found = environment.find(name);
    if (found == environment.end()) return std::nullopt;
    return found->second;
  };
  world.directory = "/repo";
  world.files = &files;
  world.now = [this] {
    SteadyTime now = time;
    time += tick;
    return now;
  };
  world.stdout_is_terminal = stdout_is_terminal;
  world.stderr_is_terminal = stderr_is_terminal;
  Result result;
  result.code = RunCli(args, TestCommands(), world);
  result.out = out.str();
  result.err = err.str();
  return result;
}

Session::Result Session::RunLine(const std::string& line) {
  std::vector<std::string> args;
  std::istringstream words(line);
  for (std::string word; words >> word;) args.push_back(word);
  return Run(args);
}

}  // namespace testfed
