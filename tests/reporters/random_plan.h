// Random plans: consistent as the reader demands, otherwise without sense.
#ifndef TESTFED_TESTS_REPORTERS_RANDOM_PLAN_H_
#define TESTFED_TESTS_REPORTERS_RANDOM_PLAN_H_

#include <random>
#include <string>

#include "selector/plan.h"

namespace testfed {

Plan RandomPlan(std::mt19937& random);

}  // namespace testfed

#endif  // TESTFED_TESTS_REPORTERS_RANDOM_PLAN_H_
