// What a component tells the integration repository about its own event: the body of GitHub's
// `POST /repos/O/R/dispatches`.
//
// GitHub answers 422 to an `event_type` of more than 100 characters, to more than 10 members at the
// top of `client_payload`, and to more than 65,535 bytes of it. So everything stands below one
// member, and what is too large is refused here.
#ifndef TESTFED_INTEGRATION_DISPATCH_H_
#define TESTFED_INTEGRATION_DISPATCH_H_

#include <string>
#include <string_view>

#include "domains/json.h"

namespace testfed {

inline constexpr size_t kMaxDispatchPayload = 65535;
inline constexpr size_t kMaxEventType = 100;

// `payload` is the component's event, of `pull_request` and its kin or of `push`; `file` is what
// errors call it. `extra` (empty: none) is a JSON object that goes along, below a member `extra`.
// From the event come only the repository, commits, a number, a branch and labels, each checked.
absl::StatusOr<Json> DispatchBody(std::string_view payload, std::string_view file,
                                  std::string_view event_type, std::string_view extra,
                                  std::string_view extra_file);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_DISPATCH_H_
