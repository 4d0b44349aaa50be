#include "selector/ordinary_repository.h"

#include <cstdlib>
#include <optional>
#include <unordered_set>
#include <utility>

#include "selector/git/history.h"
#include "selector/git/index_file.h"
#include "selector/git/object_folder.h"
#include "selector/git/ordinary_layout.h"
#include "selector/git/ref_files.h"
#include "selector/git/refusal.h"
#include "selector/git/shallow_file.h"
#include "selector/git/tree.h"
#include "selector/git/working_tree_file.h"
#include "selector/libgit2_repository.h"

namespace testfed {
namespace {

constexpr size_t kRawIdSize = 20;
constexpr size_t kMostKeptBytes = size_t{1} << 20;

class OrdinaryStore : public ObjectStore {
 public:
  explicit OrdinaryStore(const std::string& git_dir)
      : git_dir_(git_dir),
        folder_(git_dir + "/objects"),
        cut_(ReadShallowFile(git_dir + "/shallow")) {}

  absl::StatusOr<Object> Read(const std::string& id, size_t max_bytes) const override {
    if (id == last_id_ && last_.size <= max_bytes) return last_;
    if (id.size() == 2 * kRawIdSize && IsObjectId(id)) {
      if (std::optional<Object> object = folder_.Read(ToRaw(id))) {
        if (object->size > max_bytes) {
          object->bytes.clear();
        } else if (object->type == ObjectType::kBlob && object->size <= kMostKeptBytes) {
          last_id_ = id;
          last_ = *object;
        }
        return *std::move(object);
      }
    }
    TESTFED_RETURN_IF_ERROR(OpenOther());
    return other_->Read(id, max_bytes);
  }
  absl::StatusOr<Object> ReadRaw(std::string_view raw_id) const override {
    if (raw_id.size() == kRawIdSize) {
      if (std::optional<Object> object = folder_.Read(raw_id)) return *std::move(object);
    }
    TESTFED_RETURN_IF_ERROR(OpenOther());
    return other_->ReadRaw(raw_id);
  }
  bool IsCut(const std::string& id) const override { return cut_.contains(id); }
  size_t RawIdSize() const override { return kRawIdSize; }
  bool IsPartial() const override { return false; }
  bool IsShallow() const { return !cut_.empty(); }

 private:
  absl::Status OpenOther() const {
    if (other_ != nullptr) return absl::OkStatus();
    TESTFED_ASSIGN_OR_RETURN(other_, OpenLibgit2Store(git_dir_));
    return absl::OkStatus();
  }

  std::string git_dir_;
  mutable ObjectFolder folder_;
  std::unordered_set<std::string> cut_;
  mutable std::unique_ptr<ObjectStore> other_;
  // The last file: both ends of a change mostly have the same configuration.
  mutable std::string last_id_;
  mutable Object last_;
};

class OrdinaryRepository : public Repository, private CommitSource {
 public:
  OrdinaryRepository(OrdinaryLayout layout, std::string start_dir)
      : layout_(std::move(layout)),
        start_dir_(std::move(start_dir)),
        store_(layout_.git_dir),
        refs_(layout_.git_dir) {}

  std::string Root() const override { return layout_.work_tree; }
  bool IsShallow() const override { return store_.IsShallow(); }

  absl::StatusOr<Commit> ReadCommit(const std::string& rev) const override {
    if (IsHostileRevision(rev)) return UnknownRevision(rev);
    if (auto id = IsObjectId(rev) ? std::optional(rev) : refs_.Resolve(rev)) {
      auto commit = Peeled(*std::move(id));
      if (commit.ok()) return commit;
    }
    TESTFED_ASSIGN_OR_RETURN(const Repository* other, Other());
    return other->ReadCommit(rev);
  }

  absl::StatusOr<std::optional<Commit>> Head() const override {
    if (std::optional<std::string> id = refs_.Resolve("HEAD")) {
      auto commit = Find(*id);
      if (commit.ok()) return std::optional<Commit>(*std::move(commit));
    }
    TESTFED_ASSIGN_OR_RETURN(const Repository* other, Other());
    return other->Head();
  }

  absl::StatusOr<std::optional<std::string>> DefaultBranch() const override {
    TESTFED_ASSIGN_OR_RETURN(const Repository* other, Other());
    return other->DefaultBranch();
  }

  absl::StatusOr<MergeBases> FindMergeBases(const std::string& a,
                                            const std::string& b) const override {
    return testfed::FindMergeBases(*this, a, b);
  }
  absl::StatusOr<CommitRange> CommitsBetween(const std::vector<std::string>& bases,
                                             const std::string& head) const override {
    return testfed::CommitsBetween(*this, bases, head);
  }
  absl::StatusOr<std::vector<Commit>> FirstParents(const std::string& rev,
                                                   int count) const override {
    TESTFED_ASSIGN_OR_RETURN(Commit commit, ReadCommit(rev));
    return testfed::FirstParents(*this, commit.id, count);
  }

  absl::StatusOr<std::vector<Change>> Diff(const std::string& from_tree,
                                           const Snapshot& to) const override {
    if (to.kind == Snapshot::Kind::kTree) return DiffTrees(store_, from_tree, to.tree);
    if (to.kind == Snapshot::Kind::kIndex) {
      TESTFED_ASSIGN_OR_RETURN(const Index* index, ReadIndex());
      TESTFED_ASSIGN_OR_RETURN(auto staged, DiffTreeAndIndex(store_, from_tree, *index));
      return ChangesOf(staged);
    }
    TESTFED_ASSIGN_OR_RETURN(const Repository* other, Other());
    return other->Diff(from_tree, to);
  }

  absl::StatusOr<std::optional<std::string>> ReadFile(const Snapshot& at, const std::string& path,
                                                      size_t max_bytes) const override {
    if (at.kind == Snapshot::Kind::kTree) {
      TESTFED_ASSIGN_OR_RETURN(auto file, FindFile(store_, at.tree, path));
      if (!file.has_value()) return std::nullopt;
      return ReadBlob(store_, path, *file, max_bytes);
    }
    if (at.kind == Snapshot::Kind::kIndex) {
      TESTFED_ASSIGN_OR_RETURN(const Index* index, ReadIndex());
      return ReadIndexFile(store_, index->Find(path), max_bytes);
    }
    TESTFED_ASSIGN_OR_RETURN(const Repository* other, Other());
    return other->ReadFile(at, path, max_bytes);
  }

  absl::StatusOr<std::string> ReadObject(std::string_view raw_id, std::string_view path,
                                         size_t max_bytes) const override {
    return ReadBlob(store_, path, {kModeFile, std::string(raw_id)}, max_bytes);
  }

  absl::Status Walk(const Snapshot& at, TreeVisitor& visitor) const override {
    if (at.kind == Snapshot::Kind::kTree) return WalkTree(store_, at.tree, visitor);
    if (at.kind == Snapshot::Kind::kIndex) {
      TESTFED_ASSIGN_OR_RETURN(const Index* index, ReadIndex());
      WalkIndex(*index, visitor);
      return absl::OkStatus();
    }
    TESTFED_ASSIGN_OR_RETURN(const Repository* other, Other());
    return other->Walk(at, visitor);
  }

 private:
  absl::StatusOr<Commit> Find(const std::string& id) const override {
    return ReadCommitObject(store_, id);
  }
  bool IsCut(const std::string& id) const override { return store_.IsCut(id); }

  // The commit, or the one that an annotated tag names.
  absl::StatusOr<Commit> Peeled(std::string id) const {
    constexpr int kMostTags = 5;
    constexpr std::string_view kTagged = "object ";
    for (int tags = 0; tags < kMostTags; ++tags) {
      TESTFED_ASSIGN_OR_RETURN(Object object, store_.Read(id, kMostKeptBytes));
      if (object.type != ObjectType::kTag || !object.bytes.starts_with(kTagged)) break;
      id = object.bytes.substr(kTagged.size(), 2 * kRawIdSize);
    }
    return Find(id);
  }

  absl::StatusOr<const Repository*> Other() const {
    if (other_ == nullptr) {
      TESTFED_ASSIGN_OR_RETURN(other_, OpenLibgit2Repository(start_dir_));
    }
    return other_.get();
  }

  // As in libgit2_repository.h: GIT_INDEX_FILE names another one, from the root.
  absl::StatusOr<const Index*> ReadIndex() const {
    if (layout_.work_tree.empty()) return NoWorkingTree();
    const char* given = std::getenv("GIT_INDEX_FILE");
    std::string path = layout_.git_dir + "/index";
    if (given != nullptr && *given != '\0') {
      path = *given == '/' ? given : layout_.work_tree + "/" + given;
    }
    if (!index_.has_value() || path != index_path_ || !index_->file.IsStillAt(path)) {
      index_.reset();
      TESTFED_ASSIGN_OR_RETURN(index_, OpenIndexFile(path, kRawIdSize));
      index_path_ = std::move(path);
    }
    return &*index_;
  }

  OrdinaryLayout layout_;
  std::string start_dir_;
  OrdinaryStore store_;
  RefFiles refs_;
  mutable std::unique_ptr<Repository> other_;
  mutable std::string index_path_;
  mutable std::optional<Index> index_;
};

}  // namespace

std::unique_ptr<Repository> OpenOrdinaryRepository(const std::string& start_dir) {
  std::optional<OrdinaryLayout> layout = FindOrdinaryLayout(start_dir);
  if (!layout) return nullptr;
  return std::make_unique<OrdinaryRepository>(*std::move(layout), start_dir);
}

}  // namespace testfed
