// What one run of a composition means for the search.
#ifndef TESTFED_INTEGRATION_BISECT_TRIAL_JUDGEMENT_H_
#define TESTFED_INTEGRATION_BISECT_TRIAL_JUDGEMENT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "integration/bisect/tally.h"

namespace testfed {

// As `verdict.json` and Bazel tell it.
struct TrialResult {
  int exit_code = 0;                          // Bazel's
  std::optional<std::int64_t> executed = {};  // tests; nullopt: not known
  std::vector<std::string> failing = {};      // targets, or actions where the build failed
  // As verdict.json classifies it; "" where nobody did.
  std::string failure_class = {};
};

struct TrialJudgement {
  BisectVerdict verdict = BisectVerdict::kUnresolved;
  std::string because;  // for verdicts that are neither good nor bad
};

// What a run says. `signature` is what failed at the bad end; empty: any failure is the one that is
// looked for.
//   0      good, when a test was executed; else it cannot be judged
//   1, 3   bad, when something of the signature fails; another failure hides what is looked for.
//          A build that breaks counts as tests that fail: a drifted interface is a broken build
//   4      no tests: cannot be judged
//   else   the machinery (bad command line, interrupted, out of memory, the environment): once more
// Where the class is known, a composition that does not resolve (`integration_conflict`) and a run
// that contradicts itself (`harness_defect`) cannot be judged, whatever the code, and
// `infrastructure` is the machinery.
// Source of the codes: https://bazel.build/run/scripts#exit-codes
TrialJudgement Judge(const TrialResult& result, const std::vector<std::string>& signature);

// The answer of a command as `git bisect run` has it: 0 good, 125 skip, else up to 127 bad; nullopt
// for all others, which say nothing.
std::optional<BisectVerdict> VerdictOfExitCode(int exit_code);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_BISECT_TRIAL_JUDGEMENT_H_
