// The gate: whether everything that a plan asked for ran and passed. Green only with exactly one
// good receipt for each planned job, and nothing beside them. A pure function.
//
// Words of a CI (`--result test=success`) are no evidence that anything ran: a leg that never
// started is invisible in them. They can only make an answer red.
#ifndef TESTFED_SELECTOR_GATE_H_
#define TESTFED_SELECTOR_GATE_H_

#include <string>
#include <string_view>
#include <vector>

#include "selector/plan.h"
#include "selector/receipt.h"

namespace testfed {

// A file of the folder of receipts.
struct ReceiptFile {
  std::string path;                 // below the folder
  absl::StatusOr<Receipt> receipt;  // an error for whatever is no receipt
};

// `--result JOB=WORD`: what the CI says of one of its own jobs.
struct ResultWord {
  std::string job;
  std::string word;
};

struct GateRow {  // a planned job
  const Job* job = nullptr;
  int executed = -1;  // -1: not counted
  bool ran = false;   // its command was started
  bool good = false;
  std::string sentence;  // one line; without owners
};

struct GateAnswer {
  std::vector<GateRow> rows;          // one a planned job, in the order of the plan
  std::vector<std::string> problems;  // all else that is wrong, one line each
  size_t good = 0;                    // rows
  int tests = 0;                      // executed, where counted
  size_t uncounted = 0;               // good rows whose tests nobody counted
  bool IsGreen() const { return good == rows.size() && problems.empty(); }
};

// `plan` must outlive the answer.
GateAnswer Judge(const Plan& plan, const std::vector<ReceiptFile>& files,
                 const std::vector<ResultWord>& results);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_GATE_H_
