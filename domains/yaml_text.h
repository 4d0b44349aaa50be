// Texts as scalars of YAML 1.2 in one line, for files that testfed writes.
#ifndef TESTFED_DOMAINS_YAML_TEXT_H_
#define TESTFED_DOMAINS_YAML_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

namespace testfed {

// `text`, well-formed UTF-8, as it stands where every reader takes it for a text, else in quotes;
// also between the brackets of a list.
std::string YamlText(std::string_view text);

// "[a, b]"
std::string YamlList(const std::vector<std::string>& texts);

}  // namespace testfed

#endif  // TESTFED_DOMAINS_YAML_TEXT_H_
