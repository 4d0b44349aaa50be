// The commits whose messages count: all that lie between a base and what is judged.
#ifndef TESTFED_SELECTOR_MESSAGES_H_
#define TESTFED_SELECTOR_MESSAGES_H_

#include <optional>
#include <vector>

#include "selector/base.h"
#include "selector/fetch.h"
#include "selector/repository.h"

namespace testfed {

struct Messages {
  std::vector<Commit> commits;  // newest first; in a shallow clone also some of the base's
  // False: some may be behind the cut of a shallow clone, and `fetch` would bring them. It is
  // proved by the graph, where all of it is here; or by the number of commits that the event
  // states: with N of them each is at most N - 1 steps from the newest, so they are here when no
  // cut is nearer.
  bool complete = true;
  std::optional<Fetch> fetch = {};
};

absl::StatusOr<Messages> MessagesOf(const Repository& repository, const Commit& head,
                                    const Base& base);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_MESSAGES_H_
