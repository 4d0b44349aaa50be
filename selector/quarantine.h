// Which failures do not count: what of the quarantine at both ends holds for a plan.
#ifndef TESTFED_SELECTOR_QUARANTINE_H_
#define TESTFED_SELECTOR_QUARANTINE_H_

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "contracts/suite_tests.h"
#include "selector/configuration.h"
#include "selector/selection.h"

namespace testfed {

struct QuarantineEnd {
  const Configuration* configuration = nullptr;
  const TestMap* tests = nullptr;  // null: nobody knows what is a smoke test there
};

// The ids that `head` and every one of `bases` have in quarantine on the day of `now` (seconds
// since 1970), and that may be there at each end: no smoke test, and no agreement without another
// test. What narrows counts only where both ends have it, so a change cannot forgive its own
// failures.
std::set<std::string> QuarantinedTests(const QuarantineEnd& head,
                                       const std::vector<QuarantineEnd>& bases, std::int64_t now);

// The same of a selection. Without a base whose configuration is known there are none, but for what
// has no other end: a list of changes, and what runs on a schedule, which no change can reach
// before it was reviewed.
std::set<std::string> QuarantineOf(const SelectionRequest& request);

// Of `quarantined`, sorted, the tests of one suite that a report cannot take for another one of its
// tests: whoever has only these ids must not forgive a failure of a test that sounds alike.
std::vector<std::string> QuarantineOfSuite(const Suite& suite,
                                           const std::vector<std::string>& tests,
                                           const std::set<std::string>& quarantined);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_QUARANTINE_H_
