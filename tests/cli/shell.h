// A real shell, for what only a real process shows.
#ifndef TESTFED_TESTS_CLI_SHELL_H_
#define TESTFED_TESTS_CLI_SHELL_H_

#include <string>

namespace testfed {

struct ShellResult {
  int code = -1;
  std::string out;  // stdout and stderr, as they came
};

// Runs `script` with `shell`, as in {"bash", "echo x"}.
ShellResult RunShell(const std::string& shell, const std::string& script);

bool HasProgram(const std::string& name);

// A file below the test's temporary folder, written.
std::string WriteTemporary(const std::string& name, const std::string& text);

}  // namespace testfed

#endif  // TESTFED_TESTS_CLI_SHELL_H_
