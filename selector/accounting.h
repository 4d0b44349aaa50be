// Closed accounting: each changed path is judged under the configurations of every end, and the
// judgements are joined so that a path ends in exactly one state.
#ifndef TESTFED_SELECTOR_ACCOUNTING_H_
#define TESTFED_SELECTOR_ACCOUNTING_H_

#include <optional>
#include <string>
#include <vector>

#include "domains/graph.h"
#include "domains/ownership.h"
#include "selector/plan.h"
#include "selector/repository.h"

namespace testfed {

// One configuration that judges; the head's comes first.
struct JudgingEnd {
  Ownership* ownership;
  bool is_head;
};

struct FullMatch {  // a `full` rule that a changed path matches
  const FullRule* rule;
  Place at;  // of the pattern
  bool at_base;
};

struct JudgedChange {
  PlannedChange planned;
  std::vector<GraphId> domains;   // `planned.domains`; `Unknown` where an end finds no owner
  std::optional<FullMatch> full;  // of an escalated path: the head's, else that of a base
};

// Escalated if any end says so; else owned if any end has an owner, owners united; else ignored if
// all ends ignore it; else unowned. An end where the path is one of testfed's own files says
// nothing, but where all ends say so: then it is `own`.
JudgedChange JudgeChange(const Change& change, const std::vector<JudgingEnd>& ends,
                         const DomainGraph& graph);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_ACCOUNTING_H_
