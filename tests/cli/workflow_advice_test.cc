#include "cli/workflow_advice.h"

#include <gtest/gtest.h>

#include "domains/declarations_reader.h"

namespace testfed {
namespace {

const char* const kFile = ".github/workflows/tests.yml";

Settings Declared(const std::string& settings) {
  auto read =
      ReadDeclarations("$settings: " + settings + "\nApi: {include: [api]}\n", "domains.yaml");
  EXPECT_TRUE(read.findings.empty());
  return read.declarations.settings;
}

std::string Advice(const std::string& workflow, const Settings& settings = {}) {
  return Render(AdviceOnWorkflow(workflow, kFile, settings));
}

std::string Workflow(const std::string& on, const std::string& checkout,
                     const std::string& run = "testfed select --out plan.json") {
  return "name: tests\non: " + on + "\njobs:\n  plan:\n    steps:\n      - uses: " + checkout +
         "\n      - run: " + run + "\n";
}

const std::string kCheckout = "actions/checkout@v4";
const std::string kAtTwo = kCheckout + "\n        with: {fetch-depth: 2}";
const std::string kWhole = kCheckout + "\n        with: {fetch-depth: 0}";

TEST(WorkflowAdvice, SaysWhichLineToChange) {
  EXPECT_EQ(Advice(Workflow("[pull_request, push, merge_group, schedule]", kAtTwo)),
            "  missing  pull_request in .github/workflows/tests.yml  has the messages of at most 1 "
            "commit; a pull request of more runs everything\n"
            "  missing  push in .github/workflows/tests.yml          needs the commit before the "
            "push; depth 2 has it only for pushes of at most 1 commit\n"
            "  missing  merge_group in .github/workflows/tests.yml   needs the target branch, and "
            "the history up to it; depth 2 does not have them\n"
            "  ok       schedule in .github/workflows/tests.yml      runs everything, which needs "
            "no history\n"
            "hint: for pull_request, in .github/workflows/tests.yml:7\n  fetch-depth: 0\n"
            "hint: for push, in .github/workflows/tests.yml:7\n  fetch-depth: 0\n"
            "hint: for merge_group, in .github/workflows/tests.yml:7\n  fetch-depth: 0\n");
}

TEST(WorkflowAdvice, KnowsTheDefaultDepth) {
  EXPECT_EQ(Advice(Workflow("pull_request", kCheckout)),
            "  missing  pull_request in .github/workflows/tests.yml  needs the parents of the "
            "merge commit; depth 1 does not have them\n"
            "hint: for pull_request, below .github/workflows/tests.yml:6\n"
            "  with: {fetch-depth: 0}\n");
  EXPECT_EQ(Advice(Workflow("push", kCheckout)),
            "  missing  push in .github/workflows/tests.yml  needs the commit before the push; "
            "depth 1 never has it\n"
            "hint: for push, below .github/workflows/tests.yml:6\n  with: {fetch-depth: 0}\n");
}

TEST(WorkflowAdvice, ACalledWorkflowNeedsWhatItsCallerNeeds) {
  EXPECT_EQ(
      Advice(Workflow("workflow_call", kAtTwo)),
      "  missing  workflow_call in .github/workflows/tests.yml  needs what its caller's event "
      "needs; depth 2 may not have it\n"
      "hint: for workflow_call, in .github/workflows/tests.yml:7\n  fetch-depth: 0\n");
}

TEST(WorkflowAdvice, IsContentWithWhatAnswers) {
  const std::string whole =
      "  ok  pull_request in .github/workflows/tests.yml  has the whole "
      "history\n";
  EXPECT_EQ(Advice(Workflow("pull_request", kWhole)), whole);
  EXPECT_EQ(
      Advice(Workflow("pull_request", kCheckout + "\n        with: {fetch-depth: \"${{ x }}\"}")),
      whole);
  EXPECT_EQ(Advice(Workflow("pull_request", kCheckout, "testfed select --fetch")),
            "  ok  pull_request in .github/workflows/tests.yml  fetches what depth 1 lacks\n");
  EXPECT_EQ(Advice(Workflow("pull_request", kAtTwo, "testfed select --allow-cut-messages x")),
            "  ok  pull_request in .github/workflows/tests.yml  has both parents of the merge "
            "commit at depth 2\n");
}

TEST(WorkflowAdvice, KnowsWhatRunsEverythingAnyway) {
  const Settings settings = Declared(
      "{full: [{pushes: [main, \"release/**\"]}, {events: "
      "[merge_group]}]}");
  const std::string yes = "runs everything, which needs no history\n";
  for (const char* on : {"{push: {branches: [main]}}", "{push: {branches: main}}",
                         "{push: {branches: [main, release/1]}}",
                         "{push: {branches: [\"release/**\"]}}", "merge_group"}) {
    std::string advice = Advice(Workflow(on, kCheckout), settings);
    EXPECT_TRUE(advice.ends_with(yes)) << on << "\n" << advice;
  }
  for (const char* on : {"{push: {branches: [main, topic]}}", "push",
                         "{push: {branches: [\"m*\"]}}", "{push: {tags: [v1]}}"}) {
    std::string advice = Advice(Workflow(on, kCheckout), settings);
    EXPECT_EQ(advice.find(yes), std::string::npos) << on << "\n" << advice;
  }
}

TEST(WorkflowAdvice, WarnsOfWhatLooksGreen) {
  EXPECT_EQ(Advice(Workflow("pull_request_target", kWhole)),
            "  missing  pull_request_target in .github/workflows/tests.yml  checks out the base "
            "branch: nothing of the pull request is there\n"
            "hint: select in a workflow for\n  on: pull_request\n");
  EXPECT_EQ(Advice(Workflow("\n  pull_request:\n    paths: [\"src/**\"]", kWhole)),
            "  ok       pull_request in .github/workflows/tests.yml  has the whole history\n"
            "  missing  pull_request in .github/workflows/tests.yml  is skipped by `paths`, which "
            "leaves a required check waiting for ever\n"
            "hint: take it out; `ignore` in domains.yaml does the same for testfed, at "
            ".github/workflows/tests.yml:4\n");
}

TEST(WorkflowAdvice, DoesNotTrustACacheOfPullRequests) {
  const std::string steps = kWhole + "\n      - uses: actions/cache@v4";
  EXPECT_EQ(Advice(Workflow("pull_request", steps, "testfed select --cache .cache")),
            "  ok       pull_request in .github/workflows/tests.yml  has the whole history\n"
            "  missing  cache in .github/workflows/tests.yml         is written by pull requests "
            "too, so what it holds is no evidence\n"
            "hint: only read it there, in .github/workflows/tests.yml:8\n"
            "  uses: actions/cache/restore@v4\n");
  EXPECT_EQ(Advice(Workflow("pull_request", steps)).find("cache in"), std::string::npos);
  EXPECT_EQ(Advice(Workflow("push", steps, "testfed select --cache .cache")).find("cache in"),
            std::string::npos);
}

TEST(WorkflowAdvice, SaysNothingOfOthers) {
  EXPECT_EQ(Advice(Workflow("push", kCheckout, "make test")), "");
  EXPECT_EQ(Advice("# testfed select\n[]\n"), "");
  EXPECT_EQ(Advice(Workflow("issue_comment", kCheckout)), "");
}

TEST(WorkflowAdvice, SaysThatItCannotRead) {
  const std::string advice = Advice("on: push # testfed select\njobs: {a: *b}\n");
  EXPECT_TRUE(advice.starts_with("  note  .github/workflows/tests.yml  cannot be judged: line 2, "))
      << advice;
}

TEST(GitLabAdvice, SaysWhichLineToChange) {
  const std::string job = "plan:\n  script:\n    - testfed select --out plan.json\n";
  EXPECT_EQ(Render(AdviceOnGitLab(job, ".gitlab-ci.yml")),
            "  missing  plan in .gitlab-ci.yml  has 20 commits of history, GitLab's default; a "
            "branch that began before them has no base\n"
            "hint: below .gitlab-ci.yml:1\n  variables: {GIT_DEPTH: 0}\n");
  EXPECT_EQ(Render(AdviceOnGitLab("variables:\n  GIT_DEPTH: \"50\"\n" + job, ".gitlab-ci.yml")),
            "  missing  plan in .gitlab-ci.yml  has 50 commits of history; a branch that began "
            "before them has no base\n"
            "hint: in .gitlab-ci.yml:2\n  GIT_DEPTH: 0\n");
  EXPECT_EQ(Render(AdviceOnGitLab(
                "variables: {GIT_DEPTH: 50}\n" + job + "  variables: {GIT_DEPTH: {value: 0}}\n",
                ".gitlab-ci.yml")),
            "  ok  plan in .gitlab-ci.yml  has the whole history\n");
  EXPECT_EQ(Render(AdviceOnGitLab("plan: {script: testfed select --fetch}\n", ".gitlab-ci.yml")),
            "  ok  plan in .gitlab-ci.yml  fetches what depth 20 lacks\n");
  EXPECT_EQ(Render(AdviceOnGitLab("test: {script: testfed run --plan plan.json X}\n", "x")), "");
}

}  // namespace
}  // namespace testfed
