#include "contracts/kept_tests.h"

#include <gtest/gtest.h>

#include "contracts/contract_file.h"
#include "contracts/test_resolver.h"
#include "domains/declarations_reader.h"

namespace testfed {
namespace {

constexpr std::string_view kDomains = R"(Catalog: {home: catalog, include: [catalog]}
Pricing:
  home: pricing
  include: [pricing]
  suites:
    unit: {runner: gtest, tests: ["pricing/unit/**"], command: "t {filter}"}
    smoke: {runner: gtest, tests: ["pricing/smoke/**"], command: "t {filter}", smoke: true}
)";

constexpr std::string_view kUnit = R"(
TEST(P, plain) {}
TEST(P, other) {}
// @SmokeTest
TEST(P, starts) {}
// @AffectedByCatalog
TEST(P, tagged) {}
TEST(Q, first) {}
TEST(Q, second) {}
)";

class KeptTests : public testing::Test {
 protected:
  KeptTests() {
    declarations = *ReadDeclarationsOrFirstError(kDomains, "domains.yaml");
    SuiteClaims claims(declarations);
    std::vector<SourceFile> files;
    for (auto [path, text] : {std::pair<const char*, std::string_view>{"pricing/smoke/t.cc",
                                                                       "TEST(S, all_of_them) {}\n"},
                              {"pricing/unit/t.cc", kUnit}}) {
      files.push_back({path, Language::kCpp,
                       std::make_shared<const SourceFacts>(ReadSource(Language::kCpp, text)),
                       true});
    }
    tests = MapTests(claims, ResolveTests(files), {});
    std::vector<Finding> findings;
    contracts = ReadContracts(
        "totals: {providers: [Catalog], suite: unit, tests: [Q], reason: reads totals}\n",
        "pricing/contracts.yaml", *declarations.Find("Pricing"), declarations, findings);
    EXPECT_TRUE(findings.empty());
  }

  std::set<std::string> Allowed(std::set<std::string> ids) const {
    return MayBeQuarantined(std::move(ids), declarations, contracts, tests);
  }

  Declarations declarations;
  TestMap tests;
  std::vector<Contract> contracts;
};

using Ids = std::set<std::string>;

TEST_F(KeptTests, AreListedByAgreement) {
  const auto kept = TestsOfAgreements(declarations, contracts, tests);
  ASSERT_EQ(kept.size(), 2U);
  EXPECT_EQ(kept.at("Pricing/@AffectedByCatalog"), std::vector<std::string>{"P.tagged"});
  EXPECT_EQ(kept.at("Pricing/totals"), (std::vector<std::string>{"Q.first", "Q.second"}));
}

TEST_F(KeptTests, PlainTestsMayBeQuarantined) {
  EXPECT_EQ(Allowed({"P.plain", "P.other"}), (Ids{"P.plain", "P.other"}));
  EXPECT_EQ(Allowed({}), Ids{});
}

TEST_F(KeptTests, SmokeTestsMayNot) {
  EXPECT_EQ(Allowed({"P.starts", "P.plain", "S.all_of_them"}), Ids{"P.plain"});
}

TEST_F(KeptTests, TheOnlyTestOfAContractMayNot) {
  EXPECT_EQ(Allowed({"P.tagged", "Q.first"}), Ids{"Q.first"});
  EXPECT_EQ(Allowed({"Q.first", "Q.second", "P.plain"}), Ids{"P.plain"});
}

}  // namespace
}  // namespace testfed
