#include "tests/integration/bisect/simulation.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace testfed {
namespace {

constexpr std::int64_t kStart = 1'770'000'000;

std::string Id(size_t component, int number) {
  std::string digits = std::to_string(component * 100'000 + static_cast<size_t>(number));
  return std::string(40 - digits.size(), '0') + digits;
}

ComponentAdvance Advance(size_t component, const std::vector<std::int64_t>& times) {
  std::string name = "component_" + std::string(1, static_cast<char>('a' + component));
  TupleEntry entry{{Pin::Kind::kCommit, Id(component, 0)}, "example.org/product/" + name, {}};
  ComponentAdvance advance{name, entry, entry, {}};
  int number = 0;
  for (std::int64_t time : times) {
    HistoryCommit commit;
    commit.id = Id(component, ++number);
    commit.subject = "change " + std::to_string(number);
    commit.time = time;
    commit.messages = {commit.subject};
    advance.legs.push_back({commit.id, {commit}, ""});
  }
  advance.to->pin.text = advance.legs.back().to;
  return advance;
}

int Roll(std::mt19937& random, int sides) {
  return static_cast<int>(random() % static_cast<unsigned>(sides));
}

}  // namespace

std::string NameOf(const StepSet& steps) {
  auto end = std::find(steps.begin(), steps.end(), false);
  if (std::find(end, steps.end(), true) == steps.end()) {
    return "first " + std::to_string(end - steps.begin());
  }
  std::string bits;
  for (bool in : steps) bits += in ? '1' : '0';
  return bits;
}

std::vector<ComponentAdvance> RealShape(unsigned seed, int changesets) {
  std::mt19937 random(seed);
  std::vector<ComponentAdvance> advances;
  for (int commits : {284, 160, 92, 58, 44, 33, 25, 19, 14, 11, 9, 7, 5, 4, 3}) {
    std::vector<std::int64_t> times;
    for (int i = 0; i < commits; ++i) times.push_back(kStart + Roll(random, 56 * 86'400));
    std::sort(times.begin(), times.end());
    advances.push_back(Advance(advances.size(), times));
  }
  for (int i = 0; i < changesets; ++i) {
    // A commit, and those nearest to it in one or two other components.
    ComponentAdvance& one = advances[static_cast<size_t>(Roll(random, 15))];
    HistoryCommit& first =
        one.legs[static_cast<size_t>(Roll(random, static_cast<int>(one.legs.size())))].commits[0];
    std::string trailer = "\n\nChangeset: set-" + std::to_string(i);
    first.messages[0] += trailer;
    for (int other = 1 + Roll(random, 2); other > 0; --other) {
      ComponentAdvance& partner = advances[static_cast<size_t>(Roll(random, 15))];
      if (&partner == &one) continue;
      auto nearest = std::min_element(partner.legs.begin(), partner.legs.end(),
                                      [&](const HistoryLeg& a, const HistoryLeg& b) {
                                        return std::abs(a.commits[0].time - first.time) <
                                               std::abs(b.commits[0].time - first.time);
                                      });
      nearest->commits[0].messages[0] += trailer;
    }
  }
  return advances;
}

std::vector<ComponentAdvance> RandomAdvances(std::mt19937& random, int components, int most) {
  std::vector<ComponentAdvance> advances;
  for (int c = 0; c < components; ++c) {
    std::vector<std::int64_t> times;
    for (int i = 1 + Roll(random, most); i > 0; --i) {
      times.push_back(kStart + Roll(random, 1000));  // clocks may run backwards
    }
    advances.push_back(Advance(advances.size(), times));
  }
  return advances;
}

std::vector<std::string> CommitsOf(const PathStep& step) {
  std::vector<std::string> commits;
  for (const PathMove& move : step.moves) {
    for (const HistoryCommit& commit : move.commits) {
      commits.push_back(move.component + "@" + commit.id);
    }
  }
  return commits;
}

std::set<std::string> CommitsOf(const BisectPath& path, const StepSet& steps) {
  std::set<std::string> all;
  for (size_t i = 0; i < steps.size(); ++i) {
    if (!steps[i]) continue;
    for (std::string& commit : CommitsOf(path.steps[i])) all.insert(std::move(commit));
  }
  return all;
}

Played Play(const StepOrder& order, const Oracle& oracle, PlayOptions options) {
  Played played;
  std::vector<std::string> path_digests;
  for (size_t i = 0; i <= order.size(); ++i) path_digests.push_back(NameOf(order.First(i)));
  std::vector<Tally> path_tallies(path_digests.size());
  SearchInput input{order,
                    path_digests,
                    path_tallies,
                    [](const StepSet& steps) { return NameOf(steps); },
                    [&](const std::string& digest) {
                      auto found = played.tallies.find(digest);
                      return found == played.tallies.end() ? Tally{} : found->second;
                    },
                    options.repeats,
                    options.jobs};
  while (played.runs < options.most_runs) {
    Decision decision = Decide(input);
    if (decision.conclusion) {
      EXPECT_TRUE(decision.probes.empty());
      played.conclusion = *decision.conclusion;
      return played;
    }
    EXPECT_FALSE(decision.probes.empty());
    EXPECT_LE(decision.probes.size(), options.jobs);
    if (decision.probes.empty()) break;
    ++played.rounds;
    for (const Probe& probe : decision.probes) {
      ++played.runs;
      played.compositions.insert(probe.digest);
      played.by_kind[probe.kind].insert(probe.digest);
      BisectVerdict verdict = oracle(probe.steps);
      played.tallies[probe.digest].Add(verdict);
      auto on_path = std::find(path_digests.begin(), path_digests.end(), probe.digest);
      if (on_path != path_digests.end()) {
        path_tallies[static_cast<size_t>(on_path - path_digests.begin())].Add(verdict);
      }
      played.probes.push_back(probe);
    }
  }
  ADD_FAILURE() << "no end after " << played.runs << " runs";
  return played;
}

Oracle FailsWith(std::vector<size_t> culprits) {
  return [culprits](const StepSet& steps) {
    bool bad = std::any_of(culprits.begin(), culprits.end(), [&](size_t c) { return steps[c]; });
    return bad ? BisectVerdict::kBad : BisectVerdict::kGood;
  };
}

Oracle FailsWithAll(std::vector<size_t> all) {
  return [all](const StepSet& steps) {
    bool bad = std::all_of(all.begin(), all.end(), [&](size_t c) { return steps[c]; });
    return bad ? BisectVerdict::kBad : BisectVerdict::kGood;
  };
}

Oracle WithFalseFailures(Oracle oracle, double probability, std::mt19937& random) {
  return [oracle = std::move(oracle), probability, &random](const StepSet& steps) {
    BisectVerdict verdict = oracle(steps);
    std::uniform_real_distribution<double> chance(0, 1);
    return chance(random) < probability ? BisectVerdict::kBad : verdict;
  };
}

}  // namespace testfed
