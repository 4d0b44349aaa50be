// How much memory the domains of all paths take at most, in a process that does nothing else.
//
//   testfed_memory_peak PATHS YAML
//
// Reads what testfed_workload_files printed, keeps all paths and one id a path, and prints two
// greatest resident sizes in KiB, by getrusage: with only the paths read, and at the end.
#include <sys/resource.h>

#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

#include "bench/file_tree.h"
#include "domains/declarations_reader.h"
#include "domains/ownership.h"

namespace testfed::bench {
namespace {

long PeakKibibytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

// Without a second copy on the way.
std::string Bytes(const char* path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file) return "";
  std::string bytes(static_cast<size_t>(file.tellg()), '\0');
  file.seekg(0).read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return bytes;
}

int Run(const char* paths, const char* yaml) {
  Workload workload;
  workload.bytes = Bytes(paths);
  for (size_t at = 0; (at = workload.bytes.find('\0', at)) != std::string::npos; ++at) {
    workload.ends.push_back(static_cast<std::uint32_t>(at));
  }
  const FileTree tree(workload);
  const long before = PeakKibibytes();
  const absl::StatusOr<Declarations> declarations =
      ReadDeclarationsOrFirstError(Bytes(yaml), "domains.yaml");
  if (!declarations.ok() || workload.size() == 0) {
    std::cerr << "cannot read `" << paths << "` or `" << yaml << "`\n";
    return 2;
  }
  Ownership ownership(*declarations);
  std::vector<WinnersId> winners(workload.size());
  tree.Walk(ownership.walk(), winners);
  size_t pairs = 0;
  for (const WinnersId id : winners) pairs += ownership.Of(id).domains.size();
  std::cout << before << " " << PeakKibibytes() << " " << workload.size() << " " << pairs << "\n";
  return 0;
}

}  // namespace
}  // namespace testfed::bench

int main(int argc, char** argv) {
  if (argc == 3) return testfed::bench::Run(argv[1], argv[2]);
  std::cerr << "usage: testfed_memory_peak PATHS YAML\n";
  return 2;
}
