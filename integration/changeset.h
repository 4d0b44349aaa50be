// A coordinated changeset: pull requests of several components that are tested as one unit. It is
// whole, or it is an error: a set that leaves one out would be tested, and would say nothing.
#ifndef TESTFED_INTEGRATION_CHANGESET_H_
#define TESTFED_INTEGRATION_CHANGESET_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "integration/composition.h"
#include "integration/pull_requests.h"

namespace testfed {

struct ChangesetMember {
  std::string component;
  PullRequest request;
  std::string commit;  // what is composed: its head, or, of a merged one, what came of it
  std::vector<PullRequestId> below;  // others of the same repository that it stands on, in order
};

struct Changeset {
  std::string name;
  std::vector<ChangesetMember> members;  // one for each component, by component
};

struct ChangesetOptions {
  // Pull requests of one repository in the order in which they stand on each other.
  std::vector<PullRequestId> order;
  // Component -> commit of its main now, for members that are merged; where there is none, the
  // commit of the merge.
  std::map<std::string, std::string> heads;
};

// The label of a changeset on the platform, "changeset:NAME".
std::string ChangesetLabel(std::string_view name);

// Refused: a list that may leave some out; a pull request that some member declares (`Depends-On`,
// `Changeset-Members`) and the list does not have, or that does not carry the label; one that is
// closed without a merge; one of a repository that is no component's; two of one repository without
// an order; a set that is merged whole. `file` is what errors call the list.
absl::StatusOr<Changeset> ReadChangeset(std::string_view name, const PullRequestList& list,
                                        std::string_view file, const Components& components,
                                        const ChangesetOptions& options);

// Which field of the platform's answer a member's commit is: `UnderTest::taken_from`.
inline constexpr std::string_view kTakenFromHead = "head.sha";
inline constexpr std::string_view kTakenFromMerge = "merge_commit_sha";  // of a merged member
inline constexpr std::string_view kTakenFromMain = "heads";              // the same

// Each member at its commit.
std::vector<Replacement> ReplacementsOf(const Changeset& set, const ChangesetOptions& options);

// What has happened to the members since a run with these commits (by component), one sentence
// each: a head that moved, a merge, a closing, one that is gone. Empty: the run still speaks of
// the set. `now` is the platform's newest answer.
struct MovedMember {
  PullRequestId id;
  std::string component;
  std::string tested;  // the commit of the run
  std::string head;    // now; "" where there is none
  std::string text;    // "orbit/comm#117 moved from 056621c to 77d19ee"
};
struct TestedMember {
  PullRequestId id;
  std::string component;
  std::string commit;
  bool merged = false;  // before the run: its commit is one of main
};
std::vector<MovedMember> MovedSince(const std::vector<TestedMember>& tested,
                                    const PullRequestList& now);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_CHANGESET_H_
