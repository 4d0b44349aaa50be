// What a Bazel registry says of a module's versions: `modules/NAME/metadata.json` in a clone of it.
// https://bazel.build/external/registry
#ifndef TESTFED_INTEGRATION_REGISTRY_H_
#define TESTFED_INTEGRATION_REGISTRY_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "domains/file_system.h"
#include "integration/tuple.h"

namespace testfed {

struct YankedVersion {
  std::string component;
  std::string version;
  std::string reason;  // the registry's
  bool operator==(const YankedVersion&) const = default;
};

// Version -> reason. `name` is what errors call the text.
absl::StatusOr<std::map<std::string, std::string>> ReadYankedVersions(std::string_view text,
                                                                      std::string_view name);

// Those components of the tuple whose version the registry in `folder` has withdrawn, by name. A
// module that the registry does not have is not yanked; a file that cannot be read is an error.
// Names of components are taken for those of modules.
absl::StatusOr<std::vector<YankedVersion>> YankedIn(const Tuple& tuple, const FileSystem& files,
                                                    const std::string& folder);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_REGISTRY_H_
