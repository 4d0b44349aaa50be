// How long jobs take, and their shards, as each reporter says it.
#include <gtest/gtest.h>

#include "reporters/github.h"
#include "reporters/markdown.h"
#include "reporters/subset.h"
#include "reporters/text.h"
#include "reporters/wording.h"
#include "tests/reporters/sample_plans.h"

namespace testfed {
namespace {

std::string From(const std::string& text, std::string_view start) {
  size_t at = text.find(start);
  return at == std::string::npos ? text : text.substr(at);
}

// SmallPlan with times; Billing-it in three parts.
Plan TimedPlan() {
  Plan plan = SmallPlan();
  std::vector<Job> jobs;
  for (int i = 1; i <= 3; ++i) {
    Job shard = plan.jobs[0];
    shard.id += "-" + std::to_string(i);
    shard.name += " (" + std::to_string(i) + "/3)";
    shard.shard = i;
    shard.shards = 3;
    shard.listed = true;
    shard.total = 1041;
    shard.selected = i == 1 ? 1000 : 41 - 20 * (i - 2);
    shard.shard_by = i == 3 ? Job::ShardBy::kRest : Job::ShardBy::kTests;
    if (i < 3) shard.tests = {{"com.acme.T" + std::to_string(i), {}}};
    shard.seconds = 365;
    jobs.push_back(std::move(shard));
  }
  plan.jobs[1].seconds = 6720;
  plan.jobs[2].seconds = 9;
  jobs.insert(jobs.end(), plan.jobs.begin() + 1, plan.jobs.end());
  plan.jobs = std::move(jobs);
  EXPECT_TRUE(FillRests(plan.jobs).ok());
  return Finished(std::move(plan));
}

TEST(Times, AreShort) {
  EXPECT_EQ(TimeText(0), "0s");
  EXPECT_EQ(TimeText(59), "59s");
  EXPECT_EQ(TimeText(60), "1m00");
  EXPECT_EQ(TimeText(365), "6m05");
  EXPECT_EQ(TimeText(3599), "59m59");
  EXPECT_EQ(TimeText(6720), "1h52");
}

TEST(Times, StandBesideTheJobs) {
  EXPECT_EQ(From(RenderText(TimedPlan(), {}), "Run  "),
            R"(Run       6 of 12 jobs, at least 2h10 of work, the longest 1h52

  JOB                          TESTS   TIME   BECAUSE
  Billing-it-1        1,000 of 1,041   6m05   Billing changed
  Billing-it-2           41 of 1,041   6m05   Billing changed
  Billing-it-3     other 21 of 1,041   6m05   Billing changed
  Billing-unit                         1h52   Billing changed
  Checkout-unit                          9s   Billing -> Checkout
  Identity-login                              smoke
)");
  Plan all = TimedPlan();
  all.jobs.back().seconds = 1;
  EXPECT_NE(RenderText(all, {}).find("jobs, 2h10 of work"), std::string::npos);
}

TEST(Times, StandInTheSummary) {
  const std::string text = RenderMarkdown(TimedPlan());
  EXPECT_NE(text.find("\n\nat least 2h10 of work, the longest 1h52. `"), std::string::npos) << text;
  EXPECT_TRUE(From(text, "| Job ")
                  .starts_with("| Job | Tests | Time | Because |\n| --- | ---: | ---: | --- |\n"
                               "| Billing-it-1 | 1,000 of 1,041 | 6m05 | Billing changed |\n"))
      << text;
}

TEST(Times, ALegNamesItsShard) {
  const std::string text = *RenderGithub(TimedPlan());
  EXPECT_NE(text.find(R"x("id":"Billing-it-3","name":"Billing / it (3/3)","domain":"Billing",)x"
                      R"x("suite":"it","shard":"3/3")x"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find(R"("suite":"login","shard":"1/1")"), std::string::npos);
}

// Together its shards run the whole suite, and so the subset names the suite.
TEST(Times, ASubsetNamesADividedSuiteOnce) {
  EXPECT_EQ(*RenderSubset(TimedPlan()),
            "Billing/it\nBilling/unit\nCheckout/unit\nIdentity/login\n");
}

TEST(Times, ShardsSayWhichPartTheyAre) {
  Job job;
  job.listed = true;
  job.total = 312;
  job.selected = 104;
  job.shard = 2;
  job.shards = 3;
  job.shard_by = Job::ShardBy::kRunner;
  EXPECT_EQ(TestsText(job), "2/3 of 312");
  job.shard_by = Job::ShardBy::kRest;
  EXPECT_EQ(TestsText(job), "other 104 of 312");
  job.shard_by = Job::ShardBy::kTests;
  EXPECT_EQ(TestsText(job), "104 of 312");
}

}  // namespace
}  // namespace testfed
