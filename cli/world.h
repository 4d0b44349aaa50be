// Everything that a command can see of the process it runs in, so that tests can make it up.
#ifndef TESTFED_CLI_WORLD_H_
#define TESTFED_CLI_WORLD_H_

#include <chrono>
#include <functional>
#include <istream>
#include <memory>
#include <optional>
#include <ostream>
#include <string>

#include "domains/cache.h"
#include "domains/file_system.h"

namespace testfed {

using SteadyTime = std::chrono::steady_clock::time_point;

struct World {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  // nullopt: the variable is not set, which is not the same as empty.
  std::function<std::optional<std::string>(const std::string&)> env = {};
  std::string directory{};      // absolute
  FileSystem* files = nullptr;  // takes absolute paths
  // The cache in a folder; not set: there is none.
  std::function<std::unique_ptr<Cache>(const std::string& folder, DiskCacheOptions)> open_cache =
      {};
  std::function<SteadyTime()> now = [] { return std::chrono::steady_clock::now(); };
  bool stdout_is_terminal = false;
  bool stderr_is_terminal = false;
  // Whether -C names a directory; not asked when it is empty.
  std::function<bool(const std::string&)> is_directory = {};
};

// This process: its environment, directory, disk and clock. The terminals are looked at only when
// `out` and `err` are std::cout and std::cerr.
World ProcessWorld(std::istream& in, std::ostream& out, std::ostream& err);

// For main, before anything else. A closed pipe becomes a write error instead of a signal, which
// would end the process with no exit code of ours; children that are started must restore it.
// Standard streams that are closed are opened on /dev/null, such that writing to stdout does not
// work: else the next file to be opened takes the number 1, and the answer goes into that file.
void PrepareProcess();

}  // namespace testfed

#endif  // TESTFED_CLI_WORLD_H_
