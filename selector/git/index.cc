#include "selector/git/index.h"

#include <algorithm>

#include "selector/git/object_store.h"
#include "selector/git/tree.h"

namespace testfed {

const IndexEntry* Index::Find(std::string_view path) const {
  auto found = std::lower_bound(
      entries.begin(), entries.end(), path,
      [](const IndexEntry& entry, std::string_view wanted) { return entry.path < wanted; });
  return found != entries.end() && found->path == path ? &*found : nullptr;
}

IndexRange Index::Below(size_t begin, std::string_view prefix,
                        const CacheTree::Directory* known) const {
  auto inside = [&](size_t at) {
    return at < entries.size() && entries[at].path.starts_with(prefix);
  };
  if (known != nullptr && !known->id.empty() && known->count > 0 &&
      known->count <= entries.size() - begin) {
    size_t end = begin + known->count;
    if (inside(begin) && inside(end - 1) && !inside(end)) return {begin, end};
  }
  if (!inside(begin)) return {begin, begin};
  size_t step = 1;
  size_t last = begin;  // inside
  while (inside(last + step)) {
    last += step;
    step *= 2;
  }
  for (; step > 0; step /= 2) {
    if (inside(last + step)) last += step;
  }
  return {begin, last + 1};
}

std::string_view Index::TreeOf(IndexRange range, const CacheTree::Directory* known) const {
  if (known == nullptr || known->id.empty() || known->count != range.end - range.begin) return "";
  auto found = std::lower_bound(odd.begin(), odd.end(), range.begin);
  return found != odd.end() && *found < range.end ? "" : known->id;
}

void WalkIndex(const Index& index, TreeVisitor& visitor) {
  struct Open {
    IndexRange range;
    size_t prefix = 0;  // the length of its path, with the `/` at the end
    const CacheTree::Directory* known = nullptr;
  };
  std::vector<Open> open = {{{0, index.entries.size()}, 0, index.cache_tree.Root()}};
  size_t i = 0;
  while (true) {
    while (i == open.back().range.end) {
      if (open.size() == 1) return;
      open.pop_back();
      visitor.LeaveDirectory();
    }
    std::string_view path = index.entries[i].path;
    size_t prefix = open.back().prefix;
    size_t slash = path.find('/', prefix);
    if (slash == std::string_view::npos) {
      const IndexEntry& entry = index.entries[i++];
      visitor.FileWithId(path.substr(prefix), entry.conflict ? "" : entry.id, KindOf(entry.mode));
      continue;
    }
    std::string_view name = path.substr(prefix, slash - prefix);
    const auto* known = index.cache_tree.Child(open.back().known, name);
    IndexRange range = index.Below(i, path.substr(0, slash + 1), known);
    std::string id = ToHex(index.TreeOf(range, known));
    if (visitor.EnterDirectory(name, id)) {
      open.push_back({range, slash + 1, known});
    } else {
      i = range.end;
    }
  }
}

}  // namespace testfed
