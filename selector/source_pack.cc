#include "selector/source_pack.h"

#include <algorithm>

#include "domains/byte_reader.h"

namespace testfed {

std::string SourcePack::KeyOf(Language language, std::string_view raw_id) {
  std::string key(raw_id);
  key += static_cast<char>(language);
  return key;
}

std::string SourcePack::Encode(const std::vector<Entry>& entries) {
  size_t size = 8;
  for (const Entry& entry : entries) size += entry.key.size() + entry.value.size() + 8;
  std::string bytes;
  bytes.reserve(size);
  PutNumber(entries.size(), bytes);
  for (const Entry& entry : entries) {
    PutText(entry.key, bytes);
    PutText(entry.value, bytes);
  }
  return bytes;
}

std::unique_ptr<const SourcePack> SourcePack::Decode(std::string bytes) {
  auto pack = std::unique_ptr<SourcePack>(new SourcePack(std::move(bytes)));
  ByteReader reader(pack->bytes_);
  size_t count = reader.NumberUpTo(reader.left());
  pack->entries_.reserve(reader.ok() ? count : 0);
  for (size_t i = 0; i < count && reader.ok(); ++i) {
    Entry entry;
    entry.key = reader.Text();
    entry.value = reader.Text();
    if (i > 0 && entry.key <= pack->entries_.back().key) return nullptr;
    pack->entries_.push_back(entry);
  }
  if (!reader.ok() || reader.left() != 0) return nullptr;
  return pack;
}

std::optional<std::string_view> SourcePack::Find(std::string_view key) const {
  auto found = std::lower_bound(
      entries_.begin(), entries_.end(), key,
      [](const Entry& entry, std::string_view wanted) { return entry.key < wanted; });
  if (found == entries_.end() || found->key != key) return std::nullopt;
  return found->value;
}

}  // namespace testfed
