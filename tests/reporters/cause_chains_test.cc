#include "reporters/cause_chains.h"

#include <gtest/gtest.h>

#include <random>

namespace testfed {
namespace {

using Names = std::vector<std::string_view>;

AffectedDomain Changed(std::string name, std::vector<Reason> more = {}) {
  more.insert(more.begin(), {.kind = Reason::Kind::kChanges, .path = "a", .count = 1});
  return {std::move(name), true, false, std::move(more)};
}

Reason Edge(std::string from) { return {.kind = Reason::Kind::kEdge, .domain = std::move(from)}; }
Reason Direct(std::string from) {
  return {.kind = Reason::Kind::kDirectEdge, .domain = std::move(from)};
}

TEST(CauseChains, ShortestFirstThenOrderOfDeclaration) {
  Plan plan;
  plan.affected = {
      {"Last", false, false, {Edge("Middle"), Edge("B"), Edge("A")}},
      Changed("A"),
      Changed("B"),
      {"Middle", false, false, {Edge("B")}},
      {"End", false, false, {Edge("Middle"), Edge("Last")}},
  };
  const CauseChains chains(plan);
  EXPECT_EQ(chains.ChainOf("A"), (Names{"A"}));
  EXPECT_EQ(chains.ChainOf("Middle"), (Names{"B", "Middle"}));
  EXPECT_EQ(chains.ChainOf("Last"), (Names{"A", "Last"}));
  EXPECT_EQ(chains.ChainOf("End"), (Names{"A", "Last", "End"}));
  EXPECT_EQ(chains.ChainOf("Nobody"), Names{});
  EXPECT_EQ(chains.LastStepOf("A"), nullptr);
  EXPECT_EQ(chains.LastStepOf("Last")->domain, "A");
}

TEST(CauseChains, CyclesEnd) {
  Plan plan;
  plan.affected = {Changed("A", {Edge("C")}),
                   {"B", false, false, {Edge("A"), Edge("C"), Edge("B")}},
                   {"C", false, false, {Edge("B")}},
                   {"Island", false, false, {Edge("Island")}}};
  const CauseChains chains(plan);
  EXPECT_EQ(chains.ChainOf("A"), (Names{"A"}));
  EXPECT_EQ(chains.ChainOf("C"), (Names{"A", "B", "C"}));
  EXPECT_EQ(chains.ChainOf("Island"), (Names{"Island"}));
}

TEST(CauseChains, DirectEdgesPassNothingOn) {
  Plan plan;
  plan.affected = {Changed("A"),
                   {"B", false, false, {Edge("A")}},
                   {"C", false, false, {Edge("B"), Direct("A")}},
                   {"D", false, false, {Edge("C")}},
                   {"Only", false, true, {Direct("A")}}};
  const CauseChains chains(plan);
  EXPECT_EQ(chains.ChainOf("C"), (Names{"A", "C"}));
  EXPECT_EQ(chains.ChainOf("D"), (Names{"A", "B", "C", "D"}));
  EXPECT_EQ(chains.ChainOf("Only"), (Names{"A", "Only"}));
}

TEST(CauseChains, BeginAtDomainsThatOnlyTheBaseHas) {
  Plan plan;
  plan.affected = {{"Web", false, false, {Edge("Gone")}}, {"App", false, false, {Edge("Lost")}}};
  plan.removed = {{"Gone", "", "", {}, {Edge("Older")}},
                  {"Older", "", "", {}, {{.kind = Reason::Kind::kDeclaration}}},
                  {"Web", "unit", "", {}, {}}};
  const CauseChains chains(plan);
  EXPECT_EQ(chains.ChainOf("Web"), (Names{"Older", "Gone", "Web"}));
  EXPECT_EQ(chains.ChainOf("App"), (Names{"Lost", "App"}));
}

TEST(CauseChains, ShowAtMostFiveNames) {
  Plan plan;
  plan.affected = {Changed("D0")};
  for (int i = 1; i < 9; ++i) {
    plan.affected.push_back(
        {"D" + std::to_string(i), false, false, {Edge("D" + std::to_string(i - 1))}});
  }
  const CauseChains chains(plan);
  EXPECT_EQ(chains.ShownChainOf("D4").names, (Names{"D0", "D1", "D2", "D3", "D4"}));
  EXPECT_EQ(chains.ShownChainOf("D4").left_out, 0U);
  EXPECT_EQ(chains.ShownChainOf("D8").names, (Names{"D0", "D1", "", "D7", "D8"}));
  EXPECT_EQ(chains.ShownChainOf("D8").left_out, 5U);
}

// The length of the shortest chain by relaxing every edge until nothing changes.
TEST(CauseChains, AreAsShortAsTheObviousSearchSays) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (int round = 0; round < 300; ++round) {
    Plan plan;
    const size_t count = 1 + random() % 8;
    auto name = [](size_t i) { return "D" + std::to_string(i); };
    for (size_t i = 0; i < count; ++i) {
      AffectedDomain domain{name(i), random() % 3 == 0, false, {}};
      for (size_t edges = random() % 4; edges > 0; --edges) {
        domain.reasons.push_back(Edge(name(random() % count)));
      }
      plan.affected.push_back(domain);
    }
    std::vector<size_t> length(count, 1000);
    for (size_t pass = 0; pass <= count; ++pass) {
      for (size_t i = 0; i < count; ++i) {
        if (plan.affected[i].changed) length[i] = 1;
        for (const Reason& reason : plan.affected[i].reasons) {
          const size_t from = static_cast<size_t>(std::stoi(reason.domain.substr(1)));
          length[i] = std::min(length[i], length[from] + 1);
        }
      }
    }
    const CauseChains chains(plan);
    for (size_t i = 0; i < count; ++i) {
      const Names chain = chains.ChainOf(name(i));
      ASSERT_EQ(chain.size(), length[i] >= 1000 ? 1 : length[i]) << name(i);
      ASSERT_EQ(chain.back(), name(i));
    }
  }
}

}  // namespace
}  // namespace testfed
