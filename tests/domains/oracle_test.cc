// The production matcher against the slow one and against the conformance vectors.
#include <gtest/gtest.h>

#include "domains/pattern.h"
#include "tests/domains/random_patterns.h"
#include "tests/domains/slow_matcher.h"
#include "tests/domains/vectors.h"

namespace testfed {
namespace {

using MaybeRank = std::optional<std::pair<int, int>>;

MaybeRank RankOf(const Pattern& pattern, std::string_view path) {
  const std::optional<Rank> rank = pattern.Match(path);
  if (!rank) return std::nullopt;
  return std::pair{rank->depth, rank->literals};
}

TEST(Pattern, KeepsTheConformanceVectors) {
  for (const PatternVector& vector : ReadPatternVectors()) {
    SCOPED_TRACE(vector.name + ": `" + vector.pattern + "`");
    const absl::StatusOr<Pattern> pattern = Pattern::Parse(vector.pattern);
    EXPECT_EQ(pattern.ok(), vector.error.empty());
    if (!pattern.ok()) continue;
    for (const auto& [path, matches] : vector.matches) {
      EXPECT_EQ(pattern->Match(path).has_value(), matches) << "`" << path << "`";
    }
  }
}

TEST(Pattern, AgreesWithTheSlowMatcher) {
  const std::uint64_t seed = SeedOfThisRun();
  Random random(seed);
  constexpr int kPatterns = 30000, kPathsEach = 6;
  int accepted = 0, matched = 0;
  for (int i = 0; i < kPatterns; ++i) {
    const std::string first = RandomPath(random);
    const std::string text = RandomPattern(random, first);
    const absl::StatusOr<Pattern> pattern = Pattern::Parse(text);
    ASSERT_EQ(pattern.ok(), !slow::PatternError(text).has_value())
        << "seed " << seed << ", pattern `" << text << "`: " << pattern.status();
    if (!pattern.ok()) continue;
    ++accepted;
    const std::vector<slow::Glob> globs = slow::ReadPattern(text);
    for (int k = 0; k < kPathsEach; ++k) {
      std::string path = k == 0 ? first : RandomPath(random);
      if (k == 1) path = first + "/" + RandomName(random);
      if (k == 2 && first.find('/') != std::string::npos) path = first.substr(0, first.rfind('/'));
      const MaybeRank rank = slow::Rank(globs, path);
      matched += rank.has_value();
      ASSERT_EQ(RankOf(*pattern, path), rank)
          << "seed " << seed << ", pattern `" << text << "`, path `" << path << "`";
    }
  }
  // The generator is worth its time: most patterns are accepted and many pairs match.
  EXPECT_GT(accepted, kPatterns / 2);
  EXPECT_GT(matched, kPatterns);
}

}  // namespace
}  // namespace testfed
