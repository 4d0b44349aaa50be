#include "domains/cache.h"

#include "domains/program_id.h"
#include "domains/sha256.h"

namespace testfed {
namespace {

constexpr std::string_view kMagic = "testfed cache 1\n";
constexpr size_t kHashDigits = 64;
constexpr size_t kHeaderBytes = kMagic.size() + kHashDigits + 8 + kHashDigits;

std::string Length(std::uint64_t length) {
  std::string bytes;
  for (int i = 0; i < 8; ++i) bytes += static_cast<char>(length >> (8 * i));
  return bytes;
}

}  // namespace

CacheKey::CacheKey(std::string_view kind, std::initializer_list<std::string_view> inputs) {
  std::string all;
  auto add = [&](std::string_view part) { all.append(Length(part.size())).append(part); };
  add(kind);
  add(ProgramId());
  for (std::string_view input : inputs) add(input);
  hex_ = Sha256Hex(all);
}

std::string EncodeCacheEntry(const CacheKey& key, std::string_view value) {
  std::string bytes;
  bytes.reserve(kHeaderBytes + value.size());
  bytes.append(kMagic).append(key.hex()).append(Length(value.size())).append(Sha256Hex(value));
  return bytes.append(value);
}

std::optional<std::string_view> ValueInEntry(const CacheKey& key, std::string_view bytes) {
  static_assert(kHeaderBytes % 8 == 0);
  if (bytes.size() < kHeaderBytes) return std::nullopt;
  std::string_view header = bytes.substr(0, kHeaderBytes - kHashDigits);
  std::string_view value = bytes.substr(kHeaderBytes);
  if (header != std::string(kMagic) + key.hex() + Length(value.size())) return std::nullopt;
  return value;
}

std::optional<std::string> DecodeCacheEntry(const CacheKey& key, std::string bytes) {
  std::optional<std::string_view> value = ValueInEntry(key, bytes);
  if (!value) return std::nullopt;
  if (std::string_view(bytes).substr(kHeaderBytes - kHashDigits, kHashDigits) !=
      Sha256Hex(*value)) {
    return std::nullopt;
  }
  bytes.erase(0, kHeaderBytes);
  return bytes;
}

std::optional<MappedValue> Cache::Map(const CacheKey& key) {
  std::optional<std::string> value = Find(key);
  if (!value) return std::nullopt;
  auto owner = std::make_shared<const std::string>(*std::move(value));
  return MappedValue{*owner, owner};
}

std::optional<std::string> MemoryCache::Find(const CacheKey& key) {
  auto value = values.find(key.hex());
  if (value == values.end()) return std::nullopt;
  ++found;
  return value->second;
}

void MemoryCache::Put(const CacheKey& key, std::string_view value) {
  values[key.hex()] = std::string(value);
}

}  // namespace testfed
