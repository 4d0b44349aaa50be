// Whether those who must consent to a change (approvals.h) did, by the reviews of a pull request.
#ifndef TESTFED_CONTRACTS_REVIEWS_H_
#define TESTFED_CONTRACTS_REVIEWS_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/approvals.h"
#include "domains/finding.h"

namespace testfed {

struct Review {
  enum class State { kApproved, kChangesRequested, kDismissed, kCommented, kPending };
  std::string person;  // the login; "" for an account that was deleted
  State state = State::kCommented;
  std::string commit;        // "" where GitHub names none
  std::string submitted_at;  // `2026-11-21T05:04:32Z`; "" while pending
};

// GitHub's answer to `GET /repos/OWNER/NAME/pulls/N/reviews`: a list of objects, of which `user`,
// `state`, `commit_id` and `submitted_at` are read. An error names the review by its index, from 0.
absl::StatusOr<std::vector<Review>> ReadReviews(std::string_view json, std::string_view name);

// Who is in which team. Logins and teams are compared as GitHub does: without case, and an `@` at
// the start plays no part.
class Teams {
 public:
  void Add(std::string_view team, std::string_view person);
  bool Knows(std::string_view team) const;
  // Whether `owner`, a person or a team that is known, is or has this person.
  bool Speaks(std::string_view person, std::string_view owner) const;

 private:
  std::map<std::string, std::vector<std::string>> people_;  // both in lower case, without `@`
};

// `teams.yaml`: a map of teams to the people in them, `"@acme/billing": [ada, "@bob"]`. All
// mistakes are appended to `findings`, unsorted; a team with a mistake has only the members that
// could be read.
Teams ReadTeams(std::string_view text, const std::string& file, std::vector<Finding>& findings);

struct Consent {
  Party party;
  bool given = false;
  std::vector<std::string> people;  // who gave it, sorted; the author as one of them
  std::string missing;              // why it is not given; "" where it is
};

struct ReviewRequest {
  std::string author;  // of the pull request; consents for their own parties
  std::string head;    // the commit that is reviewed
};

// One answer for each party, in their order. Of each person counts the latest review of the head
// that approves, asks for changes or was dismissed; comments, pending reviews, reviews of other
// commits and deleted accounts do not. A party has consented when any of its owners has, so one
// that declares no owners cannot. The order of reviews decides only between those of one time.
std::vector<Consent> JudgeApprovals(const NeededApprovals& needed, const ReviewRequest& request,
                                    const std::vector<Review>& reviews, const Teams& teams);

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_REVIEWS_H_
