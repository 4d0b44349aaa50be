// The index as a list, and what lies between a tree, the index and the disk.
#ifndef TESTFED_SELECTOR_GIT_INDEX_ENTRY_H_
#define TESTFED_SELECTOR_GIT_INDEX_ENTRY_H_

#include <functional>
#include <string>
#include <vector>

#include "domains/status.h"
#include "selector/git/object_store.h"
#include "selector/git/tree.h"
#include "selector/repository.h"

namespace testfed {

// One path of the index. The stages of a conflict are one entry with `conflict`.
struct IndexEntry {
  std::string path;
  FileState file;
  bool conflict = false;
  bool skip_worktree = false;
};

// What became of a path from one state to the next; sorted by path, each once.
struct Delta {
  std::string path;
  FileState before;
  FileState after;
  bool conflict = false;
};

absl::StatusOr<std::vector<Delta>> DiffTreeAndIndex(const ObjectStore& store,
                                                    const std::string& tree,
                                                    const std::vector<IndexEntry>& index);

// tree -> index -> disk as tree -> disk. `hash` gives the raw id of a file on the disk ("": it is
// not known), and is asked only where both earlier states leave the answer open.
using HashFile = std::function<absl::StatusOr<std::string>(const Delta& on_disk)>;
absl::StatusOr<std::vector<Delta>> Compose(const std::vector<Delta>& tree_to_index,
                                           const std::vector<Delta>& index_to_disk,
                                           const HashFile& hash);

std::vector<Change> ChangesOf(const std::vector<Delta>& deltas);

// The paths on the disk that count: the index's and the untracked ones, without the deleted.
std::vector<std::string> PathsOnDisk(const std::vector<IndexEntry>& index,
                                     const std::vector<Delta>& index_to_disk);
std::vector<std::string> PathsOf(const std::vector<IndexEntry>& index);

// Shows sorted paths to a visitor as the directories that they are in.
void WalkPaths(const std::vector<std::string>& paths, TreeVisitor& visitor);

// The entry of that path, or null. `index` is sorted.
const IndexEntry* FindEntry(const std::vector<IndexEntry>& index, std::string_view path);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_GIT_INDEX_ENTRY_H_
