// A YAML tree as bytes, for the cache: yaml-cpp needs 0.2 ms for each kilobyte of text, this a
// hundredth of it. What is read back is exactly the tree that was written, positions included.
#ifndef TESTFED_DOMAINS_YAML_CACHE_H_
#define TESTFED_DOMAINS_YAML_CACHE_H_

#include <optional>
#include <string>
#include <string_view>

#include "domains/yaml.h"

namespace testfed {

std::string EncodeYaml(const YamlNode& root);
// Nullopt for bytes that EncodeYaml did not write; whatever they are, neither time nor memory is
// more than a constant times their length.
std::optional<YamlNode> DecodeYaml(std::string_view bytes);

}  // namespace testfed

#endif  // TESTFED_DOMAINS_YAML_CACHE_H_
