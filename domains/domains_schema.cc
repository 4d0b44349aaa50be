// JSON Schemas from the tables that the readers validate with.
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

Json Scalar() {
  Json schema = Json::MakeObject();
  schema.Set("type", Json(Json::Array{"string", "number", "boolean"}));
  return schema;
}

Json NotNegative(std::string_view type) {
  Json schema = Typed(type);
  schema.Set("minimum", 0);
  return schema;
}

constexpr std::string_view kSuiteName = "^[A-Za-z0-9_][A-Za-z0-9_.-]*$";

Json SchemaOf(const KeyRule& rule) {
  switch (rule.type) {
    case ValueType::kText:
      return Typed("string");
    case ValueType::kFlag:
      return Typed("boolean");
    case ValueType::kCount:
      return NotNegative("integer");
    case ValueType::kAmount:
      return NotNegative("number");
    case ValueType::kDate: {
      Json schema = Typed("string");
      schema.Set("pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
      return schema;
    }
    case ValueType::kTextOrTexts: {
      Json schema = Json::MakeObject();
      schema.Set("anyOf", Json(Json::Array{Typed("string"), ListOf(Typed("string"))}));
      return schema;
    }
    case ValueType::kTextsByName: {
      Json schema = Typed("object");
      schema.Set("additionalProperties", Typed("string"));
      return schema;
    }
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
      return SchemaOfNames(kSuiteName, SchemaOf(*rule.map));
    case ValueType::kListOfMaps:
      return ListOf(SchemaOf(*rule.map));
    case ValueType::kAxes: {
      Json values = ListOf(Scalar());
      values.Set("minItems", 1);
      return SchemaOfNames(kSuiteName, std::move(values));
    }
    case ValueType::kFreeMap:
      return Typed("object");
  }
  return {};
}

}  // namespace

Json SchemaOf(const MapRules& rules) {
  Json properties = Json::MakeObject();
  Json required = Json::MakeArray();
  for (const KeyRule& rule : rules.keys) {
    Json schema = SchemaOf(rule);
    schema.Set("description", rule.description);
    properties.Set(rule.name, std::move(schema));
    if (rule.required) required.Append(rule.name);
  }
  Json schema = Typed("object");
  schema.Set("properties", std::move(properties));
  if (!required.Items().empty()) schema.Set("required", std::move(required));
  schema.Set("additionalProperties", false);
  return schema;
}

Json SchemaOfNames(std::string_view name_pattern, Json values) {
  Json by_pattern = Json::MakeObject();
  by_pattern.Set(name_pattern, std::move(values));
  Json schema = Typed("object");
  schema.Set("patternProperties", std::move(by_pattern));
  schema.Set("additionalProperties", false);
  return schema;
}

std::string SchemaText(std::string_view title, const Json& of_file) {
  Json schema = Json::MakeObject();
  schema.Set("$schema", "https://json-schema.org/draft/2020-12/schema");
  schema.Set("title", title);
  for (const auto& [key, value] : of_file.Members()) schema.Set(key, value);
  return ToText(schema, 2) + "\n";
}

std::string DomainsSchemaText() {
  Json properties = Json::MakeObject();
  for (std::string_view key : {"$schema", "$id", "$comment"}) properties.Set(key, Typed("string"));
  properties.Set("$settings", SchemaOf(SettingsRules()));
  Json by_pattern = Json::MakeObject();
  by_pattern.Set("^[A-Za-z][A-Za-z0-9_]*$", SchemaOf(DomainRules()));
  Json schema = Typed("object");
  schema.Set("properties", std::move(properties));
  schema.Set("patternProperties", std::move(by_pattern));
  schema.Set("additionalProperties", false);
  return SchemaText("domains.yaml of testfed", schema);
}

}  // namespace testfed
