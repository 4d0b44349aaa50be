// docs/*.schema.json of the files that contracts/ reads are what the tables of keys say.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "contracts/accepted_file.h"
#include "contracts/contract_file.h"
#include "contracts/quarantine_file.h"
#include "domains/json.h"

namespace testfed {
namespace {

struct Schema {
  std::string file;
  std::string text;
  const MapRules& rules;
  bool list = false;
};

std::vector<Schema> Schemas() {
  return {{"contracts.schema.json", ContractsSchemaText(), ContractRules()},
          {"quarantine.schema.json", QuarantineSchemaText(), QuarantineRules()},
          {"accepted.schema.json", AcceptedSchemaText(), AcceptedRules(), true}};
}

TEST(Schemas, StandInTheDocs) {
  for (const Schema& schema : Schemas()) {
    const std::string file = TESTFED_DOCS "/" + schema.file;
    if (std::getenv("TESTFED_UPDATE") != nullptr) std::ofstream(file) << schema.text;
    std::stringstream text;
    text << std::ifstream(file).rdbuf();
    EXPECT_EQ(text.str(), schema.text)
        << "run testfed_contracts_tests with TESTFED_UPDATE=1 to write " << file;
  }
}

TEST(Schemas, HoldEachKeyOfTheTable) {
  for (const Schema& schema : Schemas()) {
    const Json json = *ParseJson(schema.text, schema.file);
    const Json& entry =
        schema.list ? json["items"] : json["patternProperties"].Members().at(0).second;
    EXPECT_EQ(entry["additionalProperties"], Json(false)) << schema.file;
    EXPECT_EQ(entry["properties"].Members().size(), schema.rules.keys.size()) << schema.file;
    Json required = Json::MakeArray();
    for (const KeyRule& rule : schema.rules.keys) {
      EXPECT_EQ(entry["properties"][rule.name]["description"].String(), rule.description);
      if (rule.required) required.Append(rule.name);
    }
    EXPECT_EQ(entry["required"], required) << schema.file;
  }
}

}  // namespace
}  // namespace testfed
