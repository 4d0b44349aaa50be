// A command of testfed as data. Parsing, help, the man page and the shell completions are all made
// from this table, so that they cannot disagree. A command file, cli/NAME.cc, exports one function
// `Command NameCommand()`, which cli/commands.cc lists.
#ifndef TESTFED_CLI_COMMAND_H_
#define TESTFED_CLI_COMMAND_H_

#include <string>
#include <vector>

#include "cli/invocation.h"
#include "domains/status.h"

namespace testfed {

struct Option {
  std::string name{};        // "--base", or "-n" where there is no long name
  std::string short_name{};  // "-j", besides the long name; may be empty
  std::string value{};       // "REV"; empty: a flag. "FILE" and "DIR" are completed from the disk
  std::string help{};        // lower case, no full stop; empty: the list of choices
  std::string group{};       // the heading in the help; empty: "Options"
  std::vector<std::string> choices{};   // the only values allowed; empty: any
  bool repeatable = false;              // only for options with a value; flags may always repeat
  std::string default_text{};           // what Invocation::Text answers when it is not given
  std::vector<std::string> excludes{};  // names of options that cannot go with this one
  bool hidden = false;                  // parsed, but in no help, man page or completion
};

struct Positional {
  std::string name{};  // "PATH", in upper case. "FILE", "DIR" and "COMMAND" are completed as such
  std::string help{};
  bool repeatable = false;  // takes all that is left; only the last positional
  bool optional = false;    // only after those that are not
  std::vector<std::string> choices{};
};

struct Example {
  std::string command;
  std::string what;
};

struct ExitNote {
  int code = 0;
  std::string meaning;
};

// What stdout holds when there is no answer and an argument is, or ends in, `=value`: a text that
// no reader takes for an answer. It is printed for usage errors too, when nothing is parsed yet.
struct NoAnswer {
  std::string value;  // "subset"
  std::string text;   // with its line end
};

struct Command {
  std::string name{};     // "select"
  std::string section{};  // "Declare", "Select and run", "Ask", "Agree", "Learn", ... (see help.cc)
  std::string summary{};  // one line of the overview, lower case, no full stop
  std::string usage{};    // "testfed select [OPTIONS]"; empty: made from the table
  // Paragraphs with an empty line between them; lines that begin with a space are kept as they are.
  std::string description{};
  std::vector<Option> options{};
  std::vector<Positional> positionals{};
  // "ARGS": what follows `--` is Invocation::Rest. Empty: it is more positionals, which may begin
  // with a dash.
  std::string rest{};
  std::vector<Example> examples{};
  std::vector<ExitNote> exit_notes{};  // empty: the three codes that every command has
  std::vector<NoAnswer> no_answers{};
  // Output is held back until the command has ended, and dropped when there is no answer. True:
  // it goes out at once, for a command whose children write to stdout too.
  bool streams = false;
  bool hidden = false;
  // The exit code: 0 an answer, 1 problems found. An error is exit code 2.
  absl::StatusOr<int> (*run)(Invocation&) = nullptr;
};

// The options that every command takes, before its name or after it.
const std::vector<Option>& GlobalOptions();

const Command* FindCommand(const std::vector<Command>& commands, std::string_view name);

// "-j, --jobs N", as help and man page write an option.
std::string Spelling(const Option& option);

// The help of an option with its default, or the list of its choices: "text, json or subset".
std::string FullHelp(const Option& option);

// "testfed run [OPTIONS] [JOB...] [-- ARGS]"
std::string UsageOf(const Command& command);

// "a, b or c", each between `quote`s.
std::string OneOf(const std::vector<std::string>& words, std::string_view quote);

}  // namespace testfed

#endif  // TESTFED_CLI_COMMAND_H_
