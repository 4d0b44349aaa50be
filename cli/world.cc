#include "cli/world.h"

#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <memory>

namespace testfed {

World ProcessWorld(std::istream& in, std::ostream& out, std::ostream& err) {
  static const auto* const files = new std::unique_ptr<FileSystem>(MakeRealFileSystem());
  World world{.in = in, .out = out, .err = err};
  world.env = [](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());
    if (value == nullptr) return std::nullopt;
    return value;
  };
  std::error_code error;
  world.directory = std::filesystem::current_path(error).string();
  if (error) world.directory = ".";  // removed under our feet; opening a file will say so
  world.files = files->get();
  world.open_cache = MakeDiskCache;
  world.stdout_is_terminal = &out == &std::cout && isatty(STDOUT_FILENO) == 1;
  world.stderr_is_terminal = &err == &std::cerr && isatty(STDERR_FILENO) == 1;
  world.is_directory = [](const std::string& path) {
    std::error_code ignored;
    return std::filesystem::is_directory(path, ignored);
  };
  return world;
}

void PrepareProcess() {
  std::signal(SIGPIPE, SIG_IGN);
  std::ios::sync_with_stdio(false);
  for (int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(fd, F_GETFD) != -1) continue;
    // open takes the lowest free number, which is `fd`. The wrong direction is the point.
    if (open("/dev/null", fd == STDOUT_FILENO ? O_RDONLY : O_RDWR) != fd) std::abort();
  }
}

}  // namespace testfed
