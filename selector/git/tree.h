// Trees: walking one, and comparing two.
//
// Comparing prunes at equal object ids, so that its cost is the size of the difference; libgit2's
// own tree diff reads every tree (50 to 90 times slower for a normal change of a large repository).
#ifndef TESTFED_SELECTOR_GIT_TREE_H_
#define TESTFED_SELECTOR_GIT_TREE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domains/status.h"
#include "selector/git/object_store.h"
#include "selector/repository.h"

namespace testfed {

// File modes of git, after its canon_mode: a regular file's only has the executable bit.
inline constexpr std::uint32_t kModeTree = 0040000;
inline constexpr std::uint32_t kModeFile = 0100644;
inline constexpr std::uint32_t kModeExecutable = 0100755;
inline constexpr std::uint32_t kModeLink = 0120000;
inline constexpr std::uint32_t kModeSubmodule = 0160000;
std::uint32_t CanonicalMode(std::uint32_t mode);
FileKind KindOf(std::uint32_t mode);

// A file at one end of a comparison. Two files of the same kind with other permissions differ as
// modified; other kinds (file, symbolic link, submodule) as a type change.
struct FileState {
  std::uint32_t mode = 0;  // 0: there is no file
  std::string id;          // raw; "" when it is not known, which differs from every id
  bool exists() const { return mode != 0; }
};
std::optional<ChangeStatus> Compare(const FileState& before, const FileState& after);

// Sorts by path and leaves each path once: one that is there twice with two statuses is modified.
void SortChanges(std::vector<Change>& changes);

absl::Status WalkTree(const ObjectStore& store, const std::string& tree, TreeVisitor& visitor);

// Either may be "" (the empty tree).
absl::StatusOr<std::vector<Change>> DiffTrees(const ObjectStore& store, const std::string& from,
                                              const std::string& to);

// The file at `path`; nullopt when there is none, or a directory.
absl::StatusOr<std::optional<FileState>> FindFile(const ObjectStore& store, const std::string& tree,
                                                  std::string_view path);

// The bytes of a regular file whose blob is `raw_id`; a symbolic link, a submodule and a file of
// more than `max_bytes` are errors that say so.
absl::StatusOr<std::string> ReadBlob(const ObjectStore& store, std::string_view path,
                                     const FileState& file, size_t max_bytes);
absl::Status NotARegularFile(std::string_view path, std::uint32_t mode);
absl::Status TooLarge(std::string_view path, size_t size, size_t max_bytes);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_GIT_TREE_H_
