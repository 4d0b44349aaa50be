#include "selector/git/pack_file.h"

#include <algorithm>
#include <cstring>
#include <vector>

namespace testfed {
namespace {

constexpr size_t kIdSize = 20;
constexpr size_t kFanoutAt = 8;
constexpr size_t kIdsAt = kFanoutAt + 256 * 4;
constexpr size_t kMaxChain = 4096;                    // git writes chains of at most 4,095
constexpr size_t kMostKnownBytes = size_t{48} << 20;  // of bases, kept for the next delta
constexpr size_t kMostRatio = 1032;                   // zlib never shrinks more
constexpr int kCommit = 1, kTag = 4, kOffsetDelta = 6, kIdDelta = 7;

unsigned char Byte(std::string_view bytes, size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}
std::uint32_t Read32(std::string_view bytes, size_t at) {
  std::uint32_t number;
  std::memcpy(&number, bytes.data() + at, sizeof number);
  return __builtin_bswap32(number);
}

ObjectType TypeOf(int type) {
  constexpr ObjectType kTypes[] = {ObjectType::kCommit, ObjectType::kTree, ObjectType::kBlob,
                                   ObjectType::kTag};
  return kTypes[type - kCommit];
}

// The two sizes at the start of a delta: seven bits a byte, the low ones first.
bool TakeSize(std::string_view& delta, size_t& size) {
  size = 0;
  for (unsigned shift = 0; !delta.empty() && shift < 56; shift += 7) {
    const unsigned char byte = Byte(delta, 0);
    delta.remove_prefix(1);
    size |= static_cast<size_t>(byte & 127u) << shift;
    if (byte < 128) return true;
  }
  return false;
}

}  // namespace

std::unique_ptr<PackFile> PackFile::Open(const std::string& path) {
  auto index = MappedFile::Open("", path + ".idx", MappedFile::Use::kPlaces);
  auto pack = MappedFile::Open("", path + ".pack", MappedFile::Use::kPlaces);
  if (!index.ok() || !index->has_value() || !pack.ok() || !pack->has_value()) return nullptr;
  auto file = std::make_unique<PackFile>();
  file->index_ = **std::move(index);
  file->pack_ = **std::move(pack);
  std::string_view bytes = file->index_.bytes();
  if (bytes.size() < kIdsAt + 2 * kIdSize) return nullptr;
  file->count_ = Read32(bytes, kFanoutAt + 255 * 4);
  return file->Check() ? std::move(file) : nullptr;
}

bool PackFile::Check() const {
  std::string_view index = index_.bytes(), pack = pack_.bytes();
  if (!index.starts_with(std::string_view("\377tOc\0\0\0\2", 8))) return false;
  const size_t least = kIdsAt + size_t{count_} * (kIdSize + 8) + 2 * kIdSize;
  if (index.size() < least || index.size() - least > size_t{count_} * 8) return false;
  for (size_t i = 1; i < 256; ++i) {
    if (Read32(index, kFanoutAt + i * 4) < Read32(index, kFanoutAt + i * 4 - 4)) return false;
  }
  if (pack.size() < 12 + kIdSize || !pack.starts_with("PACK")) return false;
  const std::uint32_t version = Read32(pack, 4);
  return (version == 2 || version == 3) && Read32(pack, 8) == count_ &&
         index.substr(index.size() - 2 * kIdSize, kIdSize) == pack.substr(pack.size() - kIdSize);
}

std::optional<std::uint64_t> PackFile::Find(std::string_view raw_id) const {
  std::string_view index = index_.bytes();
  const size_t first = Byte(raw_id, 0);
  size_t low = first == 0 ? 0 : Read32(index, kFanoutAt + first * 4 - 4);
  size_t high = Read32(index, kFanoutAt + first * 4);
  while (low < high) {
    const size_t middle = (low + high) / 2;
    const int order = std::memcmp(index.data() + kIdsAt + middle * kIdSize, raw_id.data(), kIdSize);
    if (order < 0) {
      low = middle + 1;
    } else if (order > 0) {
      high = middle;
    } else {
      const size_t offsets = kIdsAt + size_t{count_} * (kIdSize + 4);
      const std::uint32_t offset = Read32(index, offsets + middle * 4);
      if ((offset & 0x80000000u) == 0) return offset;
      const size_t far = offsets + size_t{count_} * 4 + size_t{offset & 0x7fffffffu} * 8;
      if (far + 8 > index.size() - 2 * kIdSize) return std::nullopt;
      return std::uint64_t{Read32(index, far)} << 32 | Read32(index, far + 4);
    }
  }
  return std::nullopt;
}

std::optional<PackFile::Entry> PackFile::EntryAt(std::uint64_t offset) const {
  std::string_view pack = pack_.bytes();
  pack.remove_suffix(kIdSize);
  if (offset < 12 || offset >= pack.size()) return std::nullopt;
  size_t at = offset;
  const auto next = [&]() -> unsigned { return at < pack.size() ? Byte(pack, at++) : 256; };
  Entry entry;
  unsigned byte = next();
  entry.type = static_cast<int>((byte >> 4) & 7);
  entry.size = byte & 15;
  for (unsigned shift = 4; byte >= 128; shift += 7) {
    byte = next();
    if (byte > 255 || shift > 46) return std::nullopt;
    entry.size |= static_cast<size_t>(byte & 127) << shift;
  }
  if (entry.type == kOffsetDelta) {
    byte = next();
    std::uint64_t back = byte & 127;
    while (byte >= 128) {
      byte = next();
      if (byte > 255 || back >= offset) return std::nullopt;
      back = (back + 1) << 7 | (byte & 127);
    }
    if (back == 0 || back >= offset) return std::nullopt;
    entry.base = offset - back;
  } else if (entry.type == kIdDelta) {
    if (pack.size() - at < kIdSize) return std::nullopt;
    const auto base = Find(pack.substr(at, kIdSize));
    if (!base) return std::nullopt;
    entry.base = *base;
    at += kIdSize;
  } else if (entry.type < kCommit || entry.type > kTag) {
    return std::nullopt;
  }
  entry.stream = pack.substr(at);
  if (entry.size > kMaxInflatedBytes || entry.size / kMostRatio > entry.stream.size()) {
    return std::nullopt;
  }
  return entry;
}

void PackFile::Remember(std::uint64_t offset, std::shared_ptr<const Known> known) {
  if (known_bytes_ > kMostKnownBytes) {
    known_.clear();
    known_bytes_ = 0;
  }
  known_bytes_ += known->bytes.size();
  known_.emplace(offset, std::move(known));
}

std::optional<Object> PackFile::Read(std::uint64_t offset, Inflater& inflater) {
  std::vector<Entry> deltas;
  std::shared_ptr<const Known> base;  // of the last of `deltas`
  while (true) {
    if (const auto found = known_.find(offset); found != known_.end()) {
      base = found->second;
      break;
    }
    const std::optional<Entry> entry = EntryAt(offset);
    if (!entry || deltas.size() >= kMaxChain) return std::nullopt;
    if (entry->type == kOffsetDelta || entry->type == kIdDelta) {
      deltas.push_back(*entry);
      offset = entry->base;
      continue;
    }
    auto read = std::make_shared<Known>();
    read->type = TypeOf(entry->type);
    if (!inflater.Whole(entry->stream, entry->size, read->bytes)) return std::nullopt;
    if (deltas.empty()) {
      return Object{read->type, read->bytes.size(), std::move(read->bytes)};
    }
    base = std::move(read);
    Remember(offset, base);
    break;
  }
  if (deltas.empty()) return Object{base->type, base->bytes.size(), base->bytes};
  std::string delta;
  while (true) {
    const Entry entry = deltas.back();
    deltas.pop_back();
    if (!inflater.Whole(entry.stream, entry.size, delta)) return std::nullopt;
    std::optional<std::string> bytes = ApplyDelta(base->bytes, delta);
    if (!bytes) return std::nullopt;
    if (deltas.empty()) return Object{base->type, bytes->size(), *std::move(bytes)};
    base = std::make_shared<const Known>(Known{base->type, *std::move(bytes)});
    Remember(deltas.back().base, base);
  }
}

std::optional<std::string> ApplyDelta(std::string_view base, std::string_view delta) {
  size_t base_size = 0, size = 0;
  if (!TakeSize(delta, base_size) || !TakeSize(delta, size)) return std::nullopt;
  if (base_size != base.size() || size > kMaxInflatedBytes) return std::nullopt;
  std::string bytes;
  bytes.reserve(size);
  while (!delta.empty()) {
    const unsigned char command = Byte(delta, 0);
    delta.remove_prefix(1);
    std::string_view piece;
    if (command >= 128) {  // copy: four bytes of offset and three of size, each where its bit is
      size_t from = 0, length = 0;
      for (unsigned bit = 0; bit < 7; ++bit) {
        if ((command & (1u << bit)) == 0) continue;
        if (delta.empty()) return std::nullopt;
        const auto byte = static_cast<size_t>(Byte(delta, 0));
        delta.remove_prefix(1);
        (bit < 4 ? from : length) |= byte << (8 * (bit < 4 ? bit : bit - 4));
      }
      if (length == 0) length = 0x10000;
      if (from > base.size() || length > base.size() - from) return std::nullopt;
      piece = base.substr(from, length);
    } else {
      if (command == 0 || command > delta.size()) return std::nullopt;
      piece = delta.substr(0, command);
      delta.remove_prefix(command);
    }
    if (piece.size() > size - bytes.size()) return std::nullopt;
    bytes += piece;
  }
  if (bytes.size() != size) return std::nullopt;
  return bytes;
}

}  // namespace testfed
