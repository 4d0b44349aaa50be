#include "integration/bisect/search.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <random>

#include "tests/integration/bisect/simulation.h"

namespace testfed {
namespace {

constexpr int kRealCommits = 768;

int Roll(std::mt19937& random, size_t sides) {
  return static_cast<int>(random() % static_cast<unsigned>(sides));
}

BisectPath RealPath(unsigned seed, int changesets) {
  return BuildPath({}, RealShape(seed, changesets), {});
}

TEST(Search, OneCulpritOfTheRealShapeTakesTenTestsAtMost) {
  BisectPath path = RealPath(1, 0);
  ASSERT_EQ(path.steps.size(), kRealCommits);
  ASSERT_EQ(path.Components().size(), 15u);
  StepOrder order = path.Order();
  for (size_t culprit = 0; culprit < path.steps.size(); culprit += 7) {
    Played played = Play(order, FailsWith({culprit}));
    Conclusion expected{.kind = Conclusion::Kind::kFound,
                        .good = culprit,
                        .bad = culprit + 1,
                        .alone = Conclusion::Alone::kEnough};
    EXPECT_EQ(played.conclusion, expected) << culprit;
    EXPECT_LE(played.by_kind[ProbeKind::kPath].size(), 10u) << culprit;
    // The ends, ten on the path, and the found step alone.
    EXPECT_LE(played.compositions.size(), 2u + 10u + 1u) << culprit;
  }
}

TEST(Search, TheFirstOfSeveralCulpritsIsFound) {
  BisectPath path = RealPath(2, 20);
  StepOrder order = path.Order();
  std::mt19937 random(2);
  for (int round = 0; round < 60; ++round) {
    std::vector<size_t> culprits;
    for (int i = 0; i < 3; ++i) culprits.push_back(static_cast<size_t>(Roll(random, order.size())));
    Played played = Play(order, FailsWith(culprits));
    EXPECT_EQ(played.conclusion.kind, Conclusion::Kind::kFound);
    EXPECT_EQ(played.conclusion.good, *std::min_element(culprits.begin(), culprits.end()));
    EXPECT_EQ(played.conclusion.alone, Conclusion::Alone::kEnough);
  }
}

TEST(Search, OfTwoThatFailOnlyTogetherTheLaterIsFoundAndItsPartnerNamed) {
  BisectPath path = RealPath(3, 20);
  StepOrder order = path.Order();
  std::mt19937 random(3);
  int pairs = 0;
  for (int round = 0; round < 60; ++round) {
    size_t a = static_cast<size_t>(Roll(random, order.size()));
    size_t b = static_cast<size_t>(Roll(random, order.size()));
    if (a > b) std::swap(a, b);
    if (order.ComponentsOf(a) == order.ComponentsOf(b) || order.NeededBy(b)[a]) continue;
    if (order.ComponentsOf(a).size() > 1) continue;
    ++pairs;
    Played played = Play(order, FailsWithAll({a, b}));
    Conclusion expected{.kind = Conclusion::Kind::kFound,
                        .good = b,
                        .bad = b + 1,
                        .alone = Conclusion::Alone::kNeedsPartners,
                        .partners = order.ComponentsOf(a),
                        .partner_step = a};
    // A changeset may bring the partner in with another component; then that one is named too.
    if (played.conclusion.partners.size() == 1 && played.conclusion.partners != expected.partners) {
      EXPECT_TRUE(order.NeededBy(
          order.StepsOf(played.conclusion.partners[0], order.First(b + 1)).back())[a]);
      continue;
    }
    EXPECT_EQ(played.conclusion, expected) << a << " " << b;
    EXPECT_LE(played.by_kind[ProbeKind::kPartners].size(), 30u);
    EXPECT_LE(played.by_kind[ProbeKind::kPartnerStep].size(), 9u);
  }
  EXPECT_GT(pairs, 30);
}

TEST(Search, NinetySevenOfAHundredAreRightWithFalseFailuresOfFivePercent) {
  BisectPath path = RealPath(4, 0);
  StepOrder order = path.Order();
  int right = 0, runs = 0;
  for (unsigned seed = 0; seed < 200; ++seed) {
    std::mt19937 random(seed);
    size_t culprit = static_cast<size_t>(Roll(random, order.size()));
    Played played = Play(order, WithFalseFailures(FailsWith({culprit}), 0.05, random));
    bool found =
        played.conclusion.kind == Conclusion::Kind::kFound && played.conclusion.good == culprit;
    right += found ? 1 : 0;
    runs += played.runs;
  }
  std::cout << right << " of 200 right, " << runs / 200 << " runs each\n";
  EXPECT_GE(right, 194);
}

TEST(Search, AGoodEndThatFailsTodayStopsItAfterTwoRuns) {
  StepOrder order = RealPath(5, 0).Order();
  Played played = Play(order, [](const StepSet&) { return BisectVerdict::kBad; });
  EXPECT_EQ(played.conclusion.kind, Conclusion::Kind::kEnvironment);
  EXPECT_EQ(played.runs, 2);
}

TEST(Search, ABadEndThatPassesTodayStopsIt) {
  StepOrder order = RealPath(5, 0).Order();
  Played played = Play(order, [](const StepSet&) { return BisectVerdict::kGood; });
  EXPECT_EQ(played.conclusion.kind, Conclusion::Kind::kPasses);
  EXPECT_EQ(played.runs, 2);
}

TEST(Search, AnEndThatCannotBeJudgedStopsIt) {
  StepOrder order = RealPath(5, 0).Order();
  Played played = Play(order, [](const StepSet& steps) {
    return steps[0] ? BisectVerdict::kUnresolved : BisectVerdict::kGood;
  });
  EXPECT_EQ(played.conclusion.kind, Conclusion::Kind::kEndUntestable);
  EXPECT_FALSE(played.conclusion.good_end);
  played = Play(order, [](const StepSet&) { return BisectVerdict::kBroken; });
  EXPECT_EQ(played.conclusion.kind, Conclusion::Kind::kEndUntestable);
  EXPECT_TRUE(played.conclusion.good_end);
  EXPECT_EQ(played.runs, 2);  // the machinery gets a second chance
}

// A build break of `width` steps round the culprit, which cannot be separated then.
TEST(Search, AStretchThatCannotBeJudgedBecomesTheSmallestInterval) {
  StepOrder order = RealPath(6, 0).Order();
  for (size_t culprit : {100u, 383u, 384u, 700u}) {
    for (size_t width : {1u, 2u, 7u, 40u, 150u}) {
      size_t from = culprit - width / 2, to = std::min(from + width, order.size() - 1);
      Played played = Play(order, [&](const StepSet& steps) {
        if (steps[from] && !steps[to]) return BisectVerdict::kUnresolved;
        return steps[culprit] ? BisectVerdict::kBad : BisectVerdict::kGood;
      });
      // Positions from + 1 .. to cannot be judged.
      EXPECT_EQ(played.conclusion.kind, Conclusion::Kind::kInterval);
      EXPECT_EQ(played.conclusion.good, from);
      EXPECT_EQ(played.conclusion.bad, to + 1);
      size_t tried = 0;
      for (const auto& [digest, tally] : played.tallies) tried += tally.unresolved > 0 ? 1 : 0;
      EXPECT_EQ(played.conclusion.untested.size() + tried, to - from);
      EXPECT_LE(played.compositions.size(), 70u) << culprit << " " << width;
    }
  }
}

TEST(Search, ABreakAwayFromTheCulpritIsJumpedOver) {
  StepOrder order = RealPath(7, 0).Order();
  std::mt19937 random(7);
  for (int round = 0; round < 40; ++round) {
    size_t culprit = static_cast<size_t>(Roll(random, order.size()));
    size_t from = static_cast<size_t>(Roll(random, order.size() - 60));
    size_t to = from + 1 + static_cast<size_t>(Roll(random, 59));
    if (culprit + 1 >= from && culprit <= to) continue;
    Played played = Play(order, [&](const StepSet& steps) {
      if (steps[from] && !steps[to]) return BisectVerdict::kUnresolved;
      return steps[culprit] ? BisectVerdict::kBad : BisectVerdict::kGood;
    });
    EXPECT_EQ(played.conclusion.kind, Conclusion::Kind::kFound);
    EXPECT_EQ(played.conclusion.good, culprit);
    EXPECT_LE(played.compositions.size(), 40u);
  }
}

TEST(Search, SeveralProbesAtOnceSplitTheIntervalInOneMore) {
  StepOrder order = RealPath(8, 0).Order();
  std::mt19937 random(8);
  for (size_t jobs : {1u, 2u, 3u, 7u}) {
    int most = 0;
    for (int round = 0; round < 40; ++round) {
      size_t culprit = static_cast<size_t>(Roll(random, order.size()));
      Played played = Play(order, FailsWith({culprit}), {.repeats = 0, .jobs = jobs});
      EXPECT_EQ(played.conclusion.good, culprit);
      most = std::max(most, played.rounds);
    }
    // Rounds of the search: ceil(log of 768 to the base jobs + 1); and the ends, and alone.
    std::map<size_t, int> rounds = {{1, 10 + 3}, {2, 7 + 2}, {3, 5 + 2}, {7, 4 + 2}};
    EXPECT_LE(most, rounds[jobs]) << jobs;
  }
}

// Any oracle at all: verdicts that are drawn for each composition when it is first asked.
TEST(Search, OnAnyOracleItEndsAndBlamesOnlyWhatWasTested) {
  for (unsigned seed = 0; seed < 400; ++seed) {
    std::mt19937 random(seed);
    BisectPath path =
        BuildPath({}, RandomAdvances(random, 1 + Roll(random, 5), 1 + Roll(random, 30)), {});
    StepOrder order = path.Order();
    std::map<std::string, BisectVerdict> drawn;
    bool fickle = seed % 4 == 0;
    Oracle oracle = [&](const StepSet& steps) {
      if (steps == order.First(0) && seed % 3 != 0) return BisectVerdict::kGood;
      if (steps == order.First(order.size()) && seed % 3 != 0) return BisectVerdict::kBad;
      auto draw = [&] { return static_cast<BisectVerdict>(Roll(random, seed % 2 == 0 ? 2 : 4)); };
      if (fickle) return draw();
      auto [found, is_new] = drawn.emplace(NameOf(steps), BisectVerdict::kGood);
      if (is_new) found->second = draw();
      return found->second;
    };
    PlayOptions options{.repeats = static_cast<int>(seed % 3),
                        .jobs = 1 + static_cast<size_t>(Roll(random, 4))};
    Played played = Play(order, oracle, options);
    const Conclusion& conclusion = played.conclusion;
    auto tally = [&](size_t position) { return played.tallies[NameOf(order.First(position))]; };
    if (conclusion.kind == Conclusion::Kind::kFound ||
        conclusion.kind == Conclusion::Kind::kInterval) {
      ASSERT_LT(conclusion.good, conclusion.bad);
      EXPECT_GT(tally(conclusion.good).good, 0) << seed;
      EXPECT_GT(tally(conclusion.bad).bad, 0) << seed;
      EXPECT_EQ(conclusion.kind == Conclusion::Kind::kFound, conclusion.bad - conclusion.good == 1);
      for (size_t i = conclusion.good + 1; i < conclusion.bad; ++i) {
        bool untested = std::count(conclusion.untested.begin(), conclusion.untested.end(), i) > 0;
        EXPECT_EQ(untested, tally(i).Runs() == 0) << seed;
      }
    }
    for (const Probe& probe : played.probes) {
      // Each composition holds what its steps need.
      for (size_t i = 0; i < order.size(); ++i) {
        if (!probe.steps[i]) continue;
        StepSet needed = order.NeededBy(i);
        for (size_t j = 0; j < i; ++j) EXPECT_LE(needed[j], probe.steps[j]);
      }
    }
  }
}

TEST(Search, AnsweringIsDeterministicWhateverTheOrderOfVerdicts) {
  BisectPath path = RealPath(9, 20);
  StepOrder order = path.Order();
  Played once = Play(order, FailsWithAll({100, 500}), {.jobs = 3});
  Played again = Play(order, FailsWithAll({100, 500}), {.jobs = 3});
  EXPECT_EQ(once.probes, again.probes);
  EXPECT_EQ(once.conclusion, again.conclusion);
}

}  // namespace
}  // namespace testfed
