// `testfed help`, made from the table of commands.
#ifndef TESTFED_CLI_HELP_H_
#define TESTFED_CLI_HELP_H_

#include <string>
#include <vector>

#include "cli/command.h"

namespace testfed {

// The one page of `testfed help`.
std::string OverviewHelp(const std::vector<Command>& commands);

// `testfed help NAME`.
std::string CommandHelp(const Command& command);

// The sections of the overview that have a command, in their order; "Also" is the last.
std::vector<std::string> SectionsOf(const std::vector<Command>& commands);

// Options by heading, headings in the order of their first option; without hidden options.
struct OptionGroup {
  std::string heading;
  std::vector<const Option*> options;
};
std::vector<OptionGroup> GroupsOf(const std::vector<Option>& options);

// What each exit code says, of the command or of testfed.
std::vector<ExitNote> ExitNotesOf(const Command& command);

}  // namespace testfed

#endif  // TESTFED_CLI_HELP_H_
