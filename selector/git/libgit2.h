// What the files that call libgit2 share: handles that free themselves, errors as statuses. Private
// to selector/libgit2_repository.cc and selector/git/libgit2_*.cc, the only users of git2.h.
#ifndef TESTFED_SELECTOR_GIT_LIBGIT2_H_
#define TESTFED_SELECTOR_GIT_LIBGIT2_H_

#include <git2.h>
#include <git2/sys/repository.h>

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "domains/status.h"
#include "selector/git/delta.h"
#include "selector/git/object_store.h"

namespace testfed::libgit2 {

// The functions of libgit2 that testfed calls. The library is loaded when the first is needed and
// not when the process starts: with all that it depends on, that takes longer than most answers.
#define TESTFED_LIBGIT2_FUNCTIONS(X) \
  X(git_config_free)                 \
  X(git_config_get_bool)             \
  X(git_config_iterator_free)        \
  X(git_config_iterator_new)         \
  X(git_config_next)                 \
  X(git_config_open_ondisk)          \
  X(git_diff_free)                   \
  X(git_diff_get_delta)              \
  X(git_diff_index_to_workdir)       \
  X(git_diff_num_deltas)             \
  X(git_diff_options_init)           \
  X(git_error_last)                  \
  X(git_ignore_path_is_ignored)      \
  X(git_index_free)                  \
  X(git_index_open)                  \
  X(git_libgit2_init)                \
  X(git_libgit2_opts)                \
  X(git_object_free)                 \
  X(git_object_id)                   \
  X(git_object_peel)                 \
  X(git_odb_free)                    \
  X(git_odb_hash)                    \
  X(git_odb_object_data)             \
  X(git_odb_object_free)             \
  X(git_odb_object_size)             \
  X(git_odb_object_type)             \
  X(git_odb_read)                    \
  X(git_odb_read_header)             \
  X(git_oid_fromraw)                 \
  X(git_oid_fromstr)                 \
  X(git_oid_is_zero)                 \
  X(git_oid_tostr_s)                 \
  X(git_reference_free)              \
  X(git_reference_lookup)            \
  X(git_reference_name_to_id)        \
  X(git_reference_symbolic_target)   \
  X(git_repository_commondir)        \
  X(git_repository_config_snapshot)  \
  X(git_repository_free)             \
  X(git_repository_hashfile)         \
  X(git_repository_head_unborn)      \
  X(git_repository_odb)              \
  X(git_repository_open_ext)         \
  X(git_repository_path)             \
  X(git_repository_set_index)        \
  X(git_repository_workdir)          \
  X(git_revparse_single)

struct Api {
#define TESTFED_LIBGIT2_MEMBER(name) decltype(&::name) name = nullptr;
  TESTFED_LIBGIT2_FUNCTIONS(TESTFED_LIBGIT2_MEMBER)
#undef TESTFED_LIBGIT2_MEMBER
};

// Loads and starts libgit2 once, with the options that testfed needs. kUnimplemented where it is
// not installed: the git command answers then.
absl::Status Start();
// After Start has succeeded.
const Api& Git();

template <auto Free>
struct Freer {
  template <typename T>
  void operator()(T* pointer) const {
    (Git().*Free)(pointer);
  }
};
template <typename T, auto Free>
using Handle = std::unique_ptr<T, Freer<Free>>;

using RepositoryHandle = Handle<git_repository, &Api::git_repository_free>;
using OdbHandle = Handle<git_odb, &Api::git_odb_free>;
using OdbObjectHandle = Handle<git_odb_object, &Api::git_odb_object_free>;
using ReferenceHandle = Handle<git_reference, &Api::git_reference_free>;
using ObjectHandle = Handle<git_object, &Api::git_object_free>;
using ConfigHandle = Handle<git_config, &Api::git_config_free>;
using IndexHandle = Handle<git_index, &Api::git_index_free>;
using DiffHandle = Handle<git_diff, &Api::git_diff_free>;

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

class Libgit2Store : public ObjectStore {
 public:
  static absl::StatusOr<std::unique_ptr<Libgit2Store>> Make(git_repository* repository);
  absl::StatusOr<Object> Read(const std::string& id, size_t max_bytes) const override;
  absl::StatusOr<Object> ReadRaw(std::string_view raw_id) const override;
  bool IsCut(const std::string& id) const override { return cut_.contains(id); }
  size_t RawIdSize() const override { return GIT_OID_RAWSZ; }
  bool IsPartial() const override { return partial_; }
  bool IsShallow() const { return !cut_.empty(); }

 private:
  OdbHandle odb_;
  std::unordered_set<std::string> cut_;
  bool partial_ = false;
};

// The file that is the repository's index, or the one that GIT_INDEX_FILE names.
absl::StatusOr<std::string> IndexPath(git_repository* repository);

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
absl::StatusOr<std::vector<Delta>> DiffIndexAndDisk(git_repository* repository, const Index& index);

// The raw id that the file would have in the index, by its filters (line ends, ident).
absl::StatusOr<std::string> HashOnDisk(git_repository* repository, const Delta& on_disk);

}  // namespace testfed::libgit2

#endif  // TESTFED_SELECTOR_GIT_LIBGIT2_H_
