// What test reports told of each test: how long it took in its last runs, and whether it was flaky.
// One text file, which can be kept in a cache or in the repository, read, reviewed and merged.
// docs/timings.md describes it.
//
// A line is a test: its suite, its name as reports have it (reported_name.h), and its last runs,
// the newest first, between tabs:
//
//   Billing/unit<TAB>com.acme.InvoiceTest#rounds half up<TAB>43:0.25 42:0.27~ 40:0.31!
//
// `43` is the number of the run, counted for each suite by itself; then seconds, or `?` where the
// report had none; `!` says that the test failed, `~` that it was flaky: it failed and passed in
// that run. Lines are sorted by suite and name. There is no clock in it.
//
// `Merge` is a union by run: it does not matter in which order files are merged, or how often.
#ifndef TESTFED_SELECTOR_TIMINGS_H_
#define TESTFED_SELECTOR_TIMINGS_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domains/status.h"

namespace testfed {

using Milliseconds = std::int64_t;

struct TimedRun {
  int run = 0;                     // from 1
  std::optional<Milliseconds> ms;  // nullopt: the report had no time
  bool failed = false;
  bool flaky = false;
  auto operator<=>(const TimedRun&) const = default;
};

struct TestTimes {
  std::vector<TimedRun> runs;  // newest first, each run once, at most kKeptRuns

  // The median of the times of the runs that passed, where there are any, else of all; of an even
  // number the lower one. One slow machine moves it little.
  std::optional<Milliseconds> Usual() const;
  int FlakyRuns() const;
  int newest() const { return runs.empty() ? 0 : runs.front().run; }
  bool operator==(const TestTimes&) const = default;
};

// One test in one run, as a report has it.
struct ReportedTime {
  std::string name;
  std::optional<Milliseconds> ms;
  bool failed = false;
  bool flaky = false;
  bool operator==(const ReportedTime&) const = default;
};

class Timings {
 public:
  static constexpr size_t kKeptRuns = 7;
  // A test that had no time in so many runs of its suite is forgotten: its code is gone, or
  // renamed.
  static constexpr int kForgottenAfter = 100;

  using Key = std::pair<std::string, std::string>;  // suite ("Domain/suite", or "(gtest)"), name

  // An error names file and line, also for what git leaves where a merge has a conflict.
  static absl::StatusOr<Timings> Read(std::string_view text, const std::string& file);
  std::string ToText() const;

  // A run of `suite`: its number is one more than that of the suite's last. A name that stands
  // twice in `times` counts once, with its times added. What nobody has seen for long is forgotten.
  void Record(const std::string& suite, const std::vector<ReportedTime>& times);

  // Two times of one test in one run: the longer one, failed and flaky if either is.
  void Merge(const Timings& other);

  int LastRunOf(const std::string& suite) const;  // 0: it has none
  std::vector<std::string> Suites() const;        // sorted
  const std::map<Key, TestTimes>& tests() const { return tests_; }
  bool empty() const { return tests_.empty(); }
  bool operator==(const Timings&) const = default;

 private:
  void Forget();

  std::map<Key, TestTimes> tests_;
};

// "0.25", "12", "0.004": seconds, without zeros at the end.
std::string SecondsText(Milliseconds ms);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_TIMINGS_H_
