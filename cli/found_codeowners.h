// The CODEOWNERS file of a repository, where GitHub would look for it.
#ifndef TESTFED_CLI_FOUND_CODEOWNERS_H_
#define TESTFED_CLI_FOUND_CODEOWNERS_H_

#include <string>
#include <vector>

#include "cli/codeowners.h"
#include "contracts/contract_dump.h"
#include "domains/finding.h"
#include "selector/repository.h"

namespace testfed {

struct FoundCodeowners {
  std::string file;  // "" where there is none
  Codeowners owners{""};
  std::vector<std::string> notes;  // why a file that is there is not used
};

FoundCodeowners FindCodeowners(const Repository& repository, const Snapshot& at);

// Of the domains that take part in contracts:
// - no-owners, a warning: it declares none, so nobody can consent to a change;
// - codeowners, an error: the file gives the dump to none of them, so that a change does not ask
//   them. Handles are compared without case, as GitHub does. Nothing where there is no such file.
std::vector<Finding> FindUnaskedOwners(const FoundCodeowners& codeowners,
                                       const Declarations& declarations,
                                       const ContractDumps& dumps);

}  // namespace testfed

#endif  // TESTFED_CLI_FOUND_CODEOWNERS_H_
