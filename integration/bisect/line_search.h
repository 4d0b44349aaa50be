// The search for the place on a line where good turns to bad: positions 0 (good) to `size` (bad),
// of which any may be good, bad or not testable. On any such line there is a last good position
// with a bad one behind it, monotone or not, and halving finds one in ceil(log2(size)) tests as
// long as each position can be judged.
//
// Around positions that cannot be judged it jumps 1, 2, 4, 8 ... positions to either side; when the
// interval holds no place for a longer jump, it halves its way to both borders of the part that
// cannot be judged. So a broken stretch of w positions costs about 3 log2(w) tests. Inside of it
// only `most_unresolved` positions are tried: the answer is then an interval with positions in it
// that nobody tested.
#ifndef TESTFED_INTEGRATION_BISECT_LINE_SEARCH_H_
#define TESTFED_INTEGRATION_BISECT_LINE_SEARCH_H_

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "integration/bisect/tally.h"

namespace testfed {

struct LinePosition {
  std::optional<BisectVerdict> settled = {};  // as Settled
  bool run_before = false;                    // not settled, but it was run: it is settled first
};

struct LineSearch {
  size_t good = 0;           // the last good position before `bad`
  size_t bad = 0;            // the first bad one
  std::vector<size_t> next;  // what to test now, the most useful first; empty: it is over
};

// At most `jobs` positions in `next`; they split the interval into jobs + 1 parts. `at` must say
// good of 0 and bad of `size`. Deterministic; the order in which verdicts came plays no part.
LineSearch SearchLine(size_t size, const std::function<LinePosition(size_t)>& at, size_t jobs);

// How many positions that cannot be judged are tried in the worst case, beyond those beside
// judged ones.
size_t MostUnresolved(size_t size);

// ceil(log2(size)), the tests that a line of judged positions takes.
size_t HalvingTests(size_t size);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_BISECT_LINE_SEARCH_H_
