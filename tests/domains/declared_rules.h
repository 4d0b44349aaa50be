// Rule sets of the oracle as declarations of production, without a detour through YAML.
#ifndef TESTFED_TESTS_DOMAINS_DECLARED_RULES_H_
#define TESTFED_TESTS_DOMAINS_DECLARED_RULES_H_

#include <string>
#include <vector>

#include "domains/ownership.h"
#include "domains/tree_visitor.h"
#include "tests/domains/random_patterns.h"
#include "tests/domains/slow_matcher.h"

namespace testfed {

// Every position is line N, column 1, N counting the patterns in their order. Ends the test run
// when production refuses a pattern.
Declarations Declare(const RandomRules& rules);

// The judgement in the oracle's words.
slow::Decision DecisionOf(const Declarations& declarations, const Judgement& judgement);

// Production as an OwnershipEngine (real_ownership.h).
std::vector<std::vector<std::string>> ProductionOwnership(const std::vector<slow::Rules>& domains,
                                                          const std::vector<std::string>& paths);

// Calls the visitor as a walk over these files would: sorts them by bytes and opens and leaves
// directories. A path that is a directory of another is left out.
void WalkPaths(std::vector<std::string> paths, TreeVisitor& visitor);

}  // namespace testfed

#endif  // TESTFED_TESTS_DOMAINS_DECLARED_RULES_H_
