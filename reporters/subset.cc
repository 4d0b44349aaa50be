#include "reporters/subset.h"

#include <algorithm>
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
    std::string whole = job.suite.empty() ? job.domain : job.domain + "/" + job.suite;
    // Rather the whole suite than a test that a reader of lines would take for something else.
    bool has_odd_name =
        std::any_of(job.tests.begin(), job.tests.end(), [](const PlannedTest& test) {
          return test.id.empty() || InlineText(test.id) != test.id || test.id.starts_with(' ') ||
                 test.id.ends_with(' ');
        });
    if (job.all || has_odd_name) {
      ids.insert(std::move(whole));
      continue;
    }
    for (const PlannedTest& test : job.tests) {
      ids.insert(job.runner == "bazel" ? test.id : whole + ":" + test.id);
    }
  }
  std::string text;
  for (const std::string& id : ids) text += id + "\n";
  return text;
}

}  // namespace testfed
