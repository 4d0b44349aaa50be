// Runs the jobs of a plan here, whole suites or single tests of them, and prints what became of
// them.
//
//   [1/3] Billing-it          all 41   passed   3m51
//   [2/3] Billing-unit      3 of 312   FAILED     9s   1 failed: InvoiceTest#rounds
//         what it printed
//   [3/3] Web-unit                     not run: domain `Web` declares no command
//
// One at a time, the output of a failed job stands below its line; with `verbose` all output goes
// out as it comes. Several at once, each line of output begins with `JOB | `.
#ifndef TESTFED_CLI_JOB_RUN_H_
#define TESTFED_CLI_JOB_RUN_H_

#include <functional>
#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "cli/job_process.h"
#include "cli/report_collector.h"
#include "cli/world.h"
#include "selector/plan.h"
#include "selector/receipt.h"

namespace testfed {

// One start of the job's command.
struct JobCall {
  std::vector<std::string> words;
  std::string content;  // of the filter's file, to be written before; "" for none
};

// What runs a job, with `rest` at the end of its words: one call, or several where one cannot name
// the tests exactly. `{filter}` becomes the runner's arguments, and `{filter_file}` `filter_file`,
// which then holds what the runner reads, or the tests' ids, one a line; for a whole suite there
// may be neither. `{shard}` and `{shards}` are those of
// a job that its runner divides, else 1. An error says why it cannot run: it has no
// command, or names a filter inside a word where there is none.
absl::StatusOr<std::vector<JobCall>> CallsOf(const Job& job, const std::vector<std::string>& rest,
                                             const std::string& filter_file);

// TESTFED_JOB, TESTFED_PLAN_DIGEST and one TESTFED_AXIS_NAME for each axis; of a shard that
// GoogleTest makes itself its two variables.
std::vector<std::pair<std::string, std::string>> VariablesOf(const Job& job,
                                                             const std::string& digest);

struct JobRunOptions {
  std::string directory = {};  // absolute
  std::string digest = {};     // of the plan
  std::vector<std::string> rest = {};
  size_t at_once = 1;
  bool verbose = false;
  // Writes a filter and says where it is; `name` is safe as a file name.
  std::function<absl::Status(const std::string& name, const std::string& content)> write_filter =
      {};
  std::string filter_folder = {};  // where those files are, absolute
  // Null: no runner is asked for a report, and every job is judged by its exit code.
  ReportCollector* reports = nullptr;
  // By job: the leg of several jobs that it runs on. Others run on one of their own.
  std::map<std::string, std::string> legs = {};
  // Gets the receipt of each job that has a result, as soon as it has one.
  std::function<absl::Status(const Receipt&)> on_receipt = {};
};

struct JobRunResult {
  size_t passed = 0;
  std::vector<std::string> failed;   // ids, sorted
  std::vector<std::string> not_run;  // ids, sorted
  bool interrupted = false;          // the user ended it: jobs without a result are in `not_run`
  std::map<std::string, std::string> why;  // of each that failed or did not run, a line
  TestCounts tests;                        // of all jobs that were counted, without names
  bool counted = false;                    // there was such a job
  absl::Status receipts;                   // the first receipt that could not be written
};

JobRunResult RunJobs(const std::vector<Job>& jobs, const JobRunOptions& options,
                     JobProcesses& processes, const std::function<SteadyTime()>& now,
                     std::ostream& out);

// "9s", "3m51", "1h52"
std::string DurationText(SteadyTime::duration time);

}  // namespace testfed

#endif  // TESTFED_CLI_JOB_RUN_H_
