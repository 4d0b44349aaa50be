#include "selector/packing.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

#include "tests/reporters/sample_plans.h"

namespace testfed {
namespace {

std::string KindOf(const Job& job) {
  std::string kind = CanonicalText(job.ci);
  for (const auto& [name, value] : job.axes) kind += name + ToText(value);
  return kind;
}

// Every job once, on a leg of its kind; the ids of legs are unique.
void CheckLegs(const Plan& plan, const std::vector<Leg>& legs, size_t max_legs) {
  EXPECT_LE(legs.size(), max_legs);
  std::map<std::string, const Job*> by_id;
  for (const Job& job : plan.jobs) by_id[job.id] = &job;
  std::set<std::string> ids;
  std::set<std::string> packed;
  for (const Leg& leg : legs) {
    EXPECT_TRUE(ids.insert(leg.id).second) << leg.id;
    ASSERT_FALSE(leg.jobs.empty());
    if (leg.jobs.size() == 1) {
      EXPECT_EQ(leg.id, leg.jobs[0]);
    } else {
      EXPECT_FALSE(by_id.contains(leg.id)) << leg.id;
    }
    for (const std::string& id : leg.jobs) {
      EXPECT_TRUE(packed.insert(id).second) << id;
      EXPECT_EQ(KindOf(*by_id.at(id)), KindOf(*by_id.at(leg.jobs[0])));
    }
  }
  EXPECT_EQ(packed.size(), plan.jobs.size());
}

TEST(Packing, OneLegAJobWhereTheyFit) {
  const Plan plan = SmallPlan();
  std::vector<Leg> legs = *PackLegs(plan, 4);
  EXPECT_EQ(legs, (std::vector<Leg>{{"Billing-it", "Billing / it", {"Billing-it"}},
                                    {"Billing-unit", "Billing / unit", {"Billing-unit"}},
                                    {"Checkout-unit", "Checkout / unit", {"Checkout-unit"}},
                                    {"Identity-login", "Identity / login", {"Identity-login"}}}));
  EXPECT_TRUE(PackLegs(NonePlan(), 4)->empty());
}

TEST(Packing, JobsOfOneKindShareALeg) {
  EXPECT_EQ(*PackLegs(SmallPlan(), 3),
            (std::vector<Leg>{{"Billing-it", "Billing / it", {"Billing-it"}},
                              {"Billing-unit", "Billing / unit", {"Billing-unit"}},
                              {"pack-001-of-3",
                               "2 jobs, Checkout-unit to Identity-login",
                               {"Checkout-unit", "Identity-login"}}}));
}

TEST(Packing, TooManyKindsOfMachineIsAnError) {
  absl::Status status = PackLegs(SmallPlan(), 2).status();
  EXPECT_EQ(MessageOf(status),
            "the plan's 4 jobs need 3 kinds of machine (`matrix` and `ci` of their suites), and a "
            "CI matrix has at most 2 legs");
  ASSERT_EQ(HintsOf(status).size(), 1U);
}

TEST(Packing, NamesAvoidJobs) {
  Plan plan = ManyJobsPlan(6, 1);
  plan.jobs[0].id = "Pack-001-of-2";
  std::vector<Leg> legs = *PackLegs(plan, 2);
  ASSERT_EQ(legs.size(), 2U);
  EXPECT_EQ(legs[0].id, "pack-002-of-2");
  EXPECT_EQ(legs[1].id, "pack-003-of-2");
}

TEST(Packing, TenThousandJobs) {
  const Plan plan = ManyJobsPlan(10000, 7);
  std::vector<Leg> legs = *PackLegs(plan, kMaxLegs);
  CheckLegs(plan, legs, kMaxLegs);
  EXPECT_EQ(legs, *PackLegs(plan, kMaxLegs));
  size_t largest = 0;
  for (const Leg& leg : legs) largest = std::max(largest, leg.jobs.size());
  EXPECT_EQ(largest, 40U);  // 10,000 / 256 is 39.06, and seven kinds leave room for it
  EXPECT_EQ(legs[0].id, "pack-001");
}

TEST(Packing, TheIdOfALegSaysHowItWasPacked) {
  EXPECT_EQ(MaxLegsOf("pack-001"), kMaxLegs);
  EXPECT_EQ(MaxLegsOf("pack-1234"), kMaxLegs);
  EXPECT_EQ(MaxLegsOf("pack-007-of-200"), 200U);
  for (const char* id : {"Billing-unit", "pack-", "pack-x", "pack-001-of-", "pack-001-of-0",
                         "pack-001-of-2x", "pack--of-2", "pack-001-of-99999999999999999999"}) {
    EXPECT_EQ(MaxLegsOf(id), std::nullopt) << id;
  }
  const Plan plan = ManyJobsPlan(1000, 3);
  for (size_t max_legs : {3U, 64U, 200U, 255U, 256U, 999U}) {
    std::vector<Leg> legs = *PackLegs(plan, max_legs);
    CheckLegs(plan, legs, max_legs);
    for (const Leg& leg : legs) {
      if (leg.jobs.size() > 1) {
        EXPECT_EQ(MaxLegsOf(leg.id), max_legs) << leg.id;
      }
    }
  }
  EXPECT_EQ(KindsOfMachine(plan), 3U);
  EXPECT_EQ(KindsOfMachine(NonePlan()), 0U);
}

// The oracle tries every size of a leg, from one job on.
TEST(Packing, LargestLegIsAsSmallAsItCanBe) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (int round = 0; round < 200; ++round) {
    Plan plan = ManyJobsPlan(random() % 60, 1 + random() % 6);
    for (Job& job : plan.jobs) {
      if (random() % 4 == 0) job.axes.clear();
    }
    const size_t max_legs = 1 + random() % 20;
    std::map<std::string, size_t> kinds;
    for (const Job& job : plan.jobs) ++kinds[KindOf(job)];
    absl::StatusOr<std::vector<Leg>> legs = PackLegs(plan, max_legs);
    ASSERT_EQ(legs.ok(), kinds.size() <= max_legs) << legs.status();
    if (!legs.ok()) continue;
    CheckLegs(plan, *legs, max_legs);
    size_t best = 0;
    for (size_t needed = SIZE_MAX; needed > max_legs;) {
      ++best;
      needed = 0;
      for (const auto& [kind, count] : kinds) needed += (count + best - 1) / best;
    }
    size_t largest = 0;
    for (const Leg& leg : *legs) largest = std::max(largest, leg.jobs.size());
    ASSERT_LE(largest, best);
  }
}

}  // namespace
}  // namespace testfed
