// A CI event: which commits it names, and what it says of the branch. GitHub's is read from its
// payload, GitLab's from its predefined variables (gitlab_event.h).
//
// Source: GitHub's "Events that trigger workflows" and webhook payload documentation; the table of
// all events, commits and fallbacks is event_table.h.
#ifndef TESTFED_SELECTOR_EVENT_H_
#define TESTFED_SELECTOR_EVENT_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domains/status.h"

namespace testfed {

struct Event {
  enum class Kind {
    kPullRequest,
    kPullRequestTarget,
    kPush,
    kMergeGroup,
    kWithoutBase,
    kMergeRequest,  // GitLab, the source branch as it is: `base` is a merge base
    kMergedResult,  // GitLab, merged into the target branch or into a merge train
  };
  Kind kind = Kind::kWithoutBase;
  std::string name;            // "pull_request", "schedule", ...; GitLab's CI_PIPELINE_SOURCE
  std::string base;            // commit id that the event names as base; "" when it names none
  std::string head;            // commit id that the event names as head; "" when it names none
  std::string branch;          // push: the branch pushed to, without refs/heads/
  bool created = false;        // push: the ref is new (`before` is all zeros)
  bool deleted = false;        // push: the ref is gone
  bool forced = false;         // push: `before` may be no ancestor
  bool force_unknown = false;  // push: the event does not say whether it was forced
  bool tag = false;            // push: of a tag; then `kind` is kWithoutBase, or it is deleted
  std::string default_branch;  // of the repository, "" when absent
  std::string target;          // the branch that a merge group or merge request goes into, or ""
  std::string merged_as;       // pull_request, closed: the commit that it was merged as, or ""
  std::optional<int> commits;  // pull_request: how many commits it has
  std::vector<std::string> labels;  // pull_request: names of labels
};

// How a merge queue groups pull requests, which no event says. Where every group's own run must be
// green (all-green), a run answers for what its group adds. Where only the newest run must be
// (head-green), it answers for all groups before it, too: so for all that the target branch lacks.
enum class QueueMode { kHeadGreen, kAllGreen };

// `name` is GITHUB_EVENT_NAME; a payload does not name its event. An event that testfed does not
// know is an error that lists those it knows. Commit ids must be 40 or 64 hexadecimal digits.
absl::StatusOr<Event> ReadEvent(std::string_view payload, std::string_view name,
                                std::string_view file);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_EVENT_H_
