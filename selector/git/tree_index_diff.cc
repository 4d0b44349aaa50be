#include <algorithm>

#include "selector/git/delta.h"
#include "selector/git/tree_object.h"

namespace testfed {
namespace {

// A merge of two sorted lists, of which one is a tree of trees.
class TreeIndexDiff {
 public:
  TreeIndexDiff(const ObjectStore& store, const Index& index) : store_(store), index_(index) {}

  // Compares the tree with these entries, which are all that lie below `path_`.
  absl::Status Run(std::string_view raw_id, IndexRange range, const CacheTree::Directory* known,
                   int depth) {
    if (!raw_id.empty() && index_.TreeOf(range, known) == raw_id) return absl::OkStatus();
    TreeObject tree;
    TESTFED_RETURN_IF_ERROR(ReadTree(store_, raw_id, depth, tree));
    size_t next = range.begin;
    const size_t length = path_.size();
    for (const TreeEntry& entry : tree.entries) {
      path_ += entry.name;
      if (entry.IsTree()) path_ += '/';
      for (; next < range.end && index_.entries[next].path < path_; ++next) Add(next);
      if (entry.IsTree()) {
        const auto* child = index_.cache_tree.Child(known, entry.name);
        IndexRange below = index_.Below(next, path_, child);
        TESTFED_RETURN_IF_ERROR(Run(entry.raw_id, below, child, depth + 1));
        next = below.end;
      } else if (next < range.end && index_.entries[next].path == path_) {
        Both(entry, index_.entries[next++]);
      } else {
        deltas_.push_back({path_, {entry.mode, std::string(entry.raw_id)}, {}, false});
      }
      path_.resize(length);
    }
    for (; next < range.end; ++next) Add(next);
    return absl::OkStatus();
  }

  std::vector<Delta> Take() { return std::move(deltas_); }

 private:
  void Add(size_t at) {
    const IndexEntry& entry = index_.entries[at];
    deltas_.push_back({std::string(entry.path), {}, StateOf(entry), entry.conflict});
  }

  void Both(const TreeEntry& before, const IndexEntry& after) {
    if (!after.conflict && after.mode == before.mode && after.id == before.raw_id) return;
    deltas_.push_back(
        {path_, {before.mode, std::string(before.raw_id)}, StateOf(after), after.conflict});
  }

  const ObjectStore& store_;
  const Index& index_;
  std::string path_;
  std::vector<Delta> deltas_;
};

}  // namespace

FileState StateOf(const IndexEntry& entry) { return {entry.mode, std::string(entry.id)}; }

absl::StatusOr<std::vector<Delta>> DiffTreeAndIndex(const ObjectStore& store,
                                                    const std::string& tree, const Index& index) {
  TreeIndexDiff diff(store, index);
  TESTFED_RETURN_IF_ERROR(
      diff.Run(ToRaw(tree), {0, index.entries.size()}, index.cache_tree.Root(), 0));
  return diff.Take();
}

}  // namespace testfed
