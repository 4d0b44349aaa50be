// testfed(1) in mdoc, made from the table of commands; `testfed help --man` prints it.
#ifndef TESTFED_CLI_MAN_H_
#define TESTFED_CLI_MAN_H_

#include <string>
#include <vector>

#include "cli/command.h"

namespace testfed {

// Free of warnings by `mandoc -T lint -W warning`.
std::string ManPage(const std::vector<Command>& commands);

}  // namespace testfed

#endif  // TESTFED_CLI_MAN_H_
