#include "cli/layout.h"

#include <gtest/gtest.h>

namespace testfed {
namespace {

TEST(Layout, WidthCountsCharacters) {
  EXPECT_EQ(Width("gr\xc3\xb6\xc3\x9f"
                  "e"),
            5U);
  EXPECT_EQ(Clip("gr\xc3\xb6\xc3\x9f"
                 "e",
                 3),
            "gr\xc3\xb6");
  EXPECT_EQ(Clip("ab", 3), "ab");
}

TEST(Layout, LinesBreakBetweenWordsButNotInsideBackTicks) {
  using Lines = std::vector<std::string>;
  EXPECT_EQ(WrapWords("one two three", 7), (Lines{"one two", "three"}));
  EXPECT_EQ(WrapWords("one  two\nthree", 80), (Lines{"one two three"}));
  EXPECT_EQ(WrapWords("a longerthanthat b", 6), (Lines{"a", "longerthanthat", "b"}));
  EXPECT_EQ(WrapWords("run `git fetch` now", 12), (Lines{"run", "`git fetch`", "now"}));
  EXPECT_EQ(WrapWords(" ", 10), Lines{});
}

TEST(Layout, ParagraphsKeepEmptyAndIndentedLines) {
  EXPECT_EQ(WrapParagraphs("one two\nthree\n\n  kept   so\nfour", 9),
            "one two\nthree\n\n  kept   so\nfour\n");
  EXPECT_EQ(WrapParagraphs("", 9), "");
}

TEST(Layout, TwoColumnsAlign) {
  EXPECT_EQ(TwoColumns({{"a", "one two three"}, {"longer", "x"}, {"b", ""}}, 2, 6, 14),
            "  a   one two\n"
            "      three\n"
            "  longer\n"
            "      x\n"
            "  b\n");
  EXPECT_EQ(ColumnFor({{"a", ""}, {"abcd", ""}, {"abcdefgh", ""}}, 2, 5), 8U);
}

}  // namespace
}  // namespace testfed
