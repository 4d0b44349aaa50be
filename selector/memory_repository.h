// The in-memory twin of a repository, filled by tests:
//
//   MemoryRepository repository;
//   std::string base = repository.AddCommit({{"a.cc", "int a;"}});
//   std::string head = repository.AddCommit({{"a.cc", "int b;"}}, {base}, "rename a");
//   repository.refs["origin/main"] = base;
//   repository.CheckOut(head);              // HEAD, index and working tree
//   repository.working_tree["new.cc"] = "";  // an untracked file
#ifndef TESTFED_SELECTOR_MEMORY_REPOSITORY_H_
#define TESTFED_SELECTOR_MEMORY_REPOSITORY_H_

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "selector/git/history.h"
#include "selector/repository.h"

namespace testfed {

struct MemoryFile {
  enum class Kind { kFile, kExecutable, kLink, kSubmodule };
  MemoryFile() = default;
  MemoryFile(std::string text, Kind what = Kind::kFile)  // NOLINT: implicit on purpose
      : bytes(std::move(text)), kind(what) {}
  MemoryFile(const char* text) : bytes(text) {}  // NOLINT
  bool operator==(const MemoryFile&) const = default;

  std::string bytes;
  Kind kind = Kind::kFile;
};

class MemoryRepository : public Repository, private CommitSource {
 public:
  using Files = std::map<std::string, MemoryFile>;

  // Each adds an object and returns its id, which depends on nothing but what is given (a commit's
  // also on how many there are: time runs one second a commit, from 1,700,000,000).
  std::string AddTree(const Files& files);
  std::string AddCommit(const Files& files, std::vector<std::string> parents = {},
                        std::string message = "");
  // HEAD, index and working tree become this commit's.
  void CheckOut(const std::string& id);

  std::map<std::string, std::string> refs;    // "main", "origin/main", "v1" -> commit id
  std::optional<std::string> head;            // commit id; nullopt: no commit yet
  std::optional<std::string> default_branch;  // what the remote says; else `main`, `master`
  Files index;
  Files working_tree;                // what counts: tracked or not ignored
  std::set<std::string> conflicts;   // paths of the index
  std::set<std::string> cut;         // commits where a shallow history ends
  std::set<std::string> missing;     // commits that are not here
  std::string root = "/repository";  // "": bare

  std::string Root() const override { return root; }
  bool IsShallow() const override { return !cut.empty(); }
  // An id, a name in `refs` (also with refs/heads/, refs/remotes/ or refs/tags/ before it), or
  // HEAD; any of them with ^N and ~N behind it.
  absl::StatusOr<Commit> ReadCommit(const std::string& rev) const override;
  absl::StatusOr<std::optional<Commit>> Head() const override;
  absl::StatusOr<std::optional<std::string>> DefaultBranch() const override;
  absl::StatusOr<MergeBases> FindMergeBases(const std::string& a,
                                            const std::string& b) const override;
  absl::StatusOr<CommitRange> CommitsBetween(const std::vector<std::string>& bases,
                                             const std::string& head_id) const override;
  absl::StatusOr<std::vector<Commit>> FirstParents(const std::string& rev,
                                                   int count) const override;
  absl::StatusOr<std::vector<Change>> Diff(const std::string& from_tree,
                                           const Snapshot& to) const override;
  absl::StatusOr<std::optional<std::string>> ReadFile(const Snapshot& at, const std::string& path,
                                                      size_t max_bytes) const override;
  absl::StatusOr<std::string> ReadObject(std::string_view raw_id, std::string_view path,
                                         size_t max_bytes) const override;
  absl::Status Walk(const Snapshot& at, TreeVisitor& visitor) const override;

 private:
  absl::StatusOr<Commit> Find(const std::string& id) const override;
  bool IsCut(const std::string& id) const override { return cut.contains(id); }
  absl::StatusOr<const Files*> FilesOf(const Snapshot& at) const;

  std::map<std::string, Commit> commits_;
  std::map<std::string, Files> trees_;
};

}  // namespace testfed

#endif  // TESTFED_SELECTOR_MEMORY_REPOSITORY_H_
