// The parts of `testfed bisect`, one function an action. Each takes what stands behind the action's
// name, and returns the exit code.
#ifndef TESTFED_CLI_BISECT_H_
#define TESTFED_CLI_BISECT_H_

#include <string>
#include <vector>

#include "cli/invocation.h"
#include "cli/job_process.h"
#include "integration/bisect/session.h"

namespace testfed {

// cli/bisect_start.cc
absl::StatusOr<int> StartBisect(Invocation& invocation, const std::vector<std::string>& words);
// cli/bisect_step.cc
absl::StatusOr<int> NextOfBisect(Invocation& invocation, const std::vector<std::string>& words);
absl::StatusOr<int> SayGood(Invocation& invocation, const std::vector<std::string>& words);
absl::StatusOr<int> SayBad(Invocation& invocation, const std::vector<std::string>& words);
absl::StatusOr<int> SaySkip(Invocation& invocation, const std::vector<std::string>& words);
absl::StatusOr<int> MarkBisect(Invocation& invocation, const std::vector<std::string>& words);
// cli/bisect_run.cc
absl::StatusOr<int> RunBisect(Invocation& invocation, const std::vector<std::string>& words);
// cli/bisect_answer.cc
absl::StatusOr<int> StatusOfBisect(Invocation& invocation, const std::vector<std::string>& words);
absl::StatusOr<int> ReportBisect(Invocation& invocation, const std::vector<std::string>& words);
absl::StatusOr<int> HoldBackCulprit(Invocation& invocation, const std::vector<std::string>& words);

// The search as the state file (--state) holds it, and back, in one step.
absl::StatusOr<BisectSession> ReadBisect(Invocation& invocation);
absl::Status WriteBisect(Invocation& invocation, const BisectSession& session);

// The manifest of a composition, as it is written.
absl::StatusOr<std::string> ProbeText(const BisectSession& session, const Probe& probe);

// What verdict files, all of one composition, say together: bad when one is, good when all are.
// `expected`: the composition; "": whichever they are of.
absl::StatusOr<Trial> TrialFromVerdicts(Invocation& invocation,
                                        const std::vector<std::string>& files,
                                        const std::vector<std::string>& signature,
                                        const std::string& expected);

// 0 when the search ended with steps to blame, 1 when it had to stop.
int ExitCodeOf(const Conclusion& conclusion);

}  // namespace testfed

#endif  // TESTFED_CLI_BISECT_H_
