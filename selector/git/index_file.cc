#include "selector/git/index_file.h"

#include <algorithm>
#include <utility>

#include "domains/path_name.h"
#include "selector/git/tree.h"

namespace testfed {
namespace {

constexpr size_t kHeaderSize = 12;
constexpr size_t kStatSize = 40;  // ten fields of four bytes; the seventh is the mode
constexpr size_t kModeAt = 24;
constexpr std::uint32_t kAssumeUnchanged = 0x8000;  // flags of an entry
constexpr std::uint32_t kExtended = 0x4000;
constexpr std::uint32_t kStage = 0x3000;
constexpr std::uint32_t kLength = 0x0fff;
constexpr std::uint32_t kSkipWorktree = 0x4000;  // flags of an extended entry
constexpr std::uint32_t kIntentToAdd = 0x2000;
constexpr std::uint32_t kKnownExtended = kSkipWorktree | kIntentToAdd;

// What only a sparse or a split index has, and otherwise a damaged one: git knows which.
constexpr const char* kDirectory = "is a directory, as in a sparse index";
constexpr const char* kNoPath = "has no path, as in a split index";

absl::Status Damaged(const std::string& how) {
  return Error("the index is damaged: " + how, "make it anew, without what was staged",
               "rm \"$(git rev-parse --git-path index)\" && git reset");
}

const unsigned char* BytesAt(std::string_view bytes, size_t at) {
  return reinterpret_cast<const unsigned char*>(bytes.data()) + at;
}
std::uint32_t Read16(std::string_view bytes, size_t at) {
  const unsigned char* p = BytesAt(bytes, at);
  return static_cast<std::uint32_t>(p[0] << 8 | p[1]);
}
std::uint32_t Read32(std::string_view bytes, size_t at) {
  return Read16(bytes, at) << 16 | Read16(bytes, at + 2);
}

bool IsFileMode(std::uint32_t mode) {
  std::uint32_t type = mode & 0170000;
  return type == 0100000 || type == 0120000 || type == 0160000;
}

// Paths of version 4, side by side in blocks that stay where they are.
class Paths {
 public:
  explicit Paths(std::deque<std::string>& blocks) : blocks_(blocks) {}
  std::string_view Add(std::string_view head, std::string_view tail) {
    size_t size = head.size() + tail.size();
    if (blocks_.empty() || blocks_.back().capacity() - blocks_.back().size() < size) {
      blocks_.emplace_back().reserve(std::max(size, kBlock));
    }
    std::string& block = blocks_.back();
    size_t start = block.size();
    block.append(head).append(tail);
    return std::string_view(block).substr(start);
  }

 private:
  static constexpr size_t kBlock = size_t{1} << 20;
  std::deque<std::string>& blocks_;
};

class Parser {
 public:
  Parser(Index& index, size_t raw_id_size)
      : index_(index), bytes_(index.file.bytes()), raw_id_size_(raw_id_size), paths_(index.texts) {}

  absl::Status Run() {
    if (bytes_.size() < kHeaderSize + raw_id_size_) return Damaged("it is too short");
    if (!bytes_.starts_with("DIRC")) return Damaged("it does not begin with `DIRC`");
    version_ = Read32(bytes_, 4);
    if (version_ < 2 || version_ > 4) {
      return absl::UnimplementedError("the index has version " + std::to_string(version_) +
                                      "; testfed reads 2, 3 and 4");
    }
    bytes_.remove_suffix(raw_id_size_);  // the checksum
    const size_t count = Read32(bytes_, 8);
    at_ = kHeaderSize;
    const size_t smallest = kStatSize + raw_id_size_ + 4;
    if (count > (bytes_.size() - at_) / smallest) {
      return Damaged("it is too short for " + std::to_string(count) + " entries");
    }
    index_.entries.reserve(count);
    for (size_t i = 0; i < count; ++i) {
      if (const char* fault = ReadEntry()) {
        std::string how =
            "entry " + std::to_string(i + 1) + " of " + std::to_string(count) + " " + fault;
        if (fault != kDirectory && fault != kNoPath) return Damaged(how);
        return absl::UnimplementedError("the index is not read by testfed: " + how);
      }
    }
    return ReadExtensions();
  }

 private:
  // Null, or what is wrong with it.
  const char* ReadEntry() {
    constexpr const char* kEnds = "ends after the file";
    const size_t start = at_;
    size_t name_at = start + kStatSize + raw_id_size_ + 2;
    if (name_at >= bytes_.size()) return kEnds;
    const std::uint32_t flags = Read16(bytes_, name_at - 2);
    std::uint32_t extended = 0;
    if ((flags & kExtended) != 0) {
      if (version_ < 3 || name_at + 2 >= bytes_.size()) return "has flags of a later version";
      extended = Read16(bytes_, name_at);
      if ((extended & ~kKnownExtended) != 0) return "has flags that nobody knows";
      name_at += 2;
    }
    IndexEntry entry;
    if (const char* fault = version_ == 4 ? ReadShortenedPath(name_at, entry.path)
                                          : ReadPath(start, name_at, flags, entry.path)) {
      return fault;
    }
    if (entry.path.empty()) return kNoPath;
    if (std::min<size_t>(entry.path.size(), kLength) != (flags & kLength)) {
      return "has another length than it says";
    }
    const std::uint32_t mode = Read32(bytes_, start + kModeAt);
    if ((mode & 0170000) == kModeTree) return kDirectory;
    if (!IsFileMode(mode)) return "is neither file nor link nor submodule";
    const std::uint32_t stage = flags & kStage;
    int order = previous_.compare(entry.path);
    if (order > 0 || (order == 0 && (stage <= previous_stage_ || previous_stage_ == 0))) {
      return "is out of order";
    }
    previous_ = entry.path;
    previous_stage_ = stage;
    if (order == 0) return nullptr;  // another stage of the same conflict
    entry.id = bytes_.substr(start + kStatSize, raw_id_size_);
    entry.stat = BytesAt(bytes_, start);
    entry.mode = CanonicalMode(mode);
    entry.conflict = stage != 0;
    entry.assume_unchanged = (flags & kAssumeUnchanged) != 0;
    entry.skip_worktree = (extended & kSkipWorktree) != 0;
    entry.intent_to_add = (extended & kIntentToAdd) != 0;
    if (entry.conflict || entry.intent_to_add) index_.odd.push_back(index_.entries.size());
    index_.entries.push_back(entry);
    return nullptr;
  }

  // Ends with one to eight NULs, so that the next entry begins at a multiple of eight.
  const char* ReadPath(size_t start, size_t name_at, std::uint32_t flags, std::string_view& path) {
    size_t length = flags & kLength;
    size_t end = name_at + length;
    if (length == kLength) end = std::min(bytes_.find('\0', name_at), bytes_.size());
    const size_t next = start + (end - start + 8) / 8 * 8;
    if (next > bytes_.size()) return "ends after the file";
    path = bytes_.substr(name_at, end - name_at);
    if (bytes_[end] != '\0' || path.find('\0') != std::string_view::npos) {
      return "has another length than it says";
    }
    at_ = next;
    return nullptr;
  }

  // How many bytes of the path before to drop (git's varint), then what comes after, and a NUL.
  const char* ReadShortenedPath(size_t name_at, std::string_view& path) {
    size_t at = name_at;
    size_t drop = 0;
    for (bool more = true, first = true; more; first = false) {
      if (at >= bytes_.size()) return "ends after the file";
      unsigned char byte = *BytesAt(bytes_, at++);
      if (!first) drop = (drop + 1) << 7;
      drop += byte & 127u;
      if (drop > previous_.size()) return "drops more of the path before than that has";
      more = (byte & 128) != 0;
    }
    size_t end = bytes_.find('\0', at);
    if (end == std::string_view::npos) return "ends after the file";
    path = paths_.Add(previous_.substr(0, previous_.size() - drop), bytes_.substr(at, end - at));
    at_ = end + 1;
    return nullptr;
  }

  absl::Status ReadExtensions() {
    while (at_ < bytes_.size()) {
      if (bytes_.size() - at_ < 8) return Damaged("an extension ends after the file");
      std::string_view name = bytes_.substr(at_, 4);
      size_t size = Read32(bytes_, at_ + 4);
      at_ += 8;
      if (bytes_.size() - at_ < size) {
        return Damaged("extension `" + QuotePath(name) + "` ends after the file");
      }
      if (name == "TREE") {
        auto tree = CacheTree::Parse(bytes_.substr(at_, size), raw_id_size_);
        if (!tree.ok()) return Damaged(std::string(tree.status().message()));
        index_.cache_tree = *std::move(tree);
      } else if (name.front() < 'A' || name.front() > 'Z') {  // `link`, `sdir`, or a later one
        return absl::UnimplementedError("the index has the extension `" + QuotePath(name) +
                                        "`, which testfed does not read");
      }
      at_ += size;
    }
    return absl::OkStatus();
  }

  Index& index_;
  std::string_view bytes_;
  const size_t raw_id_size_;
  Paths paths_;
  std::uint32_t version_ = 0;
  size_t at_ = 0;
  std::string_view previous_;
  std::uint32_t previous_stage_ = 0;
};

}  // namespace

absl::StatusOr<Index> OpenIndexFile(const std::string& path, size_t raw_id_size) {
  Index index;
  TESTFED_ASSIGN_OR_RETURN(auto file, MappedFile::Open("the index cannot be read", path));
  if (!file.has_value()) return index;
  index.file = *std::move(file);
  TESTFED_RETURN_IF_ERROR(Parser(index, raw_id_size).Run());
  return index;
}

}  // namespace testfed
