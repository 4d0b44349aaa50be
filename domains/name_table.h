// Children of nodes by name: one flat hash table for all nodes of a trie.
//
// An entry is eight bytes, a tag of 32 bits and an index, so that asking for a name that is not
// there, which is what happens for nearly every file, reads one cache line and no text.
#ifndef TESTFED_DOMAINS_NAME_TABLE_H_
#define TESTFED_DOMAINS_NAME_TABLE_H_

#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace testfed {

class NameTable {
 public:
  // Eight bytes a multiplication. The last bytes are read as one word that overlaps the one before,
  // which spares a loop or a call for the rest.
  static std::uint64_t HashOf(std::string_view name) {
    const char* at = name.data();
    size_t left = name.size();
    std::uint64_t hash = left * kMultiplier;
    if (left >= 8) {
      for (; left > 8; at += 8, left -= 8) hash = Mix(hash ^ Load<std::uint64_t>(at));
      return Mix(hash ^ Load<std::uint64_t>(at + left - 8));
    }
    std::uint64_t word = 0;
    if (left >= 4) {
      word = Load<std::uint32_t>(at) | std::uint64_t{Load<std::uint32_t>(at + left - 4)} << 32;
    } else if (left > 0) {
      const auto byte = [at](size_t i) { return std::uint64_t{static_cast<unsigned char>(at[i])}; };
      word = byte(0) | byte(left / 2) << 8 | byte(left - 1) << 16;
    }
    return Mix(hash ^ word);
  }

  // The child of `node` called `name`, whose hash is `hash`; -1 if there is none.
  int Find(int node, std::uint64_t hash, std::string_view name) const {
    if (keys_.empty()) return -1;
    const std::uint64_t mixed = Mix(hash ^ static_cast<std::uint64_t>(node) * kNodeMultiplier);
    const auto tag = static_cast<std::uint32_t>(mixed >> 32);
    for (std::uint64_t at = mixed & mask_;; at = (at + 1) & mask_) {
      const Entry& entry = entries_[at];
      if (entry.key < 0) return -1;
      if (entry.tag != tag) continue;
      const Key& key = keys_[static_cast<size_t>(entry.key)];
      if (key.node == node && key.name == name) return key.child;
    }
  }

  // The bytes of `name` must outlive the table; `node` has no child of that name yet.
  void Insert(int node, std::uint64_t hash, std::string_view name, int child);

 private:
  static constexpr std::uint64_t kMultiplier = 0x9e3779b97f4a7c15;
  static constexpr std::uint64_t kNodeMultiplier = 0xff51afd7ed558ccd;

  struct Entry {
    std::uint32_t tag = 0;
    int key = -1;  // index into keys_; negative: an empty place
  };
  struct Key {
    std::uint64_t mixed;
    std::string_view name;
    int node;
    int child;
  };

  static std::uint64_t Mix(std::uint64_t value) {
    value *= kMultiplier;
    return value ^ (value >> 29);
  }
  template <typename Word>
  static Word Load(const char* at) {
    Word word;
    std::memcpy(&word, at, sizeof word);
    return word;
  }
  void Place(int key);

  std::vector<Entry> entries_;  // open addressing; a power of two, at most half full
  std::vector<Key> keys_;
  std::uint64_t mask_ = 0;
};

}  // namespace testfed

#endif  // TESTFED_DOMAINS_NAME_TABLE_H_
