// What the YAML reader refuses, each with its place, and what it makes of the rest.
#include "domains/yaml.h"

#include <gtest/gtest.h>

namespace testfed {
namespace {

std::string ErrorIn(const std::string& text) {
  const YamlResult result = ReadYaml(text, "f.yaml");
  EXPECT_NE(result.root.has_value(), !result.findings.empty());
  EXPECT_LE(result.findings.size(), 1u);
  return result.findings.empty() ? "" : Render(result.findings[0]);
}

struct Case {
  const char* name;
  std::string text;
  std::string error;
};

TEST(Yaml, RefusesWhatItDoesNotRead) {
  for (const Case& c : std::vector<Case>{
           {"alias", "a: &x [b]\nc: *x\n",
            "f.yaml:2:4: error: an alias (`*name`) is not read here [yaml]\n"
            "hint: write the value out; a pattern that begins with `*` needs quotes\n"},
           {"tag", "a: !!str x\n",
            "f.yaml:1:4: error: `!!str` is a YAML tag; leave it out [yaml]\n"},
           {"tag with an address", "a: !<x:y> [z]\n",
            "f.yaml:1:4: error: `!<x:y>` is a YAML tag; leave it out [yaml]\n"},
           {"negation", "a: [!b c]\n",
            "f.yaml:1:5: error: `!b` is a YAML tag, and patterns do not negate; put `b` under "
            "`exclude` [yaml]\n"},
           {"two documents", "a: b\n---\nc: d\n",
            "f.yaml:3:1: error: a second document (`---`); one file holds one [yaml]\n"},
           {"NUL", std::string("a: b\nc: \0\n", 10),
            "f.yaml:2:4: error: a NUL byte; YAML is text [yaml]\n"},
           {"not UTF-8", "a: b\nc: d\xff\n",
            "f.yaml:2:5: error: a byte that is not UTF-8; save the file as UTF-8 [yaml]\n"},
           {"UTF-16",
            std::string("\xff\xfe"
                        "a\0",
                        4),
            "f.yaml:1:4: error: a NUL byte; YAML is text [yaml]\n"},
           {"a list as a key", "? [a]\n: b\n",
            "f.yaml:1:3: error: a key that is not text; quote it if it is one [yaml]\n"},
           {"no key", "? \n: b\n",
            "f.yaml:2:1: error: a key that is not text; quote it if it is one [yaml]\n"},
       }) {
    EXPECT_EQ(ErrorIn(c.text), c.error) << c.name;
  }
}

TEST(Yaml, RefusesTooManyLevelsWithoutCrashing) {
  constexpr std::string_view kMessage = "more levels than are read (about 500) [yaml]";
  EXPECT_NE(ErrorIn("a: " + std::string(10000, '[') + std::string(10000, ']')).find(kMessage),
            std::string::npos);
  std::string maps, blocks, items;
  for (size_t i = 0; i < 10000; ++i) maps += "{a: ";
  for (size_t i = 0; i < 3000; ++i) blocks += std::string(i, ' ') + "a:\n";
  for (size_t i = 0; i < 10000; ++i) items += "- ";
  // The parser gives up before on what is not closed, and on long keys.
  EXPECT_NE(ErrorIn("a: " + std::string(10000, '[')), "");
  EXPECT_NE(ErrorIn(maps), "");
  EXPECT_NE(ErrorIn(blocks).find(kMessage), std::string::npos);
  EXPECT_NE(ErrorIn(items + "x").find(kMessage), std::string::npos);
}

TEST(Yaml, RefusesALargeFile) {
  std::string text(kMaxYamlBytes + 1, '#');
  EXPECT_EQ(ErrorIn(text), "f.yaml: error: has 16777217 bytes; at most 16777216 are read [yaml]\n");
}

TEST(Yaml, ReadsNothingAsNothing) {
  for (const char* text : {"", "\n", "# only a comment\n", "---\n", "---\n...\n", "\xef\xbb\xbf"}) {
    const YamlResult result = ReadYaml(text, "f.yaml");
    ASSERT_TRUE(result.root) << text;
    EXPECT_EQ(result.root->kind, YamlNode::Kind::kNull) << text;
  }
}

TEST(Yaml, KeepsPositionsInBytesAndQuotes) {
  const YamlResult result = ReadYaml("é: [ü, 'x']\nb: \"true\"\nc:\n", "f.yaml");
  ASSERT_TRUE(result.root);
  const auto& members = result.root->members;
  ASSERT_EQ(members.size(), 3u);
  EXPECT_EQ(members[0].second.items[0].position, (Position{1, 6}));
  EXPECT_EQ(members[0].second.items[1].position, (Position{1, 10}));
  EXPECT_TRUE(members[0].second.items[1].quoted);
  EXPECT_TRUE(members[1].second.quoted);
  EXPECT_EQ(members[2].second.kind, YamlNode::Kind::kNull);
}

std::string JsonOf(const std::string& text) {
  return ToText(ToJson(ReadYaml("a: " + text, "f.yaml").root->members[0].second));
}

TEST(Yaml, BecomesJsonOnlyWhereNothingIsLost) {
  struct JsonCase {
    const char* text;
    const char* json;
  };
  for (const JsonCase& c : {JsonCase{"true", "true"},
                            {"False", "false"},
                            {"yes", "\"yes\""},
                            {"'true'", "\"true\""},
                            {"7", "7"},
                            {"-7", "-7"},
                            {"3.5", "3.5"},
                            {"3.10", "\"3.10\""},
                            {"1e3", "\"1e3\""},
                            {"0x10", "\"0x10\""},
                            {"010", "\"010\""},
                            {"+1", "\"+1\""},
                            {"99999999999999999999", "\"99999999999999999999\""},
                            {"\"7\"", "\"7\""},
                            {"", "null"},
                            {"~", "null"},
                            {"[a, 1, {b: [c]}]", "[\"a\",1,{\"b\":[\"c\"]}]"}}) {
    EXPECT_EQ(JsonOf(c.text), c.json) << c.text;
  }
}

TEST(Yaml, DescribesWhatWasFound) {
  const auto describe = [](const std::string& text) {
    return Describe(ReadYaml("a: " + text, "f.yaml").root->members[0].second);
  };
  EXPECT_EQ(describe(""), "nothing");
  EXPECT_EQ(describe("[]"), "a list");
  EXPECT_EQ(describe("{}"), "a map");
  EXPECT_EQ(describe("b"), "the text `b`");
  EXPECT_EQ(describe(std::string(100, 'b')), "the text `" + std::string(60, 'b') + "...`");
}

}  // namespace
}  // namespace testfed
