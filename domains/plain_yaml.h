// The plain part of YAML, read fast: block maps and lists, flow ones, texts in one line with and
// without quotes, comments. What almost every document is made of; yaml-cpp needs ten times longer.
//
// It answers only where it is sure that yaml-cpp would read the very same tree with the same
// positions, and otherwise says nothing: tabs, carriage returns, escapes in quotes, texts of
// several lines, anchors, tags, `null`, anything but ASCII outside of comments, anything that looks
// odd, and everything that is a mistake. So messages have one source, yaml-cpp, and a document that
// is read here is read there the same; tests/domains/plain_yaml_test.cc holds it to that on random
// documents and on all real ones.
#ifndef TESTFED_DOMAINS_PLAIN_YAML_H_
#define TESTFED_DOMAINS_PLAIN_YAML_H_

#include <optional>
#include <string_view>

#include "domains/yaml.h"

namespace testfed {

// `text` is UTF-8 without NUL bytes. Linear.
std::optional<YamlNode> ReadPlainYaml(std::string_view text);

}  // namespace testfed

#endif  // TESTFED_DOMAINS_PLAIN_YAML_H_
