// The JSON Schema of domains.yaml, from the table that the reader validates with.
#include "domains/declaration_rules.h"

namespace testfed {
namespace {

Json Typed(std::string_view type) {
  Json schema = Json::MakeObject();
  schema.Set("type", type);
  return schema;
}

Json ListOf(Json items) {
  Json schema = Typed("array");
  schema.Set("items", std::move(items));
  return schema;
}

Json SchemaOf(const MapRules& rules);

Json Scalar() {
  Json schema = Json::MakeObject();
  schema.Set("type", Json(Json::Array{"string", "number", "boolean"}));
  return schema;
}

Json MapOf(std::string_view key_pattern, Json values) {
  Json by_pattern = Json::MakeObject();
  by_pattern.Set(key_pattern, std::move(values));
  Json schema = Typed("object");
  schema.Set("patternProperties", std::move(by_pattern));
  schema.Set("additionalProperties", false);
  return schema;
}

constexpr std::string_view kSuiteName = "^[A-Za-z0-9_][A-Za-z0-9_.-]*$";

Json SchemaOf(const KeyRule& rule) {
  switch (rule.type) {
    case ValueType::kText:
      return Typed("string");
    case ValueType::kFlag:
      return Typed("boolean");
    case ValueType::kWord: {
      Json words = Json::MakeArray();
      for (std::string_view word : rule.words) words.Append(word);
      Json schema = Json::MakeObject();
      schema.Set("enum", std::move(words));
      return schema;
    }
    case ValueType::kPatterns:
    case ValueType::kDomainNames:
    case ValueType::kTexts:
      return ListOf(Typed("string"));
    case ValueType::kMap:
      return SchemaOf(*rule.map);
    case ValueType::kMapsByName:
      return MapOf(kSuiteName, SchemaOf(*rule.map));
    case ValueType::kListOfMaps:
      return ListOf(SchemaOf(*rule.map));
    case ValueType::kAxes: {
      Json values = ListOf(Scalar());
      values.Set("minItems", 1);
      return MapOf(kSuiteName, std::move(values));
    }
    case ValueType::kFreeMap:
      return Typed("object");
  }
  return {};
}

Json SchemaOf(const MapRules& rules) {
  Json properties = Json::MakeObject();
  for (const KeyRule& rule : rules.keys) {
    Json schema = SchemaOf(rule);
    schema.Set("description", rule.description);
    properties.Set(rule.name, std::move(schema));
  }
  Json schema = Typed("object");
  schema.Set("properties", std::move(properties));
  schema.Set("additionalProperties", false);
  return schema;
}

}  // namespace

std::string DomainsSchemaText() {
  Json properties = Json::MakeObject();
  for (std::string_view key : {"$schema", "$id", "$comment"}) properties.Set(key, Typed("string"));
  properties.Set("$settings", SchemaOf(SettingsRules()));
  Json by_pattern = Json::MakeObject();
  by_pattern.Set("^[A-Za-z][A-Za-z0-9_]*$", SchemaOf(DomainRules()));
  Json schema = Json::MakeObject();
  schema.Set("$schema", "https://json-schema.org/draft/2020-12/schema");
  schema.Set("title", "domains.yaml of testfed");
  schema.Set("type", "object");
  schema.Set("properties", std::move(properties));
  schema.Set("patternProperties", std::move(by_pattern));
  schema.Set("additionalProperties", false);
  return ToText(schema, 2) + "\n";
}

}  // namespace testfed
