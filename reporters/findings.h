// The findings of `testfed check` in the formats that other tools read. All of them hold every
// finding, in order, but for annotations, of which GitHub shows ten a level: the log below them has
// all. None of them ends early or leaves something out silently.
#ifndef TESTFED_REPORTERS_FINDINGS_H_
#define TESTFED_REPORTERS_FINDINGS_H_

#include <string>
#include <string_view>
#include <vector>

#include "domains/finding.h"

namespace testfed {

// `{"schema": "testfed.findings/1", "findings": [...]}`; one a finding: severity, code, message,
// file, line, column (0 where there is none) and hints. Indented.
std::string RenderFindingsJson(const std::vector<Finding>& findings);

// SARIF 2.1.0, for code scanning (github/codeql-action/upload-sarif). Columns are left out: ours
// count bytes, those of SARIF characters. A fingerprint is of code, file and message, so that a
// finding keeps its identity when lines are added above it.
std::string RenderSarif(const std::vector<Finding>& findings, std::string_view version);

// Workflow commands of GitHub Actions, at most ten errors and ten warnings of which the last says
// how many more there are; then all findings as text.
std::string RenderAnnotations(const std::vector<Finding>& findings);

// GitLab's report of code quality (`artifacts: reports: codequality`).
std::string RenderCodeQuality(const std::vector<Finding>& findings);

}  // namespace testfed

#endif  // TESTFED_REPORTERS_FINDINGS_H_
