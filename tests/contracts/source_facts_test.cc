#include "contracts/source_facts.h"

#include <gtest/gtest.h>

namespace testfed {
namespace {

SourceFacts Example() {
  SourceFacts facts;
  facts.package = "com.acme";
  facts.imports = {{"com.acme.Tag", "T", false, true}, {"com.other", "", true, false}};
  Annotation smoke{"SmokeTest", {"x", ""}, false, true, {3, 4}};
  facts.annotations = {smoke};
  SourceDeclaration type;
  type.kind = SourceDeclaration::Kind::kAnnotationType;
  type.name = "A";
  type.supertypes = {"B", "c.D"};
  type.modifiers = {"abstract"};
  type.annotations = {smoke, smoke};
  SourceDeclaration method;
  method.parent = 0;
  method.name = std::string("a\0b", 3);
  method.literal = false;
  method.parameters = {"int", "List"};
  method.position = {7, 70000};
  facts.declarations = {type, method};
  facts.loose_tags = {smoke};
  facts.undecided = {{-1, {1, 1}, "a `}` is missing"}, {1, {0, 0}, ""}};
  return facts;
}

TEST(SourceFactsTest, AreReadAsTheyWereWritten) {
  EXPECT_EQ(DecodeFacts(EncodeFacts(Example())), Example());
  EXPECT_EQ(DecodeFacts(EncodeFacts({})), SourceFacts{});
}

TEST(SourceFactsTest, DamageIsFound) {
  std::string bytes = EncodeFacts(Example());
  for (size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_EQ(DecodeFacts(std::string_view(bytes).substr(0, size)), std::nullopt) << size;
  }
  EXPECT_EQ(DecodeFacts(bytes + "x"), std::nullopt);
}

TEST(SourceFactsTest, AParentComesFirst) {
  SourceFacts facts = Example();
  facts.declarations[1].parent = 1;
  EXPECT_EQ(DecodeFacts(EncodeFacts(facts)), std::nullopt);
  facts = Example();
  facts.undecided[1].declaration = 2;
  EXPECT_EQ(DecodeFacts(EncodeFacts(facts)), std::nullopt);
}

}  // namespace
}  // namespace testfed
