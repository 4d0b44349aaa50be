// Finding the base of a range: which commits a change is measured against, and how that is known.
// Everything that cannot be trusted is an error with the command that repairs it; event_table.h is
// the table of CI events.
#ifndef TESTFED_SELECTOR_BASE_H_
#define TESTFED_SELECTOR_BASE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domains/status.h"
#include "selector/event.h"
#include "selector/fetch.h"
#include "selector/range.h"
#include "selector/repository.h"

namespace testfed {

struct Base {
  std::string rev;              // as asked for
  std::vector<Commit> commits;  // several: all of them count
  std::string how;              // a sentence
  // The commit whose history holds the messages, where it is not the head: of GitHub's merge
  // commit the second parent, because a shallow clone cuts the merge off from it.
  std::string messages_from = {};
  // How many commits the event says to lie between that one and the base.
  std::optional<int> stated_commits = {};
};

// The head of a range, and how messages call it.
struct NamedCommit {
  std::string name;
  Commit commit;
};

// The commit that `rev` names; an error that says what to fetch when there is none here.
absl::StatusOr<Commit> FindCommit(const Repository& repository, const std::string& rev);

absl::StatusOr<Base> MergeBaseWith(const Repository& repository, const NamedCommit& head,
                                   const NamedCommit& with);

// The branch to measure against: the declared one, else the event's, else the remote's default
// branch, as origin's and then as a local one.
absl::StatusOr<NamedCommit> DefaultBase(const Repository& repository, const RangeRequest& request);

// `head` is the checked-out commit, which is what is judged; the event must name it. In
// event_base.cc.
absl::StatusOr<Base> BaseOfEvent(const Repository& repository, const RangeRequest& request,
                                 const Event& event, const Commit& head);

// MESSAGE; no plan, with the hint that everything can be run instead; before it another hint, or
// what to fetch.
absl::Status NoPlan(std::string_view message);
absl::Status NoPlan(std::string_view message, std::string_view hint, std::string_view copy);
absl::Status NoPlan(std::string_view message, std::string_view hint, const Fetch& fetch);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_BASE_H_
