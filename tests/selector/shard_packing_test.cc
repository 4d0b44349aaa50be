#include "selector/shard_packing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

namespace testfed {
namespace {

std::vector<Piece> RandomPieces(size_t count, std::mt19937& random, double sigma = 1.5) {
  std::lognormal_distribution<double> seconds(0, sigma);
  std::vector<Piece> pieces;
  for (size_t i = 0; i < count; ++i) {
    pieces.push_back({"com.acme.Test" + std::to_string(i) + "#case",
                      std::llround(seconds(random) * 1000), false});
  }
  return pieces;
}

Milliseconds Weight(const Piece& piece) { return std::max<Milliseconds>(piece.ms, 1); }

// What no division can beat: the mean, or the longest piece.
Milliseconds Bound(const std::vector<Piece>& pieces, int shards, Milliseconds last_load = 0) {
  Milliseconds sum = last_load, longest = last_load;
  for (const Piece& piece : pieces) {
    sum += Weight(piece);
    longest = std::max(longest, Weight(piece));
  }
  return std::max((sum + shards - 1) / shards, longest);
}

// Graham's rule, as slow and obvious as it can be.
Milliseconds LongestFirst(std::vector<Piece> pieces, int shards) {
  std::sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) {
    return a.ms != b.ms ? a.ms > b.ms : a.name < b.name;
  });
  std::vector<Milliseconds> load(static_cast<size_t>(shards), 0);
  for (const Piece& piece : pieces) *std::min_element(load.begin(), load.end()) += Weight(piece);
  return *std::max_element(load.begin(), load.end());
}

TEST(ShardPacking, EachPieceIsOnOneShardAndTheLoadsAddUp) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (int round = 0; round < 300; ++round) {
    const int shards = 1 + static_cast<int>(random() % 12);
    std::vector<Piece> pieces = RandomPieces(random() % 60, random);
    for (Piece& piece : pieces) piece.last = random() % 10 == 0;
    const Milliseconds last_load =
        random() % 2 == 0 ? 0 : static_cast<Milliseconds>(random() % 9999);
    Packing packing = PackPieces(pieces, shards, last_load);
    ASSERT_EQ(packing.shard_of.size(), pieces.size());
    std::vector<Milliseconds> load(static_cast<size_t>(shards), 0);
    load.back() = last_load;
    for (size_t i = 0; i < pieces.size(); ++i) {
      ASSERT_GE(packing.shard_of[i], 0);
      ASSERT_LT(packing.shard_of[i], shards);
      if (pieces[i].last) {
        EXPECT_EQ(packing.shard_of[i], shards - 1);
      }
      load[static_cast<size_t>(packing.shard_of[i])] += Weight(pieces[i]);
    }
    EXPECT_EQ(packing.load, load);
    EXPECT_EQ(packing.longest, *std::max_element(load.begin(), load.end()));
    const auto free =
        std::count_if(pieces.begin(), pieces.end(), [](const Piece& piece) { return !piece.last; });
    if (free >= shards) {
      for (size_t i = 0; i + 1 < load.size(); ++i) {
        EXPECT_GT(load[i], 0) << i;
      }
    }
  }
}

TEST(ShardPacking, IsNeverMuchWorseThanLongestFirst) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (int round = 0; round < 300; ++round) {
    const int shards = 1 + static_cast<int>(random() % 30);
    std::vector<Piece> pieces = RandomPieces(1 + random() % 300, random);
    const Milliseconds bound = Bound(pieces, shards);
    const Milliseconds longest = PackPieces(pieces, shards).longest;
    EXPECT_GE(longest, bound);
    // 5 % above what nothing can beat, or no worse than Graham's rule, which is 4/3 at most.
    EXPECT_TRUE(longest <= bound + bound / 20 || longest <= LongestFirst(pieces, shards))
        << longest << " of " << bound << " with " << shards;
  }
}

TEST(ShardPacking, TenThousandTestsAreWithinFivePercentOfTheBound) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  std::vector<Piece> pieces = RandomPieces(10'000, random);
  for (int shards : {2, 10, 40, 100, 256}) {
    const Milliseconds bound = Bound(pieces, shards);
    EXPECT_LE(PackPieces(pieces, shards).longest, bound + bound / 20) << shards;
  }
}

TEST(ShardPacking, TheOrderOfPiecesIsNoMatter) {
  std::mt19937 random(7);
  std::vector<Piece> pieces = RandomPieces(200, random);
  for (size_t i = 0; i < 100; ++i) pieces[i].ms = 500;  // ties
  Packing packing = PackPieces(pieces, 7);
  std::vector<size_t> order(pieces.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::shuffle(order.begin(), order.end(), random);
  std::vector<Piece> shuffled;
  for (size_t i : order) shuffled.push_back(pieces[i]);
  Packing again = PackPieces(shuffled, 7);
  for (size_t i = 0; i < order.size(); ++i) {
    EXPECT_EQ(again.shard_of[i], packing.shard_of[order[i]]);
  }
}

double Moved(const Packing& a, const Packing& b) {
  size_t moved = 0;
  for (size_t i = 0; i < a.shard_of.size(); ++i) moved += a.shard_of[i] != b.shard_of[i] ? 1 : 0;
  return static_cast<double>(moved) / static_cast<double>(a.shard_of.size());
}

// docs/timings.md has the table of which these are the coarse bounds. Longest first alone moves
// nearly all: 19 of 20 tests.
TEST(ShardPacking, MostPiecesStayWhereTheyAre) {
  std::mt19937 random(42);
  std::vector<Piece> pieces = RandomPieces(10'000, random);
  const Packing before = PackPieces(pieces, 20);

  std::vector<Piece> wiggled = pieces;
  std::normal_distribution<double> noise(1, 0.05);
  for (Piece& piece : wiggled) {
    piece.ms = std::llround(static_cast<double>(piece.ms) * std::max(0.1, noise(random)));
  }
  EXPECT_LT(Moved(before, PackPieces(wiggled, 20)), 0.35);

  std::vector<Piece> grown = pieces;
  grown.push_back({"com.acme.New#case", 1500, false});
  EXPECT_LT(Moved(before, PackPieces(grown, 20)), 0.05);

  EXPECT_LT(Moved(before, PackPieces(pieces, 21)), 0.4);
}

TEST(ShardPacking, AsManyShardsAsTheTimeNeeds) {
  std::vector<Piece> pieces;
  for (int i = 0; i < 10; ++i) pieces.push_back({"t" + std::to_string(i), 6000, false});
  EXPECT_EQ(ShardsNeeded(pieces, 60'000, 20), 1);
  EXPECT_EQ(ShardsNeeded(pieces, 59'999, 20), 2);
  EXPECT_EQ(ShardsNeeded(pieces, 20'000, 20), 4);
  EXPECT_EQ(ShardsNeeded(pieces, 6000, 20), 10);
  EXPECT_EQ(ShardsNeeded(pieces, 6000, 3), 3);
  EXPECT_EQ(ShardsNeeded(pieces, 1, 20), 10);  // never more than pieces
  EXPECT_EQ(ShardsNeeded(pieces, 60'000, 20, 1), 2);
  EXPECT_EQ(ShardsNeeded({}, 1, 20), 1);
  // Beyond the longest piece more shards are of no use.
  pieces.push_back({"long", 60'000, false});
  EXPECT_EQ(ShardsNeeded(pieces, 6000, 20), 2);
}

}  // namespace
}  // namespace testfed
