// The times of jobs, and how the selection of a suite becomes several of them. Times change sizes
// and numbers of jobs, and never what runs: together the shards of a job run what it would have
// run.
#ifndef TESTFED_SELECTOR_JOB_SHARDS_H_
#define TESTFED_SELECTOR_JOB_SHARDS_H_

#include <set>
#include <string>
#include <vector>

#include "domains/declarations.h"
#include "selector/plan.h"
#include "selector/suite_times.h"

namespace testfed {

inline constexpr int kDefaultAtMost = 20;  // shards of one suite, where `atMost` says nothing

struct ShardRequest {
  Shards shards;                      // of the suite, completed by those of the settings
  const SuiteTimes* times = nullptr;  // null: no file of timings
  std::vector<std::string> tests;     // ids of the whole suite; none where it is not listed
  std::vector<std::string> listing;   // of the runner, where it was given
  const std::set<std::string>* taken_ids = nullptr;  // of all declared jobs: shards avoid them
};

// What `suite` leaves out, from `settings`. `count` and `minutes` exclude each other: a suite's one
// hides the settings' other.
Shards Completed(const Shards& suite, const Shards& settings);

// The job itself with its time, or its shards: ids end in `-1`, `-2`, ... The suite is divided as
// suite_division.h says; a part of a suite by its tests, unless its command divides by itself.
std::vector<Job> Sharded(Job job, const ShardRequest& request);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_JOB_SHARDS_H_
