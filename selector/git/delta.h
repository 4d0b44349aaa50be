// What lies between a tree, the index and the disk.
#ifndef TESTFED_SELECTOR_GIT_DELTA_H_
#define TESTFED_SELECTOR_GIT_DELTA_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "domains/status.h"
#include "selector/git/index.h"
#include "selector/git/object_store.h"
#include "selector/git/tree.h"
#include "selector/repository.h"

namespace testfed {

// What became of a path from one state to the next; sorted by path, each once.
struct Delta {
  std::string path;
  FileState before;
  FileState after;
  bool conflict = false;
};

FileState StateOf(const IndexEntry& entry);

// Directories that the index knows as the very tree that stands there are not read.
absl::StatusOr<std::vector<Delta>> DiffTreeAndIndex(const ObjectStore& store,
                                                    const std::string& tree, const Index& index);

// tree -> index -> disk as tree -> disk. `hash` gives the raw id of a file on the disk ("": it is
// not known), and is asked only where both earlier states leave the answer open.
using HashFile = std::function<absl::StatusOr<std::string>(const Delta& on_disk)>;
absl::StatusOr<std::vector<Delta>> Compose(const std::vector<Delta>& tree_to_index,
                                           const std::vector<Delta>& index_to_disk,
                                           const HashFile& hash);

std::vector<Change> ChangesOf(const std::vector<Delta>& deltas);

struct ListedFile {
  std::string_view path;
  std::string_view raw_id = {};  // "" where it is not known
  FileKind kind = FileKind::kRegular;
};
// Shows files, sorted by path, to a visitor as the directories that they are in.
void WalkFiles(const std::vector<ListedFile>& files, TreeVisitor& visitor);
// Shows the files on the disk that count: the index's and the untracked ones, without the deleted.
void WalkDisk(const Index& index, const std::vector<Delta>& index_to_disk, TreeVisitor& visitor);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_GIT_DELTA_H_
