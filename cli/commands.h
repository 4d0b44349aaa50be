// All commands of testfed, in the order of the help.
#ifndef TESTFED_CLI_COMMANDS_H_
#define TESTFED_CLI_COMMANDS_H_

#include <vector>

#include "cli/command.h"

namespace testfed {

const std::vector<Command>& AllCommands();

// One file a command, cli/NAME.cc.
Command AnnotationsCommand();
Command ApprovalsCommand();
Command CheckCommand();
Command CompletionCommand();
Command ContractsCommand();
Command DoctorCommand();
Command DomainsCommand();
Command DumpCommand();
Command ExplainCommand();
Command FeedbackCommand();
Command GateCommand();
Command GraphCommand();
Command HelpCommand();
Command InitCommand();
Command KnownGoodCommand();
Command ManifestCommand();
Command BisectCommand();
Command OverridesCommand();
Command ReplayCommand();
Command RunCommand();
Command SchemaCommand();
Command SelectCommand();
Command ShowCommand();
Command TimingsCommand();
Command VerdictCommand();
Command VersionCommand();

}  // namespace testfed

#endif  // TESTFED_CLI_COMMANDS_H_
