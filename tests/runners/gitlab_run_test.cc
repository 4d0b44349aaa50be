// The parent pipeline that `testfed init --ci gitlab` writes, and the child that testfed writes in
// it, executed by gitlab-ci-local with its shell: real jobs, artifacts and dependencies, after both
// files were held to GitLab's own schema. Images are not started: the machine itself runs all jobs.
#include <gtest/gtest.h>

#include <filesystem>
#include <regex>
#include <set>

#include "tests/cli/shell.h"
#include "tests/runners/ci_repository.h"
#include "tests/runners/node_modules.h"

namespace testfed {
namespace {

constexpr char kPackage[] = "gitlab-ci-local@4.61.1";

class GitlabTest : public testing::Test {
 protected:
  void SetUp() override {
    if (HasNode(18) && HasProgram("rsync")) modules_ = FolderWith("gitlab-ci-local", kPackage);
    if (!modules_.empty()) return;
    const std::string why = "needs node 18, rsync, and npm to install " + std::string(kPackage);
    if (!MaySkip()) FAIL() << why;
    GTEST_SKIP() << why;
  }

  // The pipeline of a merge request: HEAD, whose changes are those since its first parent.
  ShellResult RunPipeline() {
    // What a checkout of GitLab knows of the target branch.
    git_.Git({"update-ref", "refs/remotes/origin/main", "HEAD^1"});
    const std::string home = repository_.Beside("home");
    std::filesystem::create_directories(home);
    std::string command = "cd '" + git_.root + "'\nexport HOME='" + home + "'\nexec '" + modules_ +
                          "/node_modules/.bin/gitlab-ci-local' --no-color --force-shell-executor";
    for (const std::string& variable :
         {std::string("CI=true"), std::string("GITLAB_CI=true"),
          std::string("CI_PIPELINE_SOURCE=merge_request_event"),
          std::string("CI_MERGE_REQUEST_EVENT_TYPE=detached"),
          std::string("CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main"),
          "CI_COMMIT_SHA=" + git_.Line({"rev-parse", "HEAD"}),
          "CI_MERGE_REQUEST_DIFF_BASE_SHA=" + git_.Line({"rev-parse", "HEAD^1"}),
          std::string("TESTFED_BINARY=" TESTFED_BINARY)}) {
      command += " --variable '" + variable + "'";
    }
    ShellResult result = RunShell("bash", command + " 2>&1\n");
    std::filesystem::remove_all(home);
    return result;
  }

  void Declared(const std::string& billing = "touch RAN/Billing") {
    repository_.Declare(billing);
    repository_.WriteCi("gitlab");
    // Its folder of variables and its own states are asked of the remote's name.
    git_.Git({"remote", "add", "origin", "https://gitlab.example/acme/shop.git"});
  }

  // "PASS test:Billing-unit", ...: what became of the jobs of parent and child.
  static std::set<std::string> JobsOf(const ShellResult& result) {
    std::set<std::string> jobs;
    const std::regex line("^ *(PASS|FAIL|WARN)[ 0-9]* +(\\[test\\] -> )?([^ \\n]+) *$",
                          std::regex::multiline);
    for (std::sregex_iterator at(result.out.begin(), result.out.end(), line), end; at != end;
         ++at) {
      jobs.insert((*at)[1].str() + " " + (*at)[3].str());
    }
    return jobs;
  }

  CiRepository repository_;
  GitSandbox& git_ = repository_.git;
  std::string modules_;
};

using Jobs = std::set<std::string>;

TEST_F(GitlabTest, AChangeRunsWhatItNeeds) {
  Declared();
  repository_.MergeChange("billing/a");
  const ShellResult result = RunPipeline();
  EXPECT_EQ(result.code, 0) << result.out;
  EXPECT_EQ(JobsOf(result),
            (Jobs{"PASS plan", "PASS test", "PASS test:Billing-unit", "PASS testfed"}))
      << result.out;
  EXPECT_EQ(repository_.Ran(), "Billing");
}

TEST_F(GitlabTest, NothingToRunIsGreen) {
  Declared();
  repository_.MergeChange("README.md");
  const ShellResult result = RunPipeline();
  EXPECT_EQ(result.code, 0) << result.out;
  EXPECT_EQ(JobsOf(result), (Jobs{"PASS plan", "PASS test", "PASS testfed"})) << result.out;
  EXPECT_EQ(repository_.Ran(), "");
}

TEST_F(GitlabTest, AJobThatFailsIsRed) {
  Declared("sh -c 'touch RAN/Billing; exit 3'");
  repository_.MergeChange("billing/a");
  // GitLab fails the parent with its child (`strategy: depend`); gitlab-ci-local does not.
  const ShellResult result = RunPipeline();
  const Jobs jobs = JobsOf(result);
  EXPECT_TRUE(jobs.contains("FAIL test:Billing-unit")) << result.out;
  EXPECT_TRUE(jobs.contains("FAIL testfed")) << result.out;
  EXPECT_EQ(repository_.Ran(), "Billing");
}

// More legs than a job may need: their receipts reach the gate through jobs between.
TEST_F(GitlabTest, TheReceiptsOfManyLegsReachTheGate) {
  constexpr int kLegs = 52;
  std::string yaml, expected;
  for (int i = 0; i < kLegs; ++i) {
    const std::string name = "D" + std::to_string(100 + i);
    yaml += name + ":\n  include: [" + name +
            ", .gitlab-ci.yml]\n  suites:\n    unit: {command: \"touch " + repository_.ran() + "/" +
            name + "\"}\n";
    expected += (i == 0 ? "" : " ") + name;
    git_.Write(name + "/a", "1\n");
  }
  git_.Write("domains.yaml", yaml);
  repository_.WriteCi("gitlab");
  git_.Git({"remote", "add", "origin", "https://gitlab.example/acme/shop.git"});
  repository_.MergeChange("unowned");
  const ShellResult result = RunPipeline();
  EXPECT_EQ(result.code, 0) << result.out;
  const Jobs jobs = JobsOf(result);
  EXPECT_TRUE(jobs.contains("PASS receipts:1")) << result.out;
  EXPECT_TRUE(jobs.contains("PASS receipts:2")) << result.out;
  EXPECT_TRUE(jobs.contains("PASS testfed")) << result.out;
  EXPECT_EQ(jobs.size(), kLegs + 5U) << result.out;
  EXPECT_EQ(repository_.Ran(), expected);
}

}  // namespace
}  // namespace testfed
