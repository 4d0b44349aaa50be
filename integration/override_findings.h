// What is wrong with the overrides that stand in a repository: a second one for a module, and pins
// that may be another thing tomorrow.
#ifndef TESTFED_INTEGRATION_OVERRIDE_FINDINGS_H_
#define TESTFED_INTEGRATION_OVERRIDE_FINDINGS_H_

#include <string_view>
#include <vector>

#include "integration/module_file.h"
#include "integration/pinned.h"

namespace testfed {

// override-conflict: a hand-written override of a module that `pins` holds, which Bazel refuses as
// a second one.
std::vector<Finding> ConflictsWith(const Pins& pins, const std::vector<ModuleCall>& calls);

// mutable-pin: a git_override by branch or tag, or without a whole commit; an archive_override
// without integrity or with `refs/heads/`; local_path_override of a folder outside the
// repository; arguments that are computed.
std::vector<Finding> MutablePins(const std::vector<ModuleCall>& calls);

// mutable-pin: `--registry` in a .bazelrc that names a branch.
std::vector<Finding> MutableRegistries(std::string_view bazelrc, const std::string& file);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_OVERRIDE_FINDINGS_H_
