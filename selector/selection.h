// The selection: from changes and configurations to a plan. A pure function; docs/design.md shows
// the flow. A slow, obvious oracle of all of it stands in tests/selector/slow_selection.h.
#ifndef TESTFED_SELECTOR_SELECTION_H_
#define TESTFED_SELECTOR_SELECTION_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "contracts/test_view.h"
#include "selector/configuration.h"
#include "selector/event.h"
#include "selector/plan.h"
#include "selector/range.h"
#include "selector/timings.h"

namespace testfed {

// A component of an integration whose pin differs: a change of the domains that stand for it.
struct ChangedComponent {
  std::string name;
  std::string text;  // "2831bf7 -> 056621c"
};

struct SelectionRequest {
  Range range;
  // Of a manifest. A component that no domain stands for makes the plan full.
  std::vector<ChangedComponent> components = {};
  std::shared_ptr<const Configuration> head;                // required
  std::vector<std::shared_ptr<const Configuration>> bases;  // one for each readable base
  // The tests found at the head and at each base, as `bases`. Null, or a list too short: every
  // suite there is one opaque test. The same map for two ends says that no test differs.
  std::shared_ptr<const TestMap> head_tests;
  std::vector<std::shared_ptr<const TestMap>> base_tests;
  // The same where only a selection is asked for: then there are no maps.
  std::shared_ptr<const TestView> head_view;
  std::vector<std::shared_ptr<const TestView>> base_views;
  // Why a base has no readable configuration: "domains.yaml does not exist at 1f3c9ab"; "" when all
  // have one. Then the plan is full.
  std::string base_problem;
  bool list_without_base = false;  // --changed-files without --base: the head alone decides
  std::optional<Event> event;
  std::optional<std::string> requested;    // --full REASON
  std::optional<std::string> environment;  // TESTFED_FULL
  // The file of timings, and the SHA-256 of its text. Null: there is none. It decides times and
  // shards of jobs, and nothing of what runs.
  std::shared_ptr<const Timings> timings;
  std::string timings_hash;
  std::string no_base;  // --no-base full: why the base cannot be trusted; "" otherwise
};

Plan Select(const SelectionRequest& request);

// Whether the event alone makes the plan full, so that no base is needed: its reasons. `ends` are
// the configurations that are known.
std::vector<Reason> ReasonsOfEvent(const Event& event,
                                   const std::vector<std::shared_ptr<const Configuration>>& ends);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_SELECTION_H_
