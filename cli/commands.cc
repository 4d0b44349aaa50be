#include "cli/commands.h"

namespace testfed {

const std::vector<Command>& AllCommands() {
  static const auto* const commands = new std::vector<Command>{
      // Declare
      InitCommand(),
      CheckCommand(),
      DumpCommand(),
      AnnotationsCommand(),
      // Select and run
      SelectCommand(),
      RunCommand(),
      ShowCommand(),
      // Ask
      ExplainCommand(),
      DomainsCommand(),
      GraphCommand(),
      // Agree
      ContractsCommand(),
      ApprovalsCommand(),
      // Learn
      ReplayCommand(),
      // Several repositories
      ManifestCommand(),
      OverridesCommand(),
      VerdictCommand(),
      KnownGoodCommand(),
      FeedbackCommand(),
      // Also
      HelpCommand(),
      SchemaCommand(),
      CompletionCommand(),
      VersionCommand(),
  };
  return *commands;
}

}  // namespace testfed
