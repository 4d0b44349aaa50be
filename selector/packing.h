// Jobs on legs: a CI starts at most so many machines for one matrix, so that a bigger plan puts
// several jobs on one leg. Jobs are packed, never dropped.
//
// PackLegs is a pure function of the plan and `max_legs`: `testfed run --plan plan.json pack-001`
// computes the same legs again to know which jobs it stands for, so no list of jobs travels through
// the CI's outputs. The id of a leg says what it was asked with: `pack-001` is one of kMaxLegs,
// `pack-001-of-200` one of 200. So whoever runs a leg cannot mean another one.
#ifndef TESTFED_SELECTOR_PACKING_H_
#define TESTFED_SELECTOR_PACKING_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "selector/plan.h"

namespace testfed {

// GitHub: "a matrix will generate a maximum of 256 jobs per workflow run".
inline constexpr size_t kMaxLegs = 256;

struct Leg {
  std::string id;    // of its only job; else as above, counted from 1, and never the id of a job
  std::string name;  // for people
  std::vector<std::string> jobs;  // ids, in the order of the plan; at least one
  bool operator==(const Leg&) const = default;
};

// Each job of the plan is on exactly one leg. Up to `max_legs` jobs: one leg a job. Beyond, jobs
// with equal `ci` and equal axes share legs, in the order of the plan, so that no leg has more jobs
// than needed: the largest leg is as small as `max_legs` allows, and legs of one kind differ by at
// most one job. Legs are ordered by their first job. An error when there are more kinds of machine
// than `max_legs`. Time: n log n.
absl::StatusOr<std::vector<Leg>> PackLegs(const Plan& plan, size_t max_legs);

// What a leg of that id was asked with: 256 of "pack-001", 200 of "pack-001-of-200"; nullopt of
// what is no id of a leg of several jobs.
std::optional<size_t> MaxLegsOf(std::string_view leg_id);

// How many kinds of machine the plan's jobs need: no matrix can have fewer legs.
size_t KindsOfMachine(const Plan& plan);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_PACKING_H_
