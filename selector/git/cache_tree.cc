#include "selector/git/cache_tree.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace testfed {
namespace {

// git's own order of subdirectories here (subtree_name_cmp in cache-tree.c).
bool Before(std::string_view a, std::string_view b) {
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

// A number that ends with `end`, taken off the front.
bool TakeNumber(std::string_view& rest, char end, long& number) {
  auto [stop, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
  if (error != std::errc() || stop == rest.data() + rest.size() || *stop != end) return false;
  rest.remove_prefix(static_cast<size_t>(stop - rest.data()) + 1);
  return true;
}

// "NAME<NUL>COUNT SUBDIRECTORIES<LF>", and the id where COUNT is not negative.
bool TakeDirectory(std::string_view& rest, size_t raw_id_size, CacheTree::Directory& directory) {
  size_t zero = rest.find('\0');
  if (zero == std::string_view::npos) return false;
  directory.name = rest.substr(0, zero);
  rest.remove_prefix(zero + 1);
  long count = 0, children = 0;
  if (!TakeNumber(rest, ' ', count) || !TakeNumber(rest, '\n', children)) return false;
  if (count >= 0) {
    if (rest.size() < raw_id_size) return false;
    directory.id = rest.substr(0, raw_id_size);
    directory.count = static_cast<size_t>(count);
    rest.remove_prefix(raw_id_size);
  }
  if (children < 0 || static_cast<size_t>(children) > rest.size()) return false;
  directory.children = static_cast<std::uint32_t>(children);
  return true;
}

}  // namespace

absl::StatusOr<CacheTree> CacheTree::Parse(std::string_view extension, size_t raw_id_size) {
  CacheTree tree;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> open;  // next child, end of the children
  std::string_view rest = extension;
  do {
    Directory directory;
    if (!TakeDirectory(rest, raw_id_size, directory)) return Error("its cache of trees is damaged");
    auto number = static_cast<std::uint32_t>(tree.directories_.size());
    if (number > 0) tree.children_[open.back().first++] = number;
    directory.first = static_cast<std::uint32_t>(tree.children_.size());
    open.emplace_back(directory.first, directory.first + directory.children);
    // The shortest subdirectory takes five bytes: wild numbers ask for no wild amount of memory.
    if (open.back().second > extension.size() / 5) return Error("its cache of trees is damaged");
    tree.children_.resize(open.back().second);
    tree.directories_.push_back(directory);
    while (!open.empty() && open.back().first == open.back().second) open.pop_back();
  } while (!open.empty());
  if (!rest.empty()) return Error("its cache of trees is damaged");
  auto before = [&](std::uint32_t a, std::uint32_t b) {
    return Before(tree.directories_[a].name, tree.directories_[b].name);
  };
  for (const Directory& directory : tree.directories_) {
    auto first = tree.children_.begin() + directory.first;
    auto last = first + directory.children;
    if (!std::is_sorted(first, last, before)) std::sort(first, last, before);
  }
  return tree;
}

const CacheTree::Directory* CacheTree::Child(const Directory* parent, std::string_view name) const {
  if (parent == nullptr) return nullptr;
  auto first = children_.begin() + parent->first;
  auto last = first + parent->children;
  auto found = std::lower_bound(first, last, name, [&](std::uint32_t child, std::string_view want) {
    return Before(directories_[child].name, want);
  });
  if (found == last || directories_[*found].name != name) return nullptr;
  return &directories_[*found];
}

}  // namespace testfed
