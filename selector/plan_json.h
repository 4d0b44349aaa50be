// The plan as JSON (docs/plan.md; schema "testfed.plan/1"), and its digest.
#ifndef TESTFED_SELECTOR_PLAN_JSON_H_
#define TESTFED_SELECTOR_PLAN_JSON_H_

#include <string>
#include <string_view>

#include "domains/json.h"
#include "selector/plan.h"

namespace testfed {

Json ToJson(const Plan& plan);
std::string ToJsonText(const Plan& plan);  // two spaces of indent, ends in "\n"

// Reads a saved plan and checks its digest; `name` is what errors call it.
absl::StatusOr<Plan> ReadPlan(std::string_view text, std::string_view name);

// "sha256:" and the SHA-256 of the canonical JSON without `digest`, `base` and `head`.
std::string DigestOf(const Plan& plan);

// The JSON Schema (2020-12) of the plan.
std::string PlanSchemaText();

}  // namespace testfed

#endif  // TESTFED_SELECTOR_PLAN_JSON_H_
