// The plan as JSON (docs/plan.md; schema "testfed.plan/1"), and its digest.
#ifndef TESTFED_SELECTOR_PLAN_JSON_H_
#define TESTFED_SELECTOR_PLAN_JSON_H_

#include <string>
#include <string_view>

#include "domains/json.h"
#include "selector/plan.h"

namespace testfed {

inline constexpr std::string_view kPlanSchema = "testfed.plan/1";

// Always valid UTF-8: a path that is not also has its bytes in `path_base64`, in other texts such
// bytes become U+FFFD. A job without `ci` has an empty object.
Json ToJson(const Plan& plan);
std::string ToJsonText(const Plan& plan);  // two spaces of indent, ends in "\n"

// Reads a saved plan; `name` is what errors call it. The same plan as was written, byte for byte,
// or an error: another schema, a missing or unknown key, another type, an unknown word, counts that
// do not add up, a mode that contradicts the jobs, a job id that is no file name, another digest.
absl::StatusOr<Plan> ReadPlan(std::string_view text, std::string_view name);

// "sha256:" and the SHA-256 of the canonical JSON without `digest`, `base` and `head`.
std::string DigestOf(const Plan& plan);

// The JSON Schema (2020-12) of the plan.
std::string PlanSchemaText();

}  // namespace testfed

#endif  // TESTFED_SELECTOR_PLAN_JSON_H_
