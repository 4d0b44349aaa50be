// The schema says what the writer writes: a walk over sample plans, in both directions.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "selector/plan_json.h"
#include "selector/reason_fields.h"
#include "tests/reporters/sample_plans.h"

namespace testfed {
namespace {

class Walk {
 public:
  explicit Walk(const Json& root) : root_(root) {}

  void Check(const Json& value, const Json& schema, const std::string& where) {
    if (schema.Has("$ref")) {
      const std::string& ref = schema["$ref"].String();
      Check(value, root_["$defs"][ref.substr(ref.rfind('/') + 1)], where);
    } else if (schema.Has("oneOf")) {
      for (const Json& option : schema["oneOf"].Items()) {
        if (option["properties"]["kind"]["const"] == value["kind"]) {
          Check(value, option, where);
          return;
        }
      }
      ADD_FAILURE() << where << ": no option for " << ToText(value);
    } else if (schema.Has("const")) {
      EXPECT_EQ(value, schema["const"]) << where;
    } else {
      CheckTyped(value, schema, where);
    }
  }

 private:
  static bool Is(const Json& value, std::string_view type) {
    return (type == "object" && value.IsObject()) || (type == "array" && value.IsArray()) ||
           (type == "string" && value.IsString()) || (type == "boolean" && value.IsBool()) ||
           (type == "integer" && value.IsInt()) || (type == "null" && value.IsNull()) ||
           (type == "number" && (value.IsInt() || value.IsDouble()));
  }

  void CheckTyped(const Json& value, const Json& schema, const std::string& where) {
    const Json& type = schema["type"];
    const Json::Array types = type.IsArray() ? type.Items() : Json::Array{type};
    EXPECT_TRUE(std::any_of(types.begin(), types.end(),
                            [&](const Json& one) { return Is(value, one.String()); }))
        << where << ": " << ToText(value);
    if (schema.Has("enum")) {
      const Json::Array& words = schema["enum"].Items();
      EXPECT_NE(std::find(words.begin(), words.end(), value), words.end()) << where;
    }
    for (const Json& item : value.Items()) Check(item, schema["items"], where + "[]");
    if (!value.IsObject()) return;
    for (const auto& [key, member] : value.Members()) {
      if (schema["properties"].Has(key)) {
        Check(member, schema["properties"][key], where + "." + key);
      } else if (schema["additionalProperties"].IsObject()) {
        Check(member, schema["additionalProperties"], where + "." + key);
      } else {
        // Only what a suite declares as `ci` is free.
        EXPECT_FALSE(schema.Has("additionalProperties")) << where << ": emits `" << key << "`";
      }
    }
    for (const Json& key : schema["required"].Items()) {
      EXPECT_TRUE(value.Has(key.String())) << where << ": lacks `" << key.String() << "`";
    }
  }

  const Json& root_;
};

Json Schema() { return *ParseJson(PlanSchemaText(), "plan.schema.json"); }

TEST(PlanSchema, DescribesWhatIsWritten) {
  const Json schema = Schema();
  for (const auto& [name, plan] : SamplePlans()) {
    Walk(schema).Check(ToJson(plan), schema, name);
  }
}

void CheckDescribed(const Json& schema, const std::string& where) {
  if (!schema.Has("$ref")) {
    EXPECT_FALSE(schema["description"].String().empty()) << where;
  }
  if (schema.Has("properties")) {
    EXPECT_EQ(schema["additionalProperties"], Json(false)) << where;
  }
  for (const auto& [key, value] : schema["properties"].Members()) {
    CheckDescribed(value, where + "." + key);
  }
  for (const Json& option : schema["oneOf"].Items()) CheckDescribed(option, where + "|");
  for (const auto& [key, value] : schema["$defs"].Members()) CheckDescribed(value, "$" + key);
  if (schema.Has("items")) CheckDescribed(schema["items"], where + "[]");
}

TEST(PlanSchema, DescribesEveryFieldAndAllowsNoOther) { CheckDescribed(Schema(), ""); }

std::string ReadDoc(const std::string& name) {
  std::stringstream text;
  text << std::ifstream(TESTFED_SOURCE_DIR "/docs/" + name).rdbuf();
  return text.str();
}

TEST(PlanSchema, DocsDescribeEveryKindWithItsFields) {
  const std::string docs = ReadDoc("plan.md");
  for (const ReasonFields& fields : AllReasonFields()) {
    std::string row = "\n| `" + std::string(ToString(fields.kind)) + "` |";
    std::string list;
    auto add = [&](bool has, std::string_view name) {
      if (has) list += (list.empty() ? " `" : ", `") + std::string(name) + "`";
    };
    add(fields.domain, "domain");
    add(fields.name, "name");
    add(fields.path, "path");
    add(fields.count, "count");
    add(fields.commit, "commit");
    add(fields.text, "text");
    add(fields.at, "at");
    row += list + " | ";
    EXPECT_NE(docs.find(row), std::string::npos) << row;
  }
}

TEST(PlanSchema, DocsHoldTheSchema) {
  const std::string file = TESTFED_SOURCE_DIR "/docs/plan.schema.json";
  if (std::getenv("TESTFED_UPDATE") != nullptr) std::ofstream(file) << PlanSchemaText();
  EXPECT_EQ(ReadDoc("plan.schema.json"), PlanSchemaText())
      << "run testfed_reporters_tests with TESTFED_UPDATE=1 to write " << file;
}

}  // namespace
}  // namespace testfed
