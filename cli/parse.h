// The command line, read against the table of commands. CLI11 is used by parse.cc and nowhere else.
//
// The grammar: `testfed [GLOBAL OPTIONS] COMMAND [ARGS]`, where global options may also stand among
// the arguments. `--name VALUE`, `--name=VALUE`, `-n VALUE`, `-nVALUE`; flags with one letter may
// be joined (`-qv`). A value that begins with a dash needs the form with `=`, so that a forgotten
// value never swallows the next option; `-` alone is a value or a positional. What follows `--` is
// no option. Names are not abbreviated. An option with a value is given once unless it is
// repeatable: of two bases neither is a safe guess.
#ifndef TESTFED_CLI_PARSE_H_
#define TESTFED_CLI_PARSE_H_

#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/invocation.h"
#include "domains/status.h"

namespace testfed {

// `args` is without the program's name. --help turns any command line with a known command into
// `help COMMAND`, --version into `version`; no command at all is `help`. The first problem is the
// error, with the command's help as its hint.
absl::StatusOr<ParsedArguments> Parse(const std::vector<std::string>& args,
                                      const std::vector<Command>& commands);

}  // namespace testfed

#endif  // TESTFED_CLI_PARSE_H_
