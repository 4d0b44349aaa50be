// The oracle keeps the conformance vectors, and the vectors are as many and as various as promised.
#include "tests/domains/slow_matcher.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "tests/domains/random_patterns.h"
#include "tests/domains/vectors.h"

namespace testfed {
namespace {

TEST(SlowMatcher, KeepsThePatternVectors) {
  for (const PatternVector& vector : ReadPatternVectors()) {
    SCOPED_TRACE(vector.name + ": `" + vector.pattern + "`");
    EXPECT_EQ(slow::PatternError(vector.pattern).value_or(""), vector.error);
    for (const auto& [path, matches] : vector.matches) {
      EXPECT_EQ(slow::Matches(vector.pattern, path), matches) << "`" << path << "`";
    }
  }
}

TEST(SlowMatcher, HasVectorsForEveryError) {
  std::set<std::string> names, errors;
  for (const PatternVector& vector : ReadPatternVectors()) {
    EXPECT_TRUE(names.insert(vector.name).second) << "twice: " << vector.name;
    EXPECT_EQ(vector.error.empty(), !vector.matches.empty()) << vector.name;
    if (!vector.error.empty()) errors.insert(vector.error);
  }
  EXPECT_GE(names.size(), 250u);
  EXPECT_EQ(errors, (std::set<std::string>{"empty",
                                           "empty-alternative",
                                           "dot-segment",
                                           "empty-segment",
                                           "negation",
                                           "globstar-in-segment",
                                           "triple-star",
                                           "repeated-globstar",
                                           "globstar-slash",
                                           "unclosed-bracket",
                                           "unclosed-brace",
                                           "stray-brace",
                                           "single-alternative",
                                           "empty-braces",
                                           "range-braces",
                                           "reversed-range",
                                           "posix-class",
                                           "bracket-character",
                                           "trailing-backslash",
                                           "too-many-alternatives",
                                           "too-long",
                                           "not-utf8"}));
}

std::vector<std::string> AnswerOf(const slow::Decision& decision) {
  switch (decision.state) {
    case slow::Decision::State::kFull:
      return {"(full)"};
    case slow::Decision::State::kIgnored:
      return {"(ignored)"};
    case slow::Decision::State::kOwned:
      return decision.domains;
    case slow::Decision::State::kUnowned:
      break;
  }
  return decision.domains.empty() ? std::vector<std::string>{"(unowned)"} : decision.domains;
}

TEST(SlowMatcher, KeepsTheDecidingVectors) {
  std::set<std::string> names;
  for (const DecidingVector& vector : ReadDecidingVectors()) {
    SCOPED_TRACE(vector.name);
    EXPECT_TRUE(names.insert(vector.name).second) << "twice: " << vector.name;
    std::vector<slow::Rules> domains;
    for (const DecidingDomain& domain : vector.domains) {
      domains.push_back({domain.name, domain.include, domain.exclude});
      for (const auto* list : {&domain.include, &domain.exclude}) {
        for (const std::string& text : *list) EXPECT_EQ(slow::PatternError(text), std::nullopt);
      }
    }
    for (const auto& [path, answer] : vector.paths) {
      EXPECT_EQ(AnswerOf(slow::Decide(domains, vector.exclusive, vector.ignore, vector.full, path)),
                answer)
          << path;
    }
  }
  EXPECT_GE(names.size(), 80u);
}

struct RankCase {
  std::string_view pattern;
  std::string_view path;
  int depth;
  int literals;
};

TEST(SlowMatcher, RanksByDepthAndLiterals) {
  for (const RankCase& c : {
           RankCase{"a", "a", 1, 1},
           {"a", "a/b/c", 1, 1},
           {"a/", "a/b/c", 1, 1},
           {"a/**", "a/b/c", 1, 1},
           {"a/*", "a/b", 2, 1},
           {"**", "a/b/c", 0, 0},
           {"**/*", "a/b/c", 3, 0},
           {"*", "a", 1, 0},
           {"*/**", "a/b/c", 1, 0},
           {"**/a", "a/b/a/c", 3, 1},
           {"**/a/", "a/b/a", 1, 1},
           {"**/a/**", "a/a/b", 2, 1},
           {"a/**/*.ts", "a/b/c.ts", 3, 4},
           {"/ab/cd", "ab/cd/x", 2, 4},
           {"é*", "éa", 1, 2},
           {"\\*a", "*a", 1, 2},
           {"[ab]c?", "acx", 1, 1},
           {"{a,a/b,a/?}", "a/b/c", 2, 2},
           {"{?b,ab,*}", "ab", 1, 2},
           {"native/**/test/**", "native/a/test/b/test/c", 5, 10},
       }) {
    EXPECT_EQ(slow::Rank(c.pattern, c.path), (std::pair{c.depth, c.literals}))
        << c.pattern << " on " << c.path;
  }
  EXPECT_EQ(slow::Rank("a/**", "a"), std::nullopt);
}

TEST(RandomPatterns, MeetOften) {
  Random random(1);
  int accepted = 0, refused = 0, matched = 0;
  for (int i = 0; i < 5000; ++i) {
    const std::string path = RandomPath(random);
    const std::string pattern = RandomPattern(random, path);
    const bool error = slow::PatternError(pattern).has_value();
    refused += error;
    accepted += !error;
    matched += slow::Matches(pattern, path);
  }
  EXPECT_GT(accepted, 3000);
  EXPECT_GT(refused, 1000);
  EXPECT_GT(matched, 1500);
}

TEST(RandomRuleSets, ReachEveryDecision) {
  Random random(1);
  std::map<std::string, int> met;
  for (int i = 0; i < 500; ++i) {
    const RandomRules rules = RandomRuleSet(random);
    for (const std::string& path : rules.paths) {
      const std::vector<std::string> answer =
          AnswerOf(slow::Decide(rules.domains, rules.exclusive, rules.ignore, rules.full, path));
      ++met[answer.size() > 1 ? "several" : answer[0][0] == '(' ? answer[0] : "one"];
      met["Unknown"] += answer[0] == "Unknown";
    }
  }
  for (const char* what : {"(full)", "(ignored)", "(unowned)", "Unknown", "one", "several"}) {
    EXPECT_GT(met[what], 100) << what;
  }
}

}  // namespace
}  // namespace testfed
