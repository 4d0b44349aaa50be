// Commands of a JDK, where one is installed, for tests that compare testfed with it.
#ifndef TESTFED_TESTS_CONTRACTS_JVM_TOOLS_H_
#define TESTFED_TESTS_CONTRACTS_JVM_TOOLS_H_

#include <string>
#include <string_view>
#include <vector>

namespace testfed {

struct CommandResult {
  int code = 0;
  std::string out;  // standard output and standard error
};

// Through a shell. Only for fixed words of a test.
CommandResult RunCommand(const std::string& command);
bool HasCommand(std::string_view name);

std::vector<std::string> LinesOf(std::string_view text);
std::string TextOf(const std::string& path);  // of a file; fails the test where there is none

}  // namespace testfed

#endif  // TESTFED_TESTS_CONTRACTS_JVM_TOOLS_H_
