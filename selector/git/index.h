// The index as a list of paths, whoever read it, with what it knows of whole directories.
#ifndef TESTFED_SELECTOR_GIT_INDEX_H_
#define TESTFED_SELECTOR_GIT_INDEX_H_

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domains/tree_visitor.h"
#include "selector/git/cache_tree.h"
#include "selector/git/mapped_file.h"

namespace testfed {

// One path of the index. The stages of a conflict are one entry with `conflict`, and the first
// stage's file.
struct IndexEntry {
  std::string_view path;
  std::string_view id;                  // raw
  const unsigned char* stat = nullptr;  // the ten fields of gitformat-index(5), where known
  std::uint32_t mode = 0;               // canonical
  bool conflict = false;
  bool skip_worktree = false;
  bool intent_to_add = false;
  bool assume_unchanged = false;
};

// A part of the index: entries [begin, end).
struct IndexRange {
  size_t begin = 0;
  size_t end = 0;
};

class Index {
 public:
  std::vector<IndexEntry> entries;  // sorted by path, each path once
  CacheTree cache_tree;
  // The places of entries that no tree object holds as they are, sorted: a tree's id does not
  // speak for them.
  std::vector<size_t> odd;

  // What the entries point into; it stays where it is when the index is moved.
  MappedFile file;
  std::deque<std::string> texts;

  // The entry of that path, or null.
  const IndexEntry* Find(std::string_view path) const;
  // The entries of a directory: those from `begin` on that start with `prefix`, which ends in `/`.
  // `known` is the directory in the cache of trees, or null: then they are searched, in the
  // logarithm of their number.
  IndexRange Below(size_t begin, std::string_view prefix, const CacheTree::Directory* known) const;
  // The raw id of the tree that these entries are, where the index knows it; else "".
  std::string_view TreeOf(IndexRange range, const CacheTree::Directory* known) const;
};

// Shows all paths to a visitor as the directories that they are in, with the ids of those that the
// index knows as trees. A directory that is not entered costs nothing more.
void WalkIndex(const Index& index, TreeVisitor& visitor);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_GIT_INDEX_H_
