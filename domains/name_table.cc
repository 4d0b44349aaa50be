#include "domains/name_table.h"

namespace testfed {

void NameTable::Insert(int node, std::uint64_t hash, std::string_view name, int child) {
  keys_.push_back(
      {Mix(hash ^ static_cast<std::uint64_t>(node) * kNodeMultiplier), name, node, child});
  if (keys_.size() * 2 <= entries_.size()) {
    Place(static_cast<int>(keys_.size()) - 1);
    return;
  }
  entries_.assign(entries_.empty() ? 16 : entries_.size() * 2, {});
  mask_ = entries_.size() - 1;
  for (size_t i = 0; i < keys_.size(); ++i) Place(static_cast<int>(i));
}

void NameTable::Place(int key) {
  const std::uint64_t mixed = keys_[static_cast<size_t>(key)].mixed;
  std::uint64_t at = mixed & mask_;
  while (entries_[at].key >= 0) at = (at + 1) & mask_;
  entries_[at] = {static_cast<std::uint32_t>(mixed >> 32), key};
}

}  // namespace testfed
