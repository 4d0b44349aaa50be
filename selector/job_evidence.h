// From what the calls of a job ended with and reported to its receipt. A pure function.
#ifndef TESTFED_SELECTOR_JOB_EVIDENCE_H_
#define TESTFED_SELECTOR_JOB_EVIDENCE_H_

#include <string>
#include <vector>

#include "selector/junit_report.h"
#include "selector/plan.h"
#include "selector/receipt.h"

namespace testfed {

// What is known of one start of a job's command.
struct CallEvidence {
  int exit_code = 0;
  std::string problem;               // it did not run, or not to its end
  bool counted = false;              // there were reports of it, or its suite promises some
  std::string opaque;                // why it is not counted, where it is not
  std::vector<JunitReport> reports;  // only those of this call
};

// `leg`: the leg of several jobs that it ran on, or "". The failures of tests that the plan has in
// quarantine are told apart here, and `forgiven` is set only where every call that failed is
// explained by them: reports were there, each failure in them is one of those tests, and the exit
// code is the one that the runner has for failed tests.
//
// A job is counted when each of its calls is. A report's case belongs to the test that
// ReportedNames finds; of the tests that the plan names one by one, as many are missing as no case
// can be: where reports name tests in a way of their own, their number decides.
Receipt ReceiptOf(const Job& job, const std::string& plan_digest, const std::string& leg,
                  const std::vector<CallEvidence>& calls);

// The receipt of a job that could not even begin.
Receipt ReceiptOfNone(const Job& job, const std::string& plan_digest, const std::string& leg,
                      const std::string& problem);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_JOB_EVIDENCE_H_
