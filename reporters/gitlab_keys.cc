#include "reporters/gitlab_keys.h"

#include <algorithm>

#include "domains/inline_text.h"
#include "domains/job_id.h"
#include "domains/suggest.h"

namespace testfed {
namespace {

// Source: GitLab's "CI/CD YAML syntax reference", job keywords.
constexpr std::string_view kCopied[] = {
    "after_script", "artifacts",     "before_script", "cache",          "coverage",
    "environment",  "hooks",         "id_tokens",     "identity",       "image",
    "inherit",      "interruptible", "retry",         "resource_group", "secrets",
    "services",     "tags",          "timeout",       "variables"};
// They decide whether and when the job runs, or what it runs.
constexpr std::string_view kOurs[] = {
    "allow_failure", "dependencies", "except", "extends",  "needs", "only",    "parallel", "rules",
    "run",           "script",       "stage",  "start_in", "steps", "trigger", "when"};

struct Translation {
  std::string_view github, gitlab;
};
constexpr Translation kOfGithub[] = {{"container", "image: NAME"},
                                     {"env", "variables: {NAME: VALUE}"},
                                     {"runs-on", "tags: [NAME]"},
                                     {"timeout-minutes", "timeout: N minutes"}};

template <size_t kCount>
bool Contains(const std::string_view (&names)[kCount], std::string_view name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

std::string CiOf(const Job& job) { return "`ci` of the job `" + InlineText(job.id) + "`"; }

constexpr char kOtherCi[] =
    "what is for another CI stays beside it, and this one reads its own part alone";

absl::Status UnknownKey(const Job& job, const std::string& key) {
  for (const Translation& translation : kOfGithub) {
    if (key != translation.github) continue;
    return Error(CiOf(job) + " has `" + key + "`, as GitHub writes it; in GitLab it is `" +
                     std::string(translation.gitlab) + "`",
                 kOtherCi, "ci: {gitlab: {" + std::string(translation.gitlab) + "}}");
  }
  std::vector<std::string> known(std::begin(kCopied), std::end(kCopied));
  return Error(CiOf(job) + " has `" + InlineText(key) + "`, and a job of GitLab has no such key" +
               DidYouMean(key, known));
}

absl::Status WrongType(const Job& job, const std::string& key, const std::string& wanted) {
  return Error("`" + key + "` in " + CiOf(job) + " is " + wanted + " in GitLab");
}

// Receipts go up with what the suite keeps, also when its tests fail.
absl::StatusOr<Json> WithReceipts(const Job& job, const Json& artifacts) {
  if (!artifacts.IsNull() && !artifacts.IsObject()) return WrongType(job, "artifacts", "a map");
  if (!artifacts["paths"].IsNull() && !artifacts["paths"].IsArray()) {
    return WrongType(job, "artifacts:paths", "a list");
  }
  if (artifacts.Has("when") && artifacts["when"].String() != "always") {
    return Error("`artifacts:when` in " + CiOf(job) +
                 " must be `always`: the receipt of a job that failed is evidence, too");
  }
  Json result = artifacts.IsObject() ? artifacts : Json::MakeObject();
  result.Set("when", "always");
  Json paths = artifacts["paths"].IsArray() ? artifacts["paths"] : Json::MakeArray();
  paths.Append("receipts/");
  result.Set("paths", std::move(paths));
  return result;
}

// GitLab replaces `$NAME` in a value unless it is told not to.
Json AsVariable(const std::string& text) {
  if (text.find('$') == std::string::npos) return text;
  Json variable = Json::MakeObject();
  variable.Set("value", text);
  variable.Set("expand", false);
  return variable;
}

}  // namespace

absl::StatusOr<Json> GitlabKeysOf(const Job& job) {
  const bool has_own = job.ci.Has("gitlab");
  const Json& ci = has_own ? job.ci["gitlab"] : job.ci;
  if (has_own && !ci.IsObject()) return Error("`gitlab` in " + CiOf(job) + " is a map");

  Json variables = Json::MakeObject();
  for (const auto& [axis, value] : job.axes) {
    variables.Set(AxisVariable(axis), AsVariable(AxisText(value)));
  }
  Json keys = Json::MakeObject();
  for (const auto& [key, value] : ci.Members()) {
    if (Contains(kOurs, key)) {
      return Error(CiOf(job) + " has `" + key +
                   "`, which testfed writes itself: it says whether and when a job runs");
    }
    if (!Contains(kCopied, key)) return UnknownKey(job, key);
    if (key == "services" && !value.IsArray()) {
      return WrongType(job, key, "a list, such as `[{name: postgres:16, alias: db}]`,");
    }
    if (key == "variables") {
      if (!value.IsObject()) return WrongType(job, key, "a map");
      for (const auto& [name, text] : value.Members()) variables.Set(name, text);
    } else if (key != "artifacts") {
      keys.Set(key, value);
    }
  }
  if (!variables.Members().empty()) keys.Set("variables", std::move(variables));
  TESTFED_ASSIGN_OR_RETURN(Json artifacts, WithReceipts(job, ci["artifacts"]));
  keys.Set("artifacts", std::move(artifacts));
  return keys;
}

}  // namespace testfed
