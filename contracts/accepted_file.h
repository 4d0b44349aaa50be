// Reads and extends `domains.accepted.yaml`, which stands at the root: findings of `check` that are
// accepted up to a date, each with a reason. docs/accepted.schema.json is generated from the table
// of its keys.
#ifndef TESTFED_CONTRACTS_ACCEPTED_FILE_H_
#define TESTFED_CONTRACTS_ACCEPTED_FILE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "domains/declaration_rules.h"
#include "domains/finding.h"

namespace testfed {

inline constexpr std::string_view kAcceptedFile = "domains.accepted.yaml";

struct AcceptedEntry {
  std::string code;
  // The file of the finding, or `file:name`: of its findings those whose message has the name
  // between back-ticks. Lines play no part, as they move.
  std::string place;
  std::string reason;
  std::string until;  // YYYY-MM-DD, the last day
  Place at;           // of the entry
};

// The entries without a mistake, in the order of the file; all mistakes are appended to `findings`,
// unsorted.
std::vector<AcceptedEntry> ReadAccepted(std::string_view text, const std::string& file,
                                        std::vector<Finding>& findings);

struct AcceptedFindings {
  // What is left, and a finding for each entry that is over (accepted-expired, an error) or that
  // matches nothing (accepted-idle, a warning). Sorted.
  std::vector<Finding> remaining;
  std::vector<Finding> accepted;  // in their order
};

// Errors and warnings can be accepted, what is said of the entries themselves cannot. An entry
// whose last day is before `now` (seconds since 1970; days are those of UTC) accepts nothing. The
// order of entries plays no part.
AcceptedFindings ApplyAccepted(std::vector<Finding> findings,
                               const std::vector<AcceptedEntry>& entries, std::int64_t now);

// The text with one more entry at its end, everything else byte for byte as it was; "" gives a new
// file. An error where the entry is there already or has a mistake, where the text has mistakes,
// and where nothing can be appended: a list in brackets.
absl::StatusOr<std::string> AddAccepted(std::string_view text, const std::string& file,
                                        const AcceptedEntry& entry);

const MapRules& AcceptedRules();
std::string AcceptedSchemaText();

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_ACCEPTED_FILE_H_
