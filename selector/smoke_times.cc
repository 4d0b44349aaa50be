#include "selector/smoke_times.h"

#include <cmath>
#include <set>

#include "contracts/kept_tests.h"
#include "selector/suite_times.h"

namespace testfed {
namespace {

class SmokeSearch {
 public:
  SmokeSearch(const HoleSearch& search, const Timings& timings, std::vector<Finding>& findings)
      : search_(search), timings_(timings), findings_(findings), smoke_(SmokeTests(search.tests)) {
    const SmokeBudget& budget = search.declarations.settings.smoke_budget;
    if (budget.minutes) budget_ = std::llround(std::min(*budget.minutes, 1e7) * 60'000);
  }

  void Run() {
    for (const SuiteTests& suite : search_.tests.suites) Look(suite);
    if (!budget_ || sum_ <= *budget_) return;
    Add(Severity::kError,
        search_.declarations.At(search_.declarations.settings.smoke_budget.position),
        "smoke-budget",
        "the smoke tests take " + std::string(all_known_ ? "" : "at least ") + Seconds(sum_) +
            ", and the budget is " + Seconds(*budget_) +
            "; a contract runs its tests only when it has to");
  }

 private:
  static std::string Seconds(Milliseconds ms) { return SecondsText(ms) + " s"; }

  void Look(const SuiteTests& suite) {
    const std::string domain = search_.declarations[suite.domain].name;
    SuiteTimes times(timings_, domain + "/" + suite.suite->name, search_.tests, suite);
    if (suite.suite->smoke) {
      // Whole, with what no source shows.
      std::optional<Milliseconds> whole = times.Whole();
      all_known_ &= whole.has_value();
      sum_ += whole.value_or(0);
    }
    for (int number : suite.tests) {
      if (!smoke_[static_cast<size_t>(number)]) continue;
      const Test& test = search_.tests.discovery.tests[static_cast<size_t>(number)];
      std::optional<Milliseconds> expected = times.Expected(test.id);
      if (!suite.suite->smoke) {
        all_known_ &= expected.has_value();
        sum_ += expected.value_or(0);
      }
      // A test that several suites run is said once.
      const TestHistory& history = times.Of(test.id);
      if (history.runs > 0 && told_.insert(number).second) Judge(test, history);
    }
  }

  void Judge(const Test& test, const TestHistory& history) {
    const Place place{search_.tests.FileOf(test), test.position};
    if (history.flaky_runs > 0) {
      Add(Severity::kWarning, place, "flaky-smoke",
          "the smoke test `" + test.id + "` was flaky in " + std::to_string(history.flaky_runs) +
              " of " + std::to_string(history.runs) + " recorded runs, and every change runs it");
    }
    if (budget_ && history.ms && *history.ms > 0 && *history.ms * 10 >= *budget_) {
      Add(Severity::kWarning, place, "slow-smoke",
          "the smoke test `" + test.id + "` takes " + Seconds(*history.ms) +
              ", a tenth or more of the budget of " + Seconds(*budget_) + " for all of them");
    }
  }

  void Add(Severity severity, Place place, std::string code, std::string message) {
    findings_.push_back({severity, std::move(place), std::move(code), std::move(message), {}});
  }

  const HoleSearch& search_;
  const Timings& timings_;
  std::vector<Finding>& findings_;
  const std::vector<bool> smoke_;
  std::optional<Milliseconds> budget_;
  Milliseconds sum_ = 0;
  bool all_known_ = true;
  std::set<int> told_;
};

}  // namespace

void FindSmokeTimes(const HoleSearch& search, const Timings& timings,
                    std::vector<Finding>& findings) {
  SmokeSearch(search, timings, findings).Run();
}

}  // namespace testfed
