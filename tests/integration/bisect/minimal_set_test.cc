#include "integration/bisect/minimal_set.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

namespace testfed {
namespace {

struct Minimized {
  Elements elements;
  size_t tests = 0;
};

Minimized MinimizeAll(size_t count, const std::function<bool(const Elements&)>& fails,
                      size_t jobs = 1) {
  Elements all;
  for (size_t i = 0; i < count; ++i) all.push_back(i);
  std::map<Elements, bool> known;
  Minimized result;
  for (; result.tests < 10'000;) {
    MinimalSet minimal = Minimize(
        all,
        [&](const Elements& subset) {
          auto found = known.find(subset);
          return found == known.end() ? std::nullopt : std::optional(found->second);
        },
        jobs);
    if (minimal.next.empty()) {
      result.elements = minimal.elements;
      return result;
    }
    EXPECT_LE(minimal.next.size(), jobs);
    for (const Elements& subset : minimal.next) {
      EXPECT_TRUE(known.emplace(subset, fails(subset)).second) << "asked twice";
      ++result.tests;
    }
  }
  ADD_FAILURE() << "no end";
  return result;
}

bool Holds(const Elements& subset, const std::set<size_t>& needed) {
  return std::all_of(needed.begin(), needed.end(), [&](size_t element) {
    return std::find(subset.begin(), subset.end(), element) != subset.end();
  });
}

TEST(MinimalSet, OneElementTakesTwiceTheHalvings) {
  for (size_t blamed = 0; blamed < 15; ++blamed) {
    Minimized result =
        MinimizeAll(15, [&](const Elements& subset) { return Holds(subset, {blamed}); });
    EXPECT_EQ(result.elements, Elements{blamed});
    EXPECT_LE(result.tests, 8u);
  }
}

TEST(MinimalSet, WhatFailsOnlyTogetherStaysTogether) {
  std::mt19937 random(11);
  for (int round = 0; round < 200; ++round) {
    size_t count = 1 + random() % 15;
    std::set<size_t> needed;
    for (size_t i = 0; i < 1 + random() % 3; ++i) needed.insert(random() % count);
    for (size_t jobs : {1u, 3u}) {
      Minimized result = MinimizeAll(
          count, [&](const Elements& subset) { return Holds(subset, needed); }, jobs);
      EXPECT_EQ(result.elements, Elements(needed.begin(), needed.end()));
      EXPECT_LE(result.tests, count * count + 3 * count);
    }
  }
}

// Whatever the oracle says, nothing of the answer can be left out.
TEST(MinimalSet, NoElementOfTheAnswerCanBeLeftOut) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    std::mt19937 random(seed);
    size_t count = 2 + random() % 9;
    std::map<Elements, bool> drawn;
    auto fails = [&](const Elements& subset) {
      auto [found, is_new] = drawn.emplace(subset, false);
      if (is_new) found->second = subset.size() == count || random() % 3 == 0;
      return found->second;
    };
    Minimized result = MinimizeAll(count, fails, 1 + seed % 3);
    EXPECT_TRUE(result.elements.size() == count || fails(result.elements));
    for (size_t i = 0; result.elements.size() > 1 && i < result.elements.size(); ++i) {
      Elements without = result.elements;
      without.erase(without.begin() + static_cast<long>(i));
      EXPECT_TRUE(drawn.contains(without)) << seed;
      EXPECT_FALSE(drawn[without]) << seed;
    }
  }
}

}  // namespace
}  // namespace testfed
