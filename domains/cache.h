// The one cache: what costs time to make, kept from one run to the next by the hash of all that it
// was made from.
//
// It is never needed and never trusted: an entry that is cut short, damaged or of another program
// is not found, a folder that cannot be used holds nothing, and deleting any part at any time, also
// while testfed runs, costs time only. So nothing here returns an error. Whoever can write the
// folder can write answers, though: the checksum finds accidents, not attacks (docs/design.md).
#ifndef TESTFED_DOMAINS_CACHE_H_
#define TESTFED_DOMAINS_CACHE_H_

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace testfed {

// 64 hexadecimal digits: SHA-256 of the kind of value, of this very program and of the inputs, each
// with its length, so that no two lists of inputs share a key.
class CacheKey {
 public:
  CacheKey(std::string_view kind, std::initializer_list<std::string_view> inputs);
  const std::string& hex() const { return hex_; }

 private:
  std::string hex_;
};

// The bytes of a value that is read where it lies.
struct MappedValue {
  std::string_view bytes;
  std::shared_ptr<const void> owner;  // keeps them
};

// Null pointers to a Cache stand for "no cache" wherever one is taken.
class Cache {
 public:
  virtual ~Cache() = default;
  virtual std::optional<std::string> Find(const CacheKey& key) = 0;
  // The same for large values of which little is read: only the header is checked, so that the
  // value must hold checksums of its own (checksum.h). Entries are replaced by renaming and never
  // written into: what is mapped stays as it was. Whoever cuts an entry short in place ends this
  // process.
  virtual std::optional<MappedValue> Map(const CacheKey& key);
  virtual void Put(const CacheKey& key, std::string_view value) = 0;
};

class MemoryCache : public Cache {
 public:
  std::optional<std::string> Find(const CacheKey& key) override;
  void Put(const CacheKey& key, std::string_view value) override;

  std::map<std::string, std::string> values;  // by key
  int found = 0;                              // how often Find had an answer
};

struct DiskCacheOptions {
  // The oldest entries, by time of writing, go when all together have more bytes; looked at only
  // when an entry is written. A value that alone has more than a quarter of it is not kept.
  std::uint64_t max_bytes = std::uint64_t{256} << 20;
  // Use the folder only when it is ours and no one else may write it.
  bool private_folder = false;
  std::function<void(const std::string&)> note = {};  // why something is not kept; once
};

// One file an entry. The folder, an absolute path, is made when something is first written; files
// in it that are not of this cache are left alone. Safe with any number of processes at once: an
// entry appears whole or not at all. Nothing is fsynced: what a power cut damages is found by its
// checksum.
std::unique_ptr<Cache> MakeDiskCache(std::string folder, DiskCacheOptions options = {});

// How an entry looks on the disk: magic, key, length and checksum, then the value.
std::string EncodeCacheEntry(const CacheKey& key, std::string_view value);
// Nullopt for anything but a whole entry of that key.
std::optional<std::string> DecodeCacheEntry(const CacheKey& key, std::string bytes);
// The value in an entry whose header is right, its checksum not looked at. Begins at a multiple of
// eight bytes.
std::optional<std::string_view> ValueInEntry(const CacheKey& key, std::string_view bytes);

}  // namespace testfed

#endif  // TESTFED_DOMAINS_CACHE_H_
