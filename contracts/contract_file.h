// Reads `contracts.yaml`, which stands in the home of the consumer of its contracts.
// docs/contracts.md describes it for users; docs/contracts.schema.json is generated from the table
// of its keys.
#ifndef TESTFED_CONTRACTS_CONTRACT_FILE_H_
#define TESTFED_CONTRACTS_CONTRACT_FILE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/contract.h"
#include "domains/declaration_rules.h"
#include "domains/finding.h"

namespace testfed {

// The contracts that could be read, in the order of the file; all its mistakes are appended to
// `findings`, unsorted. A contract with a mistake is left out, as it could name too little. Codes:
// yaml, type, duplicate, name, missing-key, unknown-key, unknown-domain, unknown-suite,
// own-contract. Linear in the text.
std::vector<Contract> ReadContracts(std::string_view text, const std::string& file,
                                    DomainId consumer, const Declarations& declarations,
                                    std::vector<Finding>& findings);

const MapRules& ContractRules();
std::string ContractsSchemaText();

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_CONTRACT_FILE_H_
