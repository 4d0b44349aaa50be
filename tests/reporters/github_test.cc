#include "reporters/github.h"

#include <gtest/gtest.h>

#include "tests/reporters/github_output.h"
#include "tests/reporters/sample_plans.h"

namespace testfed {
namespace {

TEST(Github, SmallPlan) {
  const Plan plan = SmallPlan();
  EXPECT_EQ(
      *RenderGithub(plan),
      "mode=selected\nhas_jobs=true\ncount=4\nlegs=4\nplan_digest=" + plan.digest +
          "\ndomains=[\"Billing\",\"Checkout\"]\n"
          "matrix={\"include\":["
          R"({"id":"Billing-it","name":"Billing / it","domain":"Billing","suite":"it",)"
          R"("shard":"1/1","os":"","ci":{"timeout-minutes":20,)"
          R"("services":{"postgres":{"image":"postgres:16"}}}},)"
          R"({"id":"Billing-unit","name":"Billing / unit","domain":"Billing","suite":"unit",)"
          R"("shard":"1/1","os":"ubuntu-latest","ci":{}},)"
          R"({"id":"Checkout-unit","name":"Checkout / unit","domain":"Checkout","suite":"unit",)"
          R"("shard":"1/1","os":"","ci":{}},)"
          R"({"id":"Identity-login","name":"Identity / login","domain":"Identity",)"
          R"("suite":"login","shard":"1/1","os":"","ci":{}}]})"
          "\n");
}

TEST(Github, NothingToRun) {
  const Plan plan = NonePlan();
  EXPECT_EQ(*RenderGithub(plan),
            "mode=none\nhas_jobs=false\ncount=0\nlegs=0\nplan_digest=" + plan.digest +
                "\ndomains=[]\nmatrix={\"include\":[{\"id\":\"none\",\"name\":\"nothing to run\","
                "\"domain\":\"\",\"noop\":true}]}\n");
}

TEST(Github, FullPlanNamesTheDomainsOfItsJobs) {
  auto outputs = *ReadGithubOutput(*RenderGithub(FullPlan()));
  EXPECT_EQ(outputs["mode"], "full");
  EXPECT_EQ(outputs["domains"], R"(["Billing","Web"])");
}

TEST(Github, ValuesAreAsciiWithoutDollarAndBacktick) {
  Plan plan = SmallPlan();
  plan.jobs[1].axes = {{"os", "$(id) `id` \xc3\xa9 \\$"}};
  const std::string text = *RenderGithub(Finished(plan));
  EXPECT_NE(text.find(R"("os":"\u0024(id) \u0060id\u0060 \u00e9 \\\u0024")"), std::string::npos)
      << text;
}

TEST(Github, EveryLegHasTheSameKeys) {
  auto outputs = *ReadGithubOutput(*RenderGithub(RichPlan()));
  absl::StatusOr<Json> matrix = ParseJson(outputs["matrix"], "matrix");
  ASSERT_TRUE(matrix.ok()) << matrix.status();
  for (const Json& leg : (*matrix)["include"].Items()) {
    std::vector<std::string> keys;
    for (const auto& [key, value] : leg.Members()) keys.push_back(key);
    EXPECT_EQ(keys, (std::vector<std::string>{"id", "name", "domain", "suite", "shard", "os", "jdk",
                                              "ratio", "lto", "node", "ci"}));
  }
}

TEST(Github, ManyJobsArePacked) {
  auto outputs = *ReadGithubOutput(*RenderGithub(ManyJobsPlan(10000, 3)));
  EXPECT_EQ(outputs["count"], "10000");
  absl::StatusOr<Json> matrix = ParseJson(outputs["matrix"], "matrix");
  ASSERT_TRUE(matrix.ok()) << matrix.status();
  const Json::Array& legs = (*matrix)["include"].Items();
  EXPECT_LE(legs.size(), 256U);
  EXPECT_EQ(outputs["legs"], std::to_string(legs.size()));
  EXPECT_EQ(ToText(legs[0]),
            R"({"id":"pack-001","name":"39 jobs, Billing-s000000 to Billing-s000114",)"
            R"("domain":"Billing","suite":"","shard":"1/1","os":"os-0",)"
            R"("ci":{"timeout-minutes":20,"services":{"postgres":{"image":"postgres:16"}}}})");
}

TEST(Github, OutputsThatDoNotFitAreAnError) {
  Plan plan = ManyJobsPlan(200, 1);
  for (Job& job : plan.jobs) job.ci.Set("note", std::string(3000, 'x'));
  absl::Status status = RenderGithub(Finished(plan)).status();
  EXPECT_EQ(MessageOf(status),
            "the outputs take 1280744 bytes in UTF-16, 1280426 of them the matrix, and GitHub "
            "keeps 1048576 a job");
  ASSERT_EQ(HintsOf(status).size(), 1U);
  EXPECT_EQ(HintsOf(status)[0].text,
            "every leg repeats its `ci`: move what is long there into the workflow, and keep a "
            "short word in `matrix`");
}

TEST(Github, TooManyKindsOfMachineIsAnError) {
  EXPECT_EQ(MessageOf(RenderGithub(ManyJobsPlan(300, 300)).status()),
            "the plan's 300 jobs need 300 kinds of machine (`matrix` and `ci` of their suites), "
            "and a CI matrix has at most 256 legs");
}

TEST(Github, PlansThatContradictThemselvesAreErrors) {
  Plan plan = SmallPlan();
  plan.mode = Mode::kNone;
  EXPECT_EQ(MessageOf(RenderGithub(plan).status()),
            "no matrix: the plan's mode is `none`, and it has jobs");
  plan = SmallPlan();
  plan.jobs.clear();
  EXPECT_EQ(MessageOf(RenderGithub(plan).status()),
            "no matrix: the plan's mode is `selected`, and it has no job");
  plan = SmallPlan();
  plan.digest = "x\nhas_jobs=false";
  EXPECT_EQ(MessageOf(RenderGithub(plan).status()), "no matrix: the plan has no digest");
  plan = SmallPlan();
  plan.jobs[0].axes = {{"domain", "x"}};
  EXPECT_EQ(MessageOf(RenderGithub(plan).status()),
            "the job `Billing-it` has an axis `domain`, which is a key of every leg; rename the "
            "axis");
}

}  // namespace
}  // namespace testfed
