// What the gate says: for people, and as annotations of GitHub Actions.
#ifndef TESTFED_REPORTERS_GATE_REPORT_H_
#define TESTFED_REPORTERS_GATE_REPORT_H_

#include <string>

#include "selector/gate.h"

namespace testfed {

// One line where it is green, and the failures in quarantine below it; else a table of the jobs,
// what else is wrong, and whom to ask. Of more than kMaxGateRows jobs only those that are not good
// have a row, and the others are counted. Without the hint (GateAgain).
std::string RenderGate(const Plan& plan, const GateAnswer& answer);
inline constexpr size_t kMaxGateRows = 200;

// An annotation for what is not good, at most kMaxAnnotations (workflow_command.h); the last then
// says how many more there are. Empty where it is green.
std::string RenderGateAnnotations(const GateAnswer& answer);

// For a step summary, in Markdown: headline and table, far below GitHub's 1 MiB.
std::string RenderGateMarkdown(const Plan& plan, const GateAnswer& answer);

// The command line that runs the jobs which are not good at a desk. The plan is called `file` where
// its commits cannot name the change. "" where there is no such job.
std::string GateAgain(const Plan& plan, const GateAnswer& answer, const std::string& file);

}  // namespace testfed

#endif  // TESTFED_REPORTERS_GATE_REPORT_H_
