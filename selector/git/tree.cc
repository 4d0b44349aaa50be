#include "selector/git/tree.h"

#include <algorithm>

#include "domains/file_system.h"
#include "domains/path_name.h"

namespace testfed {
namespace {

// git's own bound (core.maxTreeDepth, since 2.45): a hostile tree must not exhaust the stack.
constexpr int kMaxDepth = 2048;

struct Entry {
  std::uint32_t mode = 0;
  std::string_view name;
  std::string_view raw_id;
  bool IsTree() const { return mode == kModeTree; }
};

// A tree and the bytes that its entries point into; neither copied nor moved.
struct Tree {
  std::string bytes;
  std::vector<Entry> entries;
};

// git's order (base_name_compare): a directory sorts as if its name ended with `/`, which makes
// the order of a walk the byte order of full paths.
int CompareNames(const Entry& a, const Entry& b) {
  size_t shared = std::min(a.name.size(), b.name.size());
  if (int order = a.name.compare(0, shared, b.name, 0, shared); order != 0) return order;
  auto next = [&](const Entry& entry) -> int {
    if (entry.name.size() > shared) return static_cast<unsigned char>(entry.name[shared]);
    return entry.IsTree() ? '/' : 0;
  };
  return next(a) - next(b);
}

absl::Status ReadTree(const ObjectStore& store, const std::string& id, int depth, Tree& tree) {
  if (id.empty()) return absl::OkStatus();
  if (depth > kMaxDepth) {
    return Error("tree `" + id + "` is nested deeper than " + std::to_string(kMaxDepth) +
                 " directories");
  }
  auto object = store.Read(id, kNoLimit);
  if (absl::IsNotFound(object.status())) return MissingObject(store, "tree", id);
  if (!object.ok()) return object.status();
  if (object->type != ObjectType::kTree) return DamagedObject(id);
  tree.bytes = std::move(object->bytes);
  std::string_view rest = tree.bytes;
  const size_t id_size = store.RawIdSize();
  while (!rest.empty()) {
    Entry entry;
    size_t at = 0;
    while (at < rest.size() && rest[at] >= '0' && rest[at] <= '7' && at < 8) {
      entry.mode = entry.mode * 8 + static_cast<std::uint32_t>(rest[at++] - '0');
    }
    size_t zero = rest.find('\0', at);
    if (at == 0 || rest.size() <= at || rest[at] != ' ' || zero == std::string_view::npos ||
        zero == at + 1 || rest.size() - zero - 1 < id_size) {
      return DamagedObject(id);
    }
    entry.mode = CanonicalMode(entry.mode);
    entry.name = rest.substr(at + 1, zero - at - 1);
    entry.raw_id = rest.substr(zero + 1, id_size);
    rest.remove_prefix(zero + 1 + id_size);
    tree.entries.push_back(entry);
  }
  // Old tools wrote trees out of order; two of them can only be merged when both are sorted.
  auto before = [](const Entry& a, const Entry& b) { return CompareNames(a, b) < 0; };
  if (!std::is_sorted(tree.entries.begin(), tree.entries.end(), before)) {
    std::stable_sort(tree.entries.begin(), tree.entries.end(), before);
  }
  return absl::OkStatus();
}

class TreeDiff {
 public:
  explicit TreeDiff(const ObjectStore& store) : store_(store) {}

  absl::Status Run(const std::string& from, const std::string& to, int depth) {
    Tree left, right;
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
  absl::Status OneSide(const Entry& entry, ChangeStatus status, int depth) {
    if (!entry.IsTree()) {
      changes_.push_back({path_ + std::string(entry.name), status});
      return absl::OkStatus();
    }
    std::string id = ToHex(entry.raw_id);
    bool deleted = status == ChangeStatus::kDeleted;
    return Inside(entry.name, deleted ? id : "", deleted ? "" : id, depth);
  }

  absl::Status BothSides(const Entry& a, const Entry& b, int depth) {
    if (a.mode == b.mode && a.raw_id == b.raw_id) return absl::OkStatus();
    if (a.IsTree()) return Inside(a.name, ToHex(a.raw_id), ToHex(b.raw_id), depth);
    auto status = Compare({a.mode, std::string(a.raw_id)}, {b.mode, std::string(b.raw_id)});
    if (status.has_value()) changes_.push_back({path_ + std::string(a.name), *status});
    return absl::OkStatus();
  }

  absl::Status Inside(std::string_view name, const std::string& from, const std::string& to,
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

absl::Status VisitFiles(const ObjectStore& store, const std::string& id, int depth,
                        std::string& path, const TreeFileVisitor& visit) {
  Tree tree;
  TESTFED_RETURN_IF_ERROR(ReadTree(store, id, depth, tree));
  size_t length = path.size();
  for (const Entry& entry : tree.entries) {
    path += entry.name;
    if (entry.IsTree()) {
      path += '/';
      TESTFED_RETURN_IF_ERROR(VisitFiles(store, ToHex(entry.raw_id), depth + 1, path, visit));
    } else {
      TESTFED_RETURN_IF_ERROR(visit(path, entry.mode, entry.raw_id));
    }
    path.resize(length);
  }
  return absl::OkStatus();
}

absl::Status Visit(const ObjectStore& store, const std::string& id, int depth,
                   TreeVisitor& visitor) {
  Tree tree;
  TESTFED_RETURN_IF_ERROR(ReadTree(store, id, depth, tree));
  for (const Entry& entry : tree.entries) {
    if (!entry.IsTree()) {
      visitor.File(entry.name);
      continue;
    }
    std::string child = ToHex(entry.raw_id);
    if (!visitor.EnterDirectory(entry.name, child)) continue;
    TESTFED_RETURN_IF_ERROR(Visit(store, child, depth + 1, visitor));
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
  return Visit(store, tree, 0, visitor);
}

absl::Status ForEachFile(const ObjectStore& store, const std::string& tree,
                         const TreeFileVisitor& visit) {
  std::string path;
  return VisitFiles(store, tree, 0, path, visit);
}

absl::StatusOr<std::vector<Change>> DiffTrees(const ObjectStore& store, const std::string& from,
                                              const std::string& to) {
  if (from == to) return std::vector<Change>();
  TreeDiff diff(store);
  TESTFED_RETURN_IF_ERROR(diff.Run(from, to, 0));
  return diff.Take();
}

absl::StatusOr<std::optional<FileState>> FindFile(const ObjectStore& store, const std::string& tree,
                                                  std::string_view path) {
  std::string id = tree;
  while (true) {
    size_t slash = path.find('/');
    std::string_view name = path.substr(0, slash);
    Tree read;
    TESTFED_RETURN_IF_ERROR(ReadTree(store, id, 0, read));
    auto found = std::find_if(read.entries.begin(), read.entries.end(), [&](const Entry& entry) {
      return entry.name == name && entry.IsTree() == (slash != std::string_view::npos);
    });
    if (found == read.entries.end()) return std::nullopt;
    if (slash == std::string_view::npos) {
      return FileState{found->mode, std::string(found->raw_id)};
    }
    id = ToHex(found->raw_id);
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
