// One tree object: its entries, in the order of a walk.
#ifndef TESTFED_SELECTOR_GIT_TREE_OBJECT_H_
#define TESTFED_SELECTOR_GIT_TREE_OBJECT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "domains/status.h"
#include "selector/git/object_store.h"

namespace testfed {

struct TreeEntry {
  std::uint32_t mode = 0;  // canonical
  std::string_view name;
  std::string_view raw_id;
  bool IsTree() const;
};

// A tree and the bytes that its entries point into; neither copied nor moved.
struct TreeObject {
  TreeObject() = default;
  TreeObject(const TreeObject&) = delete;
  std::string bytes;
  std::vector<TreeEntry> entries;
};

// git's order (base_name_compare): a directory sorts as if its name ended with `/`, which makes
// the order of a walk the byte order of full paths.
int CompareNames(const TreeEntry& a, const TreeEntry& b);

// Reads the tree `raw_id` ("": no entries), found `depth` directories below the root.
absl::Status ReadTree(const ObjectStore& store, std::string_view raw_id, int depth,
                      TreeObject& tree);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_GIT_TREE_OBJECT_H_
