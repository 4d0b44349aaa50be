// Opens a repository with the reader that answers right: our own for ordinary ones, libgit2 for
// what is not ordinary, and the git command exactly for what libgit2 cannot read.
#ifndef TESTFED_SELECTOR_OPEN_REPOSITORY_H_
#define TESTFED_SELECTOR_OPEN_REPOSITORY_H_

#include <memory>
#include <string>

#include "domains/status.h"
#include "selector/repository.h"

namespace testfed {

// The repository of `start_dir` or of the nearest folder above it. The git command reads a whole
// SHA-256 repository or one with an extension that libgit2 does not know, and the index and working
// tree where the index is split or sparse. It is never tried on the repository of another user.
absl::StatusOr<std::unique_ptr<Repository>> OpenRepository(const std::string& start_dir);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_OPEN_REPOSITORY_H_
