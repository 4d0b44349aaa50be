#include "cli/commands.h"

namespace testfed {

const std::vector<Command>& AllCommands() {
  static const auto* const commands = new std::vector<Command>{
      // Declare
      CheckCommand(),
      DumpCommand(),
      // Select and run
      SelectCommand(),
      ShowCommand(),
      // Ask
      ExplainCommand(),
      DomainsCommand(),
      GraphCommand(),
      // Also
      HelpCommand(),
      SchemaCommand(),
      CompletionCommand(),
      VersionCommand(),
  };
  return *commands;
}

}  // namespace testfed
