// The workflows of a repository that run testfed: which of their events their checkouts cannot
// answer, and the line to change. Only what stands in the files is judged: what a called workflow
// or an action of somebody else does is not known, and nothing is said of it.
#ifndef TESTFED_CLI_WORKFLOW_ADVICE_H_
#define TESTFED_CLI_WORKFLOW_ADVICE_H_

#include <string>
#include <string_view>
#include <vector>

#include "cli/diagnosis.h"
#include "domains/declarations.h"

namespace testfed {

// Of one file of GitHub's .github/workflows; nothing when it does not run testfed.
std::vector<Diagnosis> AdviceOnWorkflow(std::string_view text, const std::string& file,
                                        const Settings& settings);

// Of .gitlab-ci.yml.
std::vector<Diagnosis> AdviceOnGitLab(std::string_view text, const std::string& file);

}  // namespace testfed

#endif  // TESTFED_CLI_WORKFLOW_ADVICE_H_
