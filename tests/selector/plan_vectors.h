// The whole-plan vectors of tests/data/plans.json.
#ifndef TESTFED_TESTS_SELECTOR_PLAN_VECTORS_H_
#define TESTFED_TESTS_SELECTOR_PLAN_VECTORS_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/selector/slow_selection.h"

namespace testfed {

struct PlanVector {
  std::string name;
  std::optional<std::string> base;  // the text of domains.yaml; nullopt: none at the base
  std::string head;
  std::vector<slow::ChangedPath> changes;
  std::vector<std::string> messages;
  // What is expected: everything but `paths`, of which `accounting` holds the counts.
  slow::Selection expect;
  std::map<std::string, int> accounting;  // all five states
};
std::vector<PlanVector> ReadPlanVectors();

}  // namespace testfed

#endif  // TESTFED_TESTS_SELECTOR_PLAN_VECTORS_H_
