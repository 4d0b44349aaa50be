#include "selector/job_shards.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "contracts/suite_division.h"
#include "domains/words.h"
#include "tests/selector/timed_suite.h"

namespace testfed {
namespace {

using ShardBy = Job::ShardBy;

Job JobWith(Runner runner, const std::string& command) {
  Job job;
  job.id = "A-unit";
  job.name = "A / unit";
  job.domain = "A";
  job.suite = "unit";
  job.runner = ToString(runner);
  job.command = *SplitWords(command);
  job.listed = true;
  return job;
}

std::string Lines(const std::vector<Job>& jobs) {
  std::string text;
  for (const Job& job : jobs) {
    text += job.id + " | " + job.name + " | " + std::to_string(job.shard) + "/" +
            std::to_string(job.shards) + " " + std::string(ToString(job.shard_by)) + " | " +
            std::to_string(job.selected) + " of " + std::to_string(job.total) + " |";
    if (job.seconds) text += " " + std::to_string(*job.seconds) + "s";
    for (const PlannedTest& test : job.tests) text += " " + test.id;
    text += "\n";
  }
  return text;
}

// The whole suite.
std::vector<Job> WholeOf(const TimedSuite& suite, const std::string& command, Shards shards,
                         std::vector<std::string> listing = {}) {
  SuiteTimes times = suite.Times();
  ShardRequest request;
  request.shards = shards;
  request.times = &times;
  request.tests = suite.ids();
  request.listing = std::move(listing);
  Job job = JobWith(suite.runner(), command);
  job.total = job.selected = static_cast<int>(suite.ids().size());
  std::vector<Job> jobs = Sharded(job, request);
  EXPECT_TRUE(FillRests(jobs).ok());
  return jobs;
}

TEST(JobShards, WithoutShardsAJobHasItsTimeAlone) {
  TimedSuite suite(Runner::kGtest, {"A.a", "A.b", "A.c"}, {{"A.a", 1500}, {"A.b", 500}});
  // A.c counts as the median of the others.
  EXPECT_EQ(Lines(WholeOf(suite, "t {filter}", {})),
            "A-unit | A / unit | 1/1 none | 3 of 3 | 3s\n");
  EXPECT_EQ(Lines(WholeOf(suite, "t {filter}", {.overhead_minutes = 1})),
            "A-unit | A / unit | 1/1 none | 3 of 3 | 63s\n");
  TimedSuite unknown(Runner::kGtest, {"A.a"}, {});
  EXPECT_EQ(Lines(WholeOf(unknown, "t {filter}", {.minutes = 1})),
            "A-unit | A / unit | 1/1 none | 1 of 1 |\n");
}

TEST(JobShards, OfGoogleTestTheLastRunsTheRest) {
  TimedSuite suite(Runner::kGtest, {"A.a", "A.b", "A.c", "A.*"},
                   {{"A.a", 60'000}, {"A.b", 60'000}, {"A.c", 60'000}, {"B.unseen", 30'000}});
  std::vector<Job> jobs = WholeOf(suite, "t {filter}", {.minutes = 1.5});
  ASSERT_EQ(jobs.size(), 4U) << Lines(jobs);
  EXPECT_EQ(jobs[3].shard_by, ShardBy::kRest);
  EXPECT_TRUE(jobs[3].tests.empty());
  EXPECT_EQ(jobs[3].except, (std::vector<std::string>{"A.a", "A.b", "A.c"}));
  EXPECT_EQ(jobs[3].selected, 1);
  EXPECT_EQ(jobs[3].seconds, 90);  // A.*, which counts as the median, and B.unseen
  for (size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(jobs[i].shard_by, ShardBy::kTests);
    EXPECT_TRUE(jobs[i].all);
    EXPECT_EQ(jobs[i].tests.size(), 1U);
    EXPECT_EQ(jobs[i].seconds, 60);
  }
  EXPECT_EQ(jobs[1].id, "A-unit-2");
  EXPECT_EQ(jobs[1].name, "A / unit (2/4)");
}

TEST(JobShards, AListingNeedsNoRest) {
  TimedSuite suite(Runner::kCtest, {"a", "b"}, {{"a", 60'000}, {"b", 60'000}});
  std::vector<Job> jobs = WholeOf(suite, "ctest {filter}", {.minutes = 1}, {"b", "a"});
  ASSERT_EQ(jobs.size(), 2U);
  for (const Job& job : jobs) {
    EXPECT_EQ(job.shard_by, ShardBy::kTests);
    EXPECT_EQ(job.tests.size(), 1U);
    EXPECT_EQ(job.listing, (std::vector<std::string>{"b", "a"}));
  }
}

TEST(JobShards, RunnersWithFlagsDivideByThemselves) {
  TimedSuite suite(Runner::kVitest, {"a.test.ts > x", "b.test.ts > y", "c.test.ts > z"},
                   {{"a.test.ts > x", 60'000}, {"b.test.ts > y", 60'000}});
  EXPECT_EQ(Lines(WholeOf(suite, "vitest run {filter}", {.minutes = 2})),
            "A-unit-1 | A / unit (1/2) | 1/2 runner | 1 of 3 | 90s\n"
            "A-unit-2 | A / unit (2/2) | 2/2 runner | 2 of 3 | 90s\n");
  TimedSuite go(Runner::kGo, {"./a#TestA", "./b#TestB"}, {});
  EXPECT_EQ(WholeOf(go, "go test {filter}", {.count = 2}).size(), 1U);
  EXPECT_EQ(Lines(WholeOf(go, "./t {shard}/{shards} {filter}", {.count = 2})),
            "A-unit-1 | A / unit (1/2) | 1/2 runner | 1 of 2 |\n"
            "A-unit-2 | A / unit (2/2) | 2/2 runner | 1 of 2 |\n");
}

TEST(JobShards, APartOfASuiteIsDividedByItsTests) {
  TimedSuite suite(Runner::kGo, {"./a#TestA", "./a#TestB", "./b#TestC", "./c#TestD"},
                   {{"x/a#TestA", 1000}, {"x/b#TestC", 1000}});
  SuiteTimes times = suite.Times();
  ShardRequest request;
  request.shards = {.count = 2};
  request.times = &times;
  request.tests = suite.ids();
  Job job = JobWith(Runner::kGo, "go test {filter}");
  job.all = false;
  const Reason smoke{.kind = Reason::Kind::kSmoke, .count = 1};
  job.tests = {{"./a#TestA", {smoke}}, {"./a#TestB", {smoke}}, {"./b#TestC", {smoke}}};
  job.selected = 3;
  job.total = 4;
  EXPECT_EQ(Lines(Sharded(job, request)),
            "A-unit-1 | A / unit (1/2) | 1/2 tests | 1 of 4 | 1s ./b#TestC\n"
            "A-unit-2 | A / unit (2/2) | 2/2 tests | 2 of 4 | 2s ./a#TestA ./a#TestB\n");
  // A command that divides by itself would divide this list once more.
  job.command = {"t", "{shard}", "{filter}"};
  EXPECT_EQ(Sharded(job, request).size(), 1U);
}

TEST(JobShards, IdsAvoidThoseOfOtherJobs) {
  TimedSuite suite(Runner::kVitest, {"a.test.ts", "b.test.ts"}, {});
  ShardRequest request;
  request.shards = {.count = 2};
  request.tests = suite.ids();
  const std::set<std::string> taken = {"A-unit", "A-unit-2"};
  request.taken_ids = &taken;
  Job job = JobWith(Runner::kVitest, "vitest {filter}");
  job.total = 2;
  std::vector<Job> jobs = Sharded(job, request);
  ASSERT_EQ(jobs.size(), 2U);
  EXPECT_EQ(jobs[0].id, "A-unit-1");
  EXPECT_EQ(jobs[1].id, "A-unit--2");
}

TEST(JobShards, WhatASuiteLeavesOutTheSettingsSay) {
  const Shards settings{.minutes = 10, .at_most = 8, .overhead_minutes = 2};
  Shards shards = Completed({.count = 3}, settings);
  EXPECT_EQ(shards.count, 3);
  EXPECT_EQ(shards.minutes, std::nullopt);
  EXPECT_EQ(shards.at_most, 8);
  shards = Completed({.overhead_minutes = 0}, settings);
  EXPECT_EQ(shards.minutes, 10);
  EXPECT_EQ(shards.overhead_minutes, 0);
}

// What each runner does with a shard of a whole suite, in the plainest way.
bool Runs(const Job& job, Runner runner, const std::string& test, size_t number) {
  auto named = [&](const std::string& name) {
    if (runner == Runner::kJunit) return test.substr(0, test.find('#')) == name;
    if (runner == Runner::kPytest) return test.substr(0, test.find("::")) == name;
    return test == name;
  };
  switch (job.shard_by) {
    case ShardBy::kNone:
      return true;
    case ShardBy::kTests:
      return std::any_of(job.tests.begin(), job.tests.end(),
                         [&](const PlannedTest& one) { return named(one.id); });
    case ShardBy::kRest:
      return std::none_of(job.except.begin(), job.except.end(), named);
    case ShardBy::kRunner:
      return number % static_cast<size_t>(job.shards) == static_cast<size_t>(job.shard - 1);
  }
  return false;
}

TEST(JobShards, EachTestRunsInExactlyOneShardAlsoTheUnseen) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (int round = 0; round < 400; ++round) {
    const auto runner = std::array{Runner::kGtest, Runner::kJunit, Runner::kPytest, Runner::kVitest,
                                   Runner::kGo}[random() % 5];
    std::vector<std::string> all, seen;
    std::map<std::string, Milliseconds> times;
    for (size_t i = 0; i < 1 + random() % 40; ++i) {
      const std::string group = std::to_string(random() % 12), name = std::to_string(i);
      std::string id = "S" + group + ".t" + name;
      if (runner == Runner::kJunit) {
        id = "c.T" + group + (random() % 3 == 0 ? "$In" : "") + "#t" + name;
      }
      if (runner == Runner::kPytest) {
        id = "a/test_" + group + (random() % 6 == 0 ? "[x].py" : ".py") + "::test_" + name;
      }
      if (runner == Runner::kVitest) id = "a" + group + ".test.ts > t" + name;
      if (runner == Runner::kGo) id = "./p" + group + "#Test" + name;
      all.push_back(id);
      if (random() % 4 == 0) continue;  // no source shows it
      seen.push_back(id);
      if (random() % 4 == 0) continue;
      times[ReportedNamesOf(runner, "", id).front()] = static_cast<Milliseconds>(random() % 90'000);
    }
    if (runner == Runner::kGtest && random() % 2 == 0) seen.emplace_back("Any.*");
    std::sort(seen.begin(), seen.end());
    TimedSuite suite(runner, seen, times);
    Shards shards{.at_most = 1 + static_cast<int>(random() % 20)};
    if (random() % 2 == 0) {
      shards.count = 1 + static_cast<int>(random() % 9);
    } else {
      shards.minutes = static_cast<double>(1 + random() % 40) / 10;
    }
    const std::string command = random() % 5 == 0 ? "t {shard}/{shards} {filter}" : "t {filter}";
    std::vector<Job> jobs = WholeOf(suite, command, shards);
    std::set<std::string> ids;
    int selected = 0;
    for (const Job& job : jobs) {
      EXPECT_TRUE(ids.insert(job.id).second) << job.id;
      EXPECT_EQ(job.shards, static_cast<int>(jobs.size()));
      EXPECT_EQ(job.tests.empty(), job.shard_by != ShardBy::kTests);
      selected += job.selected;
    }
    EXPECT_EQ(selected, static_cast<int>(seen.size()));
    for (size_t i = 0; i < all.size(); ++i) {
      auto running = std::count_if(jobs.begin(), jobs.end(),
                                   [&](const Job& job) { return Runs(job, runner, all[i], i); });
      EXPECT_EQ(running, 1) << all[i] << "\n" << Lines(jobs);
      auto may = std::count_if(jobs.begin(), jobs.end(),
                               [&](const Job& job) { return MayRun(job, all[i]); });
      EXPECT_GE(may, 1) << all[i];
    }
  }
}

}  // namespace
}  // namespace testfed
