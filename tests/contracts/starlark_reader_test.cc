#include <gtest/gtest.h>

#include "contracts/readers.h"
#include "tests/contracts/facts_text.h"

namespace testfed {
namespace {

std::string Tests(const std::string& text) {
  return TestsOf(Language::kStarlark, text, "a/b/BUILD");
}

TEST(StarlarkReader, CallsOfTestRulesAreTests) {
  EXPECT_EQ(
      Tests("load(\"//x:defs.bzl\", \"my_test\")\n"
            "cc_library(name = \"lib\", testonly = True)\n"
            "cc_test(name = \"a_test\", srcs = [\"a.cc\"])\n"
            "my_test(\n    srcs = glob([\"*_test.py\"]),\n    name = 'b',\n)\n"
            "native.sh_test(name = r\"c\")\ntest_suite(name = \"all\", tests = [\":a_test\"])\n"),
      "//a/b:a_test 3:16\n//a/b:b 6:12\n//a/b:c 8:23\n");
}

TEST(StarlarkReader, TheRootHasAnEmptyPackage) {
  EXPECT_EQ(TestsOf(Language::kStarlark, "cc_test(name = \"a\")\n", "BUILD.bazel"), "//:a 1:16\n");
}

TEST(StarlarkReader, OtherNamesAndTextDoNotCount) {
  EXPECT_EQ(Tests("# cc_test(name = \"a\")\nx = \"\"\"\ncc_test(name = \"b\")\n\"\"\"\n"
                  "y = 'cc_test(name = \\'c\\')'\nfoo.cc_test(name = \"d\")\n"
                  "def cc_test(name = \"e\"):\n  pass\nz = test_labels()\ntest = 1\n"
                  "cc_binary(name = \"f\", args = [\"test\"], test = dict(name = \"g\"))\n"),
            "");
}

TEST(StarlarkReader, TagsAreLabels) {
  EXPECT_EQ(Tests("cc_test(\n    name = \"a\",\n    tags = [\"smoke\", \"x\"] + [\n"
                  "        \"affected-by:Js\",  # why\n    ],\n)\n"
                  "# @SmokeTest\n# @AffectedByJvm\ncc_test(name = \"b\", tags = [])\n"),
            "//a/b:a 2:12 smoke@3:13 affected:Js@4:9\n"
            "//a/b:b 9:16 smoke@7:3 affected:Jvm@8:3\n");
}

TEST(StarlarkReader, ComputedTagsAreUndecided) {
  const std::string why = " ? the tags of `a` are no literal list\n";
  EXPECT_EQ(Tests("cc_test(name = \"a\", tags = TAGS)\n"), "//a/b:a 1:16" + why);
  EXPECT_EQ(Tests("cc_test(name = \"a\", tags = [\"smoke\"] + TAGS)\n"),
            "//a/b:a 1:16 smoke@1:29" + why);
  EXPECT_EQ(Tests("cc_test(name = \"a\", tags = [\"smoke\" if X else \"y\"])\n"),
            "//a/b:a 1:16 smoke@1:29" + why);
  EXPECT_EQ(Tests("cc_test(name = \"a\", tags = select({\"x\": [\"smoke\"]}))\n"),
            "//a/b:a 1:16" + why);
  EXPECT_EQ(Tests("cc_test(name = \"a\", **KEYWORDS)\n"), "//a/b:a 1:16" + why);
}

TEST(StarlarkReader, ComputedNamesStandForThePackage) {
  EXPECT_EQ(Tests("[cc_test(name = \"a_%d\" % i) for i in range(3)]\n"),
            "//a/b:all 1:2 ? the name of a `cc_test` is no literal text\n");
  EXPECT_EQ(Tests("java_test_suite(name = \"a\", srcs = glob([\"*.java\"]))\n"),
            "//a/b:all 1:24 ? the macro `java_test_suite` may make tests that the file does not "
            "name\n");
}

TEST(StarlarkReader, ManualTestsAndSuitesAreNone) {
  EXPECT_EQ(
      Tests("# @SmokeTest\ncc_test(name = \"a\", tags = [\"manual\", \"smoke\"])\n"
            "# @SmokeTest\ntest_suite(name = \"b\", tags = [\"smoke\"])\n# @SmokeTest\nx = 1\n"),
      "! a/b/BUILD:1:3: `@SmokeTest` applies to no test: the test is `manual` [unused-tag]\n"
      "! a/b/BUILD:3:3: `@SmokeTest` applies to no test: a test_suite has no tags "
      "[unused-tag]\n"
      "! a/b/BUILD:5:3: `@SmokeTest` applies to no test: it stands above no test "
      "[unused-tag]\n");
}

TEST(StarlarkReader, BuildBazelHidesBuildAndBzlDeclaresNothing) {
  const std::string text = "cc_test(name = \"a\")\n";
  EXPECT_EQ(
      TestsOf(
          Language::kStarlark,
          {{"a/BUILD", text}, {"a/BUILD.bazel", text}, {"b/BUILD", text}, {"b/defs.bzl", text}}),
      "a/BUILD.bazel //a:a 1:16\nb/BUILD //b:a 1:16\n");
}

TEST(StarlarkReader, UnbalancedFilesAreUndecided) {
  EXPECT_EQ(Tests("cc_test(name = \"a\")\ncc_test(\n"),
            "//a/b:a 1:16 ? a bracket has no partner\n//a/b:all 3:1 ? a bracket has no partner\n");
  EXPECT_EQ(Tests("cc_test(name = \"a\")\nx = \"\ncc_test(name = \"b\")\n"),
            "//a/b:a 1:16 ? a text has no end\n//a/b:all 2:5 ? a text has no end\n"
            "//a/b:b 3:16 ? a text has no end\n");
}

TEST(StarlarkReader, SurvivesDamage) {
  ReadDamaged(
      Language::kStarlark,
      "load(\":x.bzl\", \"t\")\n# @SmokeTest\ncc_test(name = \"a\", tags = [\"smoke\", r'x'] + "
      "[\"\"\"y\\\"\n\"\"\"], **K)\n[native.sh_test(name = \"%d\" % i) for i in [1]]\n"
      "test_suite(name = 'b', tests = {})\n",
      "BUILD", 1000);
}

}  // namespace
}  // namespace testfed
