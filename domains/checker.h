// What is wrong or missing in declarations that can be read, seen against the files there are:
// patterns that match or decide nothing, files that nobody owns, domains that no job tests.
#ifndef TESTFED_DOMAINS_CHECKER_H_
#define TESTFED_DOMAINS_CHECKER_H_

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domains/finding.h"
#include "domains/ownership.h"
#include "domains/tree_visitor.h"

namespace testfed {

// Walks all files into a visitor; called again only where a finding needs more.
using FileWalk = std::function<absl::Status(TreeVisitor&)>;

struct CheckResult {
  std::vector<Finding> findings;  // sorted by place
  int files = 0;
};

// Codes: dead-pattern, home-shared, idle-pattern, unowned, no-suite, tie, wide-pattern.
// docs/findings.md describes them.
absl::StatusOr<CheckResult> CheckDeclarations(const Declarations& declarations,
                                              const FileWalk& walk);

// Codes and what they mean, for `testfed explain CODE`: all that any command reports.
struct FindingCode {
  std::string_view code;
  std::string_view meaning;  // sentences; what it is, why it matters, what to do
};
const std::vector<FindingCode>& FindingCodes();

}  // namespace testfed

#endif  // TESTFED_DOMAINS_CHECKER_H_
