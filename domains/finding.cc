#include "domains/finding.h"

#include <algorithm>
#include <tuple>

#include "domains/inline_text.h"

namespace testfed {

std::string RenderHints(const std::vector<Hint>& hints) {
  std::string text;
  for (const Hint& hint : hints) {
    text += "hint: " + hint.text + "\n";
    size_t begin = 0;
    while (begin < hint.copy.size()) {
      size_t end = std::min(hint.copy.find('\n', begin), hint.copy.size());
      text += "  " + hint.copy.substr(begin, end - begin) + "\n";
      begin = end + 1;
    }
  }
  return text;
}

std::string Render(const Finding& finding) {
  std::string text = ToString(finding.place);
  if (!text.empty()) text += ": ";
  text += finding.severity == Severity::kError ? "error: " : "warning: ";
  text += InlineText(finding.message);
  if (!finding.code.empty()) text += " [" + finding.code + "]";
  return text + "\n" + RenderHints(finding.hints);
}

absl::Status ToStatus(const Finding& finding) {
  std::string text = ToString(finding.place);
  if (!text.empty()) text += ": ";
  absl::Status status = Error(text + finding.message);
  for (const Hint& hint : finding.hints) status = WithHint(status, hint.text, hint.copy);
  return status;
}

void SortFindings(std::vector<Finding>& findings) {
  std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.place, a.code, a.message) < std::tie(b.place, b.code, b.message);
  });
}

}  // namespace testfed
