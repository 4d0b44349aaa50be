// The plan as a step summary, for `>> "$GITHUB_STEP_SUMMARY"`: two lines that say it all, the jobs,
// a picture, and the rest folded away.
#ifndef TESTFED_REPORTERS_MARKDOWN_H_
#define TESTFED_REPORTERS_MARKDOWN_H_

#include <string>

#include "selector/plan.h"

namespace testfed {

// Below 1 MiB whatever the plan, GitHub's limit of a step: at most 100 jobs and 200 paths are
// listed, and what is left out is counted; the plan file has all of it. Text from the repository is
// data (markdown_text.h).
std::string RenderMarkdown(const Plan& plan);

}  // namespace testfed

#endif  // TESTFED_REPORTERS_MARKDOWN_H_
