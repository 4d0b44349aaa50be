#include "domains/inline_text.h"

#include <gtest/gtest.h>

namespace testfed {
namespace {

struct Case {
  const char* name;
  std::string text;
  std::string shown;
};

TEST(InlineText, ShowsWhatCouldActInALine) {
  const Case kTable[] = {
      {"plain", "the build itself", "the build itself"},
      {"letters", "caf\xc3\xa9 \xf0\x9f\x92\xa9", "caf\xc3\xa9 \xf0\x9f\x92\xa9"},
      {"C++ name", "a::b::c", "a::b::c"},
      {"command", "::error::x", "\\072:error::x"},
      {"command after blanks", " ::error::x", " \\072:error::x"},
      {"command after a wide blank", "\xe3\x80\x80::x", "\xe3\x80\x80\\072:x"},
      {"three colons", ":::x", "\\072::x"},
      {"old command", "a##[error]b", "a#\\043[error]b"},
      {"many hashes", "###", "#\\043\\043"},
      {"control", "a\n\t\r\x1b[0m\x7f", "a\\n\\t\\r\\033[0m\\177"},
      {"C1", "\xc2\x85", "\\u0085"},
      {"right to left", "\xe2\x80\xae", "\\u202e"},
      {"zero width", "a\xe2\x80\x8b", "a\\u200b"},
      {"tag character", "\xf3\xa0\x80\x81", "\\u0e0001"},
      {"bytes", "\xff\xe2\x80", "\\377\\342\\200"},
  };
  for (const Case& c : kTable) EXPECT_EQ(InlineText(c.text), c.shown) << c.name;
}

TEST(InlinePath, QuotesAsGitDoesAndBreaksCommands) {
  const Case kTable[] = {
      {"plain", "a/b c.kt", "a/b c.kt"},
      {"bytes", "caf\xe9", "\"caf\\351\""},
      {"command", "::error::x", "\"\\072:error::x\""},
      {"command after a newline", "\n::x", "\"\\n\\072:x\""},
      {"C++ name", "a::b", "a::b"},
      {"old command", "a##[x]", "\"a#\\043[x]\""},
      {"both, quoted", "::\"##", "\"\\072:\\\"#\\043\""},
  };
  for (const Case& c : kTable) EXPECT_EQ(InlinePath(c.text), c.shown) << c.name;
}

TEST(Clipped, CutsBetweenCharacters) {
  EXPECT_EQ(Clipped("abc", 3), "abc");
  EXPECT_EQ(Clipped("abcd", 3), "abc...");
  EXPECT_EQ(Clipped("ab\xc3\xa9", 3), "ab...");
}

}  // namespace
}  // namespace testfed
