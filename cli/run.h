// testfed as a function.
#ifndef TESTFED_CLI_RUN_H_
#define TESTFED_CLI_RUN_H_

#include <istream>
#include <ostream>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/world.h"

namespace testfed {

// Runs one command line (without the program's name) and returns its exit code:
//   0  an answer, also "nothing to run"
//   1  the command found problems
//   2  no answer: every error, also one of the command line or of writing the answer
// An error is "testfed: MESSAGE" on world.err, with its hints. Then world.out stays empty but for
// Command::no_answers; a command that streams may already have written. No exception leaves.
int RunCli(const std::vector<std::string>& args, World& world);
int RunCli(const std::vector<std::string>& args, const std::vector<Command>& commands,
           World& world);

// In this process (cli/world.h).
int RunCli(const std::vector<std::string>& args, std::istream& in, std::ostream& out,
           std::ostream& err);

}  // namespace testfed

#endif  // TESTFED_CLI_RUN_H_
