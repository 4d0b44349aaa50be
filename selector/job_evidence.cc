#include "selector/job_evidence.h"

#include <algorithm>
#include <set>

#include "selector/job_verdict.h"
#include "selector/reported_name.h"
#include "selector/version.h"

namespace testfed {
namespace {

// What a failed case is called where no test of the plan has its name.
std::string ShownName(const ReportedTest& test) {
  if (test.classname.empty()) return test.name.empty() ? "(a case without a name)" : test.name;
  if (test.name.empty() || test.name == test.classname) return test.classname;
  return test.classname + "#" + test.name;
}

class Evidence {
 public:
  Evidence(const Job& job, const std::vector<CallEvidence>& calls)
      : job_(job),
        runner_(RunnerOf(job.runner).value_or(Runner::kCommand)),
        quarantine_(runner_, job.directory, job.quarantine),
        selected_(runner_, job.directory, IdsOf(job)),
        calls_(calls) {}

  TestCounts Count() {
    for (const CallEvidence& call : calls_) {
      for (const JunitReport& report : call.reports) {
        if (IsEarlierAttempt(report.path)) continue;
        for (const ReportedTest& test : report.tests) Add(test, report.path);
      }
    }
    counts_.quarantined = {forgiven_.begin(), forgiven_.end()};
    FindMissing();
    return std::move(counts_);
  }

  // Whether failures of tests in quarantine are all that is behind the exit codes.
  bool IsForgiven() const {
    bool any = false;
    for (const CallEvidence& call : calls_) {
      if (!call.problem.empty()) return false;
      if (call.exit_code == 0) continue;
      any = true;
      if (!call.counted || !MeansFailedTests(job_, call.exit_code)) return false;
      bool failed = false;
      for (const JunitReport& report : call.reports) {
        if (IsEarlierAttempt(report.path)) continue;
        for (const ReportedTest& test : report.tests) {
          if (test.status != ReportedTest::Status::kFailed) continue;
          failed = true;
          if (InQuarantine(test, report.path).empty()) return false;
        }
      }
      if (!failed) return false;
    }
    return any;
  }

 private:
  static std::vector<std::string> IdsOf(const Job& job) {
    std::vector<std::string> ids;
    for (const PlannedTest& test : job.tests) ids.push_back(test.id);
    return ids;
  }

  // A part of a test is in quarantine with it.
  std::string_view InQuarantine(const ReportedTest& test, std::string_view path) const {
    if (test.name.empty()) return {};  // what failed around the tests
    const ReportedName name = ReportedNameOf(runner_, test, path);
    return name.name.empty() ? std::string_view() : quarantine_.Find(name.name);
  }

  void Add(const ReportedTest& test, std::string_view path) {
    ReportedName name = ReportedNameOf(runner_, test, path);
    if (name.inside) return;                // its test has a case, too
    if (test.name.empty()) name.name = {};  // no test has it
    std::string_view id;
    if (!job_.all) {
      if (!name.name.empty()) id = selected_.Find(name.name);
      if (id.empty()) {
        unknown_.insert(name.name.empty() ? ShownName(test) : name.name);
      } else {
        seen_.insert(id);
      }
    }
    if (test.status == ReportedTest::Status::kPassed) {
      ++counts_.passed;
    } else if (test.status == ReportedTest::Status::kSkipped) {
      ++counts_.skipped;
    } else if (std::string_view forgiven = InQuarantine(test, path); !forgiven.empty()) {
      forgiven_.emplace(forgiven);
    } else if (!id.empty()) {
      counts_.failed.Add(id);
    } else {
      counts_.failed.Add(name.name.empty() ? ShownName(test) : name.name);
    }
  }

  void FindMissing() {
    if (job_.all) return;
    std::vector<std::string_view> missing;
    for (const PlannedTest& test : job_.tests) {
      if (!seen_.contains(test.id)) missing.push_back(test.id);
    }
    if (missing.size() <= unknown_.size()) return;
    missing.resize(missing.size() - unknown_.size());
    for (std::string_view id : missing) counts_.missing.Add(id);
  }

  const Job& job_;
  Runner runner_;
  ReportedNames quarantine_;
  ReportedNames selected_;
  const std::vector<CallEvidence>& calls_;
  TestCounts counts_;
  std::set<std::string> forgiven_;
  std::set<std::string_view> seen_;  // ids, of the names in selected_
  std::set<std::string> unknown_;    // names in reports that no selected test has
};

Receipt Empty(const Job& job, const std::string& plan_digest, const std::string& leg) {
  Receipt receipt;
  receipt.version = kVersion;
  receipt.plan_digest = plan_digest;
  receipt.job = job.id;
  receipt.leg = leg;
  return receipt;
}

}  // namespace

Receipt ReceiptOf(const Job& job, const std::string& plan_digest, const std::string& leg,
                  const std::vector<CallEvidence>& calls) {
  Receipt receipt = Empty(job, plan_digest, leg);
  receipt.calls = static_cast<int>(calls.size());
  for (const CallEvidence& call : calls) {
    if (receipt.exit_code == 0) receipt.exit_code = call.exit_code;
    if (receipt.problem.empty()) receipt.problem = call.problem;
    if (!call.counted && receipt.opaque.empty()) receipt.opaque = call.opaque;
  }
  if (calls.empty()) receipt.problem = "it did not begin";
  const bool counted = std::all_of(calls.begin(), calls.end(),
                                   [](const CallEvidence& call) { return call.counted; });
  if (!counted || calls.empty()) {
    if (receipt.opaque.empty()) receipt.opaque = "no report";
    return receipt;
  }
  Evidence evidence(job, calls);
  receipt.tests = evidence.Count();
  receipt.forgiven = receipt.exit_code != 0 && !receipt.tests->quarantined.empty() &&
                     receipt.tests->failed.count == 0 && evidence.IsForgiven();
  return receipt;
}

Receipt ReceiptOfNone(const Job& job, const std::string& plan_digest, const std::string& leg,
                      const std::string& problem) {
  Receipt receipt = Empty(job, plan_digest, leg);
  receipt.problem = problem.empty() ? "it did not begin" : problem;
  receipt.opaque = "it did not run";
  return receipt;
}

}  // namespace testfed
