// What is told to the platform about a composition: statuses, check runs and comments for each
// member, an issue for a full run that failed. Requests as values; who posts them is a workflow.
//
// Limits and words: GitHub's REST API, "Commit statuses", "Check runs" and "Issues". `neutral` and
// `skipped` satisfy a required check, so neither is ever written; what was not run is a failure.
#ifndef TESTFED_INTEGRATION_FEEDBACK_H_
#define TESTFED_INTEGRATION_FEEDBACK_H_

#include <string>
#include <string_view>
#include <vector>

#include "domains/json.h"
#include "integration/changeset.h"
#include "integration/manifest.h"
#include "integration/merge_plan.h"
#include "integration/verdict.h"

namespace testfed {

enum class FeedbackState { kPending, kSuccess, kFailure, kError };
std::string_view ToString(FeedbackState state);  // GitHub's word for it

// What is said about the whole composition.
struct Outcome {
  FeedbackState state = FeedbackState::kPending;
  std::string text;    // "1 of 47 targets failed: //fit:timers_test"
  bool ran = false;    // whether there is a verdict
  bool stale = false;  // the verdict is not one of the members as they are now
};

// Of a manifest's verdicts, one for each configuration, all of this manifest. None: it is pending,
// or, where `not_run` says why, a failure. A manifest with nothing under test is never a success.
absl::StatusOr<Outcome> OutcomeOf(const Manifest& manifest, const std::vector<Verdict>& verdicts,
                                  std::string_view not_run);

// At most `most` characters (code points) of UTF-8: `text`, cut with an ellipsis where it must be,
// then `tail` whole. What is not UTF-8 becomes U+FFFD; control characters become blanks.
std::string StatusDescription(std::string_view text, std::string_view tail, size_t most = 140);

// "manifest 0914d24, tuple af2dc4e on known good 42".
std::string DigestText(const Manifest& manifest);

struct PlatformRequest {
  std::string file;    // a safe name, without a folder: "orbit.comm.117.status.json"
  std::string method;  // "POST"
  std::string path;    // "/repos/orbit/comm/statuses/056621c..."
  Json body;
};
// {"body":...,"method":...,"path":...}, with a line end.
std::string RequestText(const PlatformRequest& request);

struct FeedbackOptions {
  std::string context = "testfed";  // of statuses; the name of check runs
  bool advisory = false;            // another context, which nobody requires
  bool check_runs = false;          // besides statuses: only a GitHub App may write them
  std::string details_url;          // where the run is seen
  // How text of other people stands in Markdown, as a code span.
  std::string (*code)(std::string_view) = nullptr;
};

// For each pull request under test: a status on exactly the head that was composed, a comment, and
// a check run where they are asked for. A member that moved (`moved`) gets `pending` on the commit
// that was tested, which takes the old answer back, and on its new head. An error: the repository
// is not OWNER/NAME.
absl::StatusOr<std::vector<PlatformRequest>> FeedbackFor(
    const Manifest& manifest, const std::vector<Verdict>& verdicts, const Outcome& outcome,
    const std::vector<MovedMember>& moved, const MergePlan& plan, const FeedbackOptions& options);

// An issue in `repository` (OWNER/NAME) for a full run that failed.
absl::StatusOr<PlatformRequest> IssueFor(const Manifest& manifest,
                                         const std::vector<Verdict>& verdicts,
                                         const Outcome& outcome, std::string_view repository,
                                         const std::vector<std::string>& changes,
                                         const FeedbackOptions& options);

// merge-plan.md: what is merged in which order, what to look at in between, and what to revert.
std::string MergePlanText(const Manifest& manifest, const Outcome& outcome, const MergePlan& plan,
                          const std::vector<MovedMember>& moved, const FeedbackOptions& options);

// "orbit/comm" of "github.com/orbit/comm".
absl::StatusOr<std::string> OwnerAndName(std::string_view repository);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_FEEDBACK_H_
