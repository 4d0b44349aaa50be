#include "selector/timings.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "selector/report_times.h"

namespace testfed {
namespace {

std::vector<ReportedTime> Times(std::vector<ReportedTime> times) { return times; }

std::string Lines(const Timings& timings) {
  std::string text = timings.ToText();
  while (text.starts_with('#')) text.erase(0, text.find('\n') + 1);
  return text;
}

TEST(Timings, ARunIsAddedInFrontOfTheEarlierOnes) {
  Timings timings;
  timings.Record("A/unit", {{"x", 250}, {"y", 12'000, true}});
  timings.Record("A/unit", {{"x", 4, false, true}});
  timings.Record("B/unit", {{"x", std::nullopt}});
  EXPECT_EQ(Lines(timings),
            "A/unit\tx\t2:0.004~ 1:0.25\n"
            "A/unit\ty\t1:12!\n"
            "B/unit\tx\t1:?\n");
  EXPECT_EQ(timings.LastRunOf("A/unit"), 2);
  EXPECT_EQ(timings.LastRunOf("C/unit"), 0);
  EXPECT_EQ(timings.Suites(), (std::vector<std::string>{"A/unit", "B/unit"}));
}

TEST(Timings, ANameThatStandsTwiceInARunCountsOnce) {
  Timings timings;
  timings.Record("A/unit", {{"x", 250}, {"x", 500, true}, {"x", std::nullopt, false, true}});
  EXPECT_EQ(Lines(timings), "A/unit\tx\t1:0.75!~\n");
}

TEST(Timings, KeepsTheLastRuns) {
  Timings timings;
  for (int i = 1; i <= 9; ++i) timings.Record("A/unit", {{"x", i * 1000}});
  EXPECT_EQ(Lines(timings), "A/unit\tx\t9:9 8:8 7:7 6:6 5:5 4:4 3:3\n");
}

TEST(Timings, ForgetsByRunsOfTheSuite) {
  Timings timings;
  timings.Record("A/unit", {{"gone", 1}, {"stays", 1}});
  timings.Record("B/unit", {{"other", 1}});
  for (int i = 1; i < Timings::kForgottenAfter; ++i) timings.Record("A/unit", {{"stays", 1}});
  EXPECT_EQ(timings.tests().count({"A/unit", "gone"}), 1U);
  timings.Record("A/unit", {{"stays", 1}});
  EXPECT_EQ(timings.tests().count({"A/unit", "gone"}), 0U);
  EXPECT_EQ(timings.tests().count({"B/unit", "other"}), 1U);
}

TEST(Timings, TheUsualTimeIsTheMedianOfWhatPassed) {
  auto usual = [](std::vector<TimedRun> runs) { return TestTimes{std::move(runs)}.Usual(); };
  EXPECT_EQ(usual({}), std::nullopt);
  EXPECT_EQ(usual({{3, std::nullopt}, {2, std::nullopt, true}}), std::nullopt);
  EXPECT_EQ(usual({{3, 10}, {2, 90'000}, {1, 12}}), 12);
  EXPECT_EQ(usual({{4, 10}, {3, 30}, {2, 20}, {1, 40}}), 20);
  EXPECT_EQ(usual({{3, 60'000, true}, {2, 60'000, true}, {1, 12}}), 12);
  EXPECT_EQ(usual({{1, 60'000, true}}), 60'000);
}

TEST(Timings, AnyNameIsReadBack) {
  Timings timings;
  timings.Record("A/unit", {{"tab\t, line\n, back\\slash, \x7f", 1},
                            {"\xff no text", 2},
                            {"\xc3\xa4 is text", 3},
                            {"# x", 4}});
  EXPECT_EQ(Lines(timings),
            "A/unit\t# x\t1:0.004\n"
            "A/unit\ttab\\x09, line\\x0a, back\\x5cslash, \\x7f\t1:0.001\n"
            "A/unit\t\xc3\xa4 is text\t1:0.003\n"
            "A/unit\t\\xff no text\t1:0.002\n");
  absl::StatusOr<Timings> read = Timings::Read(timings.ToText(), "t");
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(*read, timings);
}

TEST(Timings, WhatIsNoTimingsIsAnErrorWithItsLine) {
  const std::string tail =
      ": this is no line of timings; a line is SUITE, NAME and runs such as `43:0.25`, with tabs "
      "between them";
  for (const char* line : {"x",
                           "A\tx",
                           "A\tx\t",
                           "\tx\t1:1",
                           "A\t\t1:1",
                           "A\tx\t0:1",
                           "A\tx\t1:",
                           "A\tx\t1:1.",
                           "A\tx\t1:1.0001",
                           "A\tx\t1:-1",
                           "A\tx\t1:1~!",
                           "A\tx\t1:1 2:1",
                           "A\tx\t1:1 1:1",
                           "A\tx\t2:1  1:1",
                           "A\tx\t1:1\t",
                           "A\tx\\\t1:1",
                           "A\tx\\x0\t1:1",
                           "A\tx\t-1:1",
                           "A\tx\t9999999999:1",
                           "A\tx\t1:99999999999",
                           "A\tx\t8:1 7:1 6:1 5:1 4:1 3:1 2:1 1:1",
                           "A\tx\t1:1\nA\tx\t1:1"}) {
    absl::StatusOr<Timings> read = Timings::Read("# c\n\n" + std::string(line) + "\n", "t.txt");
    ASSERT_FALSE(read.ok()) << line;
    const bool second = std::string_view(line).find('\n') != std::string_view::npos;
    EXPECT_EQ(MessageOf(read.status()), (second ? "t.txt:4" : "t.txt:3") + tail) << line;
  }
  absl::StatusOr<Timings> conflict = Timings::Read("<<<<<<< HEAD\nA\tx\t1:1\n", "t.txt");
  EXPECT_EQ(MessageOf(conflict.status()), "t.txt:1: git left a conflict here");
}

TEST(Timings, LineEndsOfWindowsAreRead) {
  absl::StatusOr<Timings> read = Timings::Read("# c\r\nA\tx\t1:1\r\n", "t");
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(Lines(*read), "A\tx\t1:1\n");
}

TEST(Timings, MergeUnitesRunByRun) {
  Timings base;
  base.Record("A/unit", {{"x", 1000}, {"y", 1000}});
  Timings one = base, two = base;
  one.Record("A/unit", {{"x", 2000}});
  two.Record("A/unit", {{"y", 3000, true}});
  two.Record("B/unit", {{"z", 5}});
  one.Merge(two);
  EXPECT_EQ(Lines(one),
            "A/unit\tx\t2:2 1:1\n"
            "A/unit\ty\t2:3! 1:1\n"
            "B/unit\tz\t1:0.005\n");
}

// The slow oracle: all runs of all files by suite, name and number, without the old ones.
using AllRuns = std::map<Timings::Key, std::map<int, TimedRun>>;

void AddRuns(const Timings& timings, AllRuns& all) {
  for (const auto& [key, times] : timings.tests()) {
    for (const TimedRun& run : times.runs) {
      auto [at, is_new] = all[key].emplace(run.run, run);
      if (is_new) continue;
      at->second.ms = std::max(at->second.ms, run.ms);
      at->second.failed |= run.failed;
      at->second.flaky |= run.flaky;
    }
  }
}

AllRuns RunsOf(const Timings& timings) {
  AllRuns all;
  AddRuns(timings, all);
  return all;
}

TEST(Timings, MergeDoesNotDependOnOrderOrRepetition) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (int round = 0; round < 200; ++round) {
    std::vector<Timings> files(4);
    for (Timings& file : files) {
      if (&file != files.data()) file = files[random() % 2 == 0 ? 0 : random() % files.size()];
      const size_t runs = random() % 5 == 0 ? 130 : random() % 10;
      for (size_t run = 0; run < runs; ++run) {
        std::vector<ReportedTime> times;
        for (const char* name : {"a", "b", "c", "d"}) {
          if (random() % 3 == 0) continue;
          times.push_back({name, static_cast<Milliseconds>(random() % 5000), random() % 4 == 0,
                           random() % 4 == 0});
          if (random() % 9 == 0) times.back().ms.reset();
        }
        file.Record(random() % 2 == 0 ? "A/unit" : "B/unit", times);
      }
    }
    Timings forward, backward;
    for (const Timings& file : files) forward.Merge(file);
    for (size_t i = files.size(); i-- > 0;) backward.Merge(files[i]);
    backward.Merge(files[random() % files.size()]);
    ASSERT_EQ(forward.ToText(), backward.ToText());

    AllRuns wanted;
    for (const Timings& file : files) AddRuns(file, wanted);
    std::map<std::string, int> last;
    for (const auto& [key, runs] : wanted) {
      last[key.first] = std::max(last[key.first], runs.rbegin()->first);
    }
    for (auto at = wanted.begin(); at != wanted.end();) {
      auto& runs = at->second;
      std::erase_if(runs, [&](const auto& run) {
        return run.first <= last[at->first.first] - Timings::kForgottenAfter;
      });
      while (runs.size() > Timings::kKeptRuns) runs.erase(runs.begin());
      at = runs.empty() ? wanted.erase(at) : std::next(at);
    }
    ASSERT_EQ(RunsOf(forward), wanted);
    absl::StatusOr<Timings> read = Timings::Read(forward.ToText(), "t");
    ASSERT_TRUE(read.ok()) << read.status();
    ASSERT_EQ(*read, forward);
  }
}

JunitReport Report(std::vector<ReportedTest> tests, std::string path = "r.xml") {
  JunitReport report;
  report.path = std::move(path);
  report.tests = std::move(tests);
  return report;
}

using Status = ReportedTest::Status;

ReportedTest Case(const char* classname, const char* name, std::optional<double> seconds,
                  Status status = Status::kPassed, bool flaky = false) {
  return {classname, name, "", "", status, seconds, flaky};
}

TEST(ReportTimes, InstancesOfATestAreAddedUp) {
  ReportTimes times =
      TimesOf(Runner::kGtest,
              {Report({Case("Pre/P", "q/0", 1.5), Case("Pre/P", "q/1", 0.25, Status::kFailed),
                       Case("A", "b", std::nullopt), Case("A", "skipped", 9, Status::kSkipped)})});
  EXPECT_EQ(times.times, Times({{"A.b", std::nullopt}, {"P.q", 1750, true}}));
  EXPECT_EQ(times.unnamed, 0);
}

TEST(ReportTimes, SubTestsOfGoAreInsideOfTheirTest) {
  ReportTimes times =
      TimesOf(Runner::kGo, {Report({Case("m/a", "TestA", 3), Case("m/a", "TestA/x", 2),
                                    Case("m/a", "TestA/y", 0.5, Status::kPassed, true),
                                    Case("m/a", "TestB/x", 2), Case("m/a", "TestB/y", 1)})});
  EXPECT_EQ(times.times, Times({{"m/a#TestA", 3000, false, true}, {"m/a#TestB", 3000}}));
}

TEST(ReportTimes, EarlierAttemptsOfBazelMakeATestFlakyAndTakeNoTime) {
  auto runs = [](Status last) {
    return TimesOf(Runner::kBazel,
                   {Report({Case("x", "y", 7, Status::kFailed)},
                           "testlogs/a/b/test_attempts/attempt_1.xml"),
                    Report({Case("x", "y", 1, last)}, "testlogs/a/b/shard_1_of_2/test.xml"),
                    Report({Case("x", "z", 2)}, "testlogs/a/b/shard_2_of_2/test.xml")})
        .times;
  };
  EXPECT_EQ(runs(Status::kPassed), Times({{"a/b", 3000, false, true}}));
  EXPECT_EQ(runs(Status::kFailed), Times({{"a/b", 3000, true, false}}));
}

TEST(ReportTimes, CasesThatTellNoTestAreCounted) {
  ReportTimes times =
      TimesOf(Runner::kJunit, {Report({Case("c.A", "[1] 3, EUR", 1), Case("c.A", "a()", 1)})});
  EXPECT_EQ(times.times, Times({{"c.A#a", 1000}}));
  EXPECT_EQ(times.unnamed, 1);
}

}  // namespace
}  // namespace testfed
