#include "integration/known_good_chain.h"

#include <gtest/gtest.h>

#include "domains/sha256.h"
#include "tests/integration/known_good_sample.h"

namespace testfed {
namespace {

std::string ProblemOf(const std::string& bytes) {
  absl::StatusOr<KnownGoodChain> chain = KnownGoodChain::Read(bytes, "kg");
  return chain.ok() ? "fine" : MessageOf(chain.status());
}

std::string ThreeRecords() {
  return StoreOf({SamplePromotion('a', "1"), SamplePromotion('b', "2"), SampleRevocation(2)});
}

std::vector<std::string> LinesOf(const std::string& bytes) {
  std::vector<std::string> lines;
  size_t begin = 0;
  for (size_t end; (end = bytes.find('\n', begin)) != std::string::npos; begin = end + 1) {
    lines.push_back(bytes.substr(begin, end + 1 - begin));
  }
  return lines;
}

TEST(KnownGoodChain, ReadsWhatWasWritten) {
  absl::StatusOr<KnownGoodChain> chain = KnownGoodChain::Read(ThreeRecords(), "kg");
  ASSERT_TRUE(chain.ok()) << chain.status();
  EXPECT_EQ(chain->size(), 3);
  EXPECT_EQ(chain->torn(), 0U);
  const Record& record = chain->Find(2)->record;
  EXPECT_EQ(record.tuple, SampleTuple('b'));
  EXPECT_EQ(record.tests, (TestTally{1882, 1880, 0, 2}));
  EXPECT_EQ(record.run, (RunId{"2", 1, "https://ci.orbit.dev/2"}));
  EXPECT_EQ(record.prev, chain->Find(1)->sha256);
  EXPECT_EQ(chain->Find(1)->record.prev, kNoRecord);
  EXPECT_EQ(chain->Find(3)->record.reason, "flash wears out on target");
  EXPECT_EQ(chain->Find(0), nullptr);
  EXPECT_EQ(chain->Find(4), nullptr);
  EXPECT_EQ(chain->head(), Sha256Hex(RecordLine(chain->Find(3)->record)));
}

TEST(KnownGoodChain, AnEmptyStoreHasNoHead) {
  absl::StatusOr<KnownGoodChain> chain = KnownGoodChain::Read("", "kg");
  ASSERT_TRUE(chain.ok());
  EXPECT_EQ(chain->head(), kNoRecord);
  EXPECT_EQ(chain->Latest("main", ""), nullptr);
}

// Every byte of every complete line. Only the line end of the last line is no corruption but a torn
// line.
TEST(KnownGoodChain, AnyFlippedByteIsFoundAtItsRecord) {
  const std::string bytes = ThreeRecords();
  const char kFlips[] = {'\x01', '\x20', '\x7f'};
  std::int64_t seq = 1;
  for (size_t i = 0; i < bytes.size(); ++i) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ kFlips[i % std::size(kFlips)]);
    absl::StatusOr<KnownGoodChain> chain = KnownGoodChain::Read(damaged, "kg");
    if (i + 1 == bytes.size()) {
      ASSERT_TRUE(chain.ok());
      EXPECT_EQ(chain->size(), 2);
      EXPECT_GT(chain->torn(), 0U);
      continue;
    }
    ASSERT_FALSE(chain.ok()) << "byte " << i;
    const std::string place = "kg:" + std::to_string(seq) + ": record " + std::to_string(seq);
    ASSERT_TRUE(MessageOf(chain.status()).starts_with(place))
        << "byte " << i << ": " << MessageOf(chain.status());
    if (bytes[i] == '\n') ++seq;
  }
}

TEST(KnownGoodChain, EditedLinesAreFoundEvenWithANewCheck) {
  // Whoever edits a line can also write its `check` anew; then the next line betrays it.
  std::vector<std::string> lines = LinesOf(ThreeRecords());
  Record first = *ReadRecord(std::string_view(lines[0]).substr(0, lines[0].size() - 1), "x");
  first.duration_s = 1;
  const std::string edited = RecordLine(first);
  EXPECT_EQ(ProblemOf(edited + "\n" + lines[1] + lines[2]),
            "kg:2: record 2: `prev` is " +
                Sha256Hex(lines[0].substr(0, lines[0].size() - 1)).substr(0, 12) +
                "..., but the line before it has " + Sha256Hex(edited).substr(0, 12) +
                "...; one of the two was edited, moved or lost");
}

TEST(KnownGoodChain, LostAndMovedLinesAreFound) {
  std::vector<std::string> lines = LinesOf(ThreeRecords());
  EXPECT_NE(ProblemOf(lines[0] + lines[2]).find("kg:2: record 2: `prev` is"), std::string::npos);
  EXPECT_NE(ProblemOf(lines[1] + lines[0] + lines[2]).find("kg:1: record 1: `prev` is"),
            std::string::npos);
}

// The documented limit: a chain cannot see that its end is missing, only an anchor can.
TEST(KnownGoodChain, AMissingEndIsFoundByAnAnchorOnly) {
  const std::vector<std::string> lines = LinesOf(ThreeRecords());
  const std::string head = KnownGoodChain::Read(ThreeRecords(), "kg")->head();
  absl::StatusOr<KnownGoodChain> cut = KnownGoodChain::Read(lines[0] + lines[1], "kg");
  ASSERT_TRUE(cut.ok());
  EXPECT_EQ(MessageOf(cut->CheckAnchor(head, 0)),
            "kg: no record has the hash `" + head +
                "`; the end is missing, or all of it was written anew");
  EXPECT_EQ(MessageOf(cut->CheckAnchor("", 3)),
            "kg: 2 records, but there were 3; the end is missing");
  EXPECT_TRUE(cut->CheckAnchor(cut->Find(1)->sha256.substr(0, 12), 2).ok());
  EXPECT_TRUE(KnownGoodChain::Read(ThreeRecords(), "kg")->CheckAnchor(head, 3).ok());
}

TEST(KnownGoodChain, ATornEndIsNoError) {
  const std::string whole = ThreeRecords();
  const std::vector<std::string> lines = LinesOf(whole);
  const size_t begin = lines[0].size() + lines[1].size();
  for (size_t size = begin; size < whole.size(); ++size) {
    absl::StatusOr<KnownGoodChain> chain = KnownGoodChain::Read(whole.substr(0, size), "kg");
    ASSERT_TRUE(chain.ok()) << size;
    EXPECT_EQ(chain->size(), 2);
    EXPECT_EQ(chain->complete_bytes(), begin);
    EXPECT_EQ(chain->torn(), size - begin);
  }
}

TEST(KnownGoodChain, TwoMergedAppendsAreTold) {
  const std::string base = StoreOf({SamplePromotion('a', "1")});
  const std::string mine =
      LinesOf(StoreOf({SamplePromotion('a', "1"), SamplePromotion('b', "2")}))[1];
  const std::string other =
      LinesOf(StoreOf({SamplePromotion('a', "1"), SamplePromotion('c', "3")}))[1];
  EXPECT_EQ(ProblemOf(base + mine + other),
            "kg:3: record 3: follows record 1, as record 2 does: two appends were merged");
  EXPECT_EQ(ProblemOf(base + "<<<<<<< HEAD\n" + mine + "=======\n" + other + ">>>>>>> x\n"),
            "kg:2: record 2: a conflict that git left here");
}

TEST(KnownGoodChain, RevocationsNeedAPromotion) {
  EXPECT_EQ(ProblemOf(StoreOf({SamplePromotion('a', "1"), SampleRevocation(2)})),
            "kg:2: record 2: revokes record 2, which is no promotion before it");
  EXPECT_EQ(
      ProblemOf(StoreOf({SamplePromotion('a', "1"), SampleRevocation(1), SampleRevocation(2)})),
      "kg:3: record 3: revokes record 2, which is no promotion before it");
  EXPECT_EQ(
      ProblemOf(StoreOf({SamplePromotion('a', "1"), SampleRevocation(1), SampleRevocation(1)})),
      "kg:3: record 3: revokes record 1, which record 2 has revoked already");
}

TEST(KnownGoodChain, TheLatestOfALineIsTheNewestThatStands) {
  Record release = SamplePromotion('c', "3");
  release.line = "release/0.9";
  Record fast = SamplePromotion('d', "4");
  fast.suite = "fast";
  const KnownGoodChain chain =
      ChainOf({SamplePromotion('a', "1"), SamplePromotion('b', "2"), release, fast});
  EXPECT_EQ(chain.Latest("main", "")->record.seq, 4);
  EXPECT_EQ(chain.Latest("main", "full")->record.seq, 2);
  EXPECT_EQ(chain.Latest("release/0.9", "")->record.seq, 3);
  EXPECT_EQ(chain.Latest("release/1.0", ""), nullptr);
  const KnownGoodChain revoked =
      ChainOf({SamplePromotion('a', "1"), SamplePromotion('b', "2"), SampleRevocation(2)});
  EXPECT_EQ(revoked.Latest("main", "")->record.seq, 1);
  EXPECT_EQ(revoked.RevokedBy(2)->record.seq, 3);
  EXPECT_EQ(revoked.RevokedBy(1), nullptr);
  EXPECT_EQ(revoked.size(), 3);  // history still has both
}

TEST(KnownGoodChain, RecordsAreNamedByNumberOrHash) {
  const KnownGoodChain chain = ChainOf({SamplePromotion('a', "1"), SamplePromotion('b', "2")});
  EXPECT_EQ((*chain.Named("2"))->record.seq, 2);
  EXPECT_EQ((*chain.Named(chain.Find(1)->sha256.substr(0, 7)))->record.seq, 1);
  EXPECT_EQ((*chain.Named(chain.Find(1)->sha256))->record.seq, 1);
  auto problem = [&](const char* text) { return MessageOf(chain.Named(text).status()); };
  EXPECT_EQ(problem("3"), "known-good.jsonl: no record `3`; the last one is 2");
  EXPECT_EQ(problem("0"), "known-good.jsonl: no record `0`; the last one is 2");
  EXPECT_EQ(problem("0000000"), "known-good.jsonl: no record `0000000`; the last one is 2");
  EXPECT_EQ(problem("abcdef"), "`abcdef` is no record: a number, or at least 7 digits of its hash");
  EXPECT_EQ(problem("-1"), "known-good.jsonl: no record `-1`; the last one is 2");
  EXPECT_EQ(problem(""), "`` is no record: a number, or at least 7 digits of its hash");
}

TEST(KnownGoodChain, RenamesAreFollowedBack) {
  Record rename = SampleRevocation(0);
  rename.kind = RecordKind::kRename;
  rename.from = "inc_comm";
  rename.to = "comm";
  const KnownGoodChain chain =
      ChainOf({SamplePromotion('a', "1"), rename, SamplePromotion('b', "2")});
  EXPECT_EQ(chain.NameAt("comm", 1), "inc_comm");
  EXPECT_EQ(chain.NameAt("comm", 2), "comm");
  EXPECT_EQ(chain.NameAt("comm", 3), "comm");
  EXPECT_EQ(chain.NameAt("logging", 1), "logging");
}

TEST(KnownGoodChain, ATwinIsTheSameTupleSuiteRunAndAttempt) {
  const KnownGoodChain chain = ChainOf({SamplePromotion('a', "1"), SamplePromotion('a', "")});
  EXPECT_EQ(chain.Twin(SamplePromotion('a', "1")), 1);
  EXPECT_EQ(chain.Twin(SamplePromotion('b', "1")), std::nullopt);
  EXPECT_EQ(chain.Twin(SamplePromotion('a', "2")), std::nullopt);
  EXPECT_EQ(chain.Twin(SamplePromotion('a', "")), std::nullopt);
  Record again = SamplePromotion('a', "1");
  again.run.attempt = 2;
  EXPECT_EQ(chain.Twin(again), std::nullopt);
  again = SamplePromotion('a', "1");
  again.suite = "fast";
  EXPECT_EQ(chain.Twin(again), std::nullopt);
}

}  // namespace
}  // namespace testfed
