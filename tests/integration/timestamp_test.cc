#include "integration/timestamp.h"

#include <gtest/gtest.h>

namespace testfed {
namespace {

TEST(Timestamp, ReadsOneForm) {
  EXPECT_EQ(ReadTimestamp("1970-01-01T00:00:00Z"), 0);
  EXPECT_EQ(ReadTimestamp("2026-11-20T09:12:44Z"), 1795165964);
  EXPECT_EQ(ReadTimestamp("1969-12-31T23:59:59Z"), -1);
  for (const char* bad : {"", "2026-11-20", "2026-11-20T09:12:44", "2026-11-20T09:12:44+00:00",
                          "2026-02-30T09:12:44Z", "2026-11-20T24:00:00Z", "2026-11-20T09:60:44Z",
                          "2026-11-20T09:12:60Z", "2026-11-20 09:12:44Z", "2026-11-20T9:12:44Z ",
                          "2026-11-20T-1:12:44Z"}) {
    EXPECT_EQ(ReadTimestamp(bad), std::nullopt) << bad;
  }
}

TEST(Timestamp, WritesWhatItReads) {
  for (const char* text : {"1970-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "2024-02-29T23:59:59Z",
                           "0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z"}) {
    EXPECT_EQ(WriteTimestamp(*ReadTimestamp(text)), text);
  }
}

}  // namespace
}  // namespace testfed
