#include "domains/date.h"

#include <gtest/gtest.h>

namespace testfed {
namespace {

TEST(Date, IsADayOfTheCalendar) {
  EXPECT_EQ(ReadDate("1970-01-01"), 0);
  EXPECT_EQ(ReadDate("1969-12-31"), -1);
  EXPECT_EQ(ReadDate("2000-02-29"), 11016);
  EXPECT_EQ(ReadDate("2027-03-01"), 20878);
  for (const char* text :
       {"", "2027-3-1", "2027-02-29", "1900-02-29", "2027-13-01", "2027-00-01", "2027-01-00",
        "2027/03/01", "2027-03-01T00:00", " 2027-03-01", "+027-03-01", "2027-03-0a"}) {
    EXPECT_EQ(ReadDate(text), std::nullopt) << text;
  }
}

TEST(Date, IsTheDayOfATime) {
  EXPECT_EQ(DayOf(0), 0);
  EXPECT_EQ(DayOf(86399), 0);
  EXPECT_EQ(DayOf(86400), 1);
  EXPECT_EQ(DayOf(-1), -1);
  EXPECT_EQ(DayOf(-86400), -1);
  EXPECT_EQ(DayOf(-86401), -2);
}

}  // namespace
}  // namespace testfed
