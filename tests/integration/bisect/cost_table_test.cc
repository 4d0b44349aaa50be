// The table of docs/bisect.md: what searches of the real shape cost. It is measured here, each
// time, and the document must hold what comes out.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <random>
#include <sstream>

#include "tests/integration/bisect/simulation.h"

namespace testfed {
namespace {

constexpr unsigned kSearches = 40;

// Searches on paths of one kind.
struct Row {
  const char* what;
  int pairs = 0;          // pairs of commits that build only together
  bool whole = true;      // each pair is one step
  int culprits = 1;       // independent ones
  bool together = false;  // two that fail only together
  double noise = 0;       // how often a good composition fails
  int repeats = 1;
};

struct Measured {
  std::vector<size_t> path, compositions;
  size_t runs = 0;
  size_t right = 0;
  size_t found = 0;
};

// The commits that a trailer joins, as "component@id".
std::map<std::string, std::vector<std::string>> Pairs(std::vector<ComponentAdvance>& advances,
                                                      bool whole) {
  std::map<std::string, std::vector<std::string>> pairs;
  for (ComponentAdvance& advance : advances) {
    for (HistoryLeg& leg : advance.legs) {
      for (const std::string& ask : LinksOf(leg.commits[0].messages[0], "h/o/r").asks) {
        pairs[ask].push_back(advance.component + "@" + leg.to);
      }
      if (!whole) leg.commits[0].messages[0] = "alone";
    }
  }
  return pairs;
}

Measured Measure(const Row& row) {
  Measured measured;
  std::vector<ComponentAdvance> advances = RealShape(100, row.pairs);
  auto pairs = Pairs(advances, row.whole);
  BisectPath path = BuildPath({}, advances, {});
  StepOrder order = path.Order();
  std::map<std::string, size_t> step_of;
  for (size_t i = 0; i < path.steps.size(); ++i) {
    for (const std::string& commit : CommitsOf(path.steps[i])) step_of[commit] = i;
  }
  for (unsigned seed = 0; seed < kSearches; ++seed) {
    std::mt19937 random(seed);
    std::vector<size_t> culprits;
    int count = row.together ? 2 : row.culprits;
    for (int i = 0; i < count; ++i) culprits.push_back(random() % order.size());
    std::sort(culprits.begin(), culprits.end());
    Oracle fails = row.together ? FailsWithAll(culprits) : FailsWith(culprits);
    Oracle builds = [&](const StepSet& steps) {
      for (const auto& [name, members] : pairs) {
        size_t in = 0;
        for (const std::string& member : members) in += steps[step_of[member]] ? 1 : 0;
        if (in > 0 && in < members.size()) return BisectVerdict::kUnresolved;
      }
      return fails(steps);
    };
    Played played =
        Play(order, WithFalseFailures(builds, row.noise, random), {.repeats = row.repeats});
    size_t truth = row.together ? culprits.back() : culprits.front();
    const Conclusion& conclusion = played.conclusion;
    bool found = conclusion.kind == Conclusion::Kind::kFound;
    bool named = conclusion.kind == Conclusion::Kind::kInterval || found;
    measured.found += found ? 1 : 0;
    measured.right += named && conclusion.good <= truth && truth < conclusion.bad ? 1 : 0;
    measured.path.push_back(played.by_kind[ProbeKind::kPath].size());
    measured.compositions.push_back(played.compositions.size());
    measured.runs += static_cast<size_t>(played.runs);
  }
  std::sort(measured.path.begin(), measured.path.end());
  std::sort(measured.compositions.begin(), measured.compositions.end());
  return measured;
}

std::string Text(const Row& row) {
  Measured measured = Measure(row);
  size_t tenths = measured.runs * 10 / kSearches;
  std::ostringstream text;
  text << "| " << row.what << " | " << measured.path[kSearches / 2] << " (" << measured.path.back()
       << ") | " << measured.compositions[kSearches / 2] << " (" << measured.compositions.back()
       << ") | " << tenths / 10 << "." << tenths % 10 << " | " << measured.found << " | "
       << measured.right << " |\n";
  return text.str();
}

TEST(CostTable, StandsInTheDocument) {
  std::string table =
      "| 40 searches each | on the path | compositions | runs | one step | right |\n"
      "| --- | --- | --- | --- | --- | --- |\n";
  for (const Row& row : {
           Row{.what = "one culprit"},
           Row{.what = "two independent culprits", .culprits = 2},
           Row{.what = "two commits that fail only together", .together = true},
           Row{.what = "20 pairs that build only together, as changesets", .pairs = 20},
           Row{.what = "60 such pairs, as changesets", .pairs = 60},
           Row{.what = "20 such pairs that nobody declared", .pairs = 20, .whole = false},
           Row{.what = "60 such pairs that nobody declared", .pairs = 60, .whole = false},
           Row{.what = "5 % false failures, each believed", .noise = 0.05, .repeats = 0},
           Row{.what = "5 % false failures", .noise = 0.05},
           Row{.what = "10 % false failures", .noise = 0.1},
           Row{.what = "10 % false failures, seen twice again", .noise = 0.1, .repeats = 2},
       }) {
    table += Text(row);
  }
  std::ostringstream document;
  document << std::ifstream(TESTFED_SOURCE_DIR "/docs/bisect.md").rdbuf();
  EXPECT_NE(document.str().find(table), std::string::npos) << table;
}

}  // namespace
}  // namespace testfed
