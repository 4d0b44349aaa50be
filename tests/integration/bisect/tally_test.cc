#include "integration/bisect/tally.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace testfed {
namespace {

// One letter a run: g, b, u, x (broken).
Tally TallyOf(std::string_view runs) {
  Tally tally;
  for (char run : runs) {
    tally.Add(run == 'g'   ? BisectVerdict::kGood
              : run == 'b' ? BisectVerdict::kBad
              : run == 'u' ? BisectVerdict::kUnresolved
                           : BisectVerdict::kBroken);
  }
  return tally;
}

std::string Shown(std::string_view runs, int repeats) {
  std::optional<BisectVerdict> settled = Settled(TallyOf(runs), repeats);
  if (!settled) return "?";
  return std::string(NameOf(*settled)) + (IsFirm(TallyOf(runs), repeats) ? "!" : "");
}

TEST(Tally, OnePassCountsAndAFailureCountsWhenItWasSeenAgain) {
  struct Case {
    const char* runs;
    const char* settled;  // with `!`: enough for a side of the final pair
  };
  for (const Case& c :
       {Case{"", "?"},    {"g", "good"},     {"gg", "good!"},    {"b", "?"},         {"bb", "bad"},
        {"bbb", "bad!"},  {"bg", "good"},    {"bgg", "good!"},   {"gb", "good"},     {"gbb", "bad"},
        {"bbg", "bad"},   {"bbgb", "bad!"},  {"bbgg", "good"},   {"bbggg", "good!"}, {"u", "skip"},
        {"ug", "good"},   {"x", "?"},        {"xx", "skip!"},    {"xg", "good"},     {"bu", "?"},
        {"buu", "skip!"}, {"buxu", "skip!"}, {"gbgbgbb", "bad!"}}) {
    EXPECT_EQ(Shown(c.runs, 1), c.settled) << c.runs;
  }
}

TEST(Tally, WithoutRepeatsEveryRunIsTakenAsItIs) {
  EXPECT_EQ(Shown("b", 0), "bad!");
  EXPECT_EQ(Shown("g", 0), "good!");
  EXPECT_EQ(Shown("u", 0), "skip!");
  EXPECT_EQ(Shown("x", 0), "?");
}

TEST(Tally, EveryNumberOfRunsEndsSomewhere) {
  for (int repeats : {0, 1, 2, 5}) {
    for (int code = 0; code < 1 << 14; ++code) {
      std::string runs;
      for (int i = 0; i < kMostRuns; ++i) runs += "gbux"[code >> (2 * i) & 3];
      EXPECT_TRUE(Settled(TallyOf(runs), repeats).has_value()) << runs;
      EXPECT_TRUE(IsFirm(TallyOf(runs), repeats)) << runs;
    }
  }
}

TEST(Tally, NamesAreGitsAndReadBack) {
  for (BisectVerdict verdict : {BisectVerdict::kGood, BisectVerdict::kBad,
                                BisectVerdict::kUnresolved, BisectVerdict::kBroken}) {
    EXPECT_EQ(BisectVerdictNamed(NameOf(verdict)), verdict);
  }
  EXPECT_EQ(BisectVerdictNamed("new"), BisectVerdict::kBad);
  EXPECT_EQ(BisectVerdictNamed("fine"), std::nullopt);
}

}  // namespace
}  // namespace testfed
