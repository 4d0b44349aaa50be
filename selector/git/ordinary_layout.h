// Recognises the ordinary repository: a folder `.git` (or a bare repository) whose settings change
// nothing for a reader. Everything else is left to libgit2.
#ifndef TESTFED_SELECTOR_GIT_ORDINARY_LAYOUT_H_
#define TESTFED_SELECTOR_GIT_ORDINARY_LAYOUT_H_

#include <optional>
#include <string>
#include <string_view>

namespace testfed {

struct OrdinaryLayout {
  std::string git_dir;    // absolute, without symbolic links and without `/` at the end
  std::string work_tree;  // the same; "" when bare
};

// Searches `start_dir` and the folders above it, as git does. Nullopt, which is never an error but
// "ask libgit2": there is none, the folder or its repository is another user's, another file system
// begins before it, `.git` is a file (linked worktree, submodule), objects are borrowed from
// another repository, or its settings are not ordinary.
std::optional<OrdinaryLayout> FindOrdinaryLayout(const std::string& start_dir);

// Whether a repository's file `config` is one that changes nothing for a reader; then *bare is
// core.bare. False for format versions but 0, extensions, includes, core.worktree, promisors (a
// partial clone), and text that is not as git writes it.
bool IsOrdinaryConfig(std::string_view text, bool* bare);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_GIT_ORDINARY_LAYOUT_H_
