#include "integration/merge_plan.h"

#include <algorithm>
#include <functional>
#include <set>

namespace testfed {
namespace {

// Strongly connected components of so few members by the definition: who reaches whom.
class Reach {
 public:
  explicit Reach(const std::vector<PlannedMember>& members) {
    for (const PlannedMember& member : members) {
      for (const std::string& other : member.depends_on) {
        if (other != member.component) edges_[member.component].insert(other);
      }
    }
    for (const PlannedMember& member : members) Visit(member.component, reached_[member.component]);
  }
  bool Depends(const std::string& from, const std::string& to) const {
    auto found = reached_.find(from);
    return found != reached_.end() && found->second.contains(to);
  }
  bool InOneCycle(const std::string& a, const std::string& b) const {
    return Depends(a, b) && Depends(b, a);
  }

 private:
  void Visit(const std::string& from, std::set<std::string>& reached) const {
    auto edges = edges_.find(from);
    if (edges == edges_.end()) return;
    for (const std::string& to : edges->second) {
      if (reached.insert(to).second) Visit(to, reached);
    }
  }
  std::map<std::string, std::set<std::string>> edges_;
  std::map<std::string, std::set<std::string>> reached_;
};

std::string NameOf(const PlannedMember& member) {
  std::string text;
  for (const PullRequestId& id : member.requests) {
    text += (text.empty() ? "" : ", then ") + ToString(id);
  }
  return text;
}

}  // namespace

MergePlan PlanMerge(std::vector<PlannedMember> members) {
  std::sort(members.begin(), members.end(), [](const PlannedMember& a, const PlannedMember& b) {
    return std::pair(!a.merged, a.component) < std::pair(!b.merged, b.component);
  });
  MergePlan plan;
  std::set<std::string> in_set;
  for (const PlannedMember& member : members) in_set.insert(member.component);
  std::set<std::string> providers;
  for (PlannedMember& member : members) {
    std::erase_if(member.depends_on, [&](const std::string& other) {
      return !in_set.contains(other) || other == member.component;
    });
    std::sort(member.depends_on.begin(), member.depends_on.end());
    providers.insert(member.depends_on.begin(), member.depends_on.end());
    if (!member.known) plan.unknown.push_back(member.component);
  }
  std::sort(plan.unknown.begin(), plan.unknown.end());
  plan.providers.assign(providers.begin(), providers.end());
  const Reach reach(members);
  std::set<std::string> placed;
  while (placed.size() < members.size()) {
    for (const PlannedMember& member : members) {
      if (placed.contains(member.component)) continue;
      // Whatever it reaches is placed, or in its own cycle.
      const bool ready =
          std::all_of(members.begin(), members.end(), [&](const PlannedMember& other) {
            return placed.contains(other.component) ||
                   !reach.Depends(member.component, other.component) ||
                   reach.InOneCycle(member.component, other.component);
          });
      if (!ready) continue;
      std::vector<std::string> cycle;
      for (const PlannedMember& other : members) {
        const bool together = other.component == member.component ||
                              reach.InOneCycle(member.component, other.component);
        if (!together) continue;
        cycle.push_back(other.component);
        placed.insert(other.component);
        plan.order.push_back(other);
      }
      std::sort(cycle.begin(), cycle.end());
      if (cycle.size() > 1) plan.cycles.push_back(std::move(cycle));
      break;
    }
  }
  return plan;
}

std::string OrderText(const MergePlan& plan) {
  std::string text;
  for (const PlannedMember& member : plan.order) {
    if (!member.merged) text += (text.empty() ? "" : ", then ") + NameOf(member);
  }
  return text;
}

}  // namespace testfed
