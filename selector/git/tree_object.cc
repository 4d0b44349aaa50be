#include "selector/git/tree_object.h"

#include <algorithm>

#include "domains/file_system.h"
#include "selector/git/tree.h"

namespace testfed {
namespace {

// git's own bound (core.maxTreeDepth, since 2.45): a hostile tree must not exhaust the stack.
constexpr int kMaxDepth = 2048;

}  // namespace

bool TreeEntry::IsTree() const { return mode == kModeTree; }

int CompareNames(const TreeEntry& a, const TreeEntry& b) {
  size_t shared = std::min(a.name.size(), b.name.size());
  if (int order = a.name.compare(0, shared, b.name, 0, shared); order != 0) return order;
  auto next = [&](const TreeEntry& entry) -> int {
    if (entry.name.size() > shared) return static_cast<unsigned char>(entry.name[shared]);
    return entry.IsTree() ? '/' : 0;
  };
  return next(a) - next(b);
}

absl::Status ReadTree(const ObjectStore& store, std::string_view raw_id, int depth,
                      TreeObject& tree) {
  if (raw_id.empty()) return absl::OkStatus();
  if (depth > kMaxDepth) {
    return Error("tree `" + ToHex(raw_id) + "` is nested deeper than " + std::to_string(kMaxDepth) +
                 " directories");
  }
  auto object = store.ReadRaw(raw_id);
  if (absl::IsNotFound(object.status())) return MissingObject(store, "tree", ToHex(raw_id));
  if (!object.ok()) return object.status();
  if (object->type != ObjectType::kTree) return DamagedObject(ToHex(raw_id));
  tree.bytes = std::move(object->bytes);
  std::string_view rest = tree.bytes;
  const size_t id_size = store.RawIdSize();
  while (!rest.empty()) {
    TreeEntry entry;
    size_t at = 0;
    while (at < rest.size() && rest[at] >= '0' && rest[at] <= '7' && at < 8) {
      entry.mode = entry.mode * 8 + static_cast<std::uint32_t>(rest[at++] - '0');
    }
    size_t zero = rest.find('\0', at);
    if (at == 0 || rest.size() <= at || rest[at] != ' ' || zero == std::string_view::npos ||
        zero == at + 1 || rest.size() - zero - 1 < id_size) {
      return DamagedObject(ToHex(raw_id));
    }
    entry.mode = CanonicalMode(entry.mode);
    entry.name = rest.substr(at + 1, zero - at - 1);
    entry.raw_id = rest.substr(zero + 1, id_size);
    rest.remove_prefix(zero + 1 + id_size);
    tree.entries.push_back(entry);
  }
  // Old tools wrote trees out of order; two of them can only be merged when both are sorted.
  auto before = [](const TreeEntry& a, const TreeEntry& b) { return CompareNames(a, b) < 0; };
  if (!std::is_sorted(tree.entries.begin(), tree.entries.end(), before)) {
    std::stable_sort(tree.entries.begin(), tree.entries.end(), before);
  }
  return absl::OkStatus();
}

}  // namespace testfed
