#include "integration/curated_subset.h"

#include <gtest/gtest.h>

#include "domains/date.h"

namespace testfed {
namespace {

std::string FindingsOf(std::string_view text, const CuratedChecks& checks = {}) {
  std::vector<Finding> findings;
  const CuratedSubset subset = ReadCurated(text, "fast.txt", findings);
  for (const Finding& finding : CheckCurated(subset, checks)) findings.push_back(finding);
  std::string rendered;
  for (const Finding& finding : findings) rendered += Render(finding);
  return rendered;
}

// Behaviour 59.
TEST(CuratedSubset, Behaviour59SubsetContainsTheCuratedListUnlessAllowed) {
  std::vector<Finding> findings;
  const CuratedSubset curated = ReadCurated("//fit:b\n# why\n//fit:a\r\n\n", "f", findings);
  EXPECT_TRUE(findings.empty());
  EXPECT_EQ(*SubsetText(curated, {"//x:c", "//fit:a"}, false), "//fit:a\n//fit:b\n//x:c\n");
  EXPECT_EQ(*SubsetText(curated, {"//x:c"}, true), "//x:c\n");
  EXPECT_EQ(MessageOf(SubsetText(curated, {"Billing/unit"}, false).status()),
            "`Billing/unit` is no Bazel label, and a subset of targets cannot hold it");
  EXPECT_EQ(MessageOf(SubsetText(CuratedSubset(), {}, false).status()),
            "the subset is empty, and an empty subset tests nothing");
}

// Behaviour 60.
TEST(CuratedSubset, Behaviour60UnknownLabelNamesItsCurator) {
  CuratedChecks checks;
  checks.targets = std::set<std::string>{"//fit:a"};
  checks.curator = "@orbit/integration";
  EXPECT_EQ(FindingsOf("//fit:a\n//fit:gone\n", checks),
            "fast.txt:2:1: error: `//fit:gone` does not exist; @orbit/integration curates it "
            "[curated-unknown]\n");
  EXPECT_EQ(FindingsOf("# nothing\n"),
            "fast.txt: error: the curated subset has no target [curated]\n");
}

TEST(CuratedSubset, RulesOfTheListAreChecked) {
  CuratedChecks checks;
  checks.quarantined = {"//fit:flaky"};
  checks.today = *ReadDate("2027-03-02");
  EXPECT_EQ(FindingsOf("# allowed: //fit //smoke\n# budget: 3 targets\n# review by: 2027-03-01\n"
                       "//fit/...\n//fit/x:a\n//other:b\n//fit:flaky\n//other:b\n",
                       checks),
            "fast.txt: error: 4 targets are more than the budget of 3 [curated-budget]\n"
            "fast.txt:3:1: warning: the list was to be reviewed by 2027-03-01 [curated-review]\n"
            "fast.txt:5:1: warning: `//fit/x:a` is one of `//fit/...` at fast.txt:4:1 "
            "[curated-redundant]\n"
            "fast.txt:6:1: error: `//other:b` stands below no package that is `allowed` "
            "[curated-directory]\n"
            "fast.txt:7:1: error: `//fit:flaky` is in quarantine, so its failures do not count "
            "[curated-quarantined]\n"
            "fast.txt:7:1: warning: `//fit:flaky` is one of `//fit/...` at fast.txt:4:1 "
            "[curated-redundant]\n"
            "fast.txt:8:1: warning: `//other:b` stands twice; first at fast.txt:6:1 "
            "[curated-redundant]\n");
}

TEST(CuratedSubset, OnlyAbsoluteLabelsAreTargets) {
  for (const char* label : {"//a:b", "//:b", "@r//a:b", "//a/...", "//a", "@@r//a/b:all"}) {
    EXPECT_TRUE(IsAbsoluteLabel(label)) << label;
  }
  for (const char* label : {"", "a:b", ":b", "//", "-//a:b", "//a:b c", "//a:", "//a//b:c",
                            "x//a:b", "//a:$(x)", "--flag", "//a:b:c"}) {
    EXPECT_FALSE(IsAbsoluteLabel(label)) << label;
  }
}

}  // namespace
}  // namespace testfed
