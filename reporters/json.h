// The plan itself, as docs/plan.md describes it.
#ifndef TESTFED_REPORTERS_JSON_H_
#define TESTFED_REPORTERS_JSON_H_

#include <string>

#include "selector/plan.h"

namespace testfed {

std::string RenderJson(const Plan& plan);  // ends in "\n"

}  // namespace testfed

#endif  // TESTFED_REPORTERS_JSON_H_
