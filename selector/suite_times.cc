#include "selector/suite_times.h"

#include <algorithm>
#include <utility>

#include "selector/reported_name.h"

namespace testfed {
namespace {

using TimesAt = std::map<Timings::Key, TestTimes>::const_iterator;

bool HasSuite(const Timings& timings, const std::string& suite) {
  TimesAt at = timings.tests().lower_bound({suite, ""});
  return at != timings.tests().end() && at->first.first == suite;
}

void Add(const TestTimes& times, TestHistory& to) {
  if (std::optional<Milliseconds> ms = times.Usual()) to.ms = to.ms.value_or(0) + *ms;
  to.runs = std::max(to.runs, static_cast<int>(times.runs.size()));
  to.flaky_runs = std::max(to.flaky_runs, times.FlakyRuns());
}

std::vector<std::string> IdsOf(const TestMap& tests, const SuiteTests& suite) {
  std::vector<std::string> ids;
  for (int number : suite.tests) {
    ids.push_back(tests.discovery.tests[static_cast<size_t>(number)].id);
  }
  return ids;
}

}  // namespace

SuiteTimes::SuiteTimes(const Timings& timings, const std::string& name, const TestMap& tests,
                       const SuiteTests& suite)
    : SuiteTimes(timings, name, IdsOf(tests, suite), *suite.suite) {}

SuiteTimes::SuiteTimes(const Timings& timings, const std::string& name,
                       std::vector<std::string> ids, const Suite& suite) {
  const std::string of_runner = "(" + std::string(ToString(suite.runner)) + ")";
  const bool own = HasSuite(timings, name);
  if (!own && !HasSuite(timings, of_runner)) return;
  ids_ = std::move(ids);
  ReportedNames names(suite.runner, suite.directory, ids_);
  std::map<std::string, TestHistory, std::less<>> others;
  for (const std::string& of : {name, of_runner}) {
    for (TimesAt at = timings.tests().lower_bound({of, ""});
         at != timings.tests().end() && at->first.first == of; ++at) {
      std::string_view id = names.Find(at->first.second);
      if (!id.empty()) {
        auto& histories = of == name ? histories_ : others;
        Add(at->second, histories[std::string(id)]);
      } else if (of == name) {
        unseen_ += at->second.Usual().value_or(0);
        any_ = true;
      }
    }
  }
  histories_.merge(others);  // keeps its own where both have one
  std::vector<Milliseconds> known;
  for (const auto& [id, history] : histories_) {
    if (history.ms) known.push_back(*history.ms);
  }
  if (known.empty()) return;
  any_ = true;
  std::sort(known.begin(), known.end());
  median_ = known[(known.size() - 1) / 2];
}

const TestHistory& SuiteTimes::Of(const std::string& test_id) const {
  static const TestHistory kNone;
  auto found = histories_.find(test_id);
  return found == histories_.end() ? kNone : found->second;
}

std::optional<Milliseconds> SuiteTimes::Expected(const std::string& test_id) const {
  const TestHistory& history = Of(test_id);
  return history.ms ? history.ms : median_;
}

std::optional<Milliseconds> SuiteTimes::Whole() const {
  if (!any_) return std::nullopt;
  Milliseconds sum = unseen_;
  for (const std::string& id : ids_) sum += Expected(id).value_or(0);
  return sum;
}

}  // namespace testfed
