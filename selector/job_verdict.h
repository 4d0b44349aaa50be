// Whether a job of a plan ran and passed, judged by its receipt: the same for `run`, which has just
// written it, and for `gate`, which must not believe it more than the plan.
#ifndef TESTFED_SELECTOR_JOB_VERDICT_H_
#define TESTFED_SELECTOR_JOB_VERDICT_H_

#include <string>

#include "selector/plan.h"
#include "selector/receipt.h"

namespace testfed {

struct JobVerdict {
  bool good = false;
  // "passed", "1 failed: A#b", "2 of 3 selected tests did not run: A#b": one line, text from the
  // repository made harmless (inline_text.h).
  std::string sentence;
};

// Good: it ran to its end; its exit code is 0, or only failures of tests that the plan has in
// quarantine are behind it; and where tests were counted, at least one ran, none failed that
// counts, and all that the plan names were there (a shard may have none). A test that its runner
// reports as skipped was there.
JobVerdict JudgeJob(const Job& job, const Receipt& receipt);

// "A#b", "A#b and 11 more".
std::string NamesText(const NamedTests& tests);

// Whether the exit code is what the runner ends with when tests failed, and nothing worse: then the
// failures that its report names can be all there is. False for a runner that testfed does not
// know, and for Gradle and Maven, whose 1 can mean anything. Source: docs/runners.md.
bool MeansFailedTests(const Job& job, int exit_code);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_JOB_VERDICT_H_
