// Damaged sources: any bytes are read to an end, and resolved, without a crash.
#include <gtest/gtest.h>

#include <random>

#include "contracts/readers.h"
#include "contracts/test_resolver.h"
#include "tests/contracts/jvm_tools.h"

namespace testfed {
namespace {

class JvmFuzzTest : public testing::TestWithParam<std::string> {};

void ReadAll(Language language, const std::string& text) {
  SourceFile file;
  file.path = "A";
  file.language = language;
  SourceFacts facts = ReadSource(language, text);
  EXPECT_EQ(DecodeFacts(EncodeFacts(facts)), facts);
  for (const SourceDeclaration& declaration : facts.declarations) {
    EXPECT_GT(declaration.position.line, 0);
  }
  file.facts = std::make_shared<const SourceFacts>(std::move(facts));
  ResolveTests({file});
  ReadReferences(language, text);
}

TEST_P(JvmFuzzTest, NothingCrashes) {
  std::string source = TextOf(std::string(TESTFED_CONTRACTS_DATA) + GetParam());
  for (size_t size = 0; size < source.size(); size += 3) {
    ReadAll(Language::kJava, source.substr(0, size));
    ReadAll(Language::kKotlin, source.substr(0, size));
  }
  std::mt19937 random(1);
  static constexpr std::string_view kPieces[] = {
      "{",  "}",  "(", ")", "<",  ">",     "\"", "\"\"\"", "'",       "`",       "@", "/*", "*/",
      "\\", "${", ";", ",", "\n", "class", "::", "fun ",   "\\u0022", "record ", "[", "]",  "."};
  for (int round = 0; round < 500; ++round) {
    std::string text = source;
    for (int change = 0; change < 4; ++change) {
      size_t at = random() % text.size();
      if (random() % 2 == 0) {
        text.erase(at, random() % 20);
      } else {
        text.insert(at, kPieces[random() % std::size(kPieces)]);
      }
      if (text.empty()) text = " ";
    }
    ReadAll(random() % 2 == 0 ? Language::kJava : Language::kKotlin, text);
  }
}

TEST(JvmDepthTest, DeepNestingEnds) {
  for (std::string_view piece :
       {"class A {", "@A(", "@A({", "\"${", "/*", "{", "(", "<", "fun f(", "@[", "@A(value=@A("}) {
    std::string text;
    for (int i = 0; i < 20000; ++i) text += piece;
    ReadAll(Language::kJava, text);
    ReadAll(Language::kKotlin, text);
    ReadAll(Language::kJava, "class A { " + text);
    ReadAll(Language::kKotlin, "class A { fun x() = " + text);
  }
}

INSTANTIATE_TEST_SUITE_P(Sources, JvmFuzzTest,
                         testing::Values("/java/Shapes.java", "/kotlin/Shapes.kt"));

}  // namespace
}  // namespace testfed
