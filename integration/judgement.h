// The verdict over one run of a manifest's tests: from the exit code, the reports and what was
// resolved. Source of the exit codes: Bazel's ExitCode.java and
// https://bazel.build/run/scripts#exit-codes.
//
// | seen | class |
// | the composition that was resolved is not the one that was asked for; exit code 48 | conflict |
// | 0, tests ran, none failed, every planned target reported | good |
// | 3 (tests failed) with a failed test; 1 (the build failed) | finding |
// | 0 or 3 without an executed test, 2 (command line), 4 (no tests), 6, 7, another code; reports
//   that say other than the exit code | harness defect |
// | 8, 33 to 39, 45, 124, 128 and above (interrupted, memory, environment, time limit) |
//   infrastructure |
#ifndef TESTFED_INTEGRATION_JUDGEMENT_H_
#define TESTFED_INTEGRATION_JUDGEMENT_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "integration/resolution.h"
#include "integration/verdict.h"
#include "selector/junit_report.h"

namespace testfed {

struct RunEvidence {
  int exit_code = 0;
  std::vector<JunitReport> reports;  // with paths relative to the folder of reports
  std::vector<std::string> planned;  // labels of targets; empty: not known
  std::optional<Resolution> resolution;
  std::string tuple_sha256;  // of the manifest
};

// Sets result, reason, tests, failing, resolved and exit_code of `verdict`.
void JudgeRun(const RunEvidence& evidence, Verdict& verdict);

// The target of a report below bazel-testlogs: "fit/timers_test/shard_1_of_2/test.xml" is
// "//fit:timers_test", "external/comm~/x/y/test.xml" is "@comm//x:y"; "" for what is no such path.
std::string TargetOfReport(std::string_view path);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_JUDGEMENT_H_
