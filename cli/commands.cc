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
      GateCommand(),
      // Ask
      ExplainCommand(),
      DomainsCommand(),
      GraphCommand(),
      DoctorCommand(),
      // Agree
      ContractsCommand(),
      ApprovalsCommand(),
      // Learn
      ReplayCommand(),
      TimingsCommand(),
      // Several repositories
      ManifestCommand(),
      OverridesCommand(),
      VerdictCommand(),
      KnownGoodCommand(),
      FeedbackCommand(),
      BisectCommand(),
      // Also
      HelpCommand(),
      SchemaCommand(),
      CompletionCommand(),
      VersionCommand(),
  };
  return *commands;
}

}  // namespace testfed
