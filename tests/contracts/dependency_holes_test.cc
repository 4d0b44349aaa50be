#include <gtest/gtest.h>

#include "tests/contracts/found_holes.h"

namespace testfed {
namespace {

constexpr char kAlone[] =
    "Catalog: {include: [catalog], suites: {unit: {runner: pytest}}}\n"
    "Api: {include: [api]}\n"
    "Pricing: {include: [pricing], fullyAffectedBy: [Api], suites: {unit: {runner: pytest}}}\n";

Tree Reading(const std::string& tags, const std::string& declarations = kAlone) {
  return {.declarations = declarations,
          .files = {{"catalog/data/prices.json", "{}"},
                    {"catalog/test_a.py", "def test_a(): pass\n"},
                    {"pricing/test_b.py", tags + "def test_rounding():\n"
                                                 "    open('catalog/data/prices.json')\n"}}};
}

TEST(DependencyHoles, ATestThatReadsAFileOfAnotherDomainIsAnErrorWithThreeRepairs) {
  EXPECT_EQ(HolesOf(Reading("")),
            "pricing/test_b.py:2:10: error: reads `catalog/data/prices.json` of Catalog, but does "
            "not run when Catalog changes [undeclared-dependency]\n"
            "hint: one of these three\n"
            "  # @AffectedByCatalog above test_rounding       a contract: Pricing and Catalog "
            "approve\n"
            "  fullyAffectedBy: [Api, Catalog] in Pricing     an edge: all 1 test\n"
            "  # @SmokeTest above test_rounding               runs always\n");
}

TEST(DependencyHoles, EachOfTheThreeRepairsIt) {
  EXPECT_EQ(HolesOf(Reading("# @AffectedByCatalog\n")), "");
  EXPECT_EQ(HolesOf(Reading("# @MustRunOnChangesInCatalog\n")), "");
  EXPECT_EQ(HolesOf(Reading("# @SmokeTest\n")), "");
  Tree tree = Reading("");
  tree.contracts["Pricing"] =
      "prices: {providers: [Catalog], suite: unit, tests: [pricing/test_b.py], reason: r}\n";
  EXPECT_EQ(HolesOf(tree), "");
  const std::string edges[] = {
      "Catalog: {include: [catalog], suites: {unit: {runner: pytest}}}\n"
      "Pricing: {include: [pricing], mustRunAllTestsOnChangesIn: [Catalog],\n"
      "  suites: {unit: {runner: pytest}}}\n",
      "Catalog: {include: [catalog], suites: {unit: {runner: pytest}}}\n"
      "Api: {include: [api], fullyAffectedBy: [Catalog]}\n"
      "Pricing: {include: [pricing], fullyAffectedBy: [Api], suites: {unit: {runner: pytest}}}\n",
      "Catalog: {include: [catalog], suites: {unit: {runner: pytest}}}\n"
      "Pricing: {include: [pricing, catalog/data], suites: {unit: {runner: pytest}}}\n"};
  for (const std::string& declarations : edges) {
    EXPECT_EQ(HolesOf(Reading("", declarations)), "") << declarations;
  }
}

TEST(DependencyHoles, AnEdgeTheOtherWayRepairsNothing) {
  EXPECT_NE(HolesOf(Reading("",
                            "Catalog: {include: [catalog], fullyAffectedBy: [Pricing],\n"
                            "  suites: {unit: {runner: pytest}}}\n"
                            "Pricing: {include: [pricing], suites: {unit: {runner: pytest}}}\n")),
            "");
}

TEST(DependencyHoles, WhatRunsEverythingOrNothingNeedsNoEdge) {
  EXPECT_EQ(HolesOf(Reading("", std::string(kAlone) + "$settings: {full: [{paths: [catalog/data]}]}"
                                                      "\n")),
            "");
  EXPECT_EQ(HolesOf(Reading("", std::string(kAlone) + "$settings: {ignore: [catalog/data]}\n")),
            "");
}

TEST(DependencyHoles, OtherSourcesAreOneWarningForTwoDomains) {
  Tree tree{.declarations =
                "A: {include: [a], suites: {unit: {runner: gtest}}}\n"
                "B: {include: [b], suites: {unit: {runner: gtest}}}\n",
            .files = {{"a/a.h", ""},
                      {"a/t.cc", "TEST(A, T) {}\n"},
                      {"b/b.cc", "#include \"a/a.h\"\n"},
                      {"b/c.cc", "#include \"a/a.h\"\n"},
                      {"b/t.cc", "TEST(B, T) {}\n"}},
            .links = {{"b/link", "../a"}}};
  EXPECT_EQ(HolesOf(tree),
            "b/b.cc:1:10: warning: includes `a/a.h` of A, but B is not affected by A; so do 2 "
            "more files of B [undeclared-dependency]\n"
            "hint: one of these three\n"
            "  fullyAffectedBy: [A] in B          an edge: all 1 test\n"
            "  @AffectedByA above a test of B     a contract: B and A approve\n"
            "  @SmokeTest above a test of B       runs always\n");
  tree.files["b/t.cc"] = "// @AffectedByA\nTEST(B, T) {}\n";
  EXPECT_EQ(HolesOf(tree), "");
}

TEST(DependencyHoles, ManyTestFilesThatNeedOneEdgeAreOneError) {
  Tree tree{.declarations =
                "A: {include: [a], suites: {unit: {runner: gtest}}}\n"
                "B: {include: [b], suites: {unit: {runner: gtest}}}\n",
            .files = {{"a/a.h", ""}, {"a/t.cc", "TEST(A, T) {}\n"}}};
  for (const char* name : {"1", "2", "3", "4", "5", "6"}) {
    tree.files["b/" + std::string(name) + ".cc"] =
        "#include \"a/a.h\"\nTEST(B, T" + std::string(name) + ") {}\n";
  }
  EXPECT_EQ(HolesOf(tree),
            "b/1.cc:1:10: error: includes `a/a.h` of A, but B is not affected by A; so do 5 more "
            "test files of B [undeclared-dependency]\n"
            "hint: one of these three\n"
            "  fullyAffectedBy: [A] in B          an edge: all 6 tests\n"
            "  @AffectedByA above a test of B     a contract: B and A approve\n"
            "  @SmokeTest above a test of B       runs always\n");
}

TEST(DependencyHoles, AnEdgeThatFewTestsNeedIsWide) {
  Tree tree{.declarations =
                "A: {include: [a], suites: {unit: {runner: gtest}}}\n"
                "B: {include: [b], fullyAffectedBy: [A], suites: {unit: {runner: "
                "gtest}}}\n",
            .files = {{"a/a.h", ""},
                      {"a/t.cc", "TEST(A, T) {}\n"},
                      {"b/t.cc", "#include \"a/a.h\"\nTEST(B, T) {}\n"}}};
  std::string many;
  for (int i = 0; i < 18; ++i) many += "TEST(B, Many" + std::to_string(i) + ") {}\n";
  tree.files["b/many.cc"] = many;
  EXPECT_EQ(HolesOf(tree), "");
  tree.files["b/many.cc"] += "TEST(B, Last) {}\n";
  EXPECT_EQ(HolesOf(tree),
            "domains.yaml:2:37: warning: all 20 tests of B run for `A`, and only 1 file refers to "
            "it, a test [wide-edge]\n"
            "hint: contracts could replace the edge, in each of\n"
            "  b/t.cc\n");
  tree.files["b/unknown.cc"] = "#include \"elsewhere/x.h\"\n";
  EXPECT_EQ(HolesOf(tree), "");
}

}  // namespace
}  // namespace testfed
