// A promotion made of verdicts: what the guard is asked about, and what is recorded when it agrees.
#ifndef TESTFED_INTEGRATION_CANDIDATE_H_
#define TESTFED_INTEGRATION_CANDIDATE_H_

#include <string>
#include <vector>

#include "integration/components.h"
#include "integration/known_good_record.h"
#include "integration/manifest.h"

namespace testfed {

// The record, without `seq`, `prev` and `timestamp`, of the manifest that the first verdict judged;
// that the others judged the same is the guard's matter. Tests are summed over the verdicts, and
// the duration is that of the longest.
Record CandidateOf(const Manifest& manifest, const std::vector<Verdict>& verdicts);

// The manifest that a verdict holds. `name` is what errors call the verdict.
absl::StatusOr<Manifest> ManifestOf(const Verdict& verdict, std::string_view name);

// The configurations that must be good before these components are promoted, sorted.
std::vector<std::string> RequiredConfigs(const Manifest& manifest, const Components& components);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_CANDIDATE_H_
