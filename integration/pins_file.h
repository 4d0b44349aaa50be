// Files of pins that others write: known_good.json of S-CORE in the four shapes that it had, as
// JSON or YAML; the decision record's last_known_good.yaml and array of records; a `tuple/1`
// object.
//
// The four shapes: `modules` is a list of entries with a `name`; a map of names to entries; a map
// of groups to such maps; the last with `sbom.tracked_modules` beside it. Which one it is, all
// members decide, not the first.
//
// What means two things is an error when it is read strictly, and a warning when it is read
// leniently, where the files' own readers have decided how: a key that stands twice (the last
// wins), `hash` beside `version` (the version wins), an unknown key (it is passed over). Everything
// else that is wrong is an error in both ways.
#ifndef TESTFED_INTEGRATION_PINS_FILE_H_
#define TESTFED_INTEGRATION_PINS_FILE_H_

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "domains/finding.h"
#include "domains/yaml.h"
#include "integration/components.h"

namespace testfed {

struct PinsFile {
  std::string shape;  // "list", "flat", "grouped", "sbom", "record", "tuple/1"
  Pins pins;
  std::string timestamp;                        // RFC 3339 in UTC; "" where there is none
  std::map<std::string, std::string> disabled;  // component -> reason; not among the pins
  std::map<std::string, std::string> shadowed;  // component -> the hash that its version hides
};

struct PinsOptions {
  bool lenient = false;
  const Components* components = nullptr;  // null: not known
  // Makes an abbreviated commit of a component whole; empty: such a commit is an error.
  std::function<absl::StatusOr<std::string>(const std::string& name, const std::string& text)>
      expand = {};
};

// `root` is the file as YAML, of which JSON is a part. Findings are appended, unsorted; with an
// error among them the pins are not to be used.
PinsFile ReadPins(const YamlNode& root, const std::string& file, const PinsOptions& options,
                  std::vector<Finding>& findings);

// The same from a text. A text that begins with `{` or `[` must be JSON.
PinsFile ReadPins(std::string_view text, const std::string& file, const PinsOptions& options,
                  std::vector<Finding>& findings);

// Appends a finding for each key that stands twice, by its path: `modules.target_sw.comm.repo`. The
// last one stays.
void DropDuplicates(YamlNode& node, const std::string& file, Severity severity,
                    std::vector<Finding>& findings);

// RFC 3339 in UTC to the second, from the ways in which such files write it; "" for what is no
// time in UTC.
std::string NormalTimestamp(std::string_view text);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_PINS_FILE_H_
