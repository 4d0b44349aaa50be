#include "domains/words.h"

#include <gtest/gtest.h>

#include "tests/domains/random_patterns.h"

namespace testfed {
namespace {

struct SplitCase {
  std::string command;
  std::vector<std::string> words;
};

TEST(Words, AreSplitByPosixQuoting) {
  for (const SplitCase& c : std::vector<SplitCase>{
           {"", {}},
           {" \t\n", {}},
           {"make test", {"make", "test"}},
           {"  a\tb\nc ", {"a", "b", "c"}},
           {"'a b' \"c d\"", {"a b", "c d"}},
           {"a'b'\"c\"", {"abc"}},
           {"'' \"\"", {"", ""}},
           {"a\\ b", {"a b"}},
           {"'a\\b'", {"a\\b"}},
           {"\"a\\b\"", {"a\\b"}},
           {"\"a\\\"b\\\\c\\$d\\`\"", {"a\"b\\c$d`"}},
           {"a\\\nb", {"ab"}},
           {"\"a\\\nb\"", {"ab"}},
           {"$HOME *.cc | x > y && z; #c", {"$HOME", "*.cc", "|", "x", ">", "y", "&&", "z;", "#c"}},
           {"{filter} {domain}-x", {"{filter}", "{domain}-x"}},
       }) {
    const auto words = SplitWords(c.command);
    ASSERT_TRUE(words.ok()) << c.command;
    EXPECT_EQ(*words, c.words) << c.command;
  }
}

TEST(Words, RefuseWhatIsNotClosed) {
  EXPECT_EQ(MessageOf(SplitWords("a 'b").status()), "has an unclosed `'`");
  EXPECT_EQ(MessageOf(SplitWords("a \"b'").status()), "has an unclosed `\"`");
  EXPECT_EQ(MessageOf(SplitWords("\"a\\\"").status()), "has an unclosed `\"`");
  EXPECT_EQ(MessageOf(SplitWords("a\\").status()), "ends in a backslash");
}

TEST(Words, AreReadBackAsTheyWereQuoted) {
  EXPECT_EQ(QuoteWord("a/b-c_d.e:f=g,h@i%j+k"), "a/b-c_d.e:f=g,h@i%j+k");
  EXPECT_EQ(QuoteWord(""), "''");
  EXPECT_EQ(QuoteWord("it's"), "'it'\\''s'");
  EXPECT_EQ(QuoteWord("~"), "'~'");
  const std::uint64_t seed = SeedOfThisRun();
  Random random(seed);
  for (int i = 0; i < 2000; ++i) {
    std::vector<std::string> words;
    std::string command;
    for (size_t count = 1 + random.Below(4); count > 0; --count) {
      std::string word;
      for (size_t size = random.Below(6); size > 0; --size) {
        word += "ab'\"\\ $`\n*#~\xff"[random.Below(13)];
      }
      words.push_back(word);
      command += " " + QuoteWord(word);
    }
    const auto read = SplitWords(command);
    ASSERT_TRUE(read.ok()) << "seed " << seed << ": " << command;
    ASSERT_EQ(*read, words) << "seed " << seed << ": " << command;
  }
}

}  // namespace
}  // namespace testfed
