#include "contracts/agreement.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "contracts/contract_dump.h"
#include "tests/contracts/agreed.h"

namespace testfed {
namespace {

const Declarations& Shop() {
  static const Declarations kShop = Declared(
      "Billing: {home: billing, suites: {unit: {}}}\n"
      "Checkout: {home: checkout, suites: {unit: {}, it: {}}}\n"
      "Pricing: {home: pricing}\n"
      "Web: {}\n");
  return kShop;
}

std::vector<Contract> Contracts() {
  return Agreed(Shop(), "Checkout",
                "prices: {providers: [Pricing, Billing], suite: it, reason: \"adds ##them up\"}\n"
                "invoice-fields:\n"
                "  provider: Billing\n"
                "  suite: unit\n"
                "  tests: [com.acme.RefundTest, com.acme.InvoiceTest]\n"
                "  reason: reads `total`\n");
}

std::vector<TaggedTest> Tests() {
  const DomainId billing{0}, checkout{1}, pricing{2};
  const Tag affected{Tag::Kind::kAffected, "Billing", {}};
  const Tag changed{Tag::Kind::kChangedIn, "Billing", {}};
  return {
      {"B#owners", {billing, checkout}, {"unit"}, {affected, changed}},
      {"A#x", {checkout, pricing}, {"unit", "it"}, {affected}},
      {"A#x", {checkout}, {"unit"}, {affected}},
      {"A#no-suite", {pricing}, {}, {affected}},
      {"own", {billing}, {"unit"}, {affected}},
      {"nobody", {}, {"unit"}, {affected}},
      {"smoke", {checkout}, {"unit"}, {Tag{}}},
      {"undeclared", {checkout}, {"unit"}, {Tag{Tag::Kind::kAffected, "Nobody", {}}}},
  };
}

constexpr char kCheckoutDump[] =
    R"(# Contracts of Checkout. Written by `testfed dump --update`; review it, do not edit it.

Checkout/@AffectedByBilling: Checkout relies on Billing
  it  A#x
  unit  A#x
  unit  B#owners

Checkout/@MustRunOnChangesInBilling: Checkout relies on the files of Billing
  unit  B#owners

Checkout/invoice-fields: Checkout relies on Billing
  reads `total`
  unit  com.acme.InvoiceTest
  unit  com.acme.RefundTest

Checkout/prices: Checkout relies on Billing and Pricing
  adds #\043them up
  it  (all tests)
)";

constexpr char kPricingDump[] =
    R"(# Contracts of Pricing. Written by `testfed dump --update`; review it, do not edit it.

Checkout/prices: Checkout relies on Billing and Pricing
  adds #\043them up
  it  (all tests)

Pricing/@AffectedByBilling: Pricing relies on Billing
  (no suite)  A#no-suite
  it  A#x
  unit  A#x
)";

TEST(ContractDump, IsReviewed) {
  const auto agreements = AgreementsOf(Shop(), Contracts(), Tests());
  EXPECT_EQ(ContractDumpText("Checkout", agreements), kCheckoutDump);
  EXPECT_EQ(ContractDumpText("Pricing", agreements), kPricingDump);
  EXPECT_EQ(ContractDumpText("Web", agreements), "");
  EXPECT_EQ(AgreementsOf(Shop(), {}, {}), std::vector<Agreement>{});
}

TEST(ContractDump, StandsInTheHomeOfEachParty) {
  auto dumps = ContractDumpsOf(Shop(), AgreementsOf(Shop(), Contracts(), Tests()));
  ASSERT_EQ(dumps.files.size(), 3u);
  EXPECT_EQ(dumps.files["checkout/contract.dump.txt"], kCheckoutDump);
  EXPECT_EQ(dumps.files["pricing/contract.dump.txt"], kPricingDump);
  EXPECT_TRUE(dumps.files["billing/contract.dump.txt"].starts_with("# Contracts of Billing. "));
  EXPECT_EQ(Rendered(dumps.findings), "");
  // What is no longer agreed on has no file: the one that lies there is stale.
  EXPECT_TRUE(ContractDumpsOf(Shop(), {}).files.empty());
}

TEST(ContractDump, NeedsAHome) {
  const std::vector<Agreement> agreements = {
      {"Web/b", Agreement::Kind::kContract, "Web", {"Billing"}, {{"unit", ""}}, "x"},
      {"Web/a", Agreement::Kind::kContract, "Web", {"Billing"}, {{"unit", ""}}, "x"}};
  const ContractDumps dumps = ContractDumpsOf(Shop(), agreements);
  EXPECT_EQ(Rendered(dumps.findings),
            "domains.yaml:4:1: error: domain `Web` takes part in `Web/a` and has no `home`, where "
            "the dump of its contracts would stand [no-home]\n");
  EXPECT_EQ(dumps.files.size(), 1u);
}

TEST(Agreement, HasItsPartiesAndItsName) {
  const auto agreements = AgreementsOf(Shop(), Contracts(), Tests());
  std::string names;
  for (const Agreement& agreement : agreements) names += agreement.name + "\n";
  EXPECT_EQ(names,
            "Checkout/@AffectedByBilling\nCheckout/@MustRunOnChangesInBilling\n"
            "Checkout/invoice-fields\nCheckout/prices\nPricing/@AffectedByBilling\n");
  EXPECT_EQ(agreements[3].Parties(), (std::vector<std::string>{"Checkout", "Billing", "Pricing"}));
  EXPECT_EQ(agreements[0].kind, Agreement::Kind::kAffected);
  EXPECT_EQ(agreements[1].kind, Agreement::Kind::kChangedIn);
  EXPECT_EQ(agreements[2].kind, Agreement::Kind::kContract);
}

TEST(Agreement, DoesNotDependOnTheOrderOfItsInput) {
  const auto wanted = AgreementsOf(Shop(), Contracts(), Tests());
  const unsigned seed = std::random_device{}();
  std::mt19937 random(seed);
  for (int round = 0; round < 50; ++round) {
    auto contracts = Contracts();
    auto tests = Tests();
    std::shuffle(contracts.begin(), contracts.end(), random);
    std::shuffle(tests.begin(), tests.end(), random);
    for (Contract& one : contracts) {
      std::shuffle(one.providers.begin(), one.providers.end(), random);
      std::shuffle(one.tests.begin(), one.tests.end(), random);
    }
    for (TaggedTest& one : tests) {
      std::shuffle(one.owners.begin(), one.owners.end(), random);
      std::shuffle(one.tags.begin(), one.tags.end(), random);
      std::shuffle(one.suites.begin(), one.suites.end(), random);
    }
    EXPECT_EQ(AgreementsOf(Shop(), contracts, tests), wanted) << "seed " << seed;
  }
}

// The dumps are written and never read: places and counts that move change no dump.
TEST(Agreement, DoesNotKnowWhereThingsStand) {
  auto moved = Contracts();
  for (Contract& contract : moved) contract.at.position.line += 100;
  auto tests = Tests();
  for (TaggedTest& test : tests) {
    for (Tag& tag : test.tags) tag.at = {"elsewhere", {7, 7}};
  }
  EXPECT_EQ(AgreementsOf(Shop(), moved, tests), AgreementsOf(Shop(), Contracts(), Tests()));
}

}  // namespace
}  // namespace testfed
