// The members of a map that was read from YAML. Each takes the first of members with one name (a
// second one is a finding elsewhere) and gives an empty value for what is missing or of another
// type.
#ifndef TESTFED_DOMAINS_YAML_MEMBERS_H_
#define TESTFED_DOMAINS_YAML_MEMBERS_H_

#include <string>
#include <string_view>
#include <vector>

#include "domains/declarations.h"
#include "domains/yaml.h"

namespace testfed {

const YamlNode* MemberOf(const YamlNode& map, std::string_view key);  // null: there is none
std::string TextOf(const YamlNode& map, std::string_view key);
// The scalars of a list; a scalar alone counts as a list of one.
std::vector<DeclaredName> NamesOf(const YamlNode& map, std::string_view key);

}  // namespace testfed

#endif  // TESTFED_DOMAINS_YAML_MEMBERS_H_
