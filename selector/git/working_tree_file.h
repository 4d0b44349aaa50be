// Files on the disk, below the root of a working tree and nowhere else: no symbolic link is
// followed, whatever the repository holds.
#ifndef TESTFED_SELECTOR_GIT_WORKING_TREE_FILE_H_
#define TESTFED_SELECTOR_GIT_WORKING_TREE_FILE_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "domains/status.h"
#include "selector/git/delta.h"
#include "selector/git/object_store.h"

namespace testfed {

// The bytes of the regular file; nullopt when there is none, when a directory stands there, or
// when the path leads through a symbolic link, another repository or `.git`. A symbolic link and
// a file of more than `max_bytes` are errors.
absl::StatusOr<std::optional<std::string>> ReadWorkingTreeFile(const std::string& root,
                                                               std::string_view path,
                                                               size_t max_bytes);

// One file of the index, from its blob. A path in conflict has no one content: an error.
absl::StatusOr<std::optional<std::string>> ReadIndexFile(const ObjectStore& store,
                                                         const IndexEntry* entry, size_t max_bytes);

// One file of the working tree as Repository::ReadFile has it: tracked, or not ignored. `entry` is
// the path's in the index, or null; `sparse` says that core.sparseCheckout is on.
absl::StatusOr<std::optional<std::string>> ReadDiskFile(const ObjectStore& store,
                                                        const std::string& root,
                                                        const IndexEntry* entry, bool sparse,
                                                        const std::function<bool()>& is_ignored,
                                                        std::string_view path, size_t max_bytes);

// What a symbolic link holds; nullopt when it cannot be read.
std::optional<std::string> ReadLink(const std::string& path);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_GIT_WORKING_TREE_FILE_H_
