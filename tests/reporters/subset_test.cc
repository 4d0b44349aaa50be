#include "reporters/subset.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/reporters/sample_plans.h"

namespace testfed {
namespace {

TEST(Subset, SortedUniqueSuites) {
  Plan plan = SmallPlan();
  plan.jobs.push_back(plan.jobs[0]);
  plan.jobs.back().id = "Billing-it-macos-latest";
  EXPECT_EQ(*RenderSubset(plan), "Billing/it\nBilling/unit\nCheckout/unit\nIdentity/login\n");
  EXPECT_EQ(*RenderSubset(ExclusivePlan()), "Api\nApp\nCore\n");
  EXPECT_EQ(*RenderSubset(FullPlan()), "Billing/unit\nWeb/unit\n");
}

TEST(Subset, EmptyOnlyInModeNone) {
  EXPECT_EQ(*RenderSubset(NonePlan()), "");
  Plan plan = FullPlan();
  plan.jobs.clear();
  EXPECT_EQ(MessageOf(RenderSubset(plan).status()),
            "no subset: the plan's mode is `full`, and it has 0 jobs");
  plan = SmallPlan();
  plan.mode = Mode::kNone;
  EXPECT_EQ(MessageOf(RenderSubset(plan).status()),
            "no subset: the plan's mode is `none`, and it has 4 jobs");
}

TEST(Subset, RefusesNamesThatAreNoWord) {
  for (const char* name : {"a\nb", "a b", "a/b", "", "\xff", "a\xc2\x85"}) {
    Plan plan = FullPlan();
    plan.jobs[0].domain = name;
    EXPECT_FALSE(RenderSubset(plan).ok()) << name;
  }
  Plan plan = FullPlan();
  plan.jobs[0].suite = "a\nb";
  EXPECT_EQ(MessageOf(RenderSubset(plan).status()),
            "no subset: Billing and \"a\\nb\" cannot be one word of a list");
}

TEST(Subset, NoAnswerIsALabelThatNoPlanHas) { EXPECT_EQ(kNoAnswerSubset, "//testfed:no_answer\n"); }

// A list has no limit: nothing is packed or left out.
TEST(Subset, HoldsEveryOneOfManyJobs) {
  for (size_t count : {257U, 10000U}) {
    const Plan plan = ManyJobsPlan(count, 3);
    const std::string text = *RenderSubset(plan);
    EXPECT_EQ(static_cast<size_t>(std::count(text.begin(), text.end(), '\n')), count);
    for (const Job& job : plan.jobs) {
      const std::string line = job.domain + "/" + job.suite + "\n";
      EXPECT_NE(text.find(line), std::string::npos) << line;
    }
  }
}

}  // namespace
}  // namespace testfed
