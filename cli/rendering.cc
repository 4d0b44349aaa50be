#include "cli/rendering.h"

#include "reporters/github.h"
#include "reporters/gitlab.h"
#include "reporters/json.h"
#include "reporters/markdown.h"
#include "reporters/subset.h"
#include "reporters/text.h"

namespace testfed {

std::vector<Option> RenderingOptions() {
  return {
      {.name = "--format",
       .value = "FORMAT",
       .group = "The output",
       .choices = {"text", "json", "github", "gitlab", "subset", "markdown"},
       .default_text = "text"},
      {.name = "--all", .help = "in text, each changed path and each job", .group = "The output"},
  };
}

std::vector<NoAnswer> RenderingNoAnswers() {
  return {{.value = "subset", .text = std::string(kNoAnswerSubset)}};
}

absl::StatusOr<std::string> RenderPlan(const Plan& plan, const Invocation& invocation) {
  std::string format = invocation.Text("--format");
  if (format == "json") return RenderJson(plan);
  if (format == "github") return RenderGithub(plan);
  if (format == "gitlab") return RenderGitlab(plan);
  if (format == "subset") return RenderSubset(plan);
  if (format == "markdown") return RenderMarkdown(plan);
  return RenderText(plan, {.color = invocation.color(), .all_paths = invocation.Has("--all")});
}

}  // namespace testfed
