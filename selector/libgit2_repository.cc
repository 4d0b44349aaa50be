#include "selector/libgit2_repository.h"

#include <utility>

#include "selector/git/default_branch.h"
#include "selector/git/history.h"
#include "selector/git/index_file.h"
#include "selector/git/libgit2.h"
#include "selector/git/refusal.h"
#include "selector/git/tree.h"
#include "selector/git/working_tree_file.h"

namespace testfed {
namespace {

using libgit2::Git;
using libgit2::LastFailure;

class Libgit2Repository : public Repository, private CommitSource {
 public:
  Libgit2Repository(libgit2::RepositoryHandle repository,
                    std::unique_ptr<libgit2::Libgit2Store> store)
      : repository_(std::move(repository)), store_(std::move(store)) {}

  std::string Root() const override {
    const char* folder = Git().git_repository_workdir(repository_.get());
    if (folder == nullptr) return "";
    std::string root = folder;
    while (root.size() > 1 && root.ends_with('/')) root.pop_back();
    return root;
  }

  bool IsShallow() const override { return store_->IsShallow(); }

  absl::StatusOr<Commit> ReadCommit(const std::string& rev) const override {
    if (IsHostileRevision(rev)) return UnknownRevision(rev);
    if (IsObjectId(rev)) {
      auto commit = Find(rev);
      if (commit.ok() || !absl::IsNotFound(commit.status())) return commit;
    }
    git_object* object = nullptr;
    int code = Git().git_revparse_single(&object, repository_.get(), rev.c_str());
    libgit2::ObjectHandle owned(object);
    if (code == GIT_EAMBIGUOUS) return AmbiguousRevision(rev);
    if (code != 0) return UnknownRevision(rev);
    git_object* commit = nullptr;
    code = Git().git_object_peel(&commit, object, GIT_OBJECT_COMMIT);
    libgit2::ObjectHandle owned_commit(commit);
    if (code != 0) return UnknownRevision(rev);
    return Find(Git().git_oid_tostr_s(Git().git_object_id(commit)));
  }

  absl::StatusOr<std::optional<Commit>> Head() const override {
    git_oid id;
    int code = Git().git_reference_name_to_id(&id, repository_.get(), "HEAD");
    if (code == GIT_ENOTFOUND && Git().git_repository_head_unborn(repository_.get()) == 1) {
      return std::nullopt;
    }
    if (code != 0) return libgit2::ToStatus("HEAD cannot be read", LastFailure(code));
    std::string hex = Git().git_oid_tostr_s(&id);
    auto commit = Find(hex);
    if (absl::IsNotFound(commit.status())) return MissingObject(*store_, "HEAD's commit", hex);
    if (!commit.ok()) return commit.status();
    return *std::move(commit);
  }

  absl::StatusOr<std::optional<std::string>> DefaultBranch() const override {
    git_reference* head = nullptr;
    if (Git().git_reference_lookup(&head, repository_.get(), "refs/remotes/origin/HEAD") == 0) {
      libgit2::ReferenceHandle owned(head);
      const char* target = Git().git_reference_symbolic_target(head);
      constexpr std::string_view kRemotes = "refs/remotes/";
      if (target != nullptr && std::string_view(target).starts_with(kRemotes) && HasRef(target)) {
        return std::string(target).substr(kRemotes.size());
      }
    }
    for (const auto& [ref, rev] : kUsualDefaultBranches) {
      if (HasRef(ref)) return std::string(rev);
    }
    return std::nullopt;
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
    if (to.kind == Snapshot::Kind::kTree) return DiffTrees(*store_, from_tree, to.tree);
    TESTFED_ASSIGN_OR_RETURN(const Index* index, ReadIndex());
    TESTFED_ASSIGN_OR_RETURN(auto staged, DiffTreeAndIndex(*store_, from_tree, *index));
    if (to.kind == Snapshot::Kind::kIndex) return ChangesOf(staged);
    TESTFED_ASSIGN_OR_RETURN(auto on_disk, libgit2::DiffIndexAndDisk(repository_.get(), *index));
    TESTFED_ASSIGN_OR_RETURN(auto deltas, Compose(staged, on_disk, [&](const Delta& delta) {
                               return libgit2::HashOnDisk(repository_.get(), delta);
                             }));
    return ChangesOf(deltas);
  }

  absl::StatusOr<std::optional<std::string>> ReadFile(const Snapshot& at, const std::string& path,
                                                      size_t max_bytes) const override {
    if (at.kind == Snapshot::Kind::kTree) {
      TESTFED_ASSIGN_OR_RETURN(auto file, FindFile(*store_, at.tree, path));
      if (!file.has_value()) return std::nullopt;
      return ReadBlob(*store_, path, *file, max_bytes);
    }
    TESTFED_ASSIGN_OR_RETURN(const Index* index, ReadIndex());
    const IndexEntry* entry = index->Find(path);
    if (at.kind == Snapshot::Kind::kIndex) return ReadIndexFile(*store_, entry, max_bytes);
    auto is_ignored = [&] { return libgit2::IgnoreRules(repository_.get()).IsIgnored(path); };
    return ReadDiskFile(*store_, Root(), entry, libgit2::SparseCheckout(repository_.get()),
                        is_ignored, path, max_bytes);
  }

  absl::StatusOr<std::string> ReadObject(std::string_view raw_id, std::string_view path,
                                         size_t max_bytes) const override {
    return ReadBlob(*store_, path, {kModeFile, std::string(raw_id)}, max_bytes);
  }

  absl::Status Walk(const Snapshot& at, TreeVisitor& visitor) const override {
    if (at.kind == Snapshot::Kind::kTree) return WalkTree(*store_, at.tree, visitor);
    TESTFED_ASSIGN_OR_RETURN(const Index* index, ReadIndex());
    if (at.kind == Snapshot::Kind::kIndex) {
      WalkIndex(*index, visitor);
      return absl::OkStatus();
    }
    TESTFED_ASSIGN_OR_RETURN(auto on_disk, libgit2::DiffIndexAndDisk(repository_.get(), *index));
    WalkDisk(*index, on_disk, visitor);
    return absl::OkStatus();
  }

 private:
  absl::StatusOr<Commit> Find(const std::string& id) const override {
    return ReadCommitObject(*store_, id);
  }
  bool IsCut(const std::string& id) const override { return store_->IsCut(id); }

  // As it is now: it is read again when somebody wrote it since.
  absl::StatusOr<const Index*> ReadIndex() const {
    TESTFED_ASSIGN_OR_RETURN(std::string path, libgit2::IndexPath(repository_.get()));
    if (!index_.has_value() || path != index_path_ || !index_->file.IsStillAt(path)) {
      index_.reset();
      TESTFED_ASSIGN_OR_RETURN(index_, OpenIndexFile(path, store_->RawIdSize()));
      index_path_ = std::move(path);
    }
    return &*index_;
  }

  bool HasRef(const char* name) const {
    git_oid id;
    return Git().git_reference_name_to_id(&id, repository_.get(), name) == 0;
  }

  libgit2::RepositoryHandle repository_;
  std::unique_ptr<libgit2::Libgit2Store> store_;
  mutable std::string index_path_;
  mutable std::optional<Index> index_;
};

absl::StatusOr<libgit2::RepositoryHandle> OpenHandle(const std::string& start_dir) {
  TESTFED_RETURN_IF_ERROR(libgit2::Start());
  git_repository* opened = nullptr;
  int code = Git().git_repository_open_ext(&opened, start_dir.c_str(), 0, nullptr);
  if (code == 0) return libgit2::RepositoryHandle(opened);
  libgit2::Failure failure = LastFailure(code);
  // libgit2 1.5 reports another owner as a missing setting (libgit2#6408), so the code alone
  // looks like "no repository".
  if (code == GIT_EOWNER || failure.message.find("safe.directory") != std::string::npos) {
    return OwnedBySomebodyElse(start_dir);
  }
  if (code == GIT_ENOTFOUND) return NoRepositoryAt(start_dir);
  return libgit2::ToStatus("the repository cannot be read", failure);
}

}  // namespace

absl::StatusOr<std::unique_ptr<Repository>> OpenLibgit2Repository(const std::string& start_dir) {
  TESTFED_ASSIGN_OR_RETURN(libgit2::RepositoryHandle repository, OpenHandle(start_dir));
  TESTFED_ASSIGN_OR_RETURN(auto store, libgit2::Libgit2Store::Make(repository.get()));
  return std::make_unique<Libgit2Repository>(std::move(repository), std::move(store));
}

absl::StatusOr<std::unique_ptr<ObjectStore>> OpenLibgit2Store(const std::string& git_dir) {
  TESTFED_ASSIGN_OR_RETURN(libgit2::RepositoryHandle repository, OpenHandle(git_dir));
  TESTFED_ASSIGN_OR_RETURN(auto store, libgit2::Libgit2Store::Make(repository.get()));
  return store;
}

}  // namespace testfed
