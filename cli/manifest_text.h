// Manifests and differences of tuples, as a terminal shows them.
#ifndef TESTFED_CLI_MANIFEST_TEXT_H_
#define TESTFED_CLI_MANIFEST_TEXT_H_

#include <map>
#include <string>
#include <vector>

#include "integration/manifest.h"
#include "integration/merge_plan.h"
#include "integration/tuple_diff.h"

namespace testfed {

// `base` is how the base is called, "known good 42". Blocks that begin with a word in the first
// column: `Tuple`, `Under test`, `From ...`, and what else is to say.
absl::StatusOr<std::string> DescribeManifest(const Manifest& manifest, const std::string& base,
                                             const CloneFinder& clones);

// The rows of a difference; where there is none, which hashes differ that a version hides.
std::string DescribeDiff(const std::vector<TupleChange>& changes,
                         const std::map<std::string, std::string>& shadowed_before,
                         const std::map<std::string, std::string>& shadowed_after);

// "Merge order  comm#117, then lifecycle#58", with what is known of it and what is not.
std::string DescribeMergePlan(const MergePlan& plan);

}  // namespace testfed

#endif  // TESTFED_CLI_MANIFEST_TEXT_H_
