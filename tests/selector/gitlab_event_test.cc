#include "selector/gitlab_event.h"

#include <gtest/gtest.h>

#include "tests/selector/git_sandbox.h"

namespace testfed {
namespace {

const std::string kA(40, 'a');
const std::string kB(40, 'b');
const std::string kZero(40, '0');

using Map = std::map<std::string, std::string>;

std::string Read(const Map& variables) {
  auto event = ReadGitLabEvent([&](const std::string& name) -> std::optional<std::string> {
    auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  });
  if (!event.ok()) return "error: " + Show(event.status());
  std::string text = event->name + " " + std::to_string(static_cast<int>(event->kind)) +
                     " base=" + event->base.substr(0, 2) + " head=" + event->head.substr(0, 2);
  if (!event->branch.empty()) text += " branch=" + event->branch;
  if (!event->target.empty()) text += " target=" + event->target;
  if (event->created) text += " created";
  if (event->tag) text += " tag";
  for (const std::string& label : event->labels) text += " label=" + label;
  return text;
}

struct Case {
  const char* name;
  Map variables;
  std::string expected;
};

TEST(GitLabEvent, IsReadFromItsVariables) {
  const auto with = [](const char* source, Map more) {
    more.insert({{"CI_PIPELINE_SOURCE", source}, {"CI_COMMIT_SHA", kB}});
    return more;
  };
  for (const Case& test : std::vector<Case>{
           {"detached",
            with("merge_request_event", {{"CI_MERGE_REQUEST_EVENT_TYPE", "detached"},
                                         {"CI_MERGE_REQUEST_DIFF_BASE_SHA", kA},
                                         {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main"},
                                         {"CI_MERGE_REQUEST_LABELS", "ci:full,,a b"}}),
            "merge_request_event 5 base=aa head=bb target=main label=ci:full label=a b"},
           {"an old server has no type",
            with("merge_request_event", {{"CI_MERGE_REQUEST_DIFF_BASE_SHA", kA}}),
            "merge_request_event 5 base=aa head=bb"},
           {"merged result",
            with("merge_request_event", {{"CI_MERGE_REQUEST_EVENT_TYPE", "merged_result"},
                                         {"CI_MERGE_REQUEST_TARGET_BRANCH_SHA", kA}}),
            "merge_request_event 6 base=aa head=bb"},
           {"merge train",
            with("merge_request_event", {{"CI_MERGE_REQUEST_EVENT_TYPE", "merge_train"}}),
            "merge_request_event 6 base= head=bb"},
           {"branch", with("push", {{"CI_COMMIT_BRANCH", "x"}, {"CI_COMMIT_BEFORE_SHA", kA}}),
            "push 2 base=aa head=bb branch=x"},
           {"new branch",
            with("push", {{"CI_COMMIT_BRANCH", "x"}, {"CI_COMMIT_BEFORE_SHA", kZero}}),
            "push 2 base= head=bb branch=x created"},
           {"tag", with("push", {{"CI_COMMIT_TAG", "v1"}, {"CI_COMMIT_BEFORE_SHA", kZero}}),
            "push 4 base= head=bb tag"},
           {"schedule", with("schedule", {{"CI_COMMIT_BRANCH", "main"}}),
            "schedule 4 base= head=bb"},
           {"child", with("parent_pipeline", {}), "parent_pipeline 4 base= head=bb"},
           {"child of a merge request",
            with("parent_pipeline", {{"CI_MERGE_REQUEST_IID", "7"},
                                     {"CI_MERGE_REQUEST_EVENT_TYPE", "detached"},
                                     {"CI_MERGE_REQUEST_DIFF_BASE_SHA", kA}}),
            "parent_pipeline 5 base=aa head=bb"},
           {"external",
            with("external_pull_request_event",
                 {{"CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_SHA", kA}}),
            "external_pull_request_event 0 base=aa head=bb"},
           {"another source", with("carrier_pigeon\n::error::", {}),
            "error: `CI_PIPELINE_SOURCE` is `\"carrier_pigeon\\n::error::\"`, which is not known; "
            "known are api, chat, external_pull_request_event, merge_request_event, "
            "ondemand_dast_scan, ondemand_dast_validation, parent_pipeline, pipeline, "
            "pipeline_execution_policy_forced, push, schedule, security_orchestration_policy, "
            "trigger, web, webide\nhint: name a base\n  testfed select --base REV --head HEAD"},
           {"another type", with("merge_request_event", {{"CI_MERGE_REQUEST_EVENT_TYPE", "x"}}),
            "error: `CI_MERGE_REQUEST_EVENT_TYPE` is `x`; known are detached, merge_train, "
            "merged_result"},
           {"no base", with("merge_request_event", {{"CI_MERGE_REQUEST_EVENT_TYPE", "detached"}}),
            "error: a GitLab pipeline sets `CI_MERGE_REQUEST_DIFF_BASE_SHA`, this environment does "
            "not"},
           {"no head",
            {{"CI_PIPELINE_SOURCE", "web"}},
            "error: a GitLab pipeline sets `CI_COMMIT_SHA`, this environment does not"},
           {"an option",
            with("push", {{"CI_COMMIT_BRANCH", "x"}, {"CI_COMMIT_BEFORE_SHA", "--upload-pack=x"}}),
            "error: `CI_COMMIT_BEFORE_SHA` is a commit id of 40 or 64 hexadecimal digits, got "
            "`--upload-pack=x`"},
       }) {
    EXPECT_EQ(Read(test.variables), test.expected) << test.name;
  }
}

TEST(GitLabEvent, IsOnlyThatOfGitLab) {
  const auto is = [](Map variables) {
    return IsGitLab([&](const std::string& name) -> std::optional<std::string> {
      auto found = variables.find(name);
      return found == variables.end() ? std::nullopt : std::optional(found->second);
    });
  };
  EXPECT_TRUE(is({{"GITLAB_CI", "true"}, {"CI_PIPELINE_SOURCE", "web"}}));
  EXPECT_FALSE(is({{"CI_PIPELINE_SOURCE", "web"}}));
  EXPECT_FALSE(is({{"GITLAB_CI", "true"}}));
  EXPECT_FALSE(is({{"GITLAB_CI", "true"}, {"CI_PIPELINE_SOURCE", ""}}));
}

TEST(Variables, AreReadWithNulOrLineByLine) {
  auto nul = ReadVariables(std::string("A=1\nB=2\0C=x=y\0no name\0", 23), "variables");
  ASSERT_TRUE(nul.ok());
  EXPECT_EQ(*nul, (Map{{"A", "1\nB=2"}, {"C", "x=y"}}));
  auto lines = ReadVariables("A=1\nsecond line\nB=\nA=1\n", "variables");
  ASSERT_TRUE(lines.ok());
  EXPECT_EQ(*lines, (Map{{"A", "1"}, {"B", ""}}));
}

// A commit message whose second line is `CI_COMMIT_BEFORE_SHA=...`.
TEST(Variables, CannotBeWrittenByTheLinesOfAMessage) {
  EXPECT_EQ(Show(ReadVariables("M=x\nB=1\nB=2\n", "variables").status()),
            "variables: `B` stands there twice, with two values\n"
            "hint: write the variables so that a value may hold several lines, with\n  env -0");
}

}  // namespace
}  // namespace testfed
