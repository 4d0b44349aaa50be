#include "cli/help.h"

#include <algorithm>

#include "cli/commands.h"
#include "cli/layout.h"
#include "cli/man.h"
#include "domains/suggest.h"

namespace testfed {
namespace {

using Rows = std::vector<std::pair<std::string, std::string>>;

constexpr size_t kIndent = 2;
constexpr size_t kWidestOption = 24;  // a longer one has a line for itself
constexpr size_t kWidestExample = 44;
constexpr size_t kOverviewOptions = 21;  // the column of their help, as wide as the page is airy

// "-q, -v" on one line: flags of one letter that follow each other.
Rows GlobalRows() {
  Rows rows;
  bool letter_before = false;
  for (const Option& option : GlobalOptions()) {
    if (option.hidden) continue;
    bool letter = option.value.empty() && option.name.size() == 2;
    if (letter && letter_before) {
      rows.back().first += ", " + option.name;
      rows.back().second += "; " + option.help;
    } else {
      rows.emplace_back(Spelling(option), option.help);
    }
    letter_before = letter;
  }
  return rows;
}

void AddSection(std::string& text, const std::string& heading, const std::string& body) {
  if (!body.empty()) text += "\n" + heading + "\n" + body;
}

absl::StatusOr<int> RunHelp(Invocation& invocation) {
  if (invocation.Has("--man")) {
    invocation.out() << ManPage(invocation.commands());
    return 0;
  }
  const std::string name = invocation.Argument(0);
  if (name.empty()) {
    invocation.out() << OverviewHelp(invocation.commands());
    return 0;
  }
  if (const Command* command = FindCommand(invocation.commands(), name)) {
    invocation.out() << CommandHelp(*command);
    return 0;
  }
  std::vector<std::string> names;
  for (const Command& command : invocation.commands()) {
    if (!command.hidden) names.push_back(command.name);
  }
  return Error("unknown command `" + name + "`" + DidYouMean(name, names), "all commands",
               "testfed help");
}

}  // namespace

std::vector<std::string> SectionsOf(const std::vector<Command>& commands) {
  const std::vector<std::string> order = {"Declare", "Select and run",       "Ask", "Agree",
                                          "Learn",   "Several repositories", "Also"};
  std::vector<std::string> sections;
  for (const std::string& section : order) {
    if (std::ranges::any_of(commands, [&](const Command& command) {
          return !command.hidden && command.section == section;
        })) {
      sections.push_back(section);
    }
  }
  return sections;
}

std::vector<OptionGroup> GroupsOf(const std::vector<Option>& options) {
  std::vector<OptionGroup> groups;
  for (const Option& option : options) {
    if (option.hidden) continue;
    const std::string heading = option.group.empty() ? "Options" : option.group;
    auto found = std::ranges::find(groups, heading, &OptionGroup::heading);
    if (found == groups.end()) found = groups.insert(groups.end(), OptionGroup{heading, {}});
    found->options.push_back(&option);
  }
  return groups;
}

std::vector<ExitNote> ExitNotesOf(const Command& command) {
  if (!command.exit_notes.empty()) return command.exit_notes;
  return {{0, "an answer, also \"nothing to run\""},
          {1, "problems found, or tests failed"},
          {2, "no answer"}};
}

std::string OverviewHelp(const std::vector<Command>& commands) {
  std::string text =
      "testfed: run the tests that a change can break, and say why\n"
      "\n"
      "usage: testfed [-C DIR] [--config FILE] COMMAND [ARGS]\n";
  Rows all;
  for (const Command& command : commands) {
    if (!command.hidden && command.section != "Also") all.emplace_back(command.name, "");
  }
  const size_t column = ColumnFor(all, kIndent, kHelpWidth) + 1;
  for (const std::string& section : SectionsOf(commands)) {
    Rows rows;
    std::string names;
    for (const Command& command : commands) {
      if (command.hidden || command.section != section) continue;
      rows.emplace_back(command.name, command.summary);
      names += (names.empty() ? "" : ", ") + command.name;
    }
    if (section == "Also") {
      text += "\nAlso: " + names + "\n";
    } else {
      AddSection(text, section, TwoColumns(rows, kIndent, column, kHelpWidth));
    }
  }
  text += "\n" + TwoColumns(GlobalRows(), kIndent, kOverviewOptions, kHelpWidth);
  text += "\nExit status: ";
  std::string separator;
  for (const ExitNote& note : ExitNotesOf({})) {
    text += separator + std::to_string(note.code) + " " + note.meaning;
    separator = "; ";
  }
  return text + ".\n";
}

std::string CommandHelp(const Command& command) {
  std::string text = "usage: " + UsageOf(command) + "\n";
  const std::string description =
      command.description.empty() ? command.summary : command.description;
  text += "\n" + WrapParagraphs(description, kHelpWidth);

  Rows positionals, all;
  for (const Positional& positional : command.positionals) {
    std::string help = positional.help;
    if (help.empty()) help = OneOf(positional.choices, "");
    if (!help.empty()) positionals.emplace_back(positional.name, help);
  }
  all = positionals;
  const std::vector<OptionGroup> groups = GroupsOf(command.options);
  for (const OptionGroup& group : groups) {
    for (const Option* option : group.options) all.emplace_back(Spelling(*option), "");
  }
  const size_t column = ColumnFor(all, kIndent, kWidestOption);
  AddSection(text, "Arguments", TwoColumns(positionals, kIndent, column, kHelpWidth));
  for (const OptionGroup& group : groups) {
    Rows rows;
    for (const Option* option : group.options) {
      rows.emplace_back(Spelling(*option), FullHelp(*option));
    }
    AddSection(text, group.heading, TwoColumns(rows, kIndent, column, kHelpWidth));
  }

  Rows examples, codes;
  for (const Example& example : command.examples) {
    examples.emplace_back(example.command, example.what);
  }
  AddSection(
      text, "Examples",
      TwoColumns(examples, kIndent, ColumnFor(examples, kIndent, kWidestExample), kHelpWidth));
  for (const ExitNote& note : command.exit_notes) {
    codes.emplace_back(std::to_string(note.code), note.meaning);
  }
  AddSection(text, "Exit status",
             TwoColumns(codes, kIndent, ColumnFor(codes, kIndent, kHelpWidth), kHelpWidth));
  return text;
}

Command HelpCommand() {
  return {
      .name = "help",
      .section = "Also",
      .summary = "describe testfed, or one command",
      .description = "Describes testfed on one page, or everything about one command.",
      .options = {{.name = "--man", .help = "print the man page testfed(1)", .hidden = true}},
      .positionals = {{.name = "COMMAND", .help = "one of `testfed help`", .optional = true}},
      .run = RunHelp,
  };
}

}  // namespace testfed
