#include "selector/git_command_repository.h"

#include <cstdlib>
#include <utility>

#include "selector/git/default_branch.h"
#include "selector/git/git_command.h"
#include "selector/git/history.h"
#include "selector/git/refusal.h"
#include "selector/git/shallow_file.h"
#include "selector/git/tree.h"
#include "selector/git/working_tree_file.h"

namespace testfed {
namespace {

class GitCommandRepository : public Repository, private CommitSource {
 public:
  GitCommandRepository(GitCommand git, std::string root, size_t raw_id_size, bool partial,
                       std::unordered_set<std::string> cut)
      : git_(std::move(git)),
        root_(std::move(root)),
        store_(git_, raw_id_size, partial, std::move(cut)) {}

  std::string Root() const override { return root_; }
  bool IsShallow() const override { return store_.IsShallow(); }

  absl::StatusOr<Commit> ReadCommit(const std::string& rev) const override {
    if (IsHostileRevision(rev)) return UnknownRevision(rev);
    if (IsObjectId(rev)) {
      auto commit = Find(rev);
      if (commit.ok() || !absl::IsNotFound(commit.status())) return commit;
    }
    TESTFED_ASSIGN_OR_RETURN(ChildResult result, git_.Run({"rev-parse", "--verify",
                                                           "--end-of-options", rev + "^{commit}"}));
    std::string id = result.out.substr(0, result.out.find('\n'));
    if (result.exit_code == 0 && IsObjectId(id)) return Find(id);
    if (result.err.find("is ambiguous") != std::string::npos) return AmbiguousRevision(rev);
    return UnknownRevision(rev);
  }

  absl::StatusOr<std::optional<Commit>> Head() const override {
    TESTFED_ASSIGN_OR_RETURN(auto id, git_.Line({"rev-parse", "--verify", "-q", "HEAD"}));
    if (!id.has_value()) {
      TESTFED_ASSIGN_OR_RETURN(auto branch, git_.Line({"symbolic-ref", "-q", "HEAD"}));
      if (branch.has_value()) return std::nullopt;
      return Error("HEAD cannot be read");
    }
    auto commit = Find(*id);
    if (absl::IsNotFound(commit.status())) return MissingObject(store_, "HEAD's commit", *id);
    if (!commit.ok()) return commit.status();
    return *std::move(commit);
  }

  absl::StatusOr<std::optional<std::string>> DefaultBranch() const override {
    constexpr std::string_view kRemotes = "refs/remotes/";
    TESTFED_ASSIGN_OR_RETURN(auto target,
                             git_.Line({"symbolic-ref", "-q", "refs/remotes/origin/HEAD"}));
    if (target.has_value() && target->starts_with(kRemotes)) {
      TESTFED_ASSIGN_OR_RETURN(bool there, HasRef(*target));
      if (there) return target->substr(kRemotes.size());
    }
    for (const auto& [ref, rev] : kUsualDefaultBranches) {
      TESTFED_ASSIGN_OR_RETURN(bool there, HasRef(ref));
      if (there) return std::string(rev);
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
    if (to.kind == Snapshot::Kind::kTree) return DiffTrees(store_, from_tree, to.tree);
    TESTFED_ASSIGN_OR_RETURN(Index index, ReadIndex());
    TESTFED_ASSIGN_OR_RETURN(auto staged, DiffTreeAndIndex(store_, from_tree, index));
    if (to.kind == Snapshot::Kind::kIndex) return ChangesOf(staged);
    TESTFED_ASSIGN_OR_RETURN(auto on_disk, DiffIndexAndDisk(git_, index));
    TESTFED_ASSIGN_OR_RETURN(auto deltas, Compose(staged, on_disk, [&](const Delta& delta) {
                               return HashOnDisk(git_, delta);
                             }));
    return ChangesOf(deltas);
  }

  absl::StatusOr<std::optional<std::string>> ReadFile(const Snapshot& at, const std::string& path,
                                                      size_t max_bytes) const override {
    if (at.kind == Snapshot::Kind::kTree) {
      TESTFED_ASSIGN_OR_RETURN(auto file, FindFile(store_, at.tree, path));
      if (!file.has_value()) return std::nullopt;
      return ReadBlob(store_, path, *file, max_bytes);
    }
    TESTFED_ASSIGN_OR_RETURN(Index index, ReadIndex());
    const IndexEntry* entry = index.Find(path);
    if (at.kind == Snapshot::Kind::kIndex) return ReadIndexFile(store_, entry, max_bytes);
    auto is_ignored = [&] {  // `./`, so that no name is pathspec magic like `:(top)`
      auto result = git_.Run({"check-ignore", "-q", "--", "./" + path});
      return result.ok() && result->exit_code == 0;
    };
    TESTFED_ASSIGN_OR_RETURN(auto sparse,
                             git_.Line({"config", "--type=bool", "--get", "core.sparseCheckout"}));
    return ReadDiskFile(store_, root_, entry, sparse == "true", is_ignored, path, max_bytes);
  }

  absl::StatusOr<std::string> ReadObject(std::string_view raw_id, std::string_view path,
                                         size_t max_bytes) const override {
    return ReadBlob(store_, path, {kModeFile, std::string(raw_id)}, max_bytes);
  }

  absl::Status Walk(const Snapshot& at, TreeVisitor& visitor) const override {
    if (at.kind == Snapshot::Kind::kTree) return WalkTree(store_, at.tree, visitor);
    TESTFED_ASSIGN_OR_RETURN(Index index, ReadIndex());
    if (at.kind == Snapshot::Kind::kIndex) {
      WalkIndex(index, visitor);
      return absl::OkStatus();
    }
    TESTFED_ASSIGN_OR_RETURN(auto on_disk, DiffIndexAndDisk(git_, index));
    WalkDisk(index, on_disk, visitor);
    return absl::OkStatus();
  }

 private:
  absl::StatusOr<Commit> Find(const std::string& id) const override {
    return ReadCommitObject(store_, id);
  }
  bool IsCut(const std::string& id) const override { return store_.IsCut(id); }

  absl::StatusOr<Index> ReadIndex() const {
    if (root_.empty()) return NoWorkingTree();
    return ListIndex(git_);
  }

  absl::StatusOr<bool> HasRef(const std::string& name) const {
    TESTFED_ASSIGN_OR_RETURN(auto id, git_.Line({"rev-parse", "--verify", "-q", name}));
    return id.has_value();
  }

  GitCommand git_;
  std::string root_;
  GitCommandStore store_;
};

absl::Status CannotOpen(const std::string& start_dir, const std::string& err) {
  if (err.find("dubious ownership") != std::string::npos ||
      err.find("unsafe repository") != std::string::npos) {
    return OwnedBySomebodyElse(start_dir);
  }
  if (err.find("not a git repository") != std::string::npos ||
      err.find("cannot change to") != std::string::npos) {
    return NoRepositoryAt(start_dir);
  }
  return Error("the repository cannot be read: " + FirstComplaint(err));
}

std::string Below(const std::string& folder, const std::string& path) {
  return path.starts_with('/') ? path : folder + "/" + path;
}

// Without the newline that git ends its answer with: a path may hold others.
std::string WithoutNewline(std::string text) {
  if (text.ends_with('\n')) text.pop_back();
  return text;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Repository>> OpenGitCommandRepository(const std::string& start_dir) {
  GitCommand first(start_dir);
  TESTFED_ASSIGN_OR_RETURN(ChildResult seen,
                           first.Run({"rev-parse", "--show-object-format", "--git-common-dir"}));
  if (seen.exit_code != 0) return CannotOpen(start_dir, seen.err);
  size_t line = seen.out.find('\n');
  size_t raw_id_size = seen.out.substr(0, line) == "sha256" ? 32 : 20;
  std::string common = Below(start_dir, WithoutNewline(seen.out.substr(line + 1)));
  TESTFED_ASSIGN_OR_RETURN(ChildResult top, first.Run({"rev-parse", "--show-toplevel"}));
  std::string root = top.exit_code == 0 ? WithoutNewline(top.out) : "";
  GitCommand git(root.empty() ? common : root);
  TESTFED_RETURN_IF_ERROR(git.SwitchFiltersOff());
  if (const char* index = std::getenv("GIT_INDEX_FILE"); index != nullptr && *index != '\0') {
    git.Set("GIT_INDEX_FILE", Below(root, index));
  }
  TESTFED_ASSIGN_OR_RETURN(
      ChildResult promisor,
      git.Run({"config", "--get-regexp", "^(remote\\..*\\.promisor|extensions\\.partialclone)$"}));
  return std::make_unique<GitCommandRepository>(std::move(git), root, raw_id_size,
                                                promisor.exit_code == 0,
                                                ReadShallowFile(common + "/shallow"));
}

}  // namespace testfed
