// The holes of a repository (contracts/hole_finder.h), with all that they are found by: contract
// files, tests, references and the quarantine.
#ifndef TESTFED_CLI_HOLES_H_
#define TESTFED_CLI_HOLES_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "cli/invocation.h"
#include "cli/workspace.h"
#include "contracts/contract.h"
#include "contracts/suite_tests.h"
#include "domains/finding.h"

namespace testfed {

struct Holes {
  std::vector<Finding> findings;  // unsorted; also the mistakes of contract files and quarantine
  std::vector<Contract> contracts;
  bool contracts_read = true;            // false: some have a mistake and are missing
  std::shared_ptr<const TestMap> tests;  // with the listings of --listing
  // From sources alone: a listing is of one build, and no dump may depend on it.
  std::shared_ptr<const TestMap> source_tests;
  // How many tests there are; nullopt where no suite's runner tells.
  std::optional<int> tests_found;
};

// At `at`, by `declarations`, which must outlive the answer. `now` is in seconds since 1970. Notes
// of -v: how many sources were read, and the types of libraries that carry no tag.
absl::StatusOr<Holes> FindRepositoryHoles(Invocation& invocation, const Workspace& workspace,
                                          const Declarations& declarations, const Snapshot& at,
                                          std::int64_t now);

}  // namespace testfed

#endif  // TESTFED_CLI_HOLES_H_
