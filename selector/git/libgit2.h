// What the files that call libgit2 share: handles that free themselves, errors as statuses. Private
// to selector/libgit2_repository.cc and selector/git/libgit2_*.cc, the only users of git2.h.
#ifndef TESTFED_SELECTOR_GIT_LIBGIT2_H_
#define TESTFED_SELECTOR_GIT_LIBGIT2_H_

#include <git2.h>

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "domains/status.h"
#include "selector/git/index_entry.h"
#include "selector/git/object_store.h"

namespace testfed::libgit2 {

template <auto Free>
struct Freer {
  template <typename T>
  void operator()(T* pointer) const {
    Free(pointer);
  }
};
template <typename T, auto Free>
using Handle = std::unique_ptr<T, Freer<Free>>;

using RepositoryHandle = Handle<git_repository, git_repository_free>;
using OdbHandle = Handle<git_odb, git_odb_free>;
using OdbObjectHandle = Handle<git_odb_object, git_odb_object_free>;
using ReferenceHandle = Handle<git_reference, git_reference_free>;
using ObjectHandle = Handle<git_object, git_object_free>;
using ConfigHandle = Handle<git_config, git_config_free>;
using IndexHandle = Handle<git_index, git_index_free>;
using DiffHandle = Handle<git_diff, git_diff_free>;

// The last error's class and message, copied: the next call overwrites them.
struct Failure {
  int code = 0;
  int error_class = 0;
  std::string message;
};
Failure LastFailure(int code);

// "WHAT: libgit2's message". An index or an extension that libgit2 does not know is
// kUnimplemented.
absl::Status ToStatus(std::string_view what, const Failure& failure);

// Starts libgit2 once, with the options that testfed needs.
void Start();

class Libgit2Store : public ObjectStore {
 public:
  static absl::StatusOr<std::unique_ptr<Libgit2Store>> Make(git_repository* repository);
  absl::StatusOr<Object> Read(const std::string& id, size_t max_bytes) const override;
  bool IsCut(const std::string& id) const override { return cut_.contains(id); }
  size_t RawIdSize() const override { return GIT_OID_RAWSZ; }
  bool IsPartial() const override { return partial_; }
  bool IsShallow() const { return !cut_.empty(); }

 private:
  OdbHandle odb_;
  std::unordered_set<std::string> cut_;
  bool partial_ = false;
};

// The index of the repository, or the one that GIT_INDEX_FILE names. Sorted by path.
absl::StatusOr<IndexHandle> OpenIndex(git_repository* repository);
std::vector<IndexEntry> EntriesOf(git_index* index);

// core.sparseCheckout: git reads the files of a sparse checkout that are on the disk all the same
// as if they were tracked; without it, skip-worktree means "do not look" (git-update-index(1)).
bool SparseCheckout(git_repository* repository);

// By .gitignore and its like. libgit2 1.5 lets a `!pattern` take a file back whose folder is
// ignored, which git does not: so each folder above the path is asked as well.
class IgnoreRules {
 public:
  explicit IgnoreRules(git_repository* repository) : repository_(repository) {}
  bool IsIgnored(const std::string& path);
  bool IsInIgnoredFolder(std::string_view path);

 private:
  git_repository* repository_;
  std::unordered_map<std::string, bool> folders_;
};

// What differs between the index and the disk, untracked files included (before: nothing). Ids
// are "" where libgit2 did not need them.
absl::StatusOr<std::vector<Delta>> DiffIndexAndDisk(git_repository* repository, git_index* index,
                                                    const std::vector<IndexEntry>& entries);

// The raw id that the file would have in the index, by its filters (line ends, ident).
absl::StatusOr<std::string> HashOnDisk(git_repository* repository, const Delta& on_disk);

}  // namespace testfed::libgit2

#endif  // TESTFED_SELECTOR_GIT_LIBGIT2_H_
