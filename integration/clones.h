// Histories of components, from clones that somebody made: DIR/NAME.git or DIR/NAME, bare or not.
// Nothing is fetched.
#ifndef TESTFED_INTEGRATION_CLONES_H_
#define TESTFED_INTEGRATION_CLONES_H_

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "integration/components.h"
#include "integration/movement.h"
#include "integration/pin.h"
#include "selector/repository.h"

namespace testfed {

// Where a track points to.
struct ResolvedHead {
  Pin pin;          // a commit
  std::string ref;  // "refs/heads/main", "refs/tags/v1.2.0"
};

class Clones {
 public:
  explicit Clones(std::string folder) : folder_(std::move(folder)) {}

  // Null where there is none, or none that can be read.
  const Repository* Find(const std::string& component);
  // The whole commit of an abbreviation; ambiguous or unknown: an error.
  absl::StatusOr<std::string> Expand(const std::string& component, const std::string& text);
  // The branch as the clone has it (in a clone with a remote `origin`, that of the remote), or the
  // tag; `latest` is the tag of the highest version, pre-releases only where there is no other.
  absl::StatusOr<ResolvedHead> Resolve(const std::string& component, const Track& track);

 private:
  absl::StatusOr<Repository*> Open(const std::string& component);

  std::string folder_;
  std::map<std::string, std::unique_ptr<Repository>> open_;
};

// Whether version `a` comes before `b`, by the order of Bazel's modules
// (https://bazel.build/external/module#version_format): numbers as numbers, a pre-release before
// its release. A leading `v` counts for nothing.
bool VersionLess(std::string_view a, std::string_view b);
bool IsPrerelease(std::string_view version);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_CLONES_H_
