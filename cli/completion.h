// Shell completions, made from the table of commands; `testfed completion SHELL` prints one.
#ifndef TESTFED_CLI_COMPLETION_H_
#define TESTFED_CLI_COMPLETION_H_

#include <string>
#include <vector>

#include "cli/command.h"

namespace testfed {

// Commands, options, choices, files and directories. Each needs nothing but its shell.
std::string BashCompletion(const std::vector<Command>& commands);
std::string ZshCompletion(const std::vector<Command>& commands);
std::string FishCompletion(const std::vector<Command>& commands);

}  // namespace testfed

#endif  // TESTFED_CLI_COMPLETION_H_
