#include "contracts/language.h"

#include <gtest/gtest.h>

namespace testfed {
namespace {

TEST(LanguageTest, IsToldByTheName) {
  EXPECT_EQ(LanguageOf("a/B.java"), Language::kJava);
  EXPECT_EQ(LanguageOf("build.gradle.kts"), Language::kKotlin);
  EXPECT_EQ(LanguageOf("x.tsx"), Language::kScript);
  EXPECT_EQ(LanguageOf("a/BUILD"), Language::kStarlark);
  EXPECT_EQ(LanguageOf("a/BUILD.md"), std::nullopt);
  EXPECT_EQ(LanguageOf("a.java/README"), std::nullopt);
  EXPECT_EQ(LanguageOf("java"), std::nullopt);
}

TEST(LanguageTest, ConventionsFollowTheRunner) {
  EXPECT_TRUE(IsTestFileOf(Runner::kPytest, "a/test_x.py"));
  EXPECT_TRUE(IsTestFileOf(Runner::kPytest, "x_test.py"));
  EXPECT_FALSE(IsTestFileOf(Runner::kPytest, "a/conftest.py"));
  EXPECT_FALSE(IsTestFileOf(Runner::kPytest, "test_x.pyi"));
  EXPECT_TRUE(IsTestFileOf(Runner::kGo, "a/x_test.go"));
  EXPECT_FALSE(IsTestFileOf(Runner::kGo, "a/test.go"));
  EXPECT_TRUE(IsTestFileOf(Runner::kVitest, "a/x.spec.mts"));
  EXPECT_FALSE(IsTestFileOf(Runner::kVitest, "__tests__/x.ts"));
  EXPECT_TRUE(IsTestFileOf(Runner::kJest, "__tests__/x.ts"));
  EXPECT_TRUE(IsTestFileOf(Runner::kJest, "a/__tests__/b/x.jsx"));
  EXPECT_FALSE(IsTestFileOf(Runner::kJest, "a/x.test.snap"));
  EXPECT_TRUE(IsTestFileOf(Runner::kJunit, "src/main/Helper.kt"));
  EXPECT_FALSE(IsTestFileOf(Runner::kJunit, "src/test_x.py"));
  EXPECT_FALSE(IsTestFileOf(Runner::kCommand, "x.java"));
}

}  // namespace
}  // namespace testfed
