// What was made of sources, kept from one run to the next: the values of many files in one value of
// the cache, found by the object id of the file's bytes and the language it is read as.
//
// One value and not one a file: 20,000 small files would cost more to open than to read anew. It is
// read where it lies: what is not asked for is not touched. Each entry has its own checksum, since
// the cache checks none of a mapped value.
#ifndef TESTFED_SELECTOR_SOURCE_PACK_H_
#define TESTFED_SELECTOR_SOURCE_PACK_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "contracts/language.h"
#include "domains/cache.h"

namespace testfed {

class SourcePack {
 public:
  struct Entry {
    std::string_view key;    // KeyOf
    std::string_view value;  // what the scan made of the source
  };

  static std::string KeyOf(Language language, std::string_view raw_id);

  // `entries` sorted by key, each key once.
  static std::string Encode(const std::vector<Entry>& entries);
  // Null for bytes that are none of Encode's. Constant work.
  static std::unique_ptr<const SourcePack> Decode(MappedValue value);

  // The value; nullopt where there is none, or a damaged one. Logarithmic.
  std::optional<std::string_view> Find(std::string_view key) const;
  // All that are whole, in their order.
  std::vector<Entry> Entries() const;
  size_t size() const { return count_; }

 private:
  SourcePack(MappedValue value, size_t count) : value_(std::move(value)), count_(count) {}
  std::optional<Entry> At(size_t index) const;

  MappedValue value_;
  size_t count_;
};

}  // namespace testfed

#endif  // TESTFED_SELECTOR_SOURCE_PACK_H_
