#include "reporters/json.h"

#include "selector/plan_json.h"

namespace testfed {

std::string RenderJson(const Plan& plan) { return ToJsonText(plan); }

}  // namespace testfed
