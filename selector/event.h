// A CI event, read from its payload: which commits it names, and what it says of the branch.
//
// Source: GitHub's "Events that trigger workflows" and webhook payload documentation; the table of
// all events, commits and fallbacks is docs/events.md.
#ifndef TESTFED_SELECTOR_EVENT_H_
#define TESTFED_SELECTOR_EVENT_H_

#include <string>
#include <string_view>
#include <vector>

#include "domains/status.h"

namespace testfed {

struct Event {
  enum class Kind { kPullRequest, kPullRequestTarget, kPush, kMergeGroup, kWithoutBase };
  Kind kind = Kind::kWithoutBase;
  std::string name;            // "pull_request", "schedule", ...
  std::string base;            // commit id that the payload names as base; "" when it names none
  std::string head;            // commit id that the payload names as head; "" when it names none
  std::string branch;          // push: the branch pushed to, without refs/heads/; "" for a tag
  bool created = false;        // push: the ref is new (`before` is all zeros)
  bool deleted = false;        // push: the ref is gone
  bool forced = false;         // push: `before` may be no ancestor
  std::string default_branch;  // repository.default_branch, "" when absent
  std::vector<std::string> labels;  // pull_request: names of labels
};

// `name` is GITHUB_EVENT_NAME; a payload does not name its event. An event that testfed does not
// know is an error that lists those it knows. Commit ids must be 40 or 64 hexadecimal digits.
absl::StatusOr<Event> ReadEvent(std::string_view payload, std::string_view name,
                                std::string_view file);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_EVENT_H_
