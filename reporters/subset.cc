#include "reporters/subset.h"

#include <set>

#include "domains/inline_text.h"
#include "domains/path_name.h"

namespace testfed {
namespace {

// A reader of lines would split, trim or hide anything else; and `/` ends the domain.
bool IsOneWord(std::string_view name) {
  return InlineText(name) == name && name.find_first_of(" /") == std::string_view::npos;
}

}  // namespace

absl::StatusOr<std::string> RenderSubset(const Plan& plan) {
  if ((plan.mode == Mode::kNone) != plan.jobs.empty()) {
    return Error("no subset: the plan's mode is `" + std::string(ToString(plan.mode)) +
                 "`, and it has " + std::to_string(plan.jobs.size()) + " jobs");
  }
  std::set<std::string> ids;
  for (const Job& job : plan.jobs) {
    if (job.domain.empty() || !IsOneWord(job.domain) || !IsOneWord(job.suite)) {
      return Error("no subset: " + QuotePath(job.domain) + " and " + QuotePath(job.suite) +
                   " cannot be one word of a list");
    }
    ids.insert(job.suite.empty() ? job.domain : job.domain + "/" + job.suite);
  }
  std::string text;
  for (const std::string& id : ids) text += id + "\n";
  return text;
}

}  // namespace testfed
