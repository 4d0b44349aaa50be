// From a domain back to the change that reached it: the chain "Billing -> Checkout" beside a job.
#ifndef TESTFED_REPORTERS_CAUSE_CHAINS_H_
#define TESTFED_REPORTERS_CAUSE_CHAINS_H_

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "selector/plan.h"

namespace testfed {

// The shortest chain of each affected domain, from the reasons that the plan gives. Of several, the
// one whose last step comes from the domain that is declared first; a domain that only the base has
// counts as declared after the head's. Cycles are legal and harmless. Built in one search over all
// edges of the plan; the plan must outlive it. ShownChainOf takes constant time, ChainOf as long as
// its answer.
class CauseChains {
 public:
  explicit CauseChains(const Plan& plan);

  // Cause first, the domain itself last; of a changed domain only itself. Empty for a domain that
  // the plan does not call affected.
  std::vector<std::string_view> ChainOf(std::string_view domain) const;

  // The last step of its chain. Nullopt where the domain changed itself, or is not affected.
  const Reason* LastStepOf(std::string_view domain) const;

  // The chain in at most kShown names, so that what is printed of a plan stays linear in its size:
  // of a longer one the first and the last ones, and the count of the others between them as "".
  struct Shown {
    std::vector<std::string_view> names;
    size_t left_out = 0;  // how many the "" stands for
  };
  static constexpr size_t kShown = 5;
  Shown ShownChainOf(std::string_view domain) const;

 private:
  struct Node {
    std::string_view name;
    const std::vector<Reason>* reasons = nullptr;  // null: a name that only an edge knows
    bool changed = false;
    size_t distance = SIZE_MAX;      // along fullyAffectedBy from a changed domain
    const Reason* step = nullptr;    // the edge of that chain which leads here
    size_t from = SIZE_MAX;          // the node that it comes from
    size_t first = SIZE_MAX;         // where that chain begins, and its second node: so that the
    size_t second = SIZE_MAX;        // shown chain takes constant time, however long it is
    const Reason* direct = nullptr;  // a shorter chain: one edge that passes nothing on
  };
  size_t IndexOf(std::string_view name);
  const Node* Find(std::string_view name) const;
  void Search();
  void FindDirectSteps();

  std::vector<Node> nodes_;
  std::unordered_map<std::string_view, size_t> index_;
};

}  // namespace testfed

#endif  // TESTFED_REPORTERS_CAUSE_CHAINS_H_
