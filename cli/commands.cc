#include "cli/commands.h"

namespace testfed {

const std::vector<Command>& AllCommands() {
  static const auto* const commands = new std::vector<Command>{
      // Select and run
      SelectCommand(),
      ShowCommand(),
      // Also
      HelpCommand(),
      CompletionCommand(),
      VersionCommand(),
  };
  return *commands;
}

}  // namespace testfed
