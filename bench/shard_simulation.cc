// How even shards are, and how many tests change their shard between runs, for our packing and for
// the ways of others: the tables of docs/timings.md. Prints Markdown; the same on every machine.
#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <functional>
#include <numeric>
#include <string>
#include <vector>

#include "bench/random_numbers.h"
#include "selector/shard_packing.h"

namespace testfed {
namespace {

using Packer = std::function<std::vector<int>(const std::vector<Piece>&, int)>;

using Random = bench::RandomNumbers;

// Box and Muller's.
double Normal(Random& random) {
  return std::sqrt(-2 * std::log(1 - random.Unit())) *
         std::cos(2 * std::acos(-1.0) * random.Unit());
}

// Lognormal with sigma 1.5, as durations of tests are: the longest of 10,000 takes 260 times the
// median.
std::vector<Piece> Tests(int count, Random& random) {
  std::vector<Piece> pieces;
  for (int i = 0; i < count; ++i) {
    pieces.push_back({"com.acme.shop.Test" + std::to_string(i),
                      std::llround(1000 * std::exp(1.5 * Normal(random))), false});
  }
  return pieces;
}

std::vector<int> RoundRobin(const std::vector<Piece>& pieces, int shards) {
  std::vector<int> of;
  for (size_t i = 0; i < pieces.size(); ++i) of.push_back(static_cast<int>(i) % shards);
  return of;
}

std::vector<int> LongestFirst(const std::vector<Piece>& pieces, int shards) {
  std::vector<size_t> order(pieces.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return pieces[a].ms != pieces[b].ms ? pieces[a].ms > pieces[b].ms
                                        : pieces[a].name < pieces[b].name;
  });
  std::vector<int> of(pieces.size());
  std::vector<Milliseconds> load(static_cast<size_t>(shards), 0);
  for (size_t i : order) {
    auto least = std::min_element(load.begin(), load.end());
    of[i] = static_cast<int>(least - load.begin());
    *least += pieces[i].ms;
  }
  return of;
}

std::vector<int> Testfed(const std::vector<Piece>& pieces, int shards) {
  return PackPieces(pieces, shards).shard_of;
}

// The longest shard over what no division can beat.
double Ratio(const std::vector<Piece>& pieces, const std::vector<int>& of, int shards) {
  std::vector<Milliseconds> load(static_cast<size_t>(shards), 0);
  Milliseconds sum = 0, longest = 0;
  for (size_t i = 0; i < pieces.size(); ++i) {
    load[static_cast<size_t>(of[i])] += pieces[i].ms;
    sum += pieces[i].ms;
    longest = std::max(longest, pieces[i].ms);
  }
  const double bound = std::max(static_cast<double>(sum) / shards, static_cast<double>(longest));
  return static_cast<double>(*std::max_element(load.begin(), load.end())) / bound;
}

double Moved(const std::vector<int>& a, const std::vector<int>& b) {
  size_t moved = 0;
  for (size_t i = 0; i < a.size(); ++i) moved += a[i] != b[i] ? 1 : 0;
  return 100.0 * static_cast<double>(moved) / static_cast<double>(a.size());
}

constexpr int kRounds = 20;

void PrintBalance(const std::array<std::pair<const char*, Packer>, 3>& packers) {
  std::printf("| tests, shards |");
  for (const auto& [name, packer] : packers) std::printf(" %s |", name);
  std::printf("\n| --- | ---: | ---: | ---: |\n");
  for (auto [tests, shards] : {std::pair{30, 4},
                               {100, 8},
                               {500, 20},
                               {1000, 10},
                               {10'000, 20},
                               {10'000, 100},
                               {10'000, 256}}) {
    std::printf("| %d, %d |", tests, shards);
    for (const auto& [name, packer] : packers) {
      Random random(1);
      double sum = 0, worst = 0;
      for (int round = 0; round < kRounds; ++round) {
        const std::vector<Piece> pieces = Tests(tests, random);
        const double ratio = Ratio(pieces, packer(pieces, shards), shards);
        sum += ratio;
        worst = std::max(worst, ratio);
      }
      std::printf(" %.3f / %.3f |", sum / kRounds, worst);
    }
    std::printf("\n");
  }
}

void PrintMoves(const std::array<std::pair<const char*, Packer>, 3>& packers) {
  struct Change {
    const char* name;
    std::function<void(std::vector<Piece>&, int&, Random&)> make;
  };
  const Change changes[] = {
      {"one test is new",
       [](std::vector<Piece>& pieces, int&, Random&) {
         pieces.insert(pieces.begin() + 1234, {"com.acme.shop.New", 2500, false});
       }},
      {"100 tests are new",
       [](std::vector<Piece>& pieces, int&, Random& random) {
         for (int i = 0; i < 100; ++i) {
           pieces.insert(pieces.begin() + 97 * i,
                         {"com.acme.shop.New" + std::to_string(i),
                          std::llround(1000 * std::exp(1.5 * Normal(random))), false});
         }
       }},
      {"each test takes up to 5 % more or less",
       [](std::vector<Piece>& pieces, int&, Random& random) {
         for (Piece& piece : pieces) {
           piece.ms = std::llround(static_cast<double>(piece.ms) * (0.95 + 0.1 * random.Unit()));
         }
       }},
      {"each test takes up to 20 % more or less",
       [](std::vector<Piece>& pieces, int&, Random& random) {
         for (Piece& piece : pieces) {
           piece.ms = std::llround(static_cast<double>(piece.ms) * (0.8 + 0.4 * random.Unit()));
         }
       }},
      {"a 21st shard", [](std::vector<Piece>&, int& shards, Random&) { ++shards; }},
  };
  std::printf("| of 10,000 tests on 20 shards move, when |");
  for (const auto& [name, packer] : packers) std::printf(" %s |", name);
  std::printf("\n| --- | ---: | ---: | ---: |\n");
  for (const Change& change : changes) {
    std::printf("| %s |", change.name);
    for (const auto& [name, packer] : packers) {
      Random random(7);
      double sum = 0;
      for (int round = 0; round < kRounds; ++round) {
        const std::vector<Piece> before = Tests(10'000, random);
        std::vector<Piece> after = before;
        int shards = 20;
        change.make(after, shards, random);
        const std::vector<int> of_before = packer(before, 20);
        const std::vector<int> of_after = packer(after, shards);
        std::vector<int> same;  // of the tests that were there before
        for (size_t i = 0; i < after.size(); ++i) {
          if (!after[i].name.starts_with("com.acme.shop.New")) same.push_back(of_after[i]);
        }
        sum += Moved(of_before, same);
      }
      std::printf(" %.1f %% |", sum / kRounds);
    }
    std::printf("\n");
  }
}

}  // namespace
}  // namespace testfed

int main() {
  using testfed::Packer;
  const std::array<std::pair<const char*, Packer>, 3> packers = {{
      {"round robin", testfed::RoundRobin},
      {"longest first", testfed::LongestFirst},
      {"testfed", testfed::Testfed},
  }};
  testfed::PrintBalance(packers);
  std::printf("\n");
  testfed::PrintMoves(packers);
  testfed::Random random(1);
  const std::vector<testfed::Piece> pieces = testfed::Tests(10'000, random);
  const auto start = std::chrono::steady_clock::now();
  int longest = 0;
  for (int i = 0; i < 10; ++i) longest += testfed::PackPieces(pieces, 256).longest > 0 ? 1 : 0;
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
  std::fprintf(stderr, "10,000 tests on 256 shards: %.1f ms (%d)\n", took.count() / 10, longest);
}
