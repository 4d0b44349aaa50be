// The parts of `testfed known-good`, one function an action. Each takes what stands behind the
// action's name, and returns the exit code.
#ifndef TESTFED_CLI_KNOWN_GOOD_H_
#define TESTFED_CLI_KNOWN_GOOD_H_

#include <string>
#include <vector>

#include "cli/invocation.h"
#include "integration/known_good_chain.h"
#include "integration/movement.h"

namespace testfed {

using Words = std::vector<std::string>;

// Records (known_good_record.cc, known_good_promote.cc)
absl::StatusOr<int> PromoteKnownGood(Invocation& invocation, const Words& words);
absl::StatusOr<int> ImportKnownGood(Invocation& invocation, const Words& words);
absl::StatusOr<int> RevokeKnownGood(Invocation& invocation, const Words& words);
absl::StatusOr<int> AnchorKnownGood(Invocation& invocation, const Words& words);
absl::StatusOr<int> RenameKnownGood(Invocation& invocation, const Words& words);
// The file itself (known_good_file.cc)
absl::StatusOr<int> VerifyKnownGood(Invocation& invocation, const Words& words);
absl::StatusOr<int> RepairKnownGood(Invocation& invocation, const Words& words);
absl::StatusOr<int> RelinkKnownGood(Invocation& invocation, const Words& words);
// Questions (known_good_ask.cc, known_good_log.cc)
absl::StatusOr<int> LatestKnownGood(Invocation& invocation, const Words& words);
absl::StatusOr<int> ShowKnownGood(Invocation& invocation, const Words& words);
absl::StatusOr<int> LogKnownGood(Invocation& invocation, const Words& words);
absl::StatusOr<int> DiffKnownGood(Invocation& invocation, const Words& words);
absl::StatusOr<int> ContainsKnownGood(Invocation& invocation, const Words& words);
absl::StatusOr<int> ReleaseCheckKnownGood(Invocation& invocation, const Words& words);
absl::StatusOr<int> ExportKnownGood(Invocation& invocation, const Words& words);
absl::StatusOr<int> BadgeKnownGood(Invocation& invocation, const Words& words);

// "line main, suite full, tuple c25dda2": what tells a promotion from others.
std::string PromotionText(const Record& record);

// The clones in the folder of `--clones`; empty without it. They live as long as the answer does.
CloneFinder ClonesOf(Invocation& invocation);

// Prints to stderr why something is refused, each with its hints, as errors are printed.
void PrintRefusals(Invocation& invocation, const std::vector<absl::Status>& refusals);

}  // namespace testfed

#endif  // TESTFED_CLI_KNOWN_GOOD_H_
