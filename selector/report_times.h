// What the reports of one run say of each test, for the file of timings.
#ifndef TESTFED_SELECTOR_REPORT_TIMES_H_
#define TESTFED_SELECTOR_REPORT_TIMES_H_

#include <vector>

#include "domains/declarations.h"
#include "selector/junit_report.h"
#include "selector/timings.h"

namespace testfed {

struct ReportTimes {
  std::vector<ReportedTime> times;  // sorted by name, each name once
  int unnamed = 0;                  // executed cases of which the report does not tell the test
};

// Of the tests that were executed. Cases of one name are instances of it, and their times add up; a
// sub-test counts only where the test around it has no case. Bazel's earlier attempts say only
// whether a test is flaky.
ReportTimes TimesOf(Runner runner, const std::vector<JunitReport>& reports);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_REPORT_TIMES_H_
