// Every message of a pattern that is none, whole.
#include "domains/pattern.h"

#include <gtest/gtest.h>

#include "tests/domains/slow_matcher.h"

namespace testfed {
namespace {

struct ErrorCase {
  std::string pattern;
  std::string message;
};

TEST(PatternErrors, SayWhatWasSeenAndItsRepair) {
  for (const ErrorCase& c : std::vector<ErrorCase>{
           {"", "is empty; name a file or folder, or `**` for everything"},
           {"/", "is empty; name a file or folder, or `**` for everything"},
           {"{a,}", "has an empty alternative left after expansion"},
           {"/{a,}", "has an empty alternative left after expansion"},
           {"!a",
            "begins with `!`, and patterns do not negate; put the rest under `exclude`, or "
            "write `\\!` for the character"},
           {"{a,!b}",
            "begins with `!`, and patterns do not negate; put the rest under `exclude`, or "
            "write `\\!` for the character"},
           {"./a", "has the segment `.`; patterns start at the root of the repository and go down"},
           {"a/../b",
            "has the segment `..`; patterns start at the root of the repository and go down"},
           {"a//b", "has an empty segment (`//`); remove a slash"},
           {"//a", "has an empty segment (`//`); remove a slash"},
           {"a/b//", "has an empty segment (`//`); remove a slash"},
           {"billing/src**",
            "has `**` inside a segment; `billing/src/**` is the folder, "
            "`billing/src*` the siblings"},
           {"a/src**/b",
            "has `**` inside a segment; `a/src/**/b` is the folder, `a/src*/b` the "
            "siblings"},
           {"a/**.kt",
            "has `**` inside a segment; `a/**/*.kt` is at any depth, `a/*.kt` one segment"},
           {"**.kt", "has `**` inside a segment; `**/*.kt` is at any depth, `*.kt` one segment"},
           {"a**b", "has `**` inside a segment; `a*b` stays inside one segment"},
           {"***", "has `***`; `**` is any number of folders"},
           {"a/****", "has `****`; `**` is any number of folders"},
           {"**/**", "has `**/**`; one `**` is any number of folders"},
           {"a/**/**/b", "has `**/**`; one `**` is any number of folders"},
           {"a/**/", "has `/` after `**`; leave the slash out"},
           {"a[b", "has an unclosed `[`; close it, or write `\\[` for the character"},
           {"a[]", "has an unclosed `[`; close it, or write `\\[` for the character"},
           {"a[b/c]", "has `/` inside brackets; write the alternatives as `{a,b}`"},
           {"[a\\]]", "has `\\` inside brackets; write the alternatives as `{a,b}`"},
           {"[{]", "has `{` inside brackets; write the alternatives as `{a,b}`"},
           {"[a}]", "has `}` inside brackets; write the alternatives as `{a,b}`"},
           {"[z-a]", "`[z-a]` has a range that runs backwards; write the lower end first"},
           {"x/y[b-a]z", "`[b-a]` has a range that runs backwards; write the lower end first"},
           {"[[:alpha:]]",
            "has a named class such as `[:alpha:]`; write the characters, as in `[a-zA-Z]`"},
           {"a{b", "has an unclosed `{`; close it, or write `\\{` for the character"},
           {"a{b,c", "has an unclosed `{`; close it, or write `\\{` for the character"},
           {"a}b", "has a `}` without its `{`; write `\\}` for the character"},
           {"a{}", "has empty braces `{}`; remove them"},
           {"a{b}c",
            "has braces with one alternative `{b}`; remove the braces, or write `\\{` for "
            "the character"},
           {"a{1..3}",
            "has the range `{1..3}`, which is not supported; list the alternatives, as in "
            "`{1,2,3}`"},
           {"a\\", "ends in a backslash; write `\\\\` for the character"},
           {"{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}",
            "expands to more than 1024 alternatives; split it"},
           {std::string(4097, 'a'), "has 4097 bytes; at most 4096 are allowed"},
           {"a\xff", "is not UTF-8"},
           {std::string("a\0b", 3), "has a NUL byte, which no path has"},
       }) {
    const absl::StatusOr<Pattern> pattern = Pattern::Parse(c.pattern);
    ASSERT_FALSE(pattern.ok()) << c.pattern;
    EXPECT_EQ(MessageOf(pattern.status()), c.message) << c.pattern;
    if (c.pattern.find('\0') != std::string::npos) continue;  // the oracle reads text
    EXPECT_TRUE(slow::PatternError(c.pattern)) << c.pattern;
  }
}

TEST(PatternErrors, SuggestPatternsThatAreAccepted) {
  for (const char* repair : {"billing/src/**", "billing/src*", "**/*.kt", "a*b", "\\!", "\\[",
                             "\\{", "\\}", "\\\\", "**", "{1,2,3}", "[a-zA-Z]", "{a,b}"}) {
    EXPECT_TRUE(Pattern::Parse(repair).ok()) << repair;
  }
}

TEST(Pattern, KeepsItsTextAndSharesItsAlternatives) {
  const Pattern pattern = *Pattern::Parse("/a/{b,c}/**");
  EXPECT_EQ(pattern.text(), "/a/{b,c}/**");
  EXPECT_EQ(pattern.alternatives().size(), 2u);
  const Pattern copy = pattern;
  EXPECT_EQ(&copy.alternatives(), &pattern.alternatives());
  EXPECT_EQ(Pattern().Match("a"), std::nullopt);
}

TEST(Pattern, AcceptsWhatIsJustInsideTheBounds) {
  EXPECT_TRUE(Pattern::Parse(std::string(4096, 'a')).ok());
  const absl::StatusOr<Pattern> pattern =
      Pattern::Parse("{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}");
  ASSERT_TRUE(pattern.ok());
  EXPECT_EQ(pattern->alternatives().size(), 1024u);
}

// Nothing that a pattern holds may make matching slow: this would be 2^50 steps by backtracking.
TEST(Pattern, MatchesHostilePatternsInTime) {
  std::string pattern, path;
  for (int i = 0; i < 50; ++i) {
    pattern += "**/a*a*a*a*b/";
    path += "aaaaaaaaaaaaaaaaaaaa/";
  }
  EXPECT_EQ(Pattern::Parse(pattern + "x")->Match(path + "x"), std::nullopt);
}

TEST(Pattern, RefusesDeepBracesByItsBounds) {
  EXPECT_FALSE(Pattern::Parse(std::string(2000, '{')).ok());
  std::string nested = "a";
  for (int i = 0; i < 500; ++i) nested = "{" + nested + ",b}";
  EXPECT_TRUE(Pattern::Parse(nested).ok());
}

}  // namespace
}  // namespace testfed
