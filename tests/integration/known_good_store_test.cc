#include "integration/known_good_store.h"

#include <gtest/gtest.h>

#include "tests/integration/known_good_sample.h"

namespace testfed {
namespace {

using Faults = MemoryAppendFile::Faults;

absl::StatusOr<Appended> Append(std::string& bytes, Record record, Faults faults = {}) {
  MemoryAppendFile file(&bytes, faults);
  return AppendRecord(file, "kg", [&](const KnownGoodChain&) { return record; });
}

std::string Problem(const absl::StatusOr<Appended>& result) {
  return result.ok() ? "recorded" : MessageOf(result.status());
}

TEST(KnownGoodStore, AppendsOnTopOfTheHead) {
  std::string bytes;
  absl::StatusOr<Appended> first = Append(bytes, SamplePromotion('a', "1"));
  ASSERT_TRUE(first.ok()) << first.status();
  absl::StatusOr<Appended> second = Append(bytes, SamplePromotion('b', "2"));
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_EQ(second->seq, 2);
  EXPECT_EQ(bytes, StoreOf({SamplePromotion('a', "1"), SamplePromotion('b', "2")}));
  EXPECT_EQ(KnownGoodChain::Read(bytes, "kg")->head(), second->sha256);
}

TEST(KnownGoodStore, TheSameRunIsRecordedOnce) {
  std::string bytes;
  ASSERT_TRUE(Append(bytes, SamplePromotion('a', "1")).ok());
  ASSERT_TRUE(Append(bytes, SamplePromotion('b', "2")).ok());
  const std::string before = bytes;
  MemoryAppendFile file(&bytes);
  // Neither is the guard asked again, which would say that the head has moved.
  absl::StatusOr<Appended> again = AppendRecord(
      file, "kg", [](const KnownGoodChain&) { return SamplePromotion('a', "1"); },
      [](const KnownGoodChain&, const Record&) { return Error("stale"); });
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_TRUE(again->already);
  EXPECT_EQ(again->seq, 1);
  EXPECT_EQ(bytes, before);
}

TEST(KnownGoodStore, WhatTheGuardRefusesIsNotWritten) {
  std::string bytes;
  MemoryAppendFile file(&bytes);
  absl::StatusOr<Appended> result = AppendRecord(
      file, "kg", [](const KnownGoodChain&) { return SamplePromotion('a', "1"); },
      [](const KnownGoodChain&, const Record&) { return Error("not today"); });
  EXPECT_EQ(Problem(result), "not today");
  EXPECT_EQ(bytes, "");
}

TEST(KnownGoodStore, ARecordThatCouldNotBeReadIsNotWritten) {
  std::string bytes = StoreOf({SamplePromotion('a', "1")});
  const std::string before = bytes;
  EXPECT_EQ(Problem(Append(bytes, SampleRevocation(7))),
            "kg:2: record 2: revokes record 7, which is no promotion before it");
  EXPECT_EQ(bytes, before);
}

// A process that dies after any number of bytes leaves the old head or the new one, and what is
// torn can be said and taken away.
TEST(KnownGoodStore, DeathAtEveryByteLeavesAStoreThatVerifies) {
  const std::string before = StoreOf({SamplePromotion('a', "1")});
  const std::string after = StoreOf({SamplePromotion('a', "1"), SamplePromotion('b', "2")});
  const size_t line = after.size() - before.size();
  for (size_t at = 0; at <= line; ++at) {
    SCOPED_TRACE(at);
    std::string bytes = before;
    Faults faults;
    faults.dies_after = at;
    EXPECT_FALSE(Append(bytes, SamplePromotion('b', "2"), faults).ok());
    absl::StatusOr<KnownGoodChain> chain = KnownGoodChain::Read(bytes, "kg");
    ASSERT_TRUE(chain.ok()) << chain.status();
    EXPECT_EQ(chain->size(), at == line ? 2 : 1);
    EXPECT_EQ(chain->torn(), at == line ? 0 : at);
    if (chain->torn() > 0) {
      EXPECT_EQ(Problem(Append(bytes, SamplePromotion('b', "2"))),
                "kg: " + std::to_string(at) + (at == 1 ? " byte" : " bytes") +
                    " of an append that did not end, behind record 1");
    }
    MemoryAppendFile file(&bytes);
    absl::StatusOr<size_t> removed = Repair(file, "kg");
    ASSERT_TRUE(removed.ok());
    EXPECT_EQ(*removed, at == line ? 0 : at);
    ASSERT_TRUE(Append(bytes, SamplePromotion('b', "2")).ok());
    EXPECT_EQ(bytes, after);
  }
}

TEST(KnownGoodStore, AFullDiskLeavesTheOldBytes) {
  const std::string before = StoreOf({SamplePromotion('a', "1")});
  const size_t line =
      StoreOf({SamplePromotion('a', "1"), SamplePromotion('b', "2")}).size() - before.size();
  for (size_t room = 0; room < line; ++room) {
    SCOPED_TRACE(room);
    std::string bytes = before;
    Faults faults;
    faults.room = room;
    EXPECT_EQ(Problem(Append(bytes, SamplePromotion('b', "2"), faults)),
              room == 0 ? "kg: cannot write: No space left on device; nothing recorded"
                        : "kg: only " + std::to_string(room) + " of " + std::to_string(line) +
                              " bytes could be written, the disk is full or a limit was reached; "
                              "nothing recorded");
    EXPECT_EQ(bytes, before);
  }
}

struct Fault {
  const char* name;
  Faults faults;
  const char* problem;
  bool torn = false;  // what was written could not be taken back
};

TEST(KnownGoodStore, EveryStepThatFailsIsToldAndLeavesTheOldBytes) {
  const std::string before = StoreOf({SamplePromotion('a', "1")});
  const Fault kFaults[] = {
      {"lock", {.lock = true}, "cannot lock: as the test wants it"},
      {"open", {.open = true}, "cannot open: as the test wants it"},
      {"write", {.write = true}, "kg: cannot write: as the test wants it; nothing recorded"},
      {"sync",
       {.sync = true},
       "kg: cannot sync: as the test wants it; and it could not be taken back: cannot sync: as the "
       "test wants it"},
      {"sync and truncate",
       {.sync = true, .truncate = true},
       "kg: cannot sync: as the test wants it; and it could not be taken back: cannot truncate: as "
       "the test wants it",
       true},
      {"room and truncate",
       {.room = 7, .truncate = true},
       "kg: only 7 of 980 bytes could be written, the disk is full or a limit was reached; and it "
       "could not be taken back: cannot truncate: as the test wants it",
       true},
  };
  for (const Fault& fault : kFaults) {
    SCOPED_TRACE(fault.name);
    std::string bytes = before;
    EXPECT_EQ(Problem(Append(bytes, SamplePromotion('b', "2"), fault.faults)), fault.problem);
    EXPECT_EQ(bytes == before, !fault.torn);
    EXPECT_TRUE(KnownGoodChain::Read(bytes, "kg").ok());
  }
}

TEST(KnownGoodStore, RepairTouchesNoCompleteLine) {
  std::string bytes = StoreOf({SamplePromotion('a', "1")});
  bytes[10] = '#';
  bytes += "{\"half";
  const std::string before = bytes;
  MemoryAppendFile file(&bytes);
  EXPECT_EQ(MessageOf(Repair(file, "kg").status()).substr(0, 5), "kg:1:");
  EXPECT_EQ(bytes, before);
}

}  // namespace
}  // namespace testfed
