// A list of paths as the entries that a walk over git's trees meets: enter a directory, a file,
// leave.
#ifndef TESTFED_BENCH_FILE_TREE_H_
#define TESTFED_BENCH_FILE_TREE_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "bench/workload.h"
#include "domains/match_walk.h"

namespace testfed::bench {

class FileTree {
 public:
  // The names are parts of `workload`'s paths, so it must outlive the tree.
  explicit FileTree(const Workload& workload);

  // The winners of every file, in order of the paths.
  void Walk(MatchWalk& walk, std::vector<WinnersId>& winners) const;

  size_t directories() const { return directories_; }

 private:
  enum class Kind : std::uint8_t { kFile, kEnter, kLeave };
  struct Entry {
    std::uint32_t begin;
    std::uint16_t size;
    Kind kind;
  };
  std::string_view bytes_;
  std::vector<Entry> entries_;
  size_t directories_ = 0;
};

}  // namespace testfed::bench

#endif  // TESTFED_BENCH_FILE_TREE_H_
