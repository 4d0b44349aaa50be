// The index's own memory of tree objects (extension TREE, gitformat-index(5)): which directories
// of the index are, unchanged, which tree. git writes it at a commit or a checkout, and forgets the
// directories of a path that is added or removed.
#ifndef TESTFED_SELECTOR_GIT_CACHE_TREE_H_
#define TESTFED_SELECTOR_GIT_CACHE_TREE_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "domains/status.h"

namespace testfed {

class CacheTree {
 public:
  struct Directory {
    std::string_view name;
    std::string_view id;  // raw; "" where git forgot it
    size_t count = 0;     // entries of the index below, where the id is known
    std::uint32_t children = 0;
    std::uint32_t first = 0;
  };

  CacheTree() = default;
  // The names and ids point into `extension`, which outlives this. Cost: one pass.
  static absl::StatusOr<CacheTree> Parse(std::string_view extension, size_t raw_id_size);

  // Null where nothing is known; `parent` may be null.
  const Directory* Root() const { return directories_.empty() ? nullptr : &directories_.front(); }
  const Directory* Child(const Directory* parent, std::string_view name) const;

 private:
  std::vector<Directory> directories_;   // each before what is below it
  std::vector<std::uint32_t> children_;  // of one directory side by side, by length, then bytes
};

}  // namespace testfed

#endif  // TESTFED_SELECTOR_GIT_CACHE_TREE_H_
