// What testfed asks of a version control system: one narrow interface. Implementations:
// libgit2 (libgit2_repository.h), the git command (git_command_repository.h), and the in-memory
// twin of the tests (memory_repository.h).
//
// Object ids are lower-case hexadecimal, 40 digits (SHA-1) or 64 (SHA-256). Paths are bytes,
// relative to the root of the working tree, with `/` between segments.
#ifndef TESTFED_SELECTOR_REPOSITORY_H_
#define TESTFED_SELECTOR_REPOSITORY_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domains/status.h"
#include "domains/tree_visitor.h"

namespace testfed {

enum class ChangeStatus { kAdded, kModified, kDeleted, kTypeChanged };

// A rename is a deletion and an addition: no rename detection anywhere.
struct Change {
  std::string path;
  ChangeStatus status = ChangeStatus::kModified;
  auto operator<=>(const Change&) const = default;
};

struct Commit {
  std::string id;
  std::string tree;
  std::vector<std::string> parents;  // as the object says, also where history is cut
  std::string message;
  std::string author = {};          // the name, as written
  std::int64_t committer_time = 0;  // seconds since 1970, UTC
};

// A list of files at one state of the repository.
struct Snapshot {
  enum class Kind { kTree, kIndex, kWorkingTree };
  Kind kind = Kind::kTree;
  std::string tree;  // the tree's id when kind is kTree

  static Snapshot OfTree(std::string id) { return {Kind::kTree, std::move(id)}; }
  static Snapshot Index() { return {Kind::kIndex, ""}; }
  static Snapshot WorkingTree() { return {Kind::kWorkingTree, ""}; }
};

struct MergeBases {
  std::vector<std::string> ids;  // best common ancestors, sorted; several in criss-cross histories
  // False when history is cut (shallow) where it could hide another, better one: then the ids
  // prove nothing. True with no ids: the histories are unrelated, proved.
  bool complete = true;
};

struct CommitRange {
  std::vector<Commit> commits;  // newest first
  bool complete = true;         // false: history is cut inside the range
};

class Repository {
 public:
  virtual ~Repository() = default;

  virtual std::string Root() const = 0;  // absolute path of the working tree, "" when bare
  virtual bool IsShallow() const = 0;

  // The commit that `rev` names. NotFound (absl::StatusCode::kNotFound) when there is none here.
  virtual absl::StatusOr<Commit> ReadCommit(const std::string& rev) const = 0;
  // HEAD's commit; nullopt on a branch without commits.
  virtual absl::StatusOr<std::optional<Commit>> Head() const = 0;
  // What the remote calls its default branch, as a revision here ("origin/main"); else a local
  // branch `main` or `master`; else nullopt.
  virtual absl::StatusOr<std::optional<std::string>> DefaultBranch() const = 0;

  virtual absl::StatusOr<MergeBases> FindMergeBases(const std::string& a,
                                                    const std::string& b) const = 0;
  // Commits reachable from `head` and not from any of `bases` (all full ids).
  virtual absl::StatusOr<CommitRange> CommitsBetween(const std::vector<std::string>& bases,
                                                     const std::string& head) const = 0;
  // At most `count` commits from `rev` along first parents, newest first.
  virtual absl::StatusOr<std::vector<Commit>> FirstParents(const std::string& rev,
                                                           int count) const = 0;

  // Differences, sorted by path, each path once. `from_tree` may be "" (the empty tree).
  // A symbolic link that becomes a file is one type change. Index: stage 0, conflicts count as
  // modified; intent-to-add counts as added; skip-worktree and sparse entries are as in the index.
  // Working tree: tracked and untracked files that are not ignored.
  virtual absl::StatusOr<std::vector<Change>> Diff(const std::string& from_tree,
                                                   const Snapshot& to) const = 0;

  // The bytes of a file; nullopt when there is none. A symbolic link is an error that says so, and
  // so is a file of more than `max_bytes`.
  virtual absl::StatusOr<std::optional<std::string>> ReadFile(const Snapshot& at,
                                                              const std::string& path,
                                                              size_t max_bytes) const = 0;
  // The bytes of a regular file by the id that a walk gave (raw), without looking for its path,
  // which only errors name. Of more than `max_bytes`: an error.
  virtual absl::StatusOr<std::string> ReadObject(std::string_view raw_id, std::string_view path,
                                                 size_t max_bytes) const = 0;
  // All files of a snapshot. The working tree's are the index's plus untracked ones, without those
  // that were deleted.
  virtual absl::Status Walk(const Snapshot& at, TreeVisitor& visitor) const = 0;
};

}  // namespace testfed

#endif  // TESTFED_SELECTOR_REPOSITORY_H_
