// Walks over commits: merge bases, ranges, first parents. The walks know where a shallow clone
// cuts history, and say when an answer could be another one in the whole repository.
//
// Cost: one read a commit visited. Both walks take the newest commit first and stop when nothing
// can change any more; only a range with clocks that run backwards may hold commits too many
// (never too few).
#ifndef TESTFED_SELECTOR_GIT_HISTORY_H_
#define TESTFED_SELECTOR_GIT_HISTORY_H_

#include <string>
#include <vector>

#include "domains/status.h"
#include "selector/repository.h"

namespace testfed {

class CommitSource {
 public:
  virtual ~CommitSource() = default;
  virtual absl::StatusOr<Commit> Find(const std::string& id) const = 0;  // NotFound: not here
  virtual bool IsCut(const std::string& id) const = 0;
};

// All best common ancestors, sorted. They are incomplete when a commit that only one side reaches
// is cut: what is behind the cut could be a better ancestor (ocaml/ocaml#12862).
absl::StatusOr<MergeBases> FindMergeBases(const CommitSource& source, const std::string& a,
                                          const std::string& b);

absl::StatusOr<CommitRange> CommitsBetween(const CommitSource& source,
                                           const std::vector<std::string>& bases,
                                           const std::string& head);

// Ends at a commit that has no parent or is cut.
absl::StatusOr<std::vector<Commit>> FirstParents(const CommitSource& source, const std::string& id,
                                                 int count);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_GIT_HISTORY_H_
