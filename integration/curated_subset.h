// The curated subset: Bazel labels that people chose, one a line, and what is wrong with the list.
// A plan may add to it, and only shrinks it where the manifest says so.
//
// A line is a label, or a comment that begins with `#`. Comments of the whole list say its rules:
//   # allowed: //fit //smoke      packages below which labels may stand
//   # budget: 60 targets          so many at most
//   # review by: 2027-03-01       when somebody looks at it again
#ifndef TESTFED_INTEGRATION_CURATED_SUBSET_H_
#define TESTFED_INTEGRATION_CURATED_SUBSET_H_

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domains/finding.h"

namespace testfed {

struct CuratedTarget {
  std::string label;
  Place at;
};

struct CuratedSubset {
  std::vector<CuratedTarget> targets;  // in the order of the file
  std::vector<std::string> allowed;    // packages: "//fit"; empty: all
  std::optional<int> budget;
  std::string review_by;
  Place review_at;
};

// Appends a finding for each line that is no absolute label or no rule, and for an empty list.
CuratedSubset ReadCurated(std::string_view text, const std::string& file,
                          std::vector<Finding>& findings);

struct CuratedChecks {
  // What `bazel query` answered; nullopt: not known.
  std::optional<std::set<std::string>> targets;
  std::set<std::string> quarantined;
  std::int64_t today = 0;  // days since 1970
  std::string curator;     // who answers for the list: owners of its domain; ""
};

// curated-directory, curated-unknown, curated-redundant (twice, or below a pattern of the list),
// curated-quarantined, curated-budget, curated-review.
std::vector<Finding> CheckCurated(const CuratedSubset& subset, const CuratedChecks& checks);

// An absolute label or target pattern: `//a:b`, `@r//a/...`.
bool IsAbsoluteLabel(std::string_view label);

// Sorted, each once, one a line: what `--target_pattern_file` reads. Contains every curated label,
// unless `may_shrink`; an empty result is an error.
absl::StatusOr<std::string> SubsetText(const CuratedSubset& curated,
                                       const std::vector<std::string>& planned, bool may_shrink);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_CURATED_SUBSET_H_
