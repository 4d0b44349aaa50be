// Reads what the sources of a repository refer to, symbolic links included, and tags in files whose
// tests testfed does not read: the evidence of `check` beside the tests (test_reader.h). What files
// say comes from the cache where that is possible, in entries of its own.
#ifndef TESTFED_SELECTOR_REFERENCE_READER_H_
#define TESTFED_SELECTOR_REFERENCE_READER_H_

#include <string>
#include <vector>

#include "contracts/hole_finder.h"
#include "domains/cache.h"
#include "selector/repository.h"

namespace testfed {

struct RepositoryReferences {
  std::vector<std::string> files;         // all there are, sorted
  std::vector<SourceReferences> sources;  // of files that refer to something, sorted by path
  std::vector<StrayTag> stray_tags;       // by file and line
  int sources_looked_at = 0;
  int sources_read = 0;  // those that were not in the cache
};

// Cost: a walk over all files, and a look at each source that is not in the cache; the target of a
// link is always read. Files that cannot be read refer to nothing, and no file of more than 1 MiB
// is searched for stray tags. `threads` and `cache` as of SourceScan.
absl::StatusOr<RepositoryReferences> ReadRepositoryReferences(const Repository& repository,
                                                              const Snapshot& at,
                                                              const Declarations& declarations,
                                                              Cache* cache, int threads);

// The tags that stand first in a comment's line, whatever the language: names with positions.
std::vector<Annotation> ReadStrayTags(std::string_view text);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_REFERENCE_READER_H_
