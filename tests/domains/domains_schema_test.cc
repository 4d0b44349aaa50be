// docs/domains.schema.json is what the table of keys says.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "domains/declaration_rules.h"
#include "domains/json.h"

namespace testfed {
namespace {

// @AffectedByHouse docs/domains.schema.json is its
TEST(DomainsSchema, DocsHoldIt) {
  const std::string file = TESTFED_DOCS "/domains.schema.json";
  if (std::getenv("TESTFED_UPDATE") != nullptr) std::ofstream(file) << DomainsSchemaText();
  std::stringstream text;
  text << std::ifstream(file).rdbuf();
  EXPECT_EQ(text.str(), DomainsSchemaText())
      << "run testfed_domains_tests with TESTFED_UPDATE=1 to write " << file;
}

// Every key of the table stands in the schema with its description, however deep, and no other.
void Check(const MapRules& rules, const Json& schema, const std::string& where) {
  EXPECT_EQ(schema["type"].String(), "object") << where;
  EXPECT_EQ(schema["additionalProperties"], Json(false)) << where;
  EXPECT_EQ(schema["properties"].Members().size(), rules.keys.size()) << where;
  for (const KeyRule& rule : rules.keys) {
    const std::string name = where + "." + std::string(rule.name);
    const Json& property = schema["properties"][rule.name];
    EXPECT_EQ(property["description"].String(), rule.description) << name;
    for (const std::string_view word : rule.words) {
      const Json::Array& words = property["enum"].Items();
      EXPECT_NE(std::find(words.begin(), words.end(), Json(word)), words.end()) << name;
    }
    if (rule.map == nullptr) continue;
    const Json* below = &property;
    if (property.Has("patternProperties")) {
      below = &property["patternProperties"].Members().at(0).second;
    }
    if (property.Has("items")) below = &property["items"];
    Check(*rule.map, *below, name);
  }
}

TEST(DomainsSchema, HoldsEachKeyOfTheTable) {
  const Json schema = *ParseJson(DomainsSchemaText(), "domains.schema.json");
  Check(SettingsRules(), schema["properties"]["$settings"], "$settings");
  Check(DomainRules(), schema["patternProperties"].Members().at(0).second, "domain");
  EXPECT_EQ(schema["additionalProperties"], Json(false));
  for (const auto& [key, value] : schema["properties"].Members()) {
    EXPECT_TRUE(key == "$settings" || IsForeignKey(key)) << key;
  }
}

}  // namespace
}  // namespace testfed
