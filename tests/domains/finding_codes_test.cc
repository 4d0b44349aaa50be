// docs/findings.md and `testfed explain CODE` say the same of every code.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "domains/checker.h"

namespace testfed {
namespace {

// @AffectedByHouse docs/findings.md is its
TEST(FindingCodes, StandInTheDocumentAsTheyAreExplained) {
  std::stringstream text;
  text << std::ifstream(TESTFED_FINDINGS_PAGE).rdbuf();
  std::string wanted;
  for (const FindingCode& code : FindingCodes()) {
    wanted += "\n## " + std::string(code.code) + "\n\n" + std::string(code.meaning) + "\n";
  }
  std::string page = text.str();
  ASSERT_NE(page.find("\n## "), std::string::npos);
  EXPECT_EQ(page.substr(page.find("\n## ")), wanted);
}

TEST(FindingCodes, AreSortedAndExplainThemselves) {
  std::string_view last;
  for (const FindingCode& code : FindingCodes()) {
    EXPECT_LT(last, code.code);
    EXPECT_TRUE(code.meaning.ends_with('.')) << code.code;
    last = code.code;
  }
}

}  // namespace
}  // namespace testfed
