// The engine that finds the domains of all paths against the slow oracle, on random rule sets.
#include <gtest/gtest.h>

#include <algorithm>

#include "domains/ownership.h"
#include "tests/domains/random_patterns.h"
#include "tests/domains/slow_matcher.h"

namespace testfed {
namespace {

std::vector<DeclaredPattern> Parsed(const std::vector<std::string>& texts) {
  std::vector<DeclaredPattern> patterns;
  for (const std::string& text : texts) patterns.push_back({Pattern::Parse(text).value(), {}});
  return patterns;
}

Declarations DeclarationsOf(const RandomRules& rules) {
  Declarations declarations;
  declarations.file = "domains.yaml";
  for (const slow::Rules& from : rules.domains) {
    Domain domain;
    domain.name = from.name;
    domain.include = Parsed(from.include);
    domain.exclude = Parsed(from.exclude);
    declarations.domains.push_back(std::move(domain));
  }
  if (rules.exclusive) declarations.settings.ownership = OwnershipKind::kExclusive;
  declarations.settings.ignore = Parsed(rules.ignore);
  declarations.settings.full.emplace_back().paths = Parsed(rules.full);
  declarations.Index();
  return declarations;
}

slow::Decision DecisionOf(const Declarations& declarations, const Judgement& judgement) {
  slow::Decision decision;
  switch (judgement.state) {
    case OwnershipState::kFull:
      decision.state = slow::Decision::State::kFull;
      break;
    case OwnershipState::kIgnored:
      decision.state = slow::Decision::State::kIgnored;
      break;
    case OwnershipState::kOwned:
      decision.state = slow::Decision::State::kOwned;
      break;
    default:
      decision.state = slow::Decision::State::kUnowned;
  }
  for (DomainId id : judgement.domains) decision.domains.push_back(declarations[id].name);
  return decision;
}

// Everything that a failure needs to be understood.
std::string TextOf(const RandomRules& rules) {
  std::string text;
  const auto list = [&text](std::string_view what, const std::vector<std::string>& globs) {
    for (const std::string& glob : globs) text += "\n  " + std::string(what) + " `" + glob + "`";
  };
  for (const slow::Rules& domain : rules.domains) {
    text += "\n" + domain.name;
    list("include", domain.include);
    list("exclude", domain.exclude);
  }
  list("ignore", rules.ignore);
  list("full", rules.full);
  return text;
}

// By entering its directories anew, as a walk over trees does.
WinnersId Walked(MatchWalk& walk, std::string_view path) {
  MatchWalk::Directory directory = walk.Root();
  for (size_t slash; (slash = path.find('/')) != std::string_view::npos;) {
    directory = walk.Enter(directory, path.substr(0, slash));
    path.remove_prefix(slash + 1);
  }
  return walk.File(directory, path);
}

TEST(Ownership, AgreesWithTheSlowMatcher) {
  const std::uint64_t seed = SeedOfThisRun();
  Random random(seed);
  for (int i = 0; i < 1500; ++i) {
    RandomRules rules = RandomRuleSet(random);
    // Sorted, then as they come: directories are kept from one path to the next, or not.
    std::vector<std::string> paths = rules.paths;
    std::sort(paths.begin(), paths.end());
    paths.insert(paths.end(), rules.paths.begin(), rules.paths.end());
    const Declarations declarations = DeclarationsOf(rules);
    Ownership ownership(declarations);
    for (const std::string& path : paths) {
      const slow::Decision expected =
          slow::Decide(rules.domains, rules.exclusive, rules.ignore, rules.full, path);
      ASSERT_TRUE(DecisionOf(declarations, ownership.Of(path)) == expected)
          << "seed " << seed << ", rule set " << i << ", path `" << path << "`" << TextOf(rules);
      ASSERT_EQ(&ownership.Of(Walked(ownership.walk(), path)), &ownership.Of(path))
          << "seed " << seed << ", rule set " << i << ", path `" << path << "`";
    }
  }
}

// A rule has matched when a file or one of its directories was met that it matches, not before.
TEST(Ownership, KnowsWhichRulesHaveMatched) {
  const std::uint64_t seed = SeedOfThisRun();
  Random random(seed);
  for (int i = 0; i < 500; ++i) {
    const RandomRules rules = RandomRuleSet(random);
    const Declarations declarations = DeclarationsOf(rules);
    Ownership ownership(declarations);
    std::vector<bool> expected(ownership.rules().size(), false);
    for (size_t k = 0; k < rules.paths.size() / 2; ++k) {
      ownership.Of(rules.paths[k]);
      for (size_t rule = 0; rule < expected.size(); ++rule) {
        const DeclaredPattern* pattern = ownership.rules()[rule].pattern;
        if (pattern != nullptr && pattern->pattern.Match(rules.paths[k])) expected[rule] = true;
      }
    }
    for (size_t rule = 0; rule < expected.size(); ++rule) {
      const DeclaredPattern* pattern = ownership.rules()[rule].pattern;
      if (pattern == nullptr) continue;
      ASSERT_EQ(ownership.walk().HasMatched(static_cast<int>(rule)), expected[rule])
          << "seed " << seed << ", rule set " << i << ", pattern `" << pattern->pattern.text()
          << "`";
    }
  }
}

}  // namespace
}  // namespace testfed
