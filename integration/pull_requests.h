// Pull requests as the platform's API answered, and what they say of each other. All texts are
// other people's: only numbers, commits and names of repositories come out unescaped.
#ifndef TESTFED_INTEGRATION_PULL_REQUESTS_H_
#define TESTFED_INTEGRATION_PULL_REQUESTS_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domains/status.h"

namespace testfed {

// "orbit/comm#117": a pull request by its repository, normalised, and number.
struct PullRequestId {
  std::string repository;  // "github.com/orbit/comm"
  std::int64_t number = 0;
  auto operator<=>(const PullRequestId&) const = default;
};
std::string ToString(const PullRequestId& id);  // without the host
// "orbit/comm#117" (of the host `host`), "https://github.com/orbit/comm/pull/117"; nullopt:
// neither.
std::optional<PullRequestId> ReadPullRequestId(std::string_view text, std::string_view host);

struct PullRequest {
  enum class State { kOpen, kMerged, kClosed };
  PullRequestId id;
  State state = State::kOpen;
  std::string head;          // 40 digits
  std::string base;          // of the branch that it is against, when the answer was made
  std::string head_branch;   // names only for people
  std::string merge_commit;  // of a merged one; ""
  std::vector<std::string> labels;
  std::vector<PullRequestId> declared;  // whom its text names, sorted, each once
};

struct PullRequestList {
  std::vector<PullRequest> pull_requests;  // sorted by id
  std::string incomplete;                  // why the answer may leave some out; "": nothing says so
};

// The answer of `GET /repos/O/R/pulls/N` for each member: a list of these objects, or an object
// with the list as `pull_requests` or `items` and, where a search found them, its
// `incomplete_results` and `total_count`.
//
// In the text of a pull request, lines `Depends-On: PR` and `Changeset-Members: PR, PR` name
// others. `name` is what errors call the text; two of one id are an error.
absl::StatusOr<PullRequestList> ReadPullRequests(std::string_view text, std::string_view name);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_PULL_REQUESTS_H_
