#include "cli/diagnosis.h"

#include "domains/finding.h"
#include "domains/inline_text.h"
#include "reporters/columns.h"

namespace testfed {

std::string Render(const std::vector<Diagnosis>& diagnoses) {
  Columns columns({2, 2});
  std::string hints;
  for (const Diagnosis& one : diagnoses) {
    const char* state = one.state == Diagnosis::State::kOk     ? "ok"
                        : one.state == Diagnosis::State::kNote ? "note"
                                                               : "missing";
    columns.Row({state, InlineText(one.about), InlineText(one.text)});
    hints += RenderHints(one.hints);
  }
  return columns.Text() + hints;
}

}  // namespace testfed
