// The configuration at one state of a repository, and how two of them differ.
#ifndef TESTFED_SELECTOR_CONFIGURATION_H_
#define TESTFED_SELECTOR_CONFIGURATION_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/contract.h"
#include "contracts/quarantine_file.h"
#include "domains/cache.h"
#include "domains/declarations.h"
#include "selector/repository.h"

namespace testfed {

struct Configuration {
  Declarations declarations;
  std::vector<Contract> contracts;  // of all domains with a home, in order of declaration
  std::string declarations_hash;    // SHA-256 of the declarations' text
  // Of `domains.quarantine.yaml`, over or not: no clock plays a part. An entry with a mistake is no
  // entry, so that its test counts; `check` reports it.
  std::vector<QuarantineEntry> quarantine;
  std::string hash;  // of the declarations, and of the contract files and quarantine there are
};

// Reads `file` at a state of the repository, `contracts.yaml` in each home, and the quarantine.
// Nullptr when there
// is no such file. An error carries the first problem of a file, with its place. `known` is
// answered again where the text is the same: at most changes, base and head agree. `cache` (null:
// none) makes reading faster and changes nothing else.
absl::StatusOr<std::shared_ptr<const Configuration>> LoadConfiguration(
    const Repository& repository, const Snapshot& at, const std::string& file,
    const std::shared_ptr<const Configuration>& known = nullptr, Cache* cache = nullptr);

// The same from text, for files outside a repository.
absl::StatusOr<std::shared_ptr<const Configuration>> ReadConfiguration(std::string_view text,
                                                                       const std::string& file,
                                                                       Cache* cache = nullptr);

// The keys of one domain that differ and can change what runs: include, exclude, fullyAffectedBy,
// mustRunAllTestsOnChangesIn, suites, component. Order and repetition in lists do not count.
std::vector<std::string> DifferingKeys(const Domain& a, const Domain& b);

// The keys of `$settings` that differ. Order and repetition in lists of texts do not count; the
// order of the entries of `full` does.
std::vector<std::string> DifferingKeys(const Settings& a, const Settings& b);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_CONFIGURATION_H_
