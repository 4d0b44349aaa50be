// The file by which a CI runs testfed: plan -> test, one job a leg -> gate. `testfed init --ci`
// writes it; from then on it is its reader's. docs/ci.md explains each part.
#ifndef TESTFED_CLI_CI_FILE_H_
#define TESTFED_CLI_CI_FILE_H_

#include <string>
#include <string_view>

#include "domains/status.h"

namespace testfed {

struct CiFile {
  std::string path;   // in the repository
  std::string text;   // YAML
  std::string shape;  // what a person is told that it holds
  std::string next;   // and what is theirs to do, as a hint
};

// `ci` is "github" or "gitlab". `source` says where the CI gets testfed, OWNER/NAME@REF for GitHub
// and URL@REF for GitLab; "" is this version of testfed's own. `branch` is the branch that is
// tested whole; one whose name needs quotes in YAML or a pattern is left out.
absl::StatusOr<CiFile> CiFileFor(std::string_view ci, const std::string& source,
                                 const std::string& branch);

}  // namespace testfed

#endif  // TESTFED_CLI_CI_FILE_H_
