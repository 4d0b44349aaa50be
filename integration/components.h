// components.yaml: who takes part in the integration, written by hand. docs/integration.md
// describes it for users; docs/components.schema.json is generated from the table of its keys.
#ifndef TESTFED_INTEGRATION_COMPONENTS_H_
#define TESTFED_INTEGRATION_COMPONENTS_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domains/declaration_rules.h"
#include "domains/finding.h"
#include "integration/pinned.h"

namespace testfed {

inline constexpr std::string_view kComponentsFile = "components.yaml";
inline constexpr std::string_view kMainLine = "main";

// What a release line takes of a component.
struct Track {
  enum class Kind { kBranch, kTag, kVersion };
  Kind kind = Kind::kBranch;
  std::string text;  // of a tag: its name, or "latest"
  bool operator==(const Track&) const = default;
};
std::string ToText(const Track& track);  // "branch main", "the latest tag", "version 1.4.0"

// The component stays where it is, although its track has moved.
struct Hold {
  std::string reason;
  std::string since;  // YYYY-MM-DD
  std::string until;  // its last day; "": until somebody lifts it
  // Of a component that a bisect held back: "comm@COMMIT". It stays until its head has passed.
  std::string culprit = {};
  bool operator==(const Hold&) const = default;
};

struct Component {
  std::string name;
  std::string module;                 // what Bazel calls it; the name, where nothing is said
  std::string remote;                 // as written
  std::string repository;             // normalised
  std::vector<std::string> formerly;  // names that known good may still use
  std::vector<std::string> former_repositories;  // normalised
  std::string group;
  std::map<std::string, Track> tracks;     // by release line
  std::string version_tag = "v{version}";  // the tag of a version
  std::vector<std::string> required_configs;
  std::optional<Hold> hold;
  Place at;
};

using Components = std::vector<Component>;  // in the order of the file

// All mistakes are appended to `findings`, unsorted; an entry with a mistake is left out. Also
// wrong: two components of one name (former ones count) or one module, and two of one repository
// unless one of them says `sharesRepo: true`.
Components ReadComponents(std::string_view text, const std::string& file,
                          std::vector<Finding>& findings);

const MapRules& ComponentRules();
std::string ComponentsSchemaText();

// By its name or a former one; null: there is none.
const Component* FindComponent(const Components& components, std::string_view name);
// By its repository or a former one, normalised; OWNER/NAME without a host is looked for on every
// host. All that fit: several share one, none is unknown.
std::vector<const Component*> ComponentsOf(const Components& components,
                                           std::string_view repository);

// Former names become today's, former and other remotes what components.yaml says, groups too;
// what it does not know stays as it is.
Pins Updated(const Pins& pins, const Components& components);

// The tag that a version has in the component's repository.
std::string TagOf(const Component* component, std::string_view version);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_COMPONENTS_H_
