// Which tests keep what was agreed on, by name: contracts of files, and tags as agreements of the
// test's owners. And which tests may be in quarantine at all.
#ifndef TESTFED_CONTRACTS_KEPT_TESTS_H_
#define TESTFED_CONTRACTS_KEPT_TESTS_H_

#include <map>
#include <set>
#include <string>
#include <vector>

#include "contracts/contract.h"
#include "contracts/suite_tests.h"

namespace testfed {

// `Orders/prices-total`, `Orders/@AffectedByPricing` -> the ids of the tests that keep it, as often
// as they stand in suites. A contract whose suite cannot be listed is left out: nobody knows its
// tests.
std::map<std::string, std::vector<std::string>> TestsOfAgreements(
    const Declarations& declarations, const std::vector<Contract>& contracts, const TestMap& tests);

// The suite of a contract; null where testfed cannot list its tests, or it is gone.
const SuiteTests* SuiteOf(const Contract& contract, const Declarations& declarations,
                          const TestMap& tests);

// Whether a contract's `pattern` names the test, or could: of a test whose name is computed, the id
// has a `*`, or is that of its file alone.
bool MayName(const std::string& pattern, const std::string& id);

// By test: whether every plan runs it, for a tag or because its suite is a smoke suite.
std::vector<bool> SmokeTests(const TestMap& tests);

// `ids` without those whose failures have to count, whatever a quarantine says: smoke tests, and
// all tests of an agreement that has no other ones. Ids that are no tests stay: they do no harm.
std::set<std::string> MayBeQuarantined(std::set<std::string> ids, const Declarations& declarations,
                                       const std::vector<Contract>& contracts,
                                       const TestMap& tests);

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_KEPT_TESTS_H_
