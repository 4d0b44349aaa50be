// The whole of a bisect as one function of what is known: the path, and the verdicts so far. There
// is no other state, so that a search which was killed goes on where it was, and its answer does
// not depend on how often that happened.
//
// In this order:
//  1. the ends again: the good one must still pass (else the cause is not the composition), the bad
//     one still fail;
//  2. the place on the path where good turns to bad (line_search.h);
//  3. both sides of it again;
//  4. the good end with only the step that was found: when it fails, that step is enough;
//  5. when it passes, the fewest other components that must have advanced too (minimal_set.h), and
//     where it is one, the step of it (line_search.h again).
#ifndef TESTFED_INTEGRATION_BISECT_SEARCH_H_
#define TESTFED_INTEGRATION_BISECT_SEARCH_H_

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "integration/bisect/step_order.h"
#include "integration/bisect/tally.h"

namespace testfed {

enum class ProbeKind { kGoodEnd, kBadEnd, kPath, kSides, kAlone, kPartners, kPartnerStep };

struct Probe {
  ProbeKind kind = ProbeKind::kPath;
  StepSet steps;        // the composition: the good end with these steps
  size_t position = 0;  // how many steps of the path; for the last three kinds the found step
  std::vector<size_t> components = {};  // kPartners, kPartnerStep: which others have advanced
  std::string digest;                   // of the composition: what a verdict is recorded for
  int run = 1;                          // which run of it this is
  bool operator==(const Probe&) const = default;
};

struct Conclusion {
  enum class Kind {
    kEnvironment,    // the good end fails today: the cause is outside of the compositions
    kPasses,         // the bad end passes today
    kEndUntestable,  // an end cannot be judged today
    kFound,          // one step
    kInterval,       // one of several steps: those between could not be judged
  };
  enum class Alone { kNotAsked, kEnough, kNeedsPartners, kUntestable };
  Kind kind = Kind::kFound;
  bool good_end = false;  // kEndUntestable: which one
  size_t good = 0;        // the last good position; steps good .. bad - 1 are to blame
  size_t bad = 0;
  Alone alone = Alone::kNotAsked;
  std::vector<size_t> partners = {};        // components; kNeedsPartners
  std::optional<size_t> partner_step = {};  // when there is one partner and it could be judged
  std::vector<size_t> untested = {};        // positions in between without a run
  bool operator==(const Conclusion&) const = default;
};

// Either probes, or a conclusion.
struct Decision {
  ProbeKind phase = ProbeKind::kGoodEnd;
  std::vector<Probe> probes = {};
  std::optional<Conclusion> conclusion = {};
  size_t good = 0;  // how far it is: the interval on the path
  size_t bad = 0;
};

struct SearchInput {
  const StepOrder& order;
  // Of the first 0, 1, 2, ... steps, the compositions on the path: one more than there are steps.
  const std::vector<std::string>& path_digests;
  const std::vector<Tally>& path_tallies;
  std::function<std::string(const StepSet&)> digest;  // of any composition
  std::function<Tally(const std::string& digest)> tally;
  int repeats = 1;  // how often a failure must be seen again
  size_t jobs = 1;  // at most so many probes
};

Decision Decide(const SearchInput& input);

// How many runs a search takes at most when every composition can be judged and none contradicts
// itself: of the ends, on the path, and of the found step alone. Repeats do not count.
struct ExpectedRuns {
  size_t ends = 2;
  size_t path = 0;
  size_t alone = 1;
};
ExpectedRuns MostRuns(size_t steps);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_BISECT_SEARCH_H_
