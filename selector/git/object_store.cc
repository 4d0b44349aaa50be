#include "selector/git/object_store.h"

#include <charconv>

#include "domains/file_system.h"

namespace testfed {

bool IsObjectId(std::string_view text) {
  return (text.size() == 40 || text.size() == 64) &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string ToHex(std::string_view raw_id) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  hex.reserve(raw_id.size() * 2);
  for (char c : raw_id) {
    auto byte = static_cast<unsigned char>(c);
    hex += kDigits[byte >> 4];
    hex += kDigits[byte & 15];
  }
  return hex;
}

std::string ToRaw(std::string_view id) {
  std::string raw;
  raw.reserve(id.size() / 2);
  for (size_t i = 0; i + 1 < id.size(); i += 2) {
    int byte = 0;
    std::from_chars(id.data() + i, id.data() + i + 2, byte, 16);
    raw += static_cast<char>(byte);
  }
  return raw;
}

absl::StatusOr<Object> ObjectStore::ReadRaw(std::string_view raw_id) const {
  return Read(ToHex(raw_id), kNoLimit);
}

absl::Status MissingObject(const ObjectStore& store, std::string_view what, std::string_view id) {
  std::string seen = std::string(what) + " `" + std::string(id) + "` is not here";
  if (store.IsPartial()) {
    return Error(seen + ": the clone is partial, and testfed fetches nothing", "fetch all trees",
                 "git fetch --refetch --filter=blob:none");
  }
  return Error(seen + ": the repository is damaged", "see what else is", "git fsck");
}

absl::Status DamagedObject(std::string_view id) {
  return Error("object `" + std::string(id) + "` is damaged", "see what else is", "git fsck");
}

absl::StatusOr<Commit> ParseCommit(const std::string& id, std::string_view bytes) {
  Commit commit;
  commit.id = id;
  while (true) {
    size_t end = bytes.find('\n');
    if (end == 0) {
      bytes.remove_prefix(1);
      break;
    }
    if (end == std::string_view::npos) {  // an object without message ends with its headers
      bytes = {};
      break;
    }
    std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(end + 1);
    if (line.starts_with("tree ")) {
      commit.tree = line.substr(5);
    } else if (line.starts_with("parent ")) {
      commit.parents.emplace_back(line.substr(7));
      if (!IsObjectId(commit.parents.back())) return DamagedObject(id);
    } else if (line.starts_with("author ")) {
      line.remove_prefix(7);
      commit.author = line.substr(0, line.find(" <"));
    } else if (line.starts_with("committer ")) {
      // "committer NAME <EMAIL> SECONDS ZONE"; the name may hold anything but `>`.
      size_t at = line.rfind("> ");
      if (at != std::string_view::npos) {
        std::from_chars(line.data() + at + 2, line.data() + line.size(), commit.committer_time);
      }
    }
  }
  if (!IsObjectId(commit.tree)) return DamagedObject(id);
  commit.message = bytes;
  return commit;
}

absl::StatusOr<Commit> ReadCommitObject(const ObjectStore& store, const std::string& id) {
  TESTFED_ASSIGN_OR_RETURN(Object object, store.Read(id, kNoLimit));
  if (object.type != ObjectType::kCommit) return NotFound("`" + id + "` is not a commit");
  return ParseCommit(id, object.bytes);
}

}  // namespace testfed
