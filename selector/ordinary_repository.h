// The ordinary git repository, read without a library: packs, loose objects, refs and the index by
// our own readers. It starts in a fraction of a millisecond, where loading libgit2 costs more than
// a whole selection (docs/performance.md).
//
// It answers only where it is sure of libgit2's answer, and asks libgit2 for everything else: the
// working tree, the default branch, revisions that are more than a name or an id, and objects that
// are missing or damaged, so that each error is worded once.
#ifndef TESTFED_SELECTOR_ORDINARY_REPOSITORY_H_
#define TESTFED_SELECTOR_ORDINARY_REPOSITORY_H_

#include <memory>
#include <string>

#include "selector/repository.h"

namespace testfed {

// Null when the repository is not ordinary (git/ordinary_layout.h) or there is none; no error:
// OpenLibgit2Repository knows which. What it promises holds here. One thread at a time.
std::unique_ptr<Repository> OpenOrdinaryRepository(const std::string& start_dir);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_ORDINARY_REPOSITORY_H_
