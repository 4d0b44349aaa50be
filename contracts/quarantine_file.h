// Reads `domains.quarantine.yaml`, which stands at the root: tests whose failures do not count for
// a time, each with somebody who repairs it. docs/contracts.md describes it for users;
// docs/quarantine.schema.json is generated from the table of its keys.
#ifndef TESTFED_CONTRACTS_QUARANTINE_FILE_H_
#define TESTFED_CONTRACTS_QUARANTINE_FILE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "domains/declaration_rules.h"
#include "domains/finding.h"

namespace testfed {

inline constexpr std::string_view kQuarantineFile = "domains.quarantine.yaml";

struct QuarantineEntry {
  std::string test;  // its id (test.h), whole: a pattern would take in tests that nobody looked at
  std::string reason;
  std::string owner;   // who repairs it: a person or a team
  std::string expiry;  // YYYY-MM-DD, the last day on which its failures do not count
  Place at;            // of the test's name
};

// The entries that hold at `now` (seconds since 1970; days are those of UTC), in the order of the
// file; all mistakes are appended to `findings`, unsorted. An entry with a mistake, or whose last
// day is over (quarantine-expired, an error), is left out: its test counts.
std::vector<QuarantineEntry> ReadQuarantine(std::string_view text, const std::string& file,
                                            std::int64_t now, std::vector<Finding>& findings);

const MapRules& QuarantineRules();
std::string QuarantineSchemaText();

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_QUARANTINE_FILE_H_
