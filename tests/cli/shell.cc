#include "tests/cli/shell.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>

namespace testfed {

ShellResult RunShell(const std::string& shell, const std::string& script) {
  const std::string file = WriteTemporary("script", script);
  FILE* pipe = popen((shell + " '" + file + "' 2>&1").c_str(), "r");
  if (pipe == nullptr) return {};
  ShellResult result;
  char block[4096];
  for (size_t n; (n = fread(block, 1, sizeof block, pipe)) > 0;) result.out.append(block, n);
  const int status = pclose(pipe);
  result.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  std::remove(file.c_str());
  return result;
}

bool HasProgram(const std::string& name) {
  return RunShell("sh", "command -v " + name + " >/dev/null").code == 0;
}

std::string WriteTemporary(const std::string& name, const std::string& text) {
  // Tests run side by side.
  std::string path = testing::TempDir() + "testfed-" + std::to_string(getpid()) + "-" + name;
  std::ofstream(path, std::ios::binary) << text;
  return path;
}

}  // namespace testfed
