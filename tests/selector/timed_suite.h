// A suite with given tests and recorded times, for tests.
#ifndef TESTFED_TESTS_SELECTOR_TIMED_SUITE_H_
#define TESTFED_TESTS_SELECTOR_TIMED_SUITE_H_

#include <map>
#include <string>
#include <vector>

#include "selector/reported_name.h"
#include "selector/suite_times.h"

namespace testfed {

class TimedSuite {
 public:
  // `times` by the names that reports have.
  TimedSuite(Runner runner, std::vector<std::string> ids,
             const std::map<std::string, Milliseconds>& times)
      : ids_(std::move(ids)) {
    suite_.name = "unit";
    suite_.runner = runner;
    tests_.suites.push_back({DomainId{0}, &suite_, true, {}, {}});
    for (const std::string& id : ids_) {
      tests_.suites[0].tests.push_back(static_cast<int>(tests_.discovery.tests.size()));
      Test test;
      test.id = id;
      tests_.discovery.tests.push_back(std::move(test));
    }
    std::vector<ReportedTime> run;
    for (const auto& [name, ms] : times) run.push_back({name, ms});
    timings.Record("A/unit", run);
  }
  TimedSuite(const TimedSuite&) = delete;
  TimedSuite& operator=(const TimedSuite&) = delete;

  SuiteTimes Times() const { return SuiteTimes(timings, "A/unit", tests_, tests_.suites[0]); }
  Runner runner() const { return suite_.runner; }
  const std::vector<std::string>& ids() const { return ids_; }

  Timings timings;

 private:
  std::vector<std::string> ids_;
  Suite suite_;
  TestMap tests_;
};

}  // namespace testfed

#endif  // TESTFED_TESTS_SELECTOR_TIMED_SUITE_H_
