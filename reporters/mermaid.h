// The picture of the affected domains, as a Mermaid flowchart.
#ifndef TESTFED_REPORTERS_MERMAID_H_
#define TESTFED_REPORTERS_MERMAID_H_

#include <string>

#include "selector/plan.h"

namespace testfed {

// Lines from "flowchart LR" on, without a fence; "" where no domain is affected. Boxes have made-up
// ids, because a domain may be called `end`. At most 40 boxes: of more affected domains only the
// changed ones are drawn, and the others counted. At most 120 edges: of more, only those of the
// shortest chains. (Mermaid refuses more than 500 edges or 50,000 characters.)
std::string RenderMermaid(const Plan& plan);

}  // namespace testfed

#endif  // TESTFED_REPORTERS_MERMAID_H_
