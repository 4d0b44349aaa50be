#include "domains/job_id.h"

#include <gtest/gtest.h>

namespace testfed {
namespace {

TEST(JobId, IsSafeAsAFileName) {
  EXPECT_EQ(JobIdOf("Billing", "", {}), "Billing");
  EXPECT_EQ(JobIdOf("Billing", "unit", {}), "Billing-unit");
  EXPECT_EQ(JobIdOf("A", "u", {{"os", "mac os/13"}, {"n", 3}, {"b", true}, {"f", 1.5}}),
            "A-u-mac_os_13-3-true-1.5");
  EXPECT_EQ(JobIdOf("A", "u", {{"os", ""}}), "A-u-_");
  EXPECT_EQ(JobIdOf("A", "u", {{"os", "é"}}), "A-u-__");
  EXPECT_EQ(JobIdOf("A", "u", {{"os", "../x\n"}}), "A-u-.._x_");
}

TEST(JobId, AxesMakeEveryCombinationTheLastFastest) {
  std::string text;
  for (const JobAxes& axes : ProductOf({{"os", {"l", "m"}}, {"n", {1, 2}}})) {
    text += JobIdOf("A", "u", axes) + " ";
  }
  EXPECT_EQ(text, "A-u-l-1 A-u-l-2 A-u-m-1 A-u-m-2 ");
  EXPECT_EQ(ProductOf({}).size(), 1u);
}

TEST(JobId, KnowsTheKeysOfEveryLeg) {
  for (const char* key :
       {"id", "name", "domain", "suite", "shard", "ci", "noop", "include", "exclude"}) {
    EXPECT_TRUE(IsLegKey(key)) << key;
  }
  EXPECT_FALSE(IsLegKey("os"));
}

}  // namespace
}  // namespace testfed
