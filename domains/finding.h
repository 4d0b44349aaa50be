// A finding is something that is wrong or missing in the declarations: what `testfed check` prints.
#ifndef TESTFED_DOMAINS_FINDING_H_
#define TESTFED_DOMAINS_FINDING_H_

#include <string>
#include <string_view>
#include <vector>

#include "domains/place.h"
#include "domains/status.h"

namespace testfed {

enum class Severity { kError, kWarning };

struct Finding {
  Severity severity = Severity::kError;
  Place place;
  std::string code;     // the word in brackets: "unknown-key"; `testfed explain CODE` describes it
  std::string message;  // lower case, no full stop
  std::vector<Hint> hints;
};

// "file:line:column: error: text [code]" and its hints, each on lines of their own; ends in "\n".
std::string Render(const Finding& finding);

// Hints as they are printed below an error or a finding.
std::string RenderHints(const std::vector<Hint>& hints);

// The first problem as a status, for commands that stop at the first: "file:line:column: text".
absl::Status ToStatus(const Finding& finding);

// By file, line, column, then code and message; stable.
void SortFindings(std::vector<Finding>& findings);

}  // namespace testfed

#endif  // TESTFED_DOMAINS_FINDING_H_
