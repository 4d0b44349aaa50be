#include "selector/source_pack.h"

#include <cstdint>
#include <cstring>

#include "domains/byte_reader.h"
#include "domains/checksum.h"

namespace testfed {
namespace {

// The count, where each entry begins, and the entries: the checksum of the rest, key, value.
constexpr size_t kNumber = 4;
constexpr size_t kSum = 8;

void PutFixed(size_t number, std::string& bytes) {
  const auto narrow = static_cast<std::uint32_t>(number);
  bytes.append(reinterpret_cast<const char*>(&narrow), kNumber);
}

size_t FixedAt(std::string_view bytes, size_t at) {
  std::uint32_t number = 0;
  std::memcpy(&number, bytes.data() + at, kNumber);
  return number;
}

}  // namespace

std::string SourcePack::KeyOf(Language language, std::string_view raw_id) {
  std::string key(raw_id);
  key += static_cast<char>(language);
  return key;
}

std::string SourcePack::Encode(const std::vector<Entry>& entries) {
  std::string starts, bodies;
  const size_t begin = kNumber * (1 + entries.size());
  for (const Entry& entry : entries) {
    PutFixed(begin + bodies.size(), starts);
    std::string body;
    PutText(entry.key, body);
    PutText(entry.value, body);
    const std::uint64_t sum = Checksum(body);
    bodies.append(reinterpret_cast<const char*>(&sum), kSum);
    bodies += body;
  }
  std::string bytes;
  PutFixed(entries.size(), bytes);
  return bytes + starts + bodies;
}

std::unique_ptr<const SourcePack> SourcePack::Decode(MappedValue value) {
  if (value.bytes.size() < kNumber) return nullptr;
  const size_t count = FixedAt(value.bytes, 0);
  if (count > (value.bytes.size() - kNumber) / kNumber) return nullptr;
  return std::unique_ptr<const SourcePack>(new SourcePack(std::move(value), count));
}

std::optional<SourcePack::Entry> SourcePack::At(size_t index) const {
  const std::string_view bytes = value_.bytes;
  const size_t begin = FixedAt(bytes, kNumber * (1 + index));
  const size_t end = index + 1 < count_ ? FixedAt(bytes, kNumber * (2 + index)) : bytes.size();
  if (begin > end || end > bytes.size() || end - begin < kSum) return std::nullopt;
  const std::string_view body = bytes.substr(begin + kSum, end - begin - kSum);
  std::uint64_t sum = 0;
  std::memcpy(&sum, bytes.data() + begin, kSum);
  if (sum != Checksum(body)) return std::nullopt;
  ByteReader reader(body);
  Entry entry;
  entry.key = reader.Text();
  entry.value = reader.Text();
  if (!reader.ok() || reader.left() != 0) return std::nullopt;
  return entry;
}

std::optional<std::string_view> SourcePack::Find(std::string_view key) const {
  size_t begin = 0, end = count_;
  while (begin < end) {
    const size_t middle = (begin + end) / 2;
    const std::optional<Entry> entry = At(middle);
    if (!entry) return std::nullopt;
    const int order = entry->key.compare(key);
    if (order == 0) return entry->value;
    (order < 0 ? begin : end) = order < 0 ? middle + 1 : middle;
  }
  return std::nullopt;
}

std::vector<SourcePack::Entry> SourcePack::Entries() const {
  std::vector<Entry> entries;
  for (size_t i = 0; i < count_; ++i) {
    if (std::optional<Entry> entry = At(i)) entries.push_back(*entry);
  }
  return entries;
}

}  // namespace testfed
