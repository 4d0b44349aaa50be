// Ownership and the walk against the oracle, which shares nothing with them.
#include <gtest/gtest.h>

#include "tests/domains/declared_rules.h"
#include "tests/domains/vectors.h"

namespace testfed {
namespace {

std::string Print(const slow::Decision& decision) {
  static const char* const kStates[] = {"full", "ignored", "owned", "unowned"};
  std::string text = kStates[static_cast<int>(decision.state)];
  for (const std::string& domain : decision.domains) text += " " + domain;
  return text;
}

std::string Print(const RandomRules& rules) {
  std::string text = rules.exclusive ? "exclusive\n" : "shared\n";
  const auto add = [&](const std::string& what, const std::vector<std::string>& patterns) {
    text += what + ":";
    for (const std::string& pattern : patterns) text += " `" + pattern + "`";
    text += "\n";
  };
  for (const slow::Rules& rule : rules.domains) {
    add(rule.name + " include", rule.include);
    add(rule.name + " exclude", rule.exclude);
  }
  add("ignore", rules.ignore);
  add("full", rules.full);
  return text;
}

TEST(Ownership, AgreesWithTheOracle) {
  const std::uint64_t seed = SeedOfThisRun();
  Random random(seed);
  int decisions = 0;
  while (decisions < 20000) {
    RandomRules rules = RandomRuleSet(random);
    const Declarations declarations = Declare(rules);
    Ownership ownership(declarations);
    for (int i = 0; i < 6; ++i) rules.paths.push_back(RandomPath(random));
    for (const std::string& path : rules.paths) {
      const slow::Decision expected =
          slow::Decide(rules.domains, rules.exclusive, rules.ignore, rules.full, path);
      ASSERT_EQ(Print(DecisionOf(declarations, ownership.Of(path))), Print(expected))
          << "seed " << seed << ", path `" << path << "`\n"
          << Print(rules);
      ++decisions;
    }
  }
}

TEST(Ownership, KeepsTheDecidingVectors) {
  for (const DecidingVector& vector : ReadDecidingVectors()) {
    SCOPED_TRACE(vector.name);
    RandomRules rules;
    rules.exclusive = vector.exclusive;
    for (const DecidingDomain& domain : vector.domains) {
      rules.domains.push_back({domain.name, domain.include, domain.exclude});
    }
    rules.ignore = vector.ignore;
    rules.full = vector.full;
    const Declarations declarations = Declare(rules);
    Ownership ownership(declarations);
    for (const auto& [path, answer] : vector.paths) {
      std::string label;
      for (const std::string& name : answer) label += (label.empty() ? "" : ",") + name;
      EXPECT_EQ(ownership.LabelOf(ownership.Of(path)), label) << path;
    }
  }
}

// The trie looked a suffix up once for each way to write it, and found one of them.
TEST(Ownership, SuffixesThatAreEscapedApartBothOwn) {
  RandomRules rules;
  rules.domains = {{"A", {"*b/x", "*.c/"}, {}}, {"B", {"*\\b/y", "*\\.c"}, {}}};
  const Declarations declarations = Declare(rules);
  Ownership ownership(declarations);
  EXPECT_EQ(ownership.LabelOf(ownership.Of("ab/x")), "A");
  EXPECT_EQ(ownership.LabelOf(ownership.Of("ab/y")), "B");
  EXPECT_EQ(ownership.LabelOf(ownership.Of("m.c/x")), "A,B");
}

TEST(Ownership, OwnFilesAreOwnWhateverThePatternsSay) {
  RandomRules rules;
  rules.domains = {{"A", {"**"}, {}}};
  rules.ignore = {"*.txt"};
  rules.full = {"domains.yaml"};
  const Declarations declarations = Declare(rules);
  Ownership ownership(declarations);
  EXPECT_EQ(ownership.LabelOf(ownership.Of("domains.yaml")), "(testfed)");
  EXPECT_EQ(ownership.LabelOf(ownership.Of("domain.dump.txt")), "(testfed)");
  EXPECT_EQ(ownership.LabelOf(ownership.Of("x/domains.yaml")), "A");
  EXPECT_EQ(ownership.LabelOf(ownership.Of("domains.yaml/x")), "(full)");
}

std::string Shown(const Ownership& ownership, const Judgement& judgement) {
  std::string text = ownership.LabelOf(judgement);
  auto add = [&](const RuleReference& rule) {
    text += "\n" + rule.pattern->pattern.text() + " " +
            ToString(Place{"x", rule.pattern->position}) + " " + std::to_string(rule.rank.depth) +
            " " + std::to_string(rule.rank.literals) + " " +
            std::to_string(static_cast<int>(rule.domain)) + (rule.full != nullptr ? " full" : "");
  };
  if (judgement.rule) add(*judgement.rule);
  for (const RuleReference& rule : judgement.excluders) add(rule);
  return text;
}

TEST(Ownership, OnePathIsJudgedAsByTheTrieOfAllPatterns) {
  const std::uint64_t seed = SeedOfThisRun();
  Random random(seed);
  for (int i = 0; i < 600; ++i) {
    const RandomRules rules = RandomRuleSet(random);
    const Declarations declarations = Declare(rules);
    Ownership with_trie(declarations);
    with_trie.walk();
    for (const std::string& path : rules.paths) {
      Ownership alone(declarations);
      ASSERT_EQ(Shown(alone, alone.Of(path)), Shown(with_trie, with_trie.Of(path)))
          << "seed " << seed << ", path `" << path << "`\n"
          << Print(rules);
    }
  }
}

TEST(Ownership, TheFirstMatchOfAllIsTheOneThatDecides) {
  const std::uint64_t seed = SeedOfThisRun();
  Random random(seed);
  int decided = 0;
  for (int i = 0; i < 600; ++i) {
    const RandomRules rules = RandomRuleSet(random);
    const Declarations declarations = Declare(rules);
    Ownership ownership(declarations);
    for (const std::string& path : rules.paths) {
      const std::string context = "seed " + std::to_string(seed) + ", path `" + path + "`\n";
      const std::vector<MatchedPattern> matches = AllMatches(declarations, path);
      for (size_t k = 1; k < matches.size(); ++k) {
        ASSERT_GE(matches[k - 1].rank, matches[k].rank) << context << Print(rules);
      }
      // The first match of each domain says whether the file is its.
      std::vector<std::string> owners;
      for (size_t d = 0; d < declarations.domains.size(); ++d) {
        for (const MatchedPattern& match : matches) {
          if (match.domain != DomainId{static_cast<int>(d)}) continue;
          if (match.role == MatchedPattern::Role::kInclude) {
            owners.push_back(declarations.domains[d].name);
          }
          break;
        }
      }
      const Judgement& judgement = ownership.Of(path);
      if (judgement.rule) {
        ++decided;
        bool listed = false;
        for (const MatchedPattern& match : matches) {
          listed = listed ||
                   (match.pattern == judgement.rule->pattern && match.rank == judgement.rule->rank);
        }
        ASSERT_TRUE(listed) << context << Print(rules);
      }
      if (judgement.state == OwnershipState::kOwned && !rules.exclusive) {
        ASSERT_EQ(DecisionOf(declarations, judgement).domains, owners) << context << Print(rules);
      }
      if (judgement.state == OwnershipState::kUnowned) {
        ASSERT_EQ(owners, std::vector<std::string>{}) << context << Print(rules);
        // What took it out of a domain is a pattern that matches.
        for (const RuleReference& excluder : judgement.excluders) {
          ASSERT_EQ(excluder.pattern->pattern.Match(path), excluder.rank) << context;
        }
      }
    }
  }
  EXPECT_GT(decided, 2000);
}

TEST(MatchWalk, AgreesWithTheSinglePattern) {
  const std::uint64_t seed = SeedOfThisRun();
  Random random(seed);
  constexpr int kPairs = 100000, kPathsEach = 8;
  for (int pairs = 0; pairs < kPairs; pairs += kPathsEach) {
    std::vector<std::string> paths = {RandomPath(random)};
    const Pattern pattern = *Pattern::Parse(RandomValidPattern(random, paths[0]));
    paths.push_back(paths[0] + "/" + RandomName(random));
    while (paths.size() < kPathsEach) {
      std::string path = random.OneIn(2) ? RandomPath(random) : random.Of(paths);
      if (random.OneIn(3)) path += "/" + RandomName(random);
      paths.push_back(path);
    }
    const MatchTrie trie({{&pattern.alternatives(), 0, true}});
    MatchWalk walk(trie);
    bool matched_any = false;
    for (const std::string& path : paths) {
      const std::string context =
          "seed " + std::to_string(seed) + ", `" + pattern.text() + "` on `" + path + "`";
      const std::vector<Winner>& winners = walk.WinnersOf(walk.Resolve(path));
      const std::optional<Rank> rank = pattern.Match(path);
      ASSERT_EQ(!winners.empty(), rank.has_value()) << context;
      matched_any = matched_any || rank;
      if (rank) {
        ASSERT_EQ((Rank{winners[0].depth, winners[0].literals}), *rank) << context;
      }
      if (rank) {
        ASSERT_TRUE(walk.HasMatched(0)) << context;
      }
    }
    // A directory of a path may match where the paths themselves, being ruled by a better match of
    // the same pattern, still do: so the walk has matched exactly when some path has.
    ASSERT_EQ(walk.HasMatched(0), matched_any) << "seed " << seed << ", `" << pattern.text() << "`";
  }
}

TEST(MatchWalk, KnowsWhichRulesMatched) {
  const std::uint64_t seed = SeedOfThisRun();
  Random random(seed);
  for (int i = 0; i < 300; ++i) {
    const RandomRules rules = RandomRuleSet(random);
    const Declarations declarations = Declare(rules);
    Ownership ownership(declarations);
    for (const std::string& path : rules.paths) ownership.walk().Resolve(path);
    for (size_t rule = 0; rule < ownership.rules().size(); ++rule) {
      const DeclaredPattern* pattern = ownership.rules()[rule].pattern;
      if (pattern == nullptr) continue;  // one of testfed's own files
      bool matches = false;
      for (const std::string& path : rules.paths) {
        matches = matches || slow::Matches(pattern->pattern.text(), path);
      }
      ASSERT_EQ(ownership.walk().HasMatched(static_cast<int>(rule)), matches)
          << "seed " << seed << ", `" << pattern->pattern.text() << "`\n"
          << Print(rules);
    }
  }
}

}  // namespace
}  // namespace testfed
