#include "integration/known_good_relink.h"

#include <gtest/gtest.h>

#include "tests/integration/known_good_sample.h"

namespace testfed {
namespace {

Record BasedOn(Record record, std::int64_t seq) {
  record.base.seq = seq;
  return record;
}

Record OnLine(Record record, const std::string& line) {
  record.line = line;
  return record;
}

std::string LastLine(const std::string& bytes) {
  const size_t end = bytes.rfind('\n', bytes.size() - 2);
  return end == std::string::npos ? bytes : bytes.substr(end + 1);
}

const std::string& Common() {
  static const auto* const bytes = new std::string(StoreOf({SamplePromotion('a', "1")}));
  return *bytes;
}
std::string Mine() {
  return StoreOf({SamplePromotion('a', "1"), BasedOn(SamplePromotion('b', "2"), 1)});
}
std::string Theirs() {
  return StoreOf({SamplePromotion('a', "1"), BasedOn(SamplePromotion('c', "3"), 1)});
}
std::string TheirsOnAnotherLine() {
  return StoreOf({SamplePromotion('a', "1"), OnLine(SamplePromotion('c', "3"), "release/0.9")});
}

// Behaviour 34: the guard is asked again on the new head.
TEST(KnownGoodRelink, APromotionWhoseBaseIsNoLongerTheHeadIsRefused) {
  absl::StatusOr<Relinked> relinked = RelinkOnto(Mine(), "ours", Theirs(), "theirs", "");
  ASSERT_TRUE(relinked.ok()) << relinked.status();
  EXPECT_EQ(relinked->refused,
            std::vector<std::string>{
                "record 2: known good of line `main` is 2, this run was built on 1"});
}

TEST(KnownGoodRelink, WithAReasonItIsRecordedOnTop) {
  absl::StatusOr<Relinked> relinked = RelinkOnto(Mine(), "ours", Theirs(), "theirs", "no overlap");
  ASSERT_TRUE(relinked.ok()) << relinked.status();
  EXPECT_EQ(relinked->refused.size(), 0U);
  Record moved = BasedOn(SamplePromotion('b', "2"), 1);
  moved.allowed = {{"stale_base", "no overlap"}};
  EXPECT_EQ(relinked->bytes,
            StoreOf({SamplePromotion('a', "1"), BasedOn(SamplePromotion('c', "3"), 1), moved}));
  EXPECT_EQ(relinked->moved, (std::vector<std::pair<std::int64_t, std::int64_t>>{{2, 3}}));
}

TEST(KnownGoodRelink, AnotherLineIsInNobodysWay) {
  absl::StatusOr<Relinked> relinked =
      RelinkOnto(Mine(), "ours", TheirsOnAnotherLine(), "theirs", "");
  ASSERT_TRUE(relinked.ok()) << relinked.status();
  EXPECT_EQ(relinked->bytes,
            StoreOf({SamplePromotion('a', "1"), OnLine(SamplePromotion('c', "3"), "release/0.9"),
                     BasedOn(SamplePromotion('b', "2"), 1)}));
}

TEST(KnownGoodRelink, WhatBuildsOnAMovedPromotionMovesWithIt) {
  const std::string mine =
      StoreOf({SamplePromotion('a', "1"), BasedOn(SamplePromotion('b', "2"), 1),
               BasedOn(SamplePromotion('d', "4"), 2)});
  absl::StatusOr<Relinked> relinked = RelinkOnto(mine, "ours", TheirsOnAnotherLine(), "theirs", "");
  ASSERT_TRUE(relinked.ok()) << relinked.status();
  EXPECT_EQ(relinked->refused.size(), 0U);
  EXPECT_EQ(
      relinked->bytes,
      StoreOf({SamplePromotion('a', "1"), OnLine(SamplePromotion('c', "3"), "release/0.9"),
               BasedOn(SamplePromotion('b', "2"), 1), BasedOn(SamplePromotion('d', "4"), 3)}));
}

TEST(KnownGoodRelink, ARunThatTheOtherSideRecordedIsNotRecordedTwice) {
  absl::StatusOr<Relinked> relinked = RelinkOnto(Mine(), "ours", Mine(), "theirs", "");
  ASSERT_TRUE(relinked.ok());
  EXPECT_EQ(relinked->bytes, Mine());
  EXPECT_EQ(relinked->moved.size(), 0U);
  const std::string first = StoreOf({SamplePromotion('b', "2")});
  relinked = RelinkOnto(first, "ours", Mine(), "theirs", "");
  ASSERT_TRUE(relinked.ok());
  EXPECT_EQ(relinked->bytes, Mine());
  EXPECT_EQ(relinked->moved, (std::vector<std::pair<std::int64_t, std::int64_t>>{{1, 2}}));
}

TEST(KnownGoodRelink, ARevocationIsDecidedAgain) {
  const std::string mine = StoreOf({SamplePromotion('a', "1"), SampleRevocation(1)});
  EXPECT_EQ(MessageOf(RelinkOnto(mine, "ours", Theirs(), "theirs", "").status()),
            "ours: record 2 is of the kind `revoke`; only promotions are relinked, so decide it "
            "again on the new head");
}

TEST(KnownGoodRelink, NeitherSideMayBeDamaged) {
  EXPECT_EQ(MessageOf(RelinkOnto(Mine() + "{", "ours", Theirs(), "theirs", "").status()),
            "ours: 1 bytes of an append that did not end");
  EXPECT_EQ(MessageOf(RelinkOnto(Mine(), "ours", Theirs() + "{", "theirs", "").status()),
            "theirs: 1 bytes of an append that did not end");
  EXPECT_EQ(MessageOf(RelinkOnto("{}\n", "ours", Theirs(), "theirs", "").status()).substr(0, 17),
            "ours:1: record 1:");
}

TEST(KnownGoodRelink, AMergedFileIsUntangled) {
  const std::string merged = TheirsOnAnotherLine() + LastLine(Mine());
  absl::StatusOr<Relinked> relinked = RelinkMerged(merged, "kg", "");
  ASSERT_TRUE(relinked.ok()) << relinked.status();
  EXPECT_EQ(relinked->bytes,
            StoreOf({SamplePromotion('a', "1"), OnLine(SamplePromotion('c', "3"), "release/0.9"),
                     BasedOn(SamplePromotion('b', "2"), 1)}));
  relinked = RelinkMerged(Theirs() + LastLine(Mine()), "kg", "");
  ASSERT_TRUE(relinked.ok()) << relinked.status();
  EXPECT_EQ(relinked->refused.size(), 1U);
}

TEST(KnownGoodRelink, AMergeIsUntangledOnlyBetweenPromotions) {
  const std::string revoked = StoreOf({SamplePromotion('a', "1"), SampleRevocation(1)});
  EXPECT_EQ(
      MessageOf(RelinkMerged(revoked + LastLine(Mine()), "kg", "").status()),
      "kg: record 2 is of the kind `revoke`; only promotions are relinked, so decide it again "
      "on the new head");
  EXPECT_EQ(
      MessageOf(RelinkMerged(Mine() + LastLine(revoked), "kg", "").status()),
      "kg: record 2 is of the kind `revoke`; only promotions are relinked, so decide it again "
      "on the new head");
}

TEST(KnownGoodRelink, WhatIsNoMergeStaysAsItIs) {
  EXPECT_EQ(RelinkMerged(Mine(), "kg", "")->bytes, Mine());
  EXPECT_EQ(RelinkMerged("", "kg", "")->bytes, "");
  // A lost line is no merge.
  const std::string lost =
      Common() + LastLine(StoreOf({SamplePromotion('a', "1"), BasedOn(SamplePromotion('b', "2"), 1),
                                   BasedOn(SamplePromotion('d', "4"), 2)}));
  EXPECT_NE(MessageOf(RelinkMerged(lost, "kg", "").status()).find("kg:2: record 2: `prev` is"),
            std::string::npos);
}

}  // namespace
}  // namespace testfed
