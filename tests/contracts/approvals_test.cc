#include "contracts/approvals.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tests/contracts/agreed.h"

namespace testfed {
namespace {

constexpr char kShop[] =
    "Billing: {home: billing, owners: [\"@acme/billing\", \"@ada\"], suites: {unit: {}}}\n"
    "Checkout: {home: checkout, owners: [\"@acme/checkout\"], fullyAffectedBy: [Billing],\n"
    "  suites: {unit: {}, it: {}}}\n"
    "Web: {mustRunAllTestsOnChangesIn: [Checkout]}\n";

constexpr char kContract[] =
    "invoice-fields: {provider: Billing, suite: unit, tests: com.acme.InvoiceTest, reason: x}\n";

// One end of a change, and what lives as long as it.
struct End {
  explicit End(const std::string& shop = kShop, const std::string& contracts = kContract)
      : declarations(Declared(shop)) {
    state.declarations = &declarations;
    state.agreements = AgreementsOf(declarations, Agreed(declarations, "Checkout", contracts), {});
  }
  End(const End&) = delete;
  End& operator=(const End&) = delete;
  Declarations declarations;
  AgreedState state;
};

std::string Text(const NeededApprovals& needed) {
  std::string text;
  for (const AgreedChange& change : needed.changes) {
    text += change.text + "\n";
    for (const ApprovalNeed& need : change.needs) {
      text += "  " + need.domain + ": " + need.because + "\n";
    }
  }
  for (const Party& party : needed.parties) {
    text += party.domain + ":";
    for (const std::string& owner : party.owners) text += " " + owner;
    text += "\n";
  }
  return text;
}

std::string Needed(const End& base, const End& head, const std::vector<std::string>& changed = {},
                   const std::vector<ContractTestFile>& tests = {}) {
  return Text(RequiredApprovals(base.state, head.state, changed, tests));
}

std::string Replaced(std::string text, std::string_view from, std::string_view to) {
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

constexpr char kBoth[] = "Billing: @acme/billing @ada\nCheckout: @acme/checkout\n";

TEST(Approvals, AreNotNeededWhereNothingChanged) {
  EXPECT_EQ(Needed(End(), End()), "");
  EXPECT_EQ(Needed(End(), End(), {"checkout/A.kt"}, {{"checkout/B.kt", {"Checkout/a"}}}), "");
}

TEST(Approvals, OfAContractForAnEdgeAreThoseOfBothSides) {
  EXPECT_EQ(Needed(End(kShop, ""), End(Replaced(kShop, "fullyAffectedBy: [Billing],", ""))),
            std::string("+ contract Checkout/invoice-fields\n"
                        "  Billing: provider\n"
                        "  Checkout: consumer\n"
                        "- edge Billing -> Checkout\n"
                        "  Billing: can break Checkout without running it\n"
                        "  Checkout: no longer runs all its tests when Billing is affected\n") +
                kBoth);
}

TEST(Approvals, OfARemovedContractAreThoseOfBothSides) {
  EXPECT_EQ(Needed(End(), End(kShop, "")), std::string("- contract Checkout/invoice-fields\n"
                                                       "  Billing: provider\n"
                                                       "  Checkout: consumer\n") +
                                               kBoth);
}

TEST(Approvals, SayWhatOfAContractChanged) {
  EXPECT_EQ(
      Needed(End(), End(kShop, "invoice-fields: {providers: [Web], suite: it, reason: \"y\"}\n")),
      "~ contract Checkout/invoice-fields (providers, tests, reason)\n"
      "  Billing: provider\n"
      "  Web: provider\n"
      "  Checkout: consumer\n"
      "Billing: @acme/billing @ada\nCheckout: @acme/checkout\nWeb:\n");
}

TEST(Approvals, OfEdgesAreThoseOfBothEnds) {
  EXPECT_EQ(Needed(End(), End(Replaced(kShop, "mustRunAllTestsOnChangesIn: [Checkout]",
                                       "mustRunAllTestsOnChangesIn: [Billing]"))),
            "+ one-step edge Billing -> Web\n"
            "  Billing: runs all tests of Web when it is changed\n"
            "  Web: runs all its tests when Billing is changed\n"
            "- one-step edge Checkout -> Web\n"
            "  Checkout: can break Web without running it\n"
            "  Web: no longer runs all its tests when Checkout is changed\n"
            "Billing: @acme/billing @ada\nCheckout: @acme/checkout\nWeb:\n");
}

TEST(Approvals, AreThoseOfTheOwnersAtTheBase) {
  EXPECT_EQ(Needed(End(), End(Replaced(kShop, "[\"@acme/billing\", \"@ada\"]", "[\"@eve\"]"))),
            "~ owners of Billing\n"
            "  Billing: its owners change, and those of the base answer\n"
            "Billing: @acme/billing @ada\n");
  EXPECT_EQ(Needed(End(), End(Replaced(kShop, "[\"@acme/billing\", \"@ada\"]",
                                       "[\"@ada\", \"@acme/billing\"]"))),
            "");
  // Its first owners: nobody is there to ask, and the new ones do not answer for the rest.
  EXPECT_EQ(Needed(End(), End(Replaced(kShop, "Web: {", "Web: {home: web, owners: [\"@eve\"], "))),
            "~ home of Web\n  Web: its contracts move to `web`\nWeb:\n");
}

TEST(Approvals, OfANewDomainAreThoseOfItsFirstOwners) {
  EXPECT_EQ(Needed(End(), End(kShop + std::string("New: {owners: [\"@new\"], fullyAffectedBy: "
                                                  "[Billing]}\n"))),
            "+ edge Billing -> New\n"
            "  Billing: runs all tests of New when it is affected\n"
            "  New: runs all its tests when Billing is affected\n"
            "Billing: @acme/billing @ada\nNew: @new\n");
}

TEST(Approvals, AreNeededForWhatIsRemoved) {
  const std::string shop = Replaced(kShop, "Web: {mustRunAllTestsOnChangesIn: [Checkout]}\n", "");
  EXPECT_EQ(Needed(End(), End(shop)),
            "- domain Web\n"
            "  Web: is removed\n"
            "- one-step edge Checkout -> Web\n"
            "  Checkout: can break Web without running it\n"
            "  Web: no longer runs all its tests when Checkout is changed\n"
            "Checkout: @acme/checkout\nWeb:\n");
  // Only of the suites that kept something.
  EXPECT_EQ(Needed(End(), End(Replaced(kShop, "unit: {}, it: {}", "it: {}"), "")),
            std::string("- contract Checkout/invoice-fields\n"
                        "  Billing: provider\n"
                        "  Checkout: consumer\n"
                        "- suite Checkout/unit\n"
                        "  Billing: its tests keep Checkout/invoice-fields\n"
                        "  Checkout: its tests keep Checkout/invoice-fields\n") +
                kBoth);
  EXPECT_EQ(Needed(End(), End(Replaced(kShop, "unit: {}, it: {}", "unit: {}"))), "");
}

TEST(Approvals, AreNeededForHomes) {
  EXPECT_EQ(Needed(End(), End(Replaced(kShop, "home: billing", "home: b"))),
            "~ home of Billing\n  Billing: its contracts move to `b`\nBilling: @acme/billing "
            "@ada\n");
  EXPECT_EQ(Needed(End(), End(Replaced(kShop, "home: billing, ", ""))),
            "~ home of Billing\n  Billing: its contracts lose their place\nBilling: @acme/billing "
            "@ada\n");
}

TEST(Approvals, AreNeededForSmokeMarks) {
  End base, head(Replaced(kShop, "unit: {}}}", "unit: {smoke: true}}}"));
  base.state.smoke_tests = {{"A#x", {"Checkout", "Web"}}, {"A#y", {"Web"}}, {"nobody", {}}};
  head.state.smoke_tests = {{"A#y", {"Web"}}, {"A#z", {"Checkout"}}};
  EXPECT_EQ(Needed(base, head),
            "+ smoke suite Billing/unit\n"
            "  Billing: would run with every change\n"
            "- smoke test A#x\n"
            "  Checkout: no longer runs with every change\n"
            "  Web: no longer runs with every change\n"
            "+ smoke test A#z\n"
            "  Checkout: would run with every change\n"
            "Billing: @acme/billing @ada\nCheckout: @acme/checkout\nWeb:\n");
}

TEST(Approvals, AreNeededForQuarantine) {
  const std::string test = "com.acme.InvoiceTest#sums";
  End base, head;
  base.state.quarantine = {{"A#x", "r", "o", "2027-01-01", {}},
                           {"A#y", "r", "o", "2027-01-01", {}}};
  head.state.quarantine = {{"A#y", "r", "o", "2028-01-01", {}}, {test, "r", "o", "2027-01-01", {}}};
  base.state.quarantined = {{"A#x", {"Web"}}, {"A#y", {"Web"}}};
  head.state.quarantined = {{"A#y", {"Web"}}, {test, {"Checkout"}}};
  EXPECT_EQ(Needed(base, head),
            "- quarantine of A#x\n"
            "  Web: its failures count again\n"
            "~ quarantine of A#y\n"
            "  Web: the terms of its quarantine change\n"
            "+ quarantine of com.acme.InvoiceTest#sums\n"
            "  Billing: it keeps Checkout/invoice-fields\n"
            "  Checkout: its failures would not count\n"
            "Billing: @acme/billing @ada\nCheckout: @acme/checkout\nWeb:\n");
}

TEST(Approvals, AreNeededForFilesWithTestsOfAContract) {
  EXPECT_EQ(Needed(End(), End(), {"z", "checkout/InvoiceTest.kt"},
                   {{"checkout/InvoiceTest.kt", {"Checkout/invoice-fields", "Checkout/gone"}},
                    {"checkout/Other.kt", {"Checkout/invoice-fields"}}}),
            std::string("~ file checkout/InvoiceTest.kt\n"
                        "  Billing: its tests keep Checkout/invoice-fields\n"
                        "  Checkout: its tests keep Checkout/invoice-fields\n") +
                kBoth);
}

TEST(Approvals, AreNeededForWhatWakesContracts) {
  const std::string changed = "$settings: {contractsWakeOn: changed}\n" + std::string(kShop);
  EXPECT_EQ(Needed(End(), End(changed)),
            std::string("~ contractsWakeOn\n"
                        "  Billing: its contracts wake on changed providers alone\n"
                        "  Checkout: its contracts wake on changed providers alone\n") +
                kBoth);
  EXPECT_EQ(Needed(End(kShop, ""), End(changed, "")), "");
}

TEST(Approvals, DoNotDependOnTheOrderOfTheirInput) {
  const unsigned seed = std::random_device{}();
  std::mt19937 random(seed);
  const std::string contracts =
      "a: {providers: [Billing, Web], suite: it, reason: x}\n" + std::string(kContract);
  End base(kShop, contracts), head(kShop, "");
  base.state.smoke_tests = {{"A", {"Web", "Billing"}}, {"B", {"Web"}}, {"C", {"Web"}}};
  base.state.quarantine = {{"A", "r", "o", "2027-01-01", {}}, {"B", "r", "o", "2027-01-01", {}}};
  base.state.quarantined = {{"A", {"Web", "Checkout"}}, {"B", {"Checkout"}}};
  std::vector<ContractTestFile> files = {{"f", {"Checkout/a"}}, {"g", {"Checkout/a"}}};
  std::vector<std::string> changed = {"f", "g", "h"};
  const NeededApprovals wanted = RequiredApprovals(base.state, head.state, changed, files);
  EXPECT_EQ(wanted.changes.size(), 9u);
  for (int round = 0; round < 30; ++round) {
    std::shuffle(base.state.agreements.begin(), base.state.agreements.end(), random);
    std::shuffle(base.state.smoke_tests.begin(), base.state.smoke_tests.end(), random);
    std::shuffle(base.state.quarantine.begin(), base.state.quarantine.end(), random);
    std::shuffle(base.state.quarantined.begin(), base.state.quarantined.end(), random);
    std::shuffle(files.begin(), files.end(), random);
    std::shuffle(changed.begin(), changed.end(), random);
    EXPECT_EQ(Text(RequiredApprovals(base.state, head.state, changed, files)), Text(wanted))
        << "seed " << seed;
  }
}

}  // namespace
}  // namespace testfed
