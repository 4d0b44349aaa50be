// What to paste into a shell to build and test one composition anywhere: a failure that a team
// cannot reproduce is noise.
#ifndef TESTFED_INTEGRATION_REPRODUCTION_H_
#define TESTFED_INTEGRATION_REPRODUCTION_H_

#include <string>
#include <vector>

#include "integration/manifest.h"

namespace testfed {

struct ReproductionOptions {
  std::vector<std::string> targets;  // empty: the subset of the manifest
  std::vector<std::string> configs;  // each becomes `--config`
};

// Commands for a POSIX shell, of the manifest alone: clones of every component that is pinned by
// commit, at that commit, with its patches; the integration repository at its commit, where the
// manifest names its remote, else the folder that the shell stands in; the manifest itself; and one
// `bazel test` with `--override_module`. Whatever is not a name, a commit or a remote by the rules
// of the manifest is quoted.
std::string ReproductionScript(const Manifest& manifest, const ReproductionOptions& options);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_REPRODUCTION_H_
