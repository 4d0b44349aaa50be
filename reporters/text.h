// The plan for people at a terminal. Four blocks, each beginning with a word in the first column
// (Since, Changed, Affected, Run), so that eyes and `awk '/^Run/'` find them.
#ifndef TESTFED_REPORTERS_TEXT_H_
#define TESTFED_REPORTERS_TEXT_H_

#include <string>

#include "selector/plan.h"

namespace testfed {

struct TextOptions {
  bool color = false;
  bool all_paths = false;  // each changed path, and the jobs of a full plan
};

// Linear in the size of the plan. Jobs of a selection are never left out; of more than 12 changed
// paths only the count and the first one a domain are printed, unless all are asked for. No line
// begins with text from the repository that a CI would take for a command (inline_text.h).
std::string RenderText(const Plan& plan, const TextOptions& options);

}  // namespace testfed

#endif  // TESTFED_REPORTERS_TEXT_H_
