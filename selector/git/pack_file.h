// One pack of objects and its index (gitformat-pack(5)), mapped.
//
// What is not as git writes it today (an index of version 1, another checksum, an entry that does
// not hold what it promises) is not read: the caller asks libgit2, which reads it or knows the word
// for what is wrong. As git and libgit2, this trusts a pack whose ends fit together: the hash of
// each object is computed by `git fsck` and when the pack arrives, not by readers.
#ifndef TESTFED_SELECTOR_GIT_PACK_FILE_H_
#define TESTFED_SELECTOR_GIT_PACK_FILE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "selector/git/inflate.h"
#include "selector/git/mapped_file.h"
#include "selector/git/object_store.h"

namespace testfed {

// Larger objects than this are not read here.
inline constexpr size_t kMaxInflatedBytes = size_t{256} << 20;

class PackFile {
 public:
  // `path` without `.idx` or `.pack`. Null when it is no pack that is read here.
  static std::unique_ptr<PackFile> Open(const std::string& path);

  // Where the object lies; nullopt when it is not in this pack.
  std::optional<std::uint64_t> Find(std::string_view raw_id) const;
  // Nullopt when it cannot be read here.
  std::optional<Object> Read(std::uint64_t offset, Inflater& inflater);

 private:
  struct Entry {
    int type = 0;
    size_t size = 0;         // of what the stream holds: the object, or the delta
    std::uint64_t base = 0;  // offset of a delta's base
    std::string_view stream;
  };
  struct Known {  // a base of deltas
    ObjectType type = ObjectType::kBlob;
    std::string bytes;
  };

  bool Check() const;
  std::optional<Entry> EntryAt(std::uint64_t offset) const;
  void Remember(std::uint64_t offset, std::shared_ptr<const Known> known);

  MappedFile index_, pack_;
  std::uint32_t count_ = 0;
  std::unordered_map<std::uint64_t, std::shared_ptr<const Known>> known_;
  size_t known_bytes_ = 0;
};

// What the delta makes of the base; nullopt when it is damaged.
std::optional<std::string> ApplyDelta(std::string_view base, std::string_view delta);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_GIT_PACK_FILE_H_
