// The `ci` of a suite as keys of a GitLab job. It is written as GitLab writes it (`image`,
// `services`, `tags`, `timeout`, `variables`, ...) and copied as it stands; where it has a member
// `gitlab`, that alone counts, and the rest is for another CI.
//
// A key that GitLab does not have is an error, for a job without the machine that it asked for
// would be another job. So is a key by which a job could not run, or not say so: the gate would be
// red without a reason that anybody sees.
#ifndef TESTFED_REPORTERS_GITLAB_KEYS_H_
#define TESTFED_REPORTERS_GITLAB_KEYS_H_

#include "domains/json.h"
#include "selector/plan.h"

namespace testfed {

// An object: the keys of the job but for its stage, rules, needs and script. `variables` holds
// TESTFED_AXIS_NAME for each axis, which `image` and `tags` may use; `artifacts` the receipts.
absl::StatusOr<Json> GitlabKeysOf(const Job& job);

}  // namespace testfed

#endif  // TESTFED_REPORTERS_GITLAB_KEYS_H_
