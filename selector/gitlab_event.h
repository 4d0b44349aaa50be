// The event of a GitLab pipeline, read from its predefined variables. It is called by the value of
// CI_PIPELINE_SOURCE: "merge_request_event", "push", "schedule", ...
//
// The checked-out commit, CI_COMMIT_SHA, is the head. CI_MERGE_REQUEST_SOURCE_BRANCH_SHA is not
// looked at: in a merge train the commit that it names is often not in the clone.
//
// Source: GitLab's "Predefined CI/CD variables reference"; the table of all events is
// event_table.h.
#ifndef TESTFED_SELECTOR_GITLAB_EVENT_H_
#define TESTFED_SELECTOR_GITLAB_EVENT_H_

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "domains/status.h"
#include "selector/event.h"

namespace testfed {

// nullopt: the variable is not set. GitLab leaves many empty, which is the same here.
using Variables = std::function<std::optional<std::string>(const std::string&)>;

// Whether these are the variables of a GitLab pipeline.
bool IsGitLab(const Variables& variables);

// An error when a variable that the pipeline's source needs is missing or no commit id, and for a
// source that is not known.
absl::StatusOr<Event> ReadGitLabEvent(const Variables& variables);

// NAME=VALUE, as `env -0` prints it, or one a line as `env` does. Of lines a name must not stand
// twice with two values: a commit message with several lines could write a variable.
absl::StatusOr<std::map<std::string, std::string>> ReadVariables(std::string_view text,
                                                                 std::string_view file);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_GITLAB_EVENT_H_
