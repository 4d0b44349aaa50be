// Repositories to measure on: sorted paths and the globs that federate them.
//
// Generated ones are the same on every machine and in every run: one seed a shape, one generator of
// our own (random_numbers.h). Their proportions follow real ones (Firefox's moz.build files,
// Linux's MAINTAINERS): how deep and how crowded directories are, how long names, which share of
// the globs is a literal, a tree, a prefix ... All shapes and shares stand in workload_shapes.cc.
// Real ones (Linux, U-Boot) are read from a folder of public data where that is there.
#ifndef TESTFED_BENCH_WORKLOAD_H_
#define TESTFED_BENCH_WORKLOAD_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domains/declarations.h"

namespace testfed::bench {

struct WorkloadDomain {
  std::string name;
  std::vector<std::string> include;
  std::vector<std::string> exclude;
};

struct Workload {
  std::string name;
  std::string bytes;                // all paths in byte order, each followed by a NUL
  std::vector<std::uint32_t> ends;  // of each path, where its NUL is
  std::vector<WorkloadDomain> domains;

  size_t size() const { return ends.size(); }
  std::string_view Path(size_t index) const {
    const size_t begin = index == 0 ? 0 : ends[index - 1] + size_t{1};
    return std::string_view(bytes).substr(begin, ends[index] - begin);
  }
  size_t globs() const;
};

// Numbers of one shape. Shares are in parts of the sum of all shares.
struct Shape {
  std::string name;
  std::uint64_t seed = 1;
  size_t files = 0;
  size_t globs = 0;
  size_t domains = 0;
  size_t files_in_directory = 0;   // on average; the tail is heavy
  bool chips = false;              // names are families with numbers (ad7091.c), not words
  size_t crowded_directories = 0;  // where most `prefix*` globs are
  struct Shares {
    int literal, dead, directory, tree, prefix, both, files_only, suffix, deep_suffix, contains,
        general, middle, anywhere;
  } shares{};
  int exclude_percent = 0;
};

Shape FirefoxShape();  // 386,000 paths, 2,200 globs
Shape LinuxShape();    // 87,000 paths, 8,200 globs
Shape BigShape();      // 1,100,000 paths, 25,000 globs
// Firefox's proportions at another size, for curves.
Shape ScaledShape(size_t files, size_t globs);

Workload Generate(const Shape& shape);

// `name` is `linux` or `uboot`; nullopt where `folder` has no such data. Its globs are git's, taken
// as testfed's; those that testfed refuses are left out.
std::optional<Workload> ReadReal(const std::string& folder, const std::string& name);

// By name: firefox, linux, big, real-linux, real-uboot, or scaled-FILES-GLOBS; nullopt when there
// is no such workload, or no data for it in `folder`.
std::optional<Workload> FindWorkload(std::string_view name, const std::string& folder);

// As testfed reads it. Aborts on a glob that testfed refuses: the generator makes none.
Declarations DeclarationsOf(const Workload& workload);
std::string YamlOf(const Workload& workload);

}  // namespace testfed::bench

#endif  // TESTFED_BENCH_WORKLOAD_H_
