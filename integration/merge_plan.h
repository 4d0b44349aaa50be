// The order in which a changeset is merged. No platform merges several pull requests at once, so
// there is an order, a check between the steps, and something to revert when one of them fails.
#ifndef TESTFED_INTEGRATION_MERGE_PLAN_H_
#define TESTFED_INTEGRATION_MERGE_PLAN_H_

#include <map>
#include <string>
#include <vector>

#include "integration/pull_requests.h"

namespace testfed {

// A member as the plan sees it.
struct PlannedMember {
  std::string component;
  std::vector<PullRequestId> requests;  // the lowest of a stack first
  bool merged = false;
  std::vector<std::string> depends_on;  // components of the set that its `bazel_dep`s name
  bool known = true;                    // whether its MODULE.bazel was read
};

struct MergePlan {
  std::vector<PlannedMember> order;              // providers first; what is merged before the rest
  std::vector<std::vector<std::string>> cycles;  // components that depend on each other, sorted
  std::vector<std::string> unknown;              // whose dependencies nobody read
  // Members that others of the set depend on: each must publish a pre-release before they merge.
  std::vector<std::string> providers;
};

// By dependencies, then by component. The members of a cycle stand together.
MergePlan PlanMerge(std::vector<PlannedMember> members);

// "comm#117, then lifecycle#58": one line for people.
std::string OrderText(const MergePlan& plan);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_MERGE_PLAN_H_
