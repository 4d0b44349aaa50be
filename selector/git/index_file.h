// git's index file, versions 2 to 4 (gitformat-index(5)), read in place: one pass over the mapped
// file, no path and no id copied (version 4 writes paths as differences, so theirs are put
// together). libgit2's own reader takes four to ten times as long.
//
// Structure and bounds are checked to the last byte, the order of the paths too: a damaged file is
// an error and never a wrong reach into memory. The checksum at the end is not verified, as git
// itself does not (only `git fsck` does), and index.skipHash leaves it out.
#ifndef TESTFED_SELECTOR_GIT_INDEX_FILE_H_
#define TESTFED_SELECTOR_GIT_INDEX_FILE_H_

#include <string>

#include "domains/status.h"
#include "selector/git/index.h"

namespace testfed {

// No file is an empty index. absl::StatusCode::kUnimplemented: a split or a sparse index, or an
// extension that a reader must know and this one does not.
absl::StatusOr<Index> OpenIndexFile(const std::string& path, size_t raw_id_size);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_GIT_INDEX_FILE_H_
