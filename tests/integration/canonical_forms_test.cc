// The vectors that docs/integration.md publishes are those of the program.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "domains/json.h"
#include "domains/sha256.h"

namespace testfed {
namespace {

// Each block of JSON on one line with the first digest behind it.
TEST(CanonicalForms, DigestsInTheDocumentAreThoseOfItsExamples) {
  std::ifstream file(std::string(TESTFED_SOURCE_DIR) + "/docs/integration.md");
  std::ostringstream stream;
  stream << file.rdbuf();
  const std::string text = stream.str();
  int compared = 0;
  for (size_t at = 0; (at = text.find("```json\n{\"", at)) != std::string::npos;) {
    const size_t begin = text.find('{', at), end = text.find('\n', begin);
    const std::string example = text.substr(begin, end - begin);
    const size_t digest = text.find("digest `", end) + 8;
    EXPECT_EQ(Sha256Hex(example), text.substr(digest, 64)) << example;
    const auto json = ParseJson(example, "the example");
    ASSERT_TRUE(json.ok());
    EXPECT_EQ(CanonicalText(*json), example);
    ++compared;
    at = end;
  }
  EXPECT_EQ(compared, 3);
}

}  // namespace
}  // namespace testfed
