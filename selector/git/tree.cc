#include "selector/git/tree.h"

#include <algorithm>

#include "domains/path_name.h"
#include "selector/git/tree_object.h"

namespace testfed {
namespace {

class TreeDiff {
 public:
  explicit TreeDiff(const ObjectStore& store) : store_(store) {}

  absl::Status Run(std::string_view from, std::string_view to, int depth) {
    TreeObject left, right;
    TESTFED_RETURN_IF_ERROR(ReadTree(store_, from, depth, left));
    TESTFED_RETURN_IF_ERROR(ReadTree(store_, to, depth, right));
    auto a = left.entries.begin();
    auto b = right.entries.begin();
    while (a != left.entries.end() || b != right.entries.end()) {
      int order = a == left.entries.end()    ? 1
                  : b == right.entries.end() ? -1
                                             : CompareNames(*a, *b);
      if (order < 0) {
        TESTFED_RETURN_IF_ERROR(OneSide(*a++, ChangeStatus::kDeleted, depth));
      } else if (order > 0) {
        TESTFED_RETURN_IF_ERROR(OneSide(*b++, ChangeStatus::kAdded, depth));
      } else {
        TESTFED_RETURN_IF_ERROR(BothSides(*a++, *b++, depth));
      }
    }
    return absl::OkStatus();
  }

  std::vector<Change> Take() {
    SortChanges(changes_);
    return std::move(changes_);
  }

 private:
  absl::Status OneSide(const TreeEntry& entry, ChangeStatus status, int depth) {
    if (!entry.IsTree()) {
      changes_.push_back({path_ + std::string(entry.name), status});
      return absl::OkStatus();
    }
    bool deleted = status == ChangeStatus::kDeleted;
    return Inside(entry.name, deleted ? entry.raw_id : "", deleted ? "" : entry.raw_id, depth);
  }

  absl::Status BothSides(const TreeEntry& a, const TreeEntry& b, int depth) {
    if (a.mode == b.mode && a.raw_id == b.raw_id) return absl::OkStatus();
    if (a.IsTree()) return Inside(a.name, a.raw_id, b.raw_id, depth);
    auto status = Compare({a.mode, std::string(a.raw_id)}, {b.mode, std::string(b.raw_id)});
    if (status.has_value()) changes_.push_back({path_ + std::string(a.name), *status});
    return absl::OkStatus();
  }

  absl::Status Inside(std::string_view name, std::string_view from, std::string_view to,
                      int depth) {
    size_t length = path_.size();
    path_ += name;
    path_ += '/';
    absl::Status status = Run(from, to, depth + 1);
    path_.resize(length);
    return status;
  }

  const ObjectStore& store_;
  std::string path_;
  std::vector<Change> changes_;
};

absl::Status Visit(const ObjectStore& store, std::string_view raw_id, int depth,
                   TreeVisitor& visitor) {
  TreeObject tree;
  TESTFED_RETURN_IF_ERROR(ReadTree(store, raw_id, depth, tree));
  for (const TreeEntry& entry : tree.entries) {
    if (!entry.IsTree()) {
      visitor.FileWithId(entry.name, entry.raw_id, KindOf(entry.mode));
      continue;
    }
    if (!visitor.EnterDirectory(entry.name, ToHex(entry.raw_id))) continue;
    TESTFED_RETURN_IF_ERROR(Visit(store, entry.raw_id, depth + 1, visitor));
    visitor.LeaveDirectory();
  }
  return absl::OkStatus();
}

}  // namespace

std::uint32_t CanonicalMode(std::uint32_t mode) {
  switch (mode & 0170000) {
    case 0100000:
      return (mode & 0100) != 0 ? kModeExecutable : kModeFile;
    case 0120000:
      return kModeLink;
    case 0040000:
      return kModeTree;
    default:
      return kModeSubmodule;
  }
}

FileKind KindOf(std::uint32_t mode) {
  if ((mode & 0170000) == 0120000) return FileKind::kLink;
  return (mode & 0170000) == 0160000 ? FileKind::kSubmodule : FileKind::kRegular;
}

std::optional<ChangeStatus> Compare(const FileState& before, const FileState& after) {
  if (!before.exists() && !after.exists()) return std::nullopt;
  if (!before.exists()) return ChangeStatus::kAdded;
  if (!after.exists()) return ChangeStatus::kDeleted;
  if ((before.mode & 0170000) != (after.mode & 0170000)) return ChangeStatus::kTypeChanged;
  if (before.mode == after.mode && before.id == after.id && !before.id.empty()) {
    return std::nullopt;
  }
  return ChangeStatus::kModified;
}

void SortChanges(std::vector<Change>& changes) {
  auto by_path = [](const Change& a, const Change& b) { return a.path < b.path; };
  if (!std::is_sorted(changes.begin(), changes.end(), by_path)) {
    std::stable_sort(changes.begin(), changes.end(), by_path);
  }
  size_t kept = 0;
  for (size_t i = 0; i < changes.size(); ++i) {
    if (kept > 0 && changes[kept - 1].path == changes[i].path) {
      if (changes[kept - 1].status != changes[i].status) {
        changes[kept - 1].status = ChangeStatus::kModified;
      }
      continue;
    }
    if (kept != i) changes[kept] = std::move(changes[i]);
    ++kept;
  }
  changes.resize(kept);
}

absl::Status WalkTree(const ObjectStore& store, const std::string& tree, TreeVisitor& visitor) {
  return Visit(store, ToRaw(tree), 0, visitor);
}

absl::StatusOr<std::vector<Change>> DiffTrees(const ObjectStore& store, const std::string& from,
                                              const std::string& to) {
  if (from == to) return std::vector<Change>();
  TreeDiff diff(store);
  TESTFED_RETURN_IF_ERROR(diff.Run(ToRaw(from), ToRaw(to), 0));
  return diff.Take();
}

absl::StatusOr<std::optional<FileState>> FindFile(const ObjectStore& store, const std::string& tree,
                                                  std::string_view path) {
  std::string id = ToRaw(tree);
  while (true) {
    size_t slash = path.find('/');
    std::string_view name = path.substr(0, slash);
    TreeObject read;
    TESTFED_RETURN_IF_ERROR(ReadTree(store, id, 0, read));
    auto found =
        std::find_if(read.entries.begin(), read.entries.end(), [&](const TreeEntry& entry) {
          return entry.name == name && entry.IsTree() == (slash != std::string_view::npos);
        });
    if (found == read.entries.end()) return std::nullopt;
    if (slash == std::string_view::npos) {
      return FileState{found->mode, std::string(found->raw_id)};
    }
    id = found->raw_id;
    path.remove_prefix(slash + 1);
  }
}

absl::Status NotARegularFile(std::string_view path, std::uint32_t mode) {
  return Error("`" + QuotePath(path) + "` is a " +
               (mode == kModeLink ? "symbolic link" : "submodule") +
               "; testfed reads regular files only");
}

absl::Status TooLarge(std::string_view path, size_t size, size_t max_bytes) {
  return Error("`" + QuotePath(path) + "` has " + std::to_string(size) + " bytes; at most " +
               std::to_string(max_bytes) + " are read");
}

absl::StatusOr<std::string> ReadBlob(const ObjectStore& store, std::string_view path,
                                     const FileState& file, size_t max_bytes) {
  if (file.mode == kModeLink || file.mode == kModeSubmodule) {
    return NotARegularFile(path, file.mode);
  }
  std::string id = ToHex(file.id);
  auto object = store.Read(id, max_bytes);
  if (absl::IsNotFound(object.status())) return MissingObject(store, "file", id);
  if (!object.ok()) return object.status();
  if (object->type != ObjectType::kBlob) return DamagedObject(id);
  if (object->size > max_bytes) return TooLarge(path, object->size, max_bytes);
  return std::move(object->bytes);
}

}  // namespace testfed
