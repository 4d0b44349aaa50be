#include "selector/report_times.h"

#include <cmath>
#include <map>
#include <set>

#include "selector/reported_name.h"

namespace testfed {
namespace {

struct Sum {
  ReportedTime whole, parts;
  bool has_whole = false;
};

void Add(const ReportedTest& test, ReportedTime& to) {
  if (test.seconds) to.ms = to.ms.value_or(0) + std::llround(std::min(*test.seconds, 1e8) * 1000);
  to.failed |= test.status == ReportedTest::Status::kFailed;
  to.flaky |= test.flaky;
}

}  // namespace

ReportTimes TimesOf(Runner runner, const std::vector<JunitReport>& reports) {
  ReportTimes result;
  std::map<std::string, Sum> sums;
  std::set<std::string> failed_before;
  for (const JunitReport& report : reports) {
    const bool earlier = runner == Runner::kBazel && IsEarlierAttempt(report.path);
    for (const ReportedTest& test : report.tests) {
      if (test.status == ReportedTest::Status::kSkipped) continue;
      ReportedName name = ReportedNameOf(runner, test, report.path);
      if (name.name.empty()) {
        ++result.unnamed;
      } else if (earlier) {
        if (test.status == ReportedTest::Status::kFailed) failed_before.insert(name.name);
      } else {
        Sum& sum = sums[name.name];
        sum.has_whole |= !name.inside;
        Add(test, name.inside ? sum.parts : sum.whole);
      }
    }
  }
  for (auto& [name, sum] : sums) {
    ReportedTime time = sum.has_whole ? sum.whole : sum.parts;
    time.name = name;
    time.flaky |= !time.failed && failed_before.contains(name);
    // A sub-test that was repeated, as gotestsum does, makes its test flaky.
    time.flaky |= sum.parts.flaky;
    result.times.push_back(std::move(time));
  }
  return result;
}

}  // namespace testfed
