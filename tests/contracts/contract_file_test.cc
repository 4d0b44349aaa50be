// What a contracts.yaml is told: whole messages, all at once, in the order of their places.
#include "contracts/contract_file.h"

#include "domains/ownership.h"

#include <gtest/gtest.h>

#include "tests/contracts/agreed.h"

namespace testfed {
namespace {

const Declarations& Shop() {
  static const Declarations kShop = Declared(
      "Billing: {home: billing, suites: {unit: {}}}\n"
      "Checkout: {home: checkout, suites: {unit: {}, it: {}}}\n"
      "Pricing: {home: .}\n");
  return kShop;
}

std::string FindingsIn(const std::string& text, std::string_view consumer = "Checkout") {
  std::vector<Finding> findings;
  ReadContracts(text, "contracts.yaml", *Shop().Find(consumer), Shop(), findings);
  return Rendered(findings);
}

TEST(ContractFile, IsRead) {
  const std::vector<Contract> contracts =
      Agreed(Shop(), "Checkout",
             "# yaml-language-server: $schema=x\n"
             "$schema: x\n"
             "invoice-fields:\n"
             "  provider: Billing\n"
             "  suite: unit\n"
             "  tests: com.acme.InvoiceTest\n"
             "  reason: reads `total`\n"
             "prices:\n"
             "  providers: [Pricing, Billing]\n"
             "  suite: it\n"
             "  tests: [A.*, B]\n"
             "  reason: adds them up\n"
             "all: {provider: Pricing, suite: it, reason: x}\n");
  ASSERT_EQ(contracts.size(), 3u);
  EXPECT_EQ(contracts[0].FullName(), "Checkout/invoice-fields");
  EXPECT_EQ(contracts[0].at, (Place{"contracts.yaml", {3, 1}}));
  EXPECT_EQ(contracts[0].providers.at(0).name, "Billing");
  EXPECT_EQ(contracts[0].providers.at(0).position, (Position{4, 13}));
  EXPECT_EQ(contracts[0].suite, "unit");
  EXPECT_EQ(contracts[0].tests.at(0).name, "com.acme.InvoiceTest");
  EXPECT_EQ(contracts[0].reason, "reads `total`");
  EXPECT_EQ(contracts[1].providers.at(1).name, "Billing");
  EXPECT_EQ(contracts[1].tests.at(1).position, (Position{11, 16}));
  EXPECT_TRUE(contracts[2].tests.empty());
}

struct Case {
  const char* name;
  std::string text;
  std::string findings;
};

TEST(ContractFile, TellsItsMistakes) {
  const std::string rest = ", suite: unit, reason: x}\n";
  for (const Case& c : std::vector<Case>{
           {"nothing", "", ""},
           {"a list", "- a\n",
            "contracts.yaml:1:1: error: contracts are a map of names to maps, got a list [type]\n"},
           {"no map", "a: b\n",
            "contracts.yaml:1:4: error: contract `a` is a map of keys, got the text `b` [type]\n"},
           {"no YAML", "a: [\n",
            "contracts.yaml:2:1: error: YAML cannot be read here: end of sequence flow not found "
            "[yaml]\n"},
           {"an empty contract", "a: {}\n",
            "contracts.yaml:1:1: error: contract `a` has no `provider` [missing-key]\n"
            "contracts.yaml:1:1: error: contract `a` has no `reason` [missing-key]\n"
            "contracts.yaml:1:1: error: contract `a` has no `suite` [missing-key]\n"},
           {"a key", "a: {provider: Billing, test: b" + rest,
            "contracts.yaml:1:24: error: unknown key `test` in contract `a`; did you mean `tests`? "
            "[unknown-key]\n"},
           {"a name", "a/b: {provider: Billing" + rest,
            "contracts.yaml:1:1: error: `a/b` is no name of a contract; letters, digits, `_`, `-` "
            "and `.` [name]\n"},
           {"twice", "a: {provider: Billing" + rest + "a: {provider: Billing" + rest,
            "contracts.yaml:2:1: error: contract `a` stands twice; first at contracts.yaml:1:1 "
            "[duplicate]\n"},
           {"a key twice", "a: {provider: Billing, provider: Billing" + rest,
            "contracts.yaml:1:24: error: `provider` stands twice in contract `a` [duplicate]\n"},
           {"an unknown provider", "a: {provider: Biling" + rest,
            "contracts.yaml:1:15: error: unknown domain `Biling`; did you mean `Billing`? "
            "[unknown-domain]\n"},
           {"both keys", "a: {provider: Billing, providers: [Pricing]" + rest,
            "contracts.yaml:1:1: error: contract `a` has `provider` and `providers`; keep one of "
            "the two [type]\n"},
           {"a list as a provider", "a: {provider: [Billing]" + rest,
            "contracts.yaml:1:15: error: `provider` is text, got a list [type]\n"},
           {"a text as providers", "a: {providers: Billing" + rest,
            "contracts.yaml:1:16: error: `providers` is a list of domains, got the text `Billing` "
            "[type]\n"},
           {"no providers", "a: {providers: []" + rest,
            "contracts.yaml:1:16: error: `providers` of contract `a` names no domain [type]\n"},
           {"a provider twice", "a: {providers: [Billing, Billing]" + rest,
            "contracts.yaml:1:26: error: provider `Billing` stands twice in contract `a` "
            "[duplicate]\n"},
           {"the consumer", "a: {provider: Checkout" + rest,
            "contracts.yaml:1:15: error: `Checkout` is the consumer of contract `a` itself, as the "
            "file stands in its home; a provider is another domain [own-contract]\n"},
           {"a suite", "a: {provider: Billing, suite: units, reason: x}\n",
            "contracts.yaml:1:31: error: unknown suite `units` of domain `Checkout`; did you mean "
            "`unit`? [unknown-suite]\n"},
           {"no tests", "a: {provider: Billing, tests: []" + rest,
            "contracts.yaml:1:31: error: `tests` of contract `a` names no test; leave the key out "
            "for the whole suite [type]\n"},
           {"a map of tests", "a: {provider: Billing, tests: {}" + rest,
            "contracts.yaml:1:31: error: `tests` is a text or a list of texts, got a map [type]\n"},
           {"a test without a name", "a: {provider: Billing, tests: [\" \"]" + rest,
            "contracts.yaml:1:32: error: an empty name of a test [type]\n"},
           {"a test twice", "a: {provider: Billing, tests: [b, c, b]" + rest,
            "contracts.yaml:1:38: error: test `b` stands twice in contract `a` [duplicate]\n"},
           {"a reason", "a: {provider: Billing, suite: unit, reason: \"\"}\n",
            "contracts.yaml:1:45: error: `reason` of contract `a` says nothing [type]\n"},
           {"all at once", "a: {provider: X, suite: y}\nb: {provider: Checkout" + rest,
            "contracts.yaml:1:1: error: contract `a` has no `reason` [missing-key]\n"
            "contracts.yaml:1:15: error: unknown domain `X` [unknown-domain]\n"
            "contracts.yaml:1:25: error: unknown suite `y` of domain `Checkout` [unknown-suite]\n"
            "contracts.yaml:2:15: error: `Checkout` is the consumer of contract `b` itself, as the "
            "file stands in its home; a provider is another domain [own-contract]\n"},
       }) {
    EXPECT_EQ(FindingsIn(c.text), c.findings) << c.name;
  }
  EXPECT_EQ(FindingsIn("a: {provider: Billing" + rest, "Pricing"),
            "contracts.yaml:1:31: error: domain `Pricing` declares no suite, so none is `unit` "
            "[unknown-suite]\n");
}

TEST(ContractFile, KeepsContractsWithoutMistakes) {
  std::vector<Finding> findings;
  const auto contracts = ReadContracts(
      "a: {provider: X, suite: unit, reason: x}\nb: {provider: Billing, suite: unit, reason: x}\n",
      "contracts.yaml", *Shop().Find("Checkout"), Shop(), findings);
  ASSERT_EQ(contracts.size(), 1u);
  EXPECT_EQ(contracts[0].name, "b");
}

TEST(ContractFile, StandsInTheHome) {
  EXPECT_EQ(ContractFileOf(Shop().domains[0]), "billing/contracts.yaml");
  EXPECT_EQ(ContractDumpOf(Shop().domains[0]), "billing/contract.dump.txt");
  EXPECT_EQ(ContractFileOf(Shop().domains[2]), "contracts.yaml");
  EXPECT_EQ(ContractDumpOf(Domain{}), "");
}

TEST(ContractFile, SurvivesDamage) {
  const std::string text =
      "invoice-fields:\n  provider: Billing\n  suite: unit\n  tests: [a, b*]\n  reason: x\n"
      "prices: {providers: [Pricing, Billing], suite: it, reason: y}\n";
  Damage(text, [](const std::string& damaged) {
    std::vector<Finding> findings;
    for (const Contract& contract :
         ReadContracts(damaged, "contracts.yaml", *Shop().Find("Checkout"), Shop(), findings)) {
      EXPECT_FALSE(contract.providers.empty()) << damaged;
      EXPECT_FALSE(contract.suite.empty()) << damaged;
      EXPECT_FALSE(contract.reason.empty()) << damaged;
    }
  });
}

}  // namespace
}  // namespace testfed
