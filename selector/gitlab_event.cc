#include "selector/gitlab_event.h"

#include <algorithm>
#include <array>

#include "domains/path_name.h"
#include "selector/git/object_store.h"

namespace testfed {
namespace {

// Pipelines that stand for no change: a person, a clock or another pipeline started them.
constexpr std::array<std::string_view, 12> kWithoutBase = {"api",
                                                           "chat",
                                                           "ondemand_dast_scan",
                                                           "ondemand_dast_validation",
                                                           "parent_pipeline",
                                                           "pipeline",
                                                           "pipeline_execution_policy_forced",
                                                           "schedule",
                                                           "security_orchestration_policy",
                                                           "trigger",
                                                           "web",
                                                           "webide"};
constexpr std::string_view kKnown =
    "api, chat, external_pull_request_event, merge_request_event, ondemand_dast_scan, "
    "ondemand_dast_validation, parent_pipeline, pipeline, pipeline_execution_policy_forced, push, "
    "schedule, security_orchestration_policy, trigger, web, webide";

std::string Quoted(std::string_view text) {
  constexpr size_t kMost = 100;
  return "`" + QuotePath(text.substr(0, kMost)) + (text.size() > kMost ? "..." : "") + "`";
}

class Pipeline {
 public:
  explicit Pipeline(const Variables& variables) : variables_(variables) {}

  absl::StatusOr<Event> Read() const {
    Event event;
    event.name = Text("CI_PIPELINE_SOURCE");
    event.default_branch = Text("CI_DEFAULT_BRANCH");
    TESTFED_ASSIGN_OR_RETURN(event.head, CommitId("CI_COMMIT_SHA", true));
    // A child of a merge request's pipeline has its variables; it is about the same change.
    if (event.name == "merge_request_event" ||
        (event.name == "parent_pipeline" && !Text("CI_MERGE_REQUEST_IID").empty())) {
      TESTFED_RETURN_IF_ERROR(ReadMergeRequest(event));
    } else if (event.name == "push") {
      TESTFED_RETURN_IF_ERROR(ReadPush(event));
    } else if (event.name == "external_pull_request_event") {
      event.kind = Event::Kind::kPullRequest;
      TESTFED_ASSIGN_OR_RETURN(event.base,
                               CommitId("CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_SHA", true));
    } else if (std::find(kWithoutBase.begin(), kWithoutBase.end(), event.name) ==
               kWithoutBase.end()) {
      return Error("`CI_PIPELINE_SOURCE` is " + Quoted(event.name) +
                       ", which is not known; known are " + std::string(kKnown),
                   "name a base", "testfed select --base REV --head HEAD");
    }
    return event;
  }

 private:
  std::string Text(const std::string& name) const { return variables_(name).value_or(""); }

  // "" where the variable is missing, empty or all zeros.
  absl::StatusOr<std::string> CommitId(const std::string& name, bool required) const {
    std::string id = Text(name);
    if (id.find_first_not_of('0') == std::string::npos) {
      if (!required) return std::string();
      return Error("a GitLab pipeline sets `" + name + "`, this environment does not");
    }
    if (IsObjectId(id)) return id;
    return Error("`" + name + "` is a commit id of 40 or 64 hexadecimal digits, got " + Quoted(id));
  }

  absl::Status ReadMergeRequest(Event& event) const {
    event.target = Text("CI_MERGE_REQUEST_TARGET_BRANCH_NAME");
    std::string labels = Text("CI_MERGE_REQUEST_LABELS");
    for (size_t begin = 0; begin < labels.size();) {
      size_t end = std::min(labels.find(',', begin), labels.size());
      if (end > begin) event.labels.push_back(labels.substr(begin, end - begin));
      begin = end + 1;
    }
    std::string type = Text("CI_MERGE_REQUEST_EVENT_TYPE");
    if (type == "merged_result" || type == "merge_train") {
      event.kind = Event::Kind::kMergedResult;
      TESTFED_ASSIGN_OR_RETURN(event.base, CommitId("CI_MERGE_REQUEST_TARGET_BRANCH_SHA", false));
      return absl::OkStatus();
    }
    if (type != "detached" && !type.empty()) {
      return Error("`CI_MERGE_REQUEST_EVENT_TYPE` is " + Quoted(type) +
                   "; known are detached, merge_train, merged_result");
    }
    event.kind = Event::Kind::kMergeRequest;
    TESTFED_ASSIGN_OR_RETURN(event.base, CommitId("CI_MERGE_REQUEST_DIFF_BASE_SHA", true));
    return absl::OkStatus();
  }

  absl::Status ReadPush(Event& event) const {
    event.branch = Text("CI_COMMIT_BRANCH");
    event.tag = event.branch.empty();
    if (event.tag) return absl::OkStatus();
    event.kind = Event::Kind::kPush;
    TESTFED_ASSIGN_OR_RETURN(event.base, CommitId("CI_COMMIT_BEFORE_SHA", false));
    event.created = event.base.empty();
    event.force_unknown = true;
    return absl::OkStatus();
  }

  const Variables& variables_;
};

}  // namespace

bool IsGitLab(const Variables& variables) {
  return variables("GITLAB_CI").value_or("") == "true" &&
         !variables("CI_PIPELINE_SOURCE").value_or("").empty();
}

absl::StatusOr<Event> ReadGitLabEvent(const Variables& variables) {
  return Pipeline(variables).Read();
}

absl::StatusOr<std::map<std::string, std::string>> ReadVariables(std::string_view text,
                                                                 std::string_view file) {
  const bool lines = text.find('\0') == std::string_view::npos;
  std::map<std::string, std::string> variables;
  while (!text.empty()) {
    size_t end = std::min(text.find(lines ? '\n' : '\0'), text.size());
    std::string_view one = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    size_t equals = one.find('=');
    if (equals == std::string_view::npos) continue;  // a later line of a value
    std::string name(one.substr(0, equals)), value(one.substr(equals + 1));
    auto [at, added] = variables.emplace(name, value);
    if (!added && at->second != value) {
      return Error(QuotePath(file) + ": " + Quoted(name) + " stands there twice, with two values",
                   "write the variables so that a value may hold several lines, with", "env -0");
    }
  }
  return variables;
}

}  // namespace testfed
