// A process that is made up: commands for tests, and one call of testfed with all that it printed.
#ifndef TESTFED_TESTS_CLI_SESSION_H_
#define TESTFED_TESTS_CLI_SESSION_H_

#include <map>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/world.h"
#include "domains/file_system.h"

namespace testfed {

// help, completion and version, and:
//   probe  has an option of every kind and prints what it was given
//   stop   ends as its first argument says: "error", "throw", "1", "2", ...
//   pour   streams
const std::vector<Command>& TestCommands();

struct Session {
  std::map<std::string, std::string> environment;
  MemoryFileSystem files;
  std::string input;
  bool stdout_is_terminal = false;
  bool stderr_is_terminal = false;
  SteadyTime time{};                  // of the first look at the clock
  std::chrono::milliseconds tick{0};  // added at each look

  struct Result {
    int code = -1;
    std::string out;
    std::string err;
  };
  // In the directory /repo.
  Result Run(const std::vector<std::string>& args);
  // As above, with the words of a line; no quoting.
  Result RunLine(const std::string& line);
};

}  // namespace testfed

#endif  // TESTFED_TESTS_CLI_SESSION_H_
