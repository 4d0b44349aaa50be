#include "contracts/tag.h"

#include <gtest/gtest.h>

namespace testfed {
namespace {

TEST(TagTest, NamesOfBothGenerationsAreRead) {
  EXPECT_EQ(ReadTagName("SmokeTest"), TagName{});
  EXPECT_EQ(ReadTagName("MustRunAlways"), TagName{});
  EXPECT_EQ(ReadTagName("AffectedByJs"), (TagName{Tag::Kind::kAffected, "Js"}));
  EXPECT_EQ(ReadTagName("MustRunOnChangesInJs"), (TagName{Tag::Kind::kChangedIn, "Js"}));
}

TEST(TagTest, OtherNamesAreNone) {
  for (const char* name : {"AffectedBy", "Affectedby", "AffectedBy1", "smokeTest", "SmokeTests",
                           "MustRunOnChangesIn", "Test", ""}) {
    EXPECT_EQ(ReadTagName(name), std::nullopt) << name;
  }
}

TEST(TagTest, LabelsAreRead) {
  EXPECT_EQ(ReadTagLabel("smoke"), TagName{});
  EXPECT_EQ(ReadTagLabel("affected-by:Js"), (TagName{Tag::Kind::kAffected, "Js"}));
  EXPECT_EQ(ReadTagLabel("affected-by:"), std::nullopt);
  EXPECT_EQ(ReadTagLabel("affected-by:1"), std::nullopt);
  EXPECT_EQ(ReadTagLabel("smoker"), std::nullopt);
}

}  // namespace
}  // namespace testfed
