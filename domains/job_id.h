// Ids of jobs: `Domain-suite`, then `-value` for each axis. Safe as a file and artifact name.
#ifndef TESTFED_DOMAINS_JOB_ID_H_
#define TESTFED_DOMAINS_JOB_ID_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domains/declarations.h"

namespace testfed {

// One value for each axis, in order of declaration.
using JobAxes = std::vector<std::pair<std::string, Json>>;

// Every combination; the last axis varies fastest. One empty combination where there is no axis.
std::vector<JobAxes> ProductOf(const std::vector<Axis>& matrix);

// The text of an axis' value, as in ids and names: `true`, `3`, `ubuntu-latest`.
std::string AxisText(const Json& value);

// What the value of an axis is called in the environment: TESTFED_AXIS_JDK for `jdk`.
std::string AxisVariable(std::string_view axis);

// `suite` may be "": the job of a whole domain. Characters outside [A-Za-z0-9_.-] become `_`; the
// reader refuses declarations in which two ids are equal.
std::string JobIdOf(std::string_view domain, std::string_view suite, const JobAxes& axes);

// Keys that every leg of a matrix has (docs/plan.md), and the two that GitHub reads by itself.
bool IsLegKey(std::string_view key);

}  // namespace testfed

#endif  // TESTFED_DOMAINS_JOB_ID_H_
