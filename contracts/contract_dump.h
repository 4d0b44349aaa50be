// The dump of contracts: what a domain has agreed on, as consumer and as provider, in a file of its
// home that is reviewed like code. A change of an agreement changes a file in the home of each
// party, so that a forge that asks the owners of changed files asks all of them.
//
// Without line numbers and counts, and sorted: only a change of what was agreed on is a difference.
#ifndef TESTFED_CONTRACTS_CONTRACT_DUMP_H_
#define TESTFED_CONTRACTS_CONTRACT_DUMP_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/agreement.h"
#include "domains/finding.h"

namespace testfed {

// The text of one party's dump; `agreements` in any order, those of others are left out. "" where
// the party takes part in none: then there is no file.
std::string ContractDumpText(std::string_view party, const std::vector<Agreement>& agreements);

struct ContractDumps {
  std::map<std::string, std::string> files;  // path from the root -> text, never ""
  std::vector<Finding> findings;             // sorted; no-home: a party without a home, an error
};

// All dumps that there must be. A `contract.dump.txt` in the home of a domain whose path is not
// among them is stale, and is to be removed. Where two domains share a home (home-shared, an error
// of `check`), the file holds the dumps of both, one after the other.
ContractDumps ContractDumpsOf(const Declarations& declarations,
                              const std::vector<Agreement>& agreements);

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_CONTRACT_DUMP_H_
