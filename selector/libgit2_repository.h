// A git repository read in this process, through libgit2. Faster than a child `git`, which it
// agrees with; open_repository.h falls back to the git command for what libgit2 cannot read.
#ifndef TESTFED_SELECTOR_LIBGIT2_REPOSITORY_H_
#define TESTFED_SELECTOR_LIBGIT2_REPOSITORY_H_

#include <memory>
#include <string>

#include "domains/status.h"
#include "selector/git/object_store.h"
#include "selector/repository.h"

namespace testfed {

// Opens the repository of `start_dir` or of the nearest folder above it. The variable
// GIT_INDEX_FILE names another index, as in git; no other variable of git's is read.
//
// absl::StatusCode::kUnimplemented, here and from any member function: libgit2 is not installed, or
// cannot read this repository or its index (SHA-256, an unknown extension, a split or sparse
// index), the git command can. A repository of another user is a plain error, on purpose: the owner
// decides, not we. One thread at a time.
absl::StatusOr<std::unique_ptr<Repository>> OpenLibgit2Repository(const std::string& start_dir);

// Its objects alone.
absl::StatusOr<std::unique_ptr<ObjectStore>> OpenLibgit2Store(const std::string& git_dir);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_LIBGIT2_REPOSITORY_H_
