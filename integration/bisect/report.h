// What a bisect says to people and to programs. Everything from a repository is escaped
// (domains/inline_text.h). No clock plays a part: the same state gives the same bytes.
#ifndef TESTFED_INTEGRATION_BISECT_REPORT_H_
#define TESTFED_INTEGRATION_BISECT_REPORT_H_

#include <string>

#include "integration/bisect/session.h"

namespace testfed {

// "comm 4d9a2df"; "comm 5b02f19, lifecycle a41e770 (changeset log-levels)"; "logging 1.4.0".
std::string StepName(const BisectSession& session, size_t step);

// "step 20: baselibs 1d0c3fa"; "known good 43 again"; "known good 43 + only comm 4d9a2df".
std::string ProbeName(const BisectSession& session, const Probe& probe);

// How long the path is and what the search can cost, two lines.
std::string PathSummary(const BisectSession& session);

// The answer, or how far the search is; then, with `whole`, the steps that could not be split, and
// why, and all runs.
std::string ReportText(const BisectSession& session, bool whole);
Json ReportJson(const BisectSession& session);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_BISECT_REPORT_H_
