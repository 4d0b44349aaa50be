#include "contracts/comment_tags.h"

#include <gtest/gtest.h>

namespace testfed {
namespace {

std::string Names(const std::vector<Annotation>& tags) {
  std::string text;
  for (const Annotation& tag : tags) {
    text += (text.empty() ? "" : " ") + tag.name + ":" + std::to_string(tag.position.line) + ":" +
            std::to_string(tag.position.column);
  }
  return text;
}

TEST(CommentTagsTest, ALineHoldsSeveral) {
  std::vector<Annotation> tags;
  AddCommentTags(" @SmokeTest, @AffectedByJs because of #12 @SmokeTest", {3, 7}, tags);
  EXPECT_EQ(Names(tags), "SmokeTest:3:8 AffectedByJs:3:20");
}

TEST(CommentTagsTest, OtherWordsEndTheLine) {
  std::vector<Annotation> tags;
  AddCommentTags("see @SmokeTest", {1, 1}, tags);
  AddCommentTags("@param SmokeTest @SmokeTest", {1, 1}, tags);
  EXPECT_EQ(Names(tags), "");
}

TEST(CommentTagsTest, TheCommentDirectlyAboveIsTaken) {
  CommentTags comments;
  comments.AddLine(" @AffectedByA", {1, 3});
  comments.AddLine(" @SmokeTest", {3, 3});
  comments.AddLine(" why", {4, 3});
  EXPECT_EQ(Names(comments.TakeAbove(5)), "SmokeTest:3:4");
  EXPECT_EQ(Names(comments.TakeLoose()), "AffectedByA:1:4");
}

TEST(CommentTagsTest, ABlankLineParts) {
  CommentTags comments;
  comments.AddLine(" @SmokeTest", {3, 3});
  EXPECT_EQ(Names(comments.TakeAbove(5)), "");
  EXPECT_EQ(Names(comments.TakeLoose()), "SmokeTest:3:4");
}

TEST(CommentTagsTest, BlocksAreReadLineByLine) {
  CommentTags comments;
  comments.AddBlock("/**\n * @SmokeTest\n *  @AffectedByJs\n */", {10, 5});
  EXPECT_EQ(Names(comments.TakeAbove(14)), "SmokeTest:11:4 AffectedByJs:12:5");
  comments.AddBlock("/* @SmokeTest */", {20, 1});
  EXPECT_EQ(Names(comments.TakeAbove(20)), "SmokeTest:20:4");
}

}  // namespace
}  // namespace testfed
