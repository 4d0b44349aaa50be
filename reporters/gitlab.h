// The plan as the child pipeline of a GitLab parent: one job a leg, and a gate. docs/plan.md
// describes it, docs/ci.md the parent that starts it.
//
// The text is YAML in the form of JSON, one job a line: every string from the repository stands in
// double quotes, so that none is a tag, an anchor or a reserved name. Commands hold ids of jobs
// only, which are words of a shell as they stand.
//
// GitLab's limits, and what is done about them (source: GitLab's documentation of CI/CD limits,
// `ci_needs_size_limit`, issues 438369 and 362262):
//   - 200 legs: more jobs share legs (selector/packing.h), whose command names all of them;
//   - 50 needs of a job: receipts of more legs are gathered in between, by at most 50;
//   - 5 MB a child file: jobs with the same `ci` share legs, until it fits;
//   - names of jobs are at most 100 bytes: a longer one ends in a hash, and its command is whole.
#ifndef TESTFED_REPORTERS_GITLAB_H_
#define TESTFED_REPORTERS_GITLAB_H_

#include <string>

#include "selector/plan.h"

namespace testfed {

inline constexpr size_t kMaxGitlabLegs = 200;
inline constexpr size_t kMaxGitlabNeeds = 50;
inline constexpr size_t kMaxGitlabBytes = 5'000'000;
inline constexpr size_t kMaxGitlabJobName = 100;

// An error, with the reason and what to do, where the plan does not fit GitLab's limits, and where
// a suite's `ci` holds what no job of GitLab has; nothing is ever left out.
absl::StatusOr<std::string> RenderGitlab(const Plan& plan);

}  // namespace testfed

#endif  // TESTFED_REPORTERS_GITLAB_H_
