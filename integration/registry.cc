#include "integration/registry.h"

#include "domains/json.h"

namespace testfed {
namespace {

constexpr size_t kMaxMetadataBytes = size_t{16} << 20;

}  // namespace

absl::StatusOr<std::map<std::string, std::string>> ReadYankedVersions(std::string_view text,
                                                                      std::string_view name) {
  TESTFED_ASSIGN_OR_RETURN(const Json json, ParseJson(text, name));
  const Json& yanked = json["yanked_versions"];
  std::map<std::string, std::string> versions;
  if (!json.IsObject() || (json.Has("yanked_versions") && !yanked.IsObject())) {
    return Error(std::string(name) + ": `yanked_versions` is an object of versions and reasons");
  }
  for (const auto& [version, reason] : yanked.Members()) {
    if (!reason.IsString()) {
      return Error(std::string(name) + ": the reason of yanked version `" + version +
                   "` is a text");
    }
    versions[version] = reason.String();
  }
  return versions;
}

absl::StatusOr<std::vector<YankedVersion>> YankedIn(const Tuple& tuple, const FileSystem& files,
                                                    const std::string& folder) {
  std::vector<YankedVersion> found;
  for (const auto& [name, entry] : tuple) {
    if (!entry.pin.IsVersion()) continue;
    // A component's name has neither a slash nor a dot at its beginning.
    const std::string path = folder + "/modules/" + name + "/metadata.json";
    TESTFED_ASSIGN_OR_RETURN(const std::optional<std::string> text,
                             files.Read(path, kMaxMetadataBytes));
    if (!text) continue;
    TESTFED_ASSIGN_OR_RETURN(const auto versions, ReadYankedVersions(*text, path));
    if (auto yanked = versions.find(entry.pin.text); yanked != versions.end()) {
      found.push_back({name, entry.pin.text, yanked->second});
    }
  }
  return found;
}

}  // namespace testfed
