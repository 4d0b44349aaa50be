// Who must consent to a change of what was agreed on: each party by one approval of any of its
// owners. Forges cannot ask for an approval of this team *and* of that one; this does.
//
// reviews.h says whether they did.
#ifndef TESTFED_CONTRACTS_APPROVALS_H_
#define TESTFED_CONTRACTS_APPROVALS_H_

#include <string>
#include <vector>

#include "contracts/agreement.h"
#include "contracts/quarantine_file.h"

namespace testfed {

struct OwnedTest {
  std::string id;
  std::vector<std::string> owners;  // the domains that own its file
  auto operator<=>(const OwnedTest&) const = default;
};

struct AgreedState {
  const Declarations* declarations = nullptr;
  std::vector<Agreement> agreements;
  std::vector<OwnedTest> smoke_tests;  // those with a smoke tag; smoke suites are declared
  std::vector<QuarantineEntry> quarantine;
  std::vector<OwnedTest> quarantined;  // the tests of `quarantine` that exist
};

struct ContractTestFile {
  std::string path;
  std::vector<std::string> agreements;  // names of those that tests in the file keep, at the base
};

struct ApprovalNeed {
  std::string domain;
  std::string because;
  bool operator==(const ApprovalNeed&) const = default;
};

struct AgreedChange {
  // "+ contract Checkout/invoice-fields", "- edge Billing -> Checkout", "~ owners of Billing"
  std::string text;
  std::vector<ApprovalNeed> needs;  // each domain once; providers before the consumer
  bool operator==(const AgreedChange&) const = default;
};

struct Party {
  std::string domain;
  std::vector<std::string> owners;  // as declared at the base; of a new domain, at the head
  bool operator==(const Party&) const = default;
};

struct NeededApprovals {
  std::vector<AgreedChange> changes;  // sorted by what is changed, then by sign
  std::vector<Party> parties;         // of all changes, by name
};

// What differs between two states, and whose consent each difference needs: contracts and tags
// (both sides), edges (both ends), owners, homes, smoke marks, quarantine, `contractsWakeOn`,
// removed domains, removed suites that kept an agreement, and changed files that hold a test which
// keeps one. The first owners of a domain need nobody's consent, as there is nobody to ask;
// whatever else the same change needs of that domain cannot be given before they are there. The
// order of the input plays no part.
NeededApprovals RequiredApprovals(const AgreedState& base, const AgreedState& head,
                                  const std::vector<std::string>& changed_paths,
                                  const std::vector<ContractTestFile>& contract_tests);

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_APPROVALS_H_
