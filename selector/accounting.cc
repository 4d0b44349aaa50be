#include "selector/accounting.h"

#include <algorithm>
#include <set>

namespace testfed {
namespace {

std::optional<Rule> RuleOf(const Judgement& judgement, const Declarations& declarations) {
  if (!judgement.rule) return std::nullopt;
  const DeclaredPattern& pattern = *judgement.rule->pattern;
  return Rule{pattern.pattern.text(), ToString(declarations.At(pattern.position))};
}

}  // namespace

JudgedChange JudgeChange(const Change& change, const std::vector<JudgingEnd>& ends,
                         const DomainGraph& graph) {
  JudgedChange judged;
  judged.planned.path = change.path;
  judged.planned.status = change.status;
  std::set<GraphId> domains;
  bool has_owner = false;
  bool all_own = true, all_ignored = true;
  for (const JudgingEnd& end : ends) {
    const Judgement& judgement = end.ownership->Of(change.path);
    const Declarations& declarations = end.ownership->declarations();
    if (judgement.state == OwnershipState::kOwn) continue;
    all_own = false;
    all_ignored &= judgement.state == OwnershipState::kIgnored;
    has_owner |= judgement.state == OwnershipState::kOwned;
    for (DomainId id : judgement.domains) domains.insert(*graph.Find(declarations[id].name));
    std::optional<Rule>& rule = end.is_head ? judged.planned.rule : judged.planned.base_rule;
    if (!rule) rule = RuleOf(judgement, declarations);
    // The head judges first, and its rule stands for the same rule of a base.
    if (judgement.state == OwnershipState::kFull && !judged.full) {
      judged.full = FullMatch{judgement.rule->full,
                              declarations.At(judgement.rule->pattern->position), !end.is_head};
    }
  }
  if (all_own)
    judged.planned.state = PathState::kOwn;
  else if (judged.full)
    judged.planned.state = PathState::kEscalated;
  else if (has_owner)
    judged.planned.state = PathState::kOwned;
  else if (all_ignored)
    judged.planned.state = PathState::kIgnored;
  else
    judged.planned.state = PathState::kUnowned;

  judged.domains.assign(domains.begin(), domains.end());
  for (GraphId id : judged.domains) judged.planned.domains.push_back(graph.Name(id));
  return judged;
}

}  // namespace testfed
