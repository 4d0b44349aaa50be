// Tests and findings of sources given as text, as lines to compare.
#ifndef TESTFED_TESTS_CONTRACTS_RESOLVED_TESTS_H_
#define TESTFED_TESTS_CONTRACTS_RESOLVED_TESTS_H_

#include <map>
#include <string>

#include "contracts/test_resolver.h"

namespace testfed {

// Paths and texts; a `lib/` first in the path makes a file that is no test file.
Discovery Resolved(const std::map<std::string, std::string>& files,
                   const ResolveOptions& options = {});
// `id [tags] !undecided` a line; the tags as `smoke`, `by:X`, `in:X`.
std::string TestLines(const Discovery& discovery);
std::string FindingLines(const Discovery& discovery);

}  // namespace testfed

#endif  // TESTFED_TESTS_CONTRACTS_RESOLVED_TESTS_H_
