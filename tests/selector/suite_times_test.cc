#include "selector/suite_times.h"

#include <gtest/gtest.h>

#include "tests/selector/timed_suite.h"

namespace testfed {
namespace {

TEST(SuiteTimes, UnknownTestsTakeTheMedian) {
  TimedSuite suite(Runner::kGtest, {"A.a", "A.b", "A.c", "A.d"},
                   {{"A.a", 1000}, {"A.b", 3000}, {"A.c", 20'000}});
  SuiteTimes times = suite.Times();
  EXPECT_EQ(times.Expected("A.b"), 3000);
  EXPECT_EQ(times.Expected("A.d"), 3000);
  EXPECT_EQ(times.Of("A.d").ms, std::nullopt);
  EXPECT_EQ(times.Whole(), 27'000);
  EXPECT_EQ(times.unseen(), 0);
}

TEST(SuiteTimes, WhatNoSourceShowsCountsForTheWholeSuite) {
  TimedSuite suite(Runner::kGtest, {"A.a"}, {{"A.a", 1000}, {"Made.here", 500}});
  EXPECT_EQ(suite.Times().unseen(), 500);
  EXPECT_EQ(suite.Times().Whole(), 1500);
  TimedSuite opaque(Runner::kCommand, {}, {{"step one", 1000}});
  EXPECT_EQ(opaque.Times().Whole(), 1000);
  EXPECT_EQ(TimedSuite(Runner::kGtest, {"A.a"}, {}).Times().Whole(), std::nullopt);
}

TEST(SuiteTimes, TimesOfTheRunnerCountWhereTheSuiteHasNone) {
  TimedSuite suite(Runner::kGtest, {"A.a", "A.b"}, {{"A.a", 1000}});
  suite.timings.Record("(gtest)", {{"A.a", 9000}, {"A.b", 7000}, {"Other.x", 5000}});
  suite.timings.Record("(junit)", {{"A.b", 1}});
  SuiteTimes times = suite.Times();
  EXPECT_EQ(times.Expected("A.a"), 1000);
  EXPECT_EQ(times.Expected("A.b"), 7000);
  EXPECT_EQ(times.unseen(), 0);  // Other.x may be of any suite
}

TEST(SuiteTimes, FlakyRunsAreCounted) {
  TimedSuite suite(Runner::kPytest, {"t/test_a.py::test_f"}, {{"t.test_a::test_f", 10}});
  suite.timings.Record("A/unit", {{"t.test_a::test_f", 10, false, true}});
  EXPECT_EQ(suite.Times().Of("t/test_a.py::test_f").flaky_runs, 1);
  EXPECT_EQ(suite.Times().Of("t/test_a.py::test_f").runs, 2);
}

}  // namespace
}  // namespace testfed
