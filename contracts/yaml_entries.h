// Files that are a map of names to maps: what contracts.yaml and
// domains.quarantine.yaml have in common.
#ifndef TESTFED_CONTRACTS_YAML_ENTRIES_H_
#define TESTFED_CONTRACTS_YAML_ENTRIES_H_

#include <string>
#include <string_view>
#include <vector>

#include "domains/declaration_rules.h"
#include "domains/finding.h"
#include "domains/yaml.h"

namespace testfed {

struct EntryWords {
  std::string one;   // "contract": as in "contract `x` has no `suite`"
  std::string many;  // "contracts"
};

// The entries whose value is a map, in their order, each name once; what else stands there is
// appended to `findings`. An empty file has none. The values are not validated yet: a caller keeps
// only those in which it finds nothing wrong.
std::vector<YamlMember> ReadEntries(std::string_view text, const std::string& file,
                                    const EntryWords& words, std::vector<Finding>& findings);

// The JSON Schema of such a file.
std::string EntriesSchemaText(std::string_view title, std::string_view name_pattern,
                              const MapRules& rules);

// Appends an error.
void AddError(const Place& at, std::string code, std::string message,
              std::vector<Finding>& findings);

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_YAML_ENTRIES_H_
