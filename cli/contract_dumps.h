// The dumps of contracts (contracts/contract_dump.h) of a repository, as `dump` and `check` need
// them: made from its declarations, contract files and tests, compared with what stands there, and
// written.
#ifndef TESTFED_CLI_CONTRACT_DUMPS_H_
#define TESTFED_CLI_CONTRACT_DUMPS_H_

#include <optional>
#include <string>
#include <vector>

#include "cli/dumping.h"
#include "contracts/contract_dump.h"
#include "contracts/suite_tests.h"
#include "selector/configuration.h"

namespace testfed {

// The dumps that there must be at `at`, whose configuration is `configuration`. Tests are read from
// sources alone: a listing is of one build, and would make a dump depend on it.
absl::StatusOr<ContractDumps> ContractDumpsAt(Invocation& invocation, const Repository& repository,
                                              const Snapshot& at,
                                              const Configuration& configuration);
// The same where the tests are known already.
ContractDumps ContractDumpsFor(const Configuration& configuration, const TestMap& tests);

struct StaleContractDump {
  std::string file;
  std::optional<std::string> there;
  std::string wanted;  // "": the file must go
  DumpDifference difference;
};

// Those that differ from what stands at `at`, by path. A `contract.dump.txt` that must go stands in
// the home of a domain, or begins as only testfed begins one: the home of a domain that was
// removed or has moved is known no more.
absl::StatusOr<std::vector<StaleContractDump>> CompareContractDumps(
    const Repository& repository, const Snapshot& at, const Declarations& declarations,
    const ContractDumps& wanted);

// What the list of files at that state misses, and what it has too much: for MakeDump, so that the
// dump of owners is right once the dumps of contracts are written.
AmendedFiles AmendedBy(const ContractDumps& wanted, const std::vector<StaleContractDump>& stale);

// As `dump --check` and `check` report one: what is wrong with it, or the place of a merge
// conflict.
Finding FindingOf(const StaleContractDump& stale);

// Writes them to the disk, or removes them, each in one step. What was done, a line each:
// "billing/contract.dump.txt: updated, 4 lines added".
absl::StatusOr<std::string> WriteContractDumps(Invocation& invocation, const Workspace& workspace,
                                               const std::vector<StaleContractDump>& stale);

}  // namespace testfed

#endif  // TESTFED_CLI_CONTRACT_DUMPS_H_
