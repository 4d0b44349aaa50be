#include "domains/finding.h"

#include <gtest/gtest.h>

#include <cstdio>

namespace testfed {
namespace {

TEST(Finding, IsRenderedWithItsHints) {
  Finding finding{Severity::kError, {"domains.yaml", {3, 5}}, "type", "a text", {}};
  EXPECT_EQ(Render(finding), "domains.yaml:3:5: error: a text [type]\n");
  finding.severity = Severity::kWarning;
  finding.hints = {{"write", "one\ntwo"}, {"or not", ""}};
  EXPECT_EQ(Render(finding),
            "domains.yaml:3:5: warning: a text [type]\nhint: write\n  one\n  two\nhint: or not\n");
  finding.place.position = {};
  finding.hints.clear();
  EXPECT_EQ(Render(finding), "domains.yaml: warning: a text [type]\n");
  finding.place.file.clear();
  finding.code.clear();
  EXPECT_EQ(Render(finding), "warning: a text\n");
}

TEST(Finding, BecomesAnErrorWithItsHints) {
  const absl::Status status =
      ToStatus({Severity::kError, {"f", {1, 2}}, "type", "a text", {{"write", "x"}}});
  EXPECT_EQ(MessageOf(status), "f:1:2: a text");
  EXPECT_EQ(HintsOf(status), (std::vector<Hint>{{"write", "x"}}));
}

TEST(Finding, IsSortedByPlaceThenText) {
  std::vector<Finding> findings;
  for (const char* text : {"b:1:1 x", "a:10:1 x", "a:9:2 x", "a:9:1 y", "a:9:1 x", "a:0:0 x"}) {
    Finding finding;
    std::string file(1, text[0]);
    finding.place.file = file;
    std::sscanf(text + 1, ":%d:%d", &finding.place.position.line, &finding.place.position.column);
    finding.message = std::string(1, text[std::string(text).size() - 1]);
    findings.push_back(finding);
  }
  SortFindings(findings);
  std::string order;
  for (const Finding& finding : findings) order += ToString(finding.place) + finding.message + " ";
  EXPECT_EQ(order, "ax a:9:1x a:9:1y a:9:2x a:10:1x b:1:1x ");
}

}  // namespace
}  // namespace testfed
