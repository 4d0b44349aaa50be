#include "domains/yaml_members.h"

namespace testfed {

const YamlNode* MemberOf(const YamlNode& map, std::string_view key) {
  for (const auto& [name, value] : map.members) {
    if (name.text == key) return &value;
  }
  return nullptr;
}

std::string TextOf(const YamlNode& map, std::string_view key) {
  const YamlNode* node = MemberOf(map, key);
  return node && node->kind == YamlNode::Kind::kScalar ? node->text : "";
}

std::vector<DeclaredName> NamesOf(const YamlNode& map, std::string_view key) {
  std::vector<DeclaredName> names;
  const YamlNode* node = MemberOf(map, key);
  if (node == nullptr) return names;
  if (node->kind == YamlNode::Kind::kScalar) names.push_back({node->text, node->position});
  for (const YamlNode& item : node->items) {
    if (item.kind == YamlNode::Kind::kScalar) names.push_back({item.text, item.position});
  }
  return names;
}

}  // namespace testfed
