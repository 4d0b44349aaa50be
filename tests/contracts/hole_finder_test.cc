#include "contracts/hole_finder.h"

#include <gtest/gtest.h>

#include "tests/contracts/found_holes.h"

namespace testfed {
namespace {

constexpr char kTwo[] =
    "Catalog: {include: [catalog], suites: {unit: {runner: pytest}}}\n"
    "Pricing: {include: [pricing], suites: {unit: {runner: pytest}}}\n";

const std::map<std::string, std::string> kGood = {{"catalog/test_a.py", "def test_a(): pass\n"},
                                                  {"pricing/test_b.py", "def test_b(): pass\n"}};

Tree With(std::map<std::string, std::string> files) {
  Tree tree{.declarations = kTwo, .files = kGood};
  files.insert(tree.files.begin(), tree.files.end());
  tree.files = std::move(files);
  return tree;
}

TEST(HoleFinder, FindsNothingWhereThereIsNothing) { EXPECT_EQ(HolesOf(With({})), ""); }

TEST(HoleFinder, TestsThatNoSuiteRunsAreOneFindingAFile) {
  Tree tree = With({{"tools/test_x.py", "def test_x(): pass\ndef test_y(): pass\n"},
                    {"test_top.py", "def test_z(): pass\n"}});
  tree.declarations += "Build: {include: [tools]}\n";
  EXPECT_EQ(HolesOf(tree),
            "test_top.py: warning: 1 test that no suite runs; no domain owns the file "
            "[orphan-tests]\n"
            "tools/test_x.py: warning: 2 tests that no suite runs; Build declares no suite "
            "[orphan-tests]\n");
}

TEST(HoleFinder, ASuiteWithoutTestsAndAPatternWithoutFilesAreFound) {
  Tree tree = With({});
  tree.declarations +=
      "Build:\n"
      "  include: [build]\n"
      "  suites:\n"
      "    unit: {runner: pytest, tests: [\"build/*.py\"]}\n"
      "    all: {command: make}\n";
  EXPECT_EQ(HolesOf(tree),
            "domains.yaml:6:5: warning: suite `unit` of Build has no test of pytest "
            "[empty-suite]\n"
            "domains.yaml:6:36: warning: `build/*.py` matches no file, so no test "
            "[dead-pattern]\n");
}

TEST(HoleFinder, SmokeTestsInIgnoredPathsAreFound) {
  Tree tree = With({{"pricing/old/test_c.py", "# @SmokeTest\ndef test_c(): pass\n"}});
  tree.declarations += "$settings: {ignore: [pricing/old]}\n";
  EXPECT_EQ(HolesOf(tree),
            "pricing/old/test_c.py:2:5: warning: 1 smoke test in a path that is ignored, so a "
            "change of the file runs nothing [ignored-smoke]\n");
}

TEST(HoleFinder, MoreSmokeTestsThanTheBudgetAreAnError) {
  Tree tree = With({{"pricing/test_c.py", "# @SmokeTest\ndef test_c(): pass\n"}});
  tree.declarations += "$settings: {smokeBudget: {tests: 1}}\n";
  EXPECT_EQ(HolesOf(tree), "");
  tree.files["pricing/test_d.py"] = "# @SmokeTest\ndef test_d(): pass\n";
  EXPECT_EQ(HolesOf(tree),
            "domains.yaml:3:26: error: 2 smoke tests, and the budget is 1 test; a contract runs "
            "its tests only when it has to [smoke-budget]\n");
}

TEST(HoleFinder, TagsOfNoDomainAndOfTheOwnDomainAreFoundOnceAPlace) {
  EXPECT_EQ(HolesOf(With({{"pricing/test_c.py",
                           "# @AffectedByCatalgo\n"
                           "class TestC:\n"
                           "    def test_c(self): pass\n"
                           "    def test_d(self): pass\n"
                           "# @AffectedByPricing\n"
                           "def test_e(): pass\n"}})),
            "pricing/test_c.py:1:3: error: the tag `AffectedByCatalgo` names no domain; did you "
            "mean `Catalog`? [unknown-tag]\n"
            "pricing/test_c.py:5:3: warning: the tag `AffectedByPricing` on a test of Pricing, "
            "which runs anyway when Pricing is affected [own-contract-tag]\n");
}

TEST(HoleFinder, ATypeOfALibraryIsFoundWhereItsNameIsThatOfATag) {
  Tree tree{.declarations = "A: {include: [a], suites: {unit: {runner: junit}}}\n",
            .files = {{"a/T.java",
                       "import org.junit.jupiter.api.Test;\n"
                       "import com.acme.lib.SmokeSuite;\n"
                       "import com.acme.lib.Fast;\n"
                       "class T {\n"
                       "  @Test @SmokeSuite @Fast void t() {}\n"
                       "}\n"}}};
  EXPECT_EQ(HolesOf(tree),
            "a/T.java:5:9: warning: `com.acme.lib.SmokeSuite` is declared outside the repository, "
            "so it is no tag; used 1 time [library-type]\n"
            "hint: if it is meant as one, in `$settings`\n"
            "  libraryTags: {com.acme.lib.SmokeSuite: SmokeTest}\n");
  tree.declarations += "$settings: {libraryTags: {com.acme.lib.SmokeSuite: SmokeTest}}\n";
  EXPECT_EQ(HolesOf(tree), "");
}

TEST(HoleFinder, ContractsNameTestsThatThereAre) {
  Tree tree = With({});
  tree.declarations =
      "Catalog: {include: [catalog], suites: {unit: {runner: pytest}}}\n"
      "Pricing: {include: [pricing], suites: {unit: {runner: pytest}, all: {command: make}}}\n";
  tree.contracts["Pricing"] =
      "prices: {providers: [Catalog], suite: unit, reason: r,\n"
      "  tests: [pricing/test_b.py, \"pricing/test_a.py::test_b\"]}\n"
      "opaque: {providers: [Catalog], suite: all, reason: r, tests: [x]}\n";
  EXPECT_EQ(HolesOf(tree),
            "contracts.yaml:2:30: error: `pricing/test_a.py::test_b` names no test of suite "
            "`unit` of Pricing; did you mean `pricing/test_b.py::test_b`? "
            "[contract-without-tests]\n");
}

TEST(HoleFinder, QuarantineIsForOtherTestsOnly) {
  Tree tree = With({{"pricing/test_c.py", "# @SmokeTest\ndef test_c(): pass\n"},
                    {"pricing/test_d.py", "# @AffectedByCatalog\ndef test_d(): pass\n"}});
  tree.quarantine = {"pricing/test_b.py::test_b", "pricing/test_b.py::test_c",
                     "pricing/test_c.py::test_c", "pricing/test_d.py::test_d"};
  EXPECT_EQ(HolesOf(tree),
            "domains.quarantine.yaml:2:1: warning: `pricing/test_b.py::test_c` is no test; did "
            "you mean `pricing/test_b.py::test_b`? [quarantine-unknown]\n"
            "domains.quarantine.yaml:3:1: error: `pricing/test_c.py::test_c` is a smoke test, "
            "whose failures have to count; take the tag or the entry away [quarantine-smoke]\n"
            "domains.quarantine.yaml:4:1: error: `pricing/test_d.py::test_d` is the only test of "
            "the contract `Pricing/@AffectedByCatalog` [quarantine-contract]\n");
}

}  // namespace
}  // namespace testfed
