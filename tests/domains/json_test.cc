#include "domains/json.h"

#include <gtest/gtest.h>

namespace testfed {
namespace {

std::string ErrorIn(const std::string& text) {
  const absl::StatusOr<Json> json = ParseJson(text, "x.json");
  return json.ok() ? "" : MessageOf(json.status());
}

TEST(Json, KeepsValuesAndTheOrderOfKeys) {
  for (const char* text :
       {"null", "true", "-7", "1.5", "\"a\\nb\"", "[]", "{}", "[1,[2,{}],\"x\"]",
        "{\"b\":1,\"a\":{\"d\":null,\"c\":[false]}}", "9223372036854775807", "\"é\""}) {
    const absl::StatusOr<Json> json = ParseJson(text, "x.json");
    ASSERT_TRUE(json.ok()) << text << ": " << json.status();
    EXPECT_EQ(ToText(*json), text);
  }
  EXPECT_EQ(CanonicalText(*ParseJson("{\"b\": 1, \"a\": {\"d\": 2, \"c\": 3}}", "x")),
            "{\"a\":{\"c\":3,\"d\":2},\"b\":1}");
}

TEST(Json, RefusesDuplicateKeys) {
  EXPECT_EQ(ErrorIn("{\"a\": 1, \"b\": {\"a\": 2}}"), "");
  EXPECT_EQ(ErrorIn("{\"a\": 1, \"a\": 1}"),
            "x.json: not JSON: the key `a` stands twice in one object");
}

TEST(Json, RefusesManyLevels) {
  EXPECT_EQ(ErrorIn(std::string(256, '[') + std::string(256, ']')), "");
  EXPECT_EQ(ErrorIn(std::string(257, '[') + std::string(257, ']')),
            "x.json: not JSON: more than 256 levels");
  EXPECT_EQ(ErrorIn(std::string(1000000, '[')), "x.json: not JSON: more than 256 levels");
}

TEST(Json, RefusesWhatIsNoJsonWithItsPlace) {
  for (const char* text : {"", "{", "[1,]", "{\"a\":}", "nul", "1 2", "{'a': 1}", "\"\xff\"", "NaN",
                           "[1] // comment", "\"\n\"", "\"\\ud800\""}) {
    const std::string error = ErrorIn(text);
    EXPECT_EQ(error.rfind("x.json:", 0), 0u) << text << ": " << error;
    EXPECT_NE(error.find(": not JSON: "), std::string::npos) << text << ": " << error;
  }
  EXPECT_EQ(ErrorIn("{\n  \"a\": 1,\n  b\n}").substr(0, 22), "x.json:3:3: not JSON: ");
}

TEST(Json, WritesWhatOthersRead) {
  Json json;
  json.Set("bytes", std::string("a\xff"
                                "b"));
  json.Set("text", "é\x1f\"\\");
  json.Set("text", "é");
  EXPECT_EQ(ToText(json),
            "{\"bytes\":\"a\xef\xbf\xbd"
            "b\",\"text\":\"é\"}");
  EXPECT_EQ(ToText(json, -1, true), "{\"bytes\":\"a\\ufffdb\",\"text\":\"\\u00e9\"}");
  Json list;
  list.Append(1);
  EXPECT_EQ(ToText(list, 2), "[\n  1\n]");
}

TEST(Json, AnswersNeutrallyWhatIsNotThere) {
  const Json json = *ParseJson("{\"a\": [1]}", "x");
  EXPECT_TRUE(json["b"]["c"].IsNull());
  EXPECT_EQ(json["a"].String(), "");
  EXPECT_EQ(json["a"].Items().at(0).Int(), 1);
  EXPECT_FALSE(json.Has("b"));
}

}  // namespace
}  // namespace testfed
