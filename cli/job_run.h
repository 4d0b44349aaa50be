// Runs the jobs of a plan here, as whole suites, and prints what became of them.
//
//   [1/3] Billing-it      passed   3m51
//   [2/3] Billing-unit    FAILED     9s   exit code 1
//         what it printed
//   [3/3] Web-unit        not run: domain `Web` declares no command
//
// One at a time, the output of a failed job stands below its line; with `verbose` all output goes
// out as it comes. Several at once, each line of output begins with `JOB | `.
#ifndef TESTFED_CLI_JOB_RUN_H_
#define TESTFED_CLI_JOB_RUN_H_

#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "cli/job_process.h"
#include "cli/world.h"
#include "selector/plan.h"

namespace testfed {

// The words that run a job's whole suite, with `rest` at their end. `{filter}` and `{filter_file}`
// are left out; `{shard}` and `{shards}` are 1. An error says why it cannot run: it has no command,
// or names the filter inside a word.
absl::StatusOr<std::vector<std::string>> WordsOf(const Job& job,
                                                 const std::vector<std::string>& rest);

// TESTFED_JOB, TESTFED_PLAN_DIGEST and one TESTFED_AXIS_NAME for each axis.
std::vector<std::pair<std::string, std::string>> VariablesOf(const Job& job,
                                                             const std::string& digest);

struct JobRunOptions {
  std::string directory = {};  // absolute
  std::string digest = {};     // of the plan
  std::vector<std::string> rest = {};
  size_t at_once = 1;
  bool verbose = false;
};

struct JobRunResult {
  size_t passed = 0;
  std::vector<std::string> failed;   // ids, sorted
  std::vector<std::string> not_run;  // ids, sorted
  bool interrupted = false;          // the user ended it: jobs without a result are in `not_run`
};

JobRunResult RunJobs(const std::vector<Job>& jobs, const JobRunOptions& options,
                     JobProcesses& processes, const std::function<SteadyTime()>& now,
                     std::ostream& out);

// "9s", "3m51", "1h52"
std::string DurationText(SteadyTime::duration time);

}  // namespace testfed

#endif  // TESTFED_CLI_JOB_RUN_H_
