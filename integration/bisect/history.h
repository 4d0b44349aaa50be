// How a component got from one commit to another: its first-parent commits, oldest first, as legs.
// A leg is what no tested composition may split.
#ifndef TESTFED_INTEGRATION_BISECT_HISTORY_H_
#define TESTFED_INTEGRATION_BISECT_HISTORY_H_

#include <cstdint>
#include <string>
#include <vector>

#include "domains/status.h"
#include "selector/repository.h"

namespace testfed {

struct HistoryCommit {
  std::string id;
  std::string subject;                // first line of the message
  std::string author;                 // a name
  std::int64_t time = 0;              // the committer's, seconds since 1970
  std::vector<std::string> messages;  // its own, and of a merge those that it brings in
  bool operator==(const HistoryCommit&) const = default;
};

struct HistoryLeg {
  std::string to;                      // the commit where it ends
  std::vector<HistoryCommit> commits;  // oldest first; none where it is not known what it brings
  std::string whole;                   // why it cannot be split; "" when it is one commit
  bool operator==(const HistoryLeg&) const = default;
};

// From `from`, a full id, to `to`. Legs are:
//  - one for each first-parent commit of a fast-forward. Commits before the first that contains
//    `from` are one leg with it: they are no descendants of `from`;
//  - first, back to the merge base, where the two have diverged;
//  - one for all where `to` is an ancestor of `from`, where a commit is not here or history is cut,
//    where there is no merge base or more than one.
// Equal commits are no leg. An error is one of reading, never a shape of history.
absl::StatusOr<std::vector<HistoryLeg>> ReadHistory(const Repository& repository,
                                                    const std::string& from, const std::string& to);

// The first of the `legs` from `from` (an index) whose end contains `commit`, such as the head of a
// pull request that a merge brought in; legs.size() when none does, when `from` does already, or
// when it is not known.
absl::StatusOr<size_t> FirstLegWith(const Repository& repository, const std::string& from,
                                    const std::vector<HistoryLeg>& legs, const std::string& commit);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_BISECT_HISTORY_H_
