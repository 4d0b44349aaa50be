// What the recorded times say about the smoke tests, which every change pays for: findings of
// `check`.
#ifndef TESTFED_SELECTOR_SMOKE_TIMES_H_
#define TESTFED_SELECTOR_SMOKE_TIMES_H_

#include <vector>

#include "contracts/hole_finder.h"
#include "selector/timings.h"

namespace testfed {

// smoke-budget: together they take longer than `$settings.smokeBudget.minutes`, an error;
// slow-smoke: one alone takes a tenth of the budget or more; flaky-smoke: one was flaky in one of
// its last runs. A test without a recorded time counts as its suite's median, and not at all where
// no test of the suite has one: then the sum is said to be the least.
void FindSmokeTimes(const HoleSearch& search, const Timings& timings,
                    std::vector<Finding>& findings);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_SMOKE_TIMES_H_
