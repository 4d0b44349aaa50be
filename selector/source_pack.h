// What was made of sources, kept from one run to the next: the values of many files in one value of
// the cache, found by the object id of the file's bytes and the language it is read as.
//
// One value and not one a file: 20,000 small files would cost more to open than to read anew.
#ifndef TESTFED_SELECTOR_SOURCE_PACK_H_
#define TESTFED_SELECTOR_SOURCE_PACK_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "contracts/language.h"

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
  // Null for bytes that Encode did not write. Constant work for each entry.
  static std::unique_ptr<const SourcePack> Decode(std::string bytes);

  // The value; nullopt where there is none. Logarithmic.
  std::optional<std::string_view> Find(std::string_view key) const;
  const std::vector<Entry>& entries() const { return entries_; }

 private:
  explicit SourcePack(std::string bytes) : bytes_(std::move(bytes)) {}

  std::string bytes_;  // what all views point into
  std::vector<Entry> entries_;
};

}  // namespace testfed

#endif  // TESTFED_SELECTOR_SOURCE_PACK_H_
