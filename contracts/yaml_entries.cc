#include "contracts/yaml_entries.h"

#include <map>

namespace testfed {

void AddError(const Place& at, std::string code, std::string message,
              std::vector<Finding>& findings) {
  findings.push_back({Severity::kError, at, std::move(code), std::move(message), {}});
}

std::string EntriesSchemaText(std::string_view title, std::string_view name_pattern,
                              const MapRules& rules) {
  Json text = Json::MakeObject();
  text.Set("type", "string");
  Json foreign = Json::MakeObject();
  for (std::string_view key : {"$schema", "$id", "$comment"}) foreign.Set(key, text);
  Json schema = SchemaOfNames(name_pattern, SchemaOf(rules));
  schema.Set("properties", std::move(foreign));
  return SchemaText(title, schema);
}

std::vector<YamlMember> ReadEntries(std::string_view text, const std::string& file,
                                    const EntryWords& words, std::vector<Finding>& findings) {
  std::vector<YamlMember> entries;
  YamlResult yaml = ReadYaml(text, file);
  findings.insert(findings.end(), yaml.findings.begin(), yaml.findings.end());
  if (!yaml.root || yaml.root->kind == YamlNode::Kind::kNull) return entries;
  if (yaml.root->kind != YamlNode::Kind::kMap) {
    AddError({file, yaml.root->position}, "type",
             words.many + " are a map of names to maps, got " + Describe(*yaml.root), findings);
    return entries;
  }
  std::map<std::string, Position, std::less<>> first;
  for (YamlMember& member : yaml.root->members) {
    const YamlNode& key = member.first;
    if (IsForeignKey(key.text)) continue;
    const std::string name = words.one + " `" + key.text + "`";
    auto [entry, fresh] = first.emplace(key.text, key.position);
    if (!fresh) {
      AddError({file, key.position}, "duplicate",
               name + " stands twice; first at " + ToString(Place{file, entry->second}), findings);
      continue;
    }
    if (member.second.kind != YamlNode::Kind::kMap) {
      AddError({file, member.second.position}, "type",
               name + " is a map of keys, got " + Describe(member.second), findings);
      continue;
    }
    entries.push_back(std::move(member));
  }
  return entries;
}

}  // namespace testfed
