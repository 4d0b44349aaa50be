#include <gtest/gtest.h>

#include "contracts/readers.h"

namespace testfed {
namespace {

std::string Read(Language language, std::string_view text) {
  std::string lines;
  for (const Reference& one : ReadJvmReferences(language, text)) {
    lines += (one.kind == Reference::Kind::kMetadata ? "metadata " : "text ") + one.text + " " +
             std::to_string(one.position.line) + "\n";
  }
  return lines;
}

TEST(JvmReferencesTest, TextThatIsAPath) {
  EXPECT_EQ(Read(Language::kJava,
                 "class A { // \"no/comment\"\n@TestMetadata(\"x.kt\") void a() { f(\"a/b.txt\", "
                 "\"https://x/y\", \"a b/c\", \"**/x\", \"/\"); }\n"
                 "@org.x.TestMetadata(value = \"y.kt\") void b() {} }"),
            "metadata x.kt 2\ntext a/b.txt 2\nmetadata y.kt 3\n");
  EXPECT_EQ(Read(Language::kKotlin, "val x = \"a/$b\" + \"c/d\"\n@TestMetadata(\"e\") class B"),
            "text c/d 1\nmetadata e 2\n");
}

}  // namespace
}  // namespace testfed
