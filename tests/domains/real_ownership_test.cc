#include "tests/domains/real_ownership.h"

#include <gtest/gtest.h>

namespace testfed {
namespace {

TEST(RealOwnership, SlowMatcherReproducesKotlinsDump) {
  const auto kotlin = ReadKotlin(TESTFED_SHARED_DATA);
  if (!kotlin) GTEST_SKIP() << "no data in " << TESTFED_SHARED_DATA;
  EXPECT_EQ(kotlin->domains.size(), 17u);
  EXPECT_EQ(kotlin->paths.size(), 2 * 332u);
  EXPECT_EQ(DifferencesInKotlin(*kotlin, SlowOwnership), "");
}

TEST(RealOwnership, SlowMatcherReproducesUbootsOwners) {
  const auto uboot = ReadUboot(TESTFED_SHARED_DATA);
  if (!uboot) GTEST_SKIP() << "no data in " << TESTFED_SHARED_DATA << ", or no zstd";
  EXPECT_EQ(uboot->domains.size(), 4627u);
  EXPECT_EQ(uboot->sections.size(), 1101u);
  EXPECT_EQ(uboot->paths.size(), 38571u);
  EXPECT_EQ(DifferencesInUboot(*uboot, SlowOwnership, 61), "");
}

}  // namespace
}  // namespace testfed
