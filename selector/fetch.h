// A `git fetch` that brings what an answer misses. It is a hint to copy, and with `--fetch` testfed
// runs it (git/fetch_command.h): the line that is printed is what is run.
#ifndef TESTFED_SELECTOR_FETCH_H_
#define TESTFED_SELECTOR_FETCH_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domains/status.h"
#include "selector/repository.h"

namespace testfed {

struct Fetch {
  // After `git`: "fetch", "--depth=1", "origin", "1f3c...". Made here alone, from object ids and
  // names of branches, so no word of it can be an option that somebody else wrote.
  std::vector<std::string> words;

  std::string Line() const;  // for a POSIX shell: "git fetch --depth=1 origin 1f3c..."
  bool operator==(const Fetch&) const = default;
};

// These commits (whole ids), exactly; in a shallow clone with `depth` commits of history each. A
// complete clone gets their history, and stays complete.
Fetch FetchCommits(const Repository& repository, const std::vector<std::string>& ids, int depth);
// A commit and all its history.
Fetch FetchHistoryOf(const Repository& repository, const std::string& id);
// A branch as origin/BRANCH, with its history: a clone of one branch does not update that unless it
// is told to. `branch` is the name of a branch (IsBranchName), with or without `origin/`.
Fetch FetchBranch(const Repository& repository, std::string_view branch);
// Everything that a shallow clone has left out.
Fetch FetchTheRest();

// git-check-ref-format(1), so that a branch's name is nothing else to a revision parser.
bool IsBranchName(std::string_view name);
// A branch without `refs/heads/`, `refs/remotes/origin/` or `origin/`.
std::string_view WithoutRemote(std::string_view branch);

// The status with a hint that says to fetch this; and the fetch of the first such hint.
absl::Status WithFetch(absl::Status status, std::string_view sentence, const Fetch& fetch);
std::optional<Fetch> FetchOf(const absl::Status& status);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_FETCH_H_
