#include "domains/path_name.h"

#include <gtest/gtest.h>

#include "tests/domains/slow_utf8.h"

namespace testfed {
namespace {

TEST(PathName, IsQuotedAsGitDoes) {
  struct Case {
    std::string path;
    std::string quoted;
  };
  for (const Case& c : std::vector<Case>{{"a b/c.d", "a b/c.d"},
                                         {"a\"b", "\"a\\\"b\""},
                                         {"a\\b", "\"a\\\\b\""},
                                         {"\a\b\t\n\v\f\r", "\"\\a\\b\\t\\n\\v\\f\\r\""},
                                         {"\x01\x7f", "\"\\001\\177\""},
                                         {"é", "\"\\303\\251\""},
                                         {"\xff", "\"\\377\""},
                                         {"'$`", "'$`"}}) {
    EXPECT_EQ(QuotePath(c.path), c.quoted);
  }
}

TEST(PathName, KnowsUtf8) {
  for (const char* text : {"", "a", "é", "€", "𝄞", "\xf4\x8f\xbf\xbf", "\xed\x9f\xbf"}) {
    EXPECT_TRUE(IsUtf8(text)) << text;
  }
  for (const char* text :
       {"\x80", "\xc3", "\xc0\x80", "\xe0\x80\x80", "\xed\xa0\x80", "\xf0\x80\x80\x80",
        "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "a\xc3"}) {
    EXPECT_FALSE(IsUtf8(text));
  }
  // All of two bytes, against the hand-written decoder of the oracle.
  for (int a = 0; a < 256; ++a) {
    for (int b = 0; b < 256; ++b) {
      const std::string text = {static_cast<char>(a), static_cast<char>(b)};
      EXPECT_EQ(IsUtf8(text), slow::IsWellFormed(text)) << a << " " << b;
    }
  }
  EXPECT_EQ(ReplaceInvalidUtf8("a\xc3\xff"
                               "é"),
            "a\xef\xbf\xbd\xef\xbf\xbdé");
}

TEST(PathName, ReadsItsBase64) {
  for (const std::string& bytes : {std::string(), std::string("a"), std::string("\0\xff", 2)}) {
    EXPECT_EQ(FromBase64(Base64(bytes)), bytes);
  }
  EXPECT_EQ(Base64("ab"), "YWI=");
  EXPECT_EQ(FromBase64("Y*I="), std::nullopt);
}

}  // namespace
}  // namespace testfed
