#include "selector/memory_repository.h"

#include <charconv>
#include <string_view>

#include "domains/sha256.h"
#include "selector/git/delta.h"
#include "selector/git/refusal.h"
#include "selector/git/tree.h"

namespace testfed {
namespace {

std::string IdOf(std::string_view bytes) { return Sha256Hex(bytes).substr(0, 40); }

std::string TreeId(const MemoryRepository::Files& files, std::string_view below) {
  std::string bytes = "tree";
  for (const auto& [path, file] : files) {
    if (!path.starts_with(below)) continue;
    bytes += '\0' + path.substr(below.size()) + '\0' + IdOf(file.bytes);
    bytes += static_cast<char>('0' + static_cast<int>(file.kind));
  }
  return IdOf(bytes);
}

FileState StateOf(const MemoryFile& file) {
  switch (file.kind) {
    case MemoryFile::Kind::kFile:
      return {kModeFile, "=" + file.bytes};
    case MemoryFile::Kind::kExecutable:
      return {kModeExecutable, "=" + file.bytes};
    case MemoryFile::Kind::kLink:
      return {kModeLink, "=" + file.bytes};
    case MemoryFile::Kind::kSubmodule:
      return {kModeSubmodule, "=" + file.bytes};
  }
  return {};
}

// Gives directories the ids that a tree would have.
class TreeIds : public TreeVisitor {
 public:
  TreeIds(const MemoryRepository::Files& files, TreeVisitor& inner)
      : files_(files), inner_(inner) {}
  bool EnterDirectory(std::string_view name, std::string_view) override {
    size_t length = path_.size();
    path_ += name;
    path_ += '/';
    if (inner_.EnterDirectory(name, TreeId(files_, path_))) {
      lengths_.push_back(length);
      return true;
    }
    path_.resize(length);
    return false;
  }
  void LeaveDirectory() override {
    path_.resize(lengths_.back());
    lengths_.pop_back();
    inner_.LeaveDirectory();
  }
  void File(std::string_view name) override { inner_.File(name); }
  void FileWithId(std::string_view name, std::string_view raw_id, FileKind kind) override {
    inner_.FileWithId(name, raw_id, kind);
  }

 private:
  const MemoryRepository::Files& files_;
  TreeVisitor& inner_;
  std::string path_;
  std::vector<size_t> lengths_;
};

}  // namespace

std::string MemoryRepository::AddTree(const Files& files) {
  std::string id = TreeId(files, "");
  trees_[id] = files;
  return id;
}

std::string MemoryRepository::AddCommit(const Files& files, std::vector<std::string> parents,
                                        std::string message) {
  Commit commit;
  commit.tree = AddTree(files);
  commit.committer_time = 1'700'000'000 + static_cast<std::int64_t>(commits_.size());
  std::string bytes = "commit" + std::to_string(commits_.size()) + commit.tree + message;
  for (const std::string& parent : parents) bytes += parent;
  commit.id = IdOf(bytes);
  commit.parents = std::move(parents);
  commit.message = std::move(message);
  std::string id = commit.id;
  commits_[id] = std::move(commit);
  return id;
}

void MemoryRepository::CheckOut(const std::string& id) {
  head = id;
  index = trees_[commits_[id].tree];
  working_tree = index;
}

absl::StatusOr<Commit> MemoryRepository::Find(const std::string& id) const {
  auto found = commits_.find(id);
  if (found == commits_.end() || missing.contains(id)) return UnknownRevision(id);
  return found->second;
}

absl::StatusOr<Commit> MemoryRepository::ReadCommit(const std::string& rev) const {
  if (IsHostileRevision(rev)) return UnknownRevision(rev);
  size_t suffix = rev.find_first_of("^~");
  std::string name = rev.substr(0, suffix);
  std::string id = name;
  if (name == "HEAD" && head.has_value()) id = *head;
  if (auto found = refs.find(name); found != refs.end()) id = found->second;
  for (std::string_view prefix : {"refs/heads/", "refs/remotes/", "refs/tags/"}) {
    if (!name.starts_with(prefix)) continue;
    if (auto found = refs.find(name.substr(prefix.size())); found != refs.end()) {
      id = found->second;
    }
  }
  auto commit = Find(id);
  while (commit.ok() && suffix < rev.size()) {
    bool nth_parent = rev[suffix++] == '^';
    size_t count = 1;
    auto end = std::from_chars(rev.data() + suffix, rev.data() + rev.size(), count).ptr;
    suffix = static_cast<size_t>(end - rev.data());
    for (size_t i = 0; commit.ok() && i < (nth_parent ? 1 : count); ++i) {
      size_t parent = nth_parent ? count - 1 : 0;
      bool there = parent < commit->parents.size() && !cut.contains(commit->id);
      commit = there ? Find(commit->parents[parent]) : UnknownRevision(rev);
    }
  }
  return commit.ok() ? commit : UnknownRevision(rev);
}

absl::StatusOr<std::optional<Commit>> MemoryRepository::Head() const {
  if (!head.has_value()) return std::nullopt;
  TESTFED_ASSIGN_OR_RETURN(Commit commit, Find(*head));
  return commit;
}

absl::StatusOr<std::optional<std::string>> MemoryRepository::DefaultBranch() const {
  if (default_branch.has_value()) return default_branch;
  for (const char* name : {"origin/main", "origin/master", "main", "master"}) {
    if (refs.contains(name)) return name;
  }
  return std::nullopt;
}

absl::StatusOr<MergeBases> MemoryRepository::FindMergeBases(const std::string& a,
                                                            const std::string& b) const {
  return testfed::FindMergeBases(*this, a, b);
}

absl::StatusOr<CommitRange> MemoryRepository::CommitsBetween(const std::vector<std::string>& bases,
                                                             const std::string& head_id) const {
  return testfed::CommitsBetween(*this, bases, head_id);
}

absl::StatusOr<std::vector<Commit>> MemoryRepository::FirstParents(const std::string& rev,
                                                                   int count) const {
  TESTFED_ASSIGN_OR_RETURN(Commit commit, ReadCommit(rev));
  return testfed::FirstParents(*this, commit.id, count);
}

absl::StatusOr<const MemoryRepository::Files*> MemoryRepository::FilesOf(const Snapshot& at) const {
  static const Files kNone;
  if (at.kind != Snapshot::Kind::kTree && root.empty()) return NoWorkingTree();
  if (at.kind == Snapshot::Kind::kIndex) return &index;
  if (at.kind == Snapshot::Kind::kWorkingTree) return &working_tree;
  if (at.tree.empty()) return &kNone;
  auto found = trees_.find(at.tree);
  if (found == trees_.end()) return Error("tree `" + at.tree + "` is not here");
  return &found->second;
}

absl::StatusOr<std::vector<Change>> MemoryRepository::Diff(const std::string& from_tree,
                                                           const Snapshot& to) const {
  TESTFED_ASSIGN_OR_RETURN(const Files* before, FilesOf(Snapshot::OfTree(from_tree)));
  TESTFED_ASSIGN_OR_RETURN(const Files* after, FilesOf(to));
  std::map<std::string, Delta> deltas;
  for (const auto& [path, file] : *before) deltas[path].before = StateOf(file);
  for (const auto& [path, file] : *after) deltas[path].after = StateOf(file);
  if (to.kind != Snapshot::Kind::kTree) {
    for (const std::string& path : conflicts) deltas[path].conflict = true;
  }
  std::vector<Delta> list;
  for (auto& [path, delta] : deltas) {
    delta.path = path;
    list.push_back(delta);
  }
  return ChangesOf(list);
}

absl::StatusOr<std::optional<std::string>> MemoryRepository::ReadFile(const Snapshot& at,
                                                                      const std::string& path,
                                                                      size_t max_bytes) const {
  TESTFED_ASSIGN_OR_RETURN(const Files* files, FilesOf(at));
  auto found = files->find(path);
  if (found == files->end()) return std::nullopt;
  FileState state = StateOf(found->second);
  if (state.mode == kModeLink || state.mode == kModeSubmodule) {
    return NotARegularFile(path, state.mode);
  }
  const std::string& bytes = found->second.bytes;
  if (bytes.size() > max_bytes) return TooLarge(path, bytes.size(), max_bytes);
  return bytes;
}

absl::Status MemoryRepository::Walk(const Snapshot& at, TreeVisitor& visitor) const {
  TESTFED_ASSIGN_OR_RETURN(const Files* files, FilesOf(at));
  std::vector<FileState> states;
  states.reserve(files->size());  // so that the views stay
  std::vector<ListedFile> list;
  for (const auto& [path, file] : *files) {
    const FileState& state = states.emplace_back(StateOf(file));
    list.push_back({path, state.id, KindOf(state.mode)});
  }
  if (at.kind != Snapshot::Kind::kTree) {
    WalkFiles(list, visitor);
    return absl::OkStatus();
  }
  TreeIds with_ids(*files, visitor);
  WalkFiles(list, with_ids);
  return absl::OkStatus();
}

absl::StatusOr<std::string> MemoryRepository::ReadObject(std::string_view raw_id,
                                                         std::string_view path,
                                                         size_t max_bytes) const {
  std::string_view bytes = raw_id.substr(1);  // as StateOf makes ids
  if (bytes.size() > max_bytes) return TooLarge(path, bytes.size(), max_bytes);
  return std::string(bytes);
}

}  // namespace testfed
