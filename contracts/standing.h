// What stands at one state of a repository: its agreements with the tests that keep them there, and
// all that approvals.h compares. From declarations, contract files and what was found in sources.
#ifndef TESTFED_CONTRACTS_STANDING_H_
#define TESTFED_CONTRACTS_STANDING_H_

#include <vector>

#include "contracts/agreement.h"
#include "contracts/approvals.h"
#include "contracts/suite_tests.h"

namespace testfed {

struct StandingAgreement {
  Agreement agreement;
  Place at;                // of the contract, or of the first of the tags
  std::vector<int> tests;  // into Discovery::tests, ascending: those that keep it
  bool opaque = false;     // its suite cannot be listed, so nobody knows how many keep it
};

// Sorted by name. Linear in tests and tags, and in each contract's suite times its names.
std::vector<StandingAgreement> StandingAgreements(const Declarations& declarations,
                                                  const std::vector<Contract>& contracts,
                                                  const TestMap& tests);

std::vector<Agreement> AgreementsOf(const std::vector<StandingAgreement>& standing);

// `declarations` must outlive the answer.
AgreedState AgreedStateOf(const Declarations& declarations, const std::vector<Contract>& contracts,
                          const TestMap& tests, std::vector<QuarantineEntry> quarantine);

// Files with tests that keep an agreement, sorted.
std::vector<ContractTestFile> ContractTestFilesOf(const std::vector<StandingAgreement>& standing,
                                                  const TestMap& tests);

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_STANDING_H_
