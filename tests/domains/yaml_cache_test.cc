#include "domains/yaml_cache.h"

#include <gtest/gtest.h>

#include "domains/byte_reader.h"
#include "domains/declarations_reader.h"
#include "tests/domains/random_patterns.h"

namespace testfed {
namespace {

// Everything that a tree says, as text.
void Print(const YamlNode& node, std::string& text) {
  text += std::to_string(static_cast<int>(node.kind)) + (node.quoted ? "q" : "") + "@" +
          std::to_string(node.position.line) + ":" + std::to_string(node.position.column) + "`" +
          node.text + "`[";
  for (const YamlNode& item : node.items) Print(item, text);
  text += "]{";
  for (const auto& [key, value] : node.members) {
    Print(key, text);
    text += "=";
    Print(value, text);
  }
  text += "}";
}
std::string Print(const YamlNode& node) {
  std::string text;
  Print(node, text);
  return text;
}

std::string RandomScalar(Random& random) {
  static const std::vector<std::string> kScalars = {"a",
                                                    "'it''s'",
                                                    "\"q\\n\\u00e9\"",
                                                    "~",
                                                    "",
                                                    "3.10",
                                                    "true",
                                                    "src/**/*.cc",
                                                    "[]",
                                                    "{}",
                                                    "'**'",
                                                    "x y z",
                                                    "é𝄞",
                                                    "'0'",
                                                    "null",
                                                    "[a, 'b', {c: d}]",
                                                    "{k: [v], l: }"};
  return random.Of(kScalars);
}

// A map, a list or a scalar in block style. Now and then something that is no YAML.
void RandomYaml(Random& random, int depth, const std::string& indent, std::string& text) {
  size_t count = 1 + random.Below(4);
  bool list = random.OneIn(3);
  for (size_t i = 0; i < count; ++i) {
    if (random.OneIn(9)) text += "\n# a comment\n";
    if (random.OneIn(200)) text += "\t";
    if (random.OneIn(200)) text += "*alias\n";
    text += indent + (list ? "-" : "k" + std::to_string(random.Below(40)) + ":");
    if (depth > 0 && random.OneIn(2)) {
      text += "\n";
      RandomYaml(random, depth - 1, indent + "  ", text);
    } else if (random.OneIn(8)) {
      text += " |\n" + indent + "    block\n" + indent + "    text\n";
    } else {
      text += " " + RandomScalar(random) + "\n";
    }
  }
}

TEST(YamlCache, GivesBackExactlyTheTree) {
  Random random(SeedOfThisRun());
  int read = 0;
  for (int i = 0; i < 2000; ++i) {
    std::string text;
    RandomYaml(random, 4, "", text);
    YamlResult yaml = ReadYaml(text, "domains.yaml");
    if (!yaml.root) continue;
    ++read;
    std::optional<YamlNode> back = DecodeYaml(EncodeYaml(*yaml.root));
    ASSERT_TRUE(back.has_value()) << text;
    ASSERT_EQ(Print(*back), Print(*yaml.root)) << text;
  }
  EXPECT_GT(read, 1000);
  for (const char* text : {"", "# only a comment\n", "a", "[]", "'quoted'", "--- {a: b}\n"}) {
    YamlResult yaml = ReadYaml(text, "domains.yaml");
    EXPECT_EQ(Print(DecodeYaml(EncodeYaml(*yaml.root)).value()), Print(*yaml.root)) << text;
  }
}

TEST(ByteReader, ATextDoesNotReachOneByteBeyondTheEnd) {
  ByteReader reader(
      std::string_view("\x03"
                       "ab",
                       3));
  EXPECT_EQ(reader.Text(), "");
  EXPECT_FALSE(reader.ok());
  EXPECT_EQ(reader.left(), 0u);
}

TEST(YamlCache, TakesNothingThatIsNotWhole) {
  Random random(SeedOfThisRun());
  std::string text;
  RandomYaml(random, 5, "", text);
  std::string bytes = EncodeYaml(ReadYaml("a: [b, 'c', {d: e}]\nf: |\n  g\n", "").root.value());
  for (size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_EQ(DecodeYaml(std::string_view(bytes).substr(0, size)), std::nullopt) << size;
  }
  EXPECT_EQ(DecodeYaml(bytes + "x"), std::nullopt);
  for (int i = 0; i < 20000; ++i) {  // whatever comes out, nothing is read beyond the end
    std::string damaged = bytes;
    damaged[random.Below(damaged.size())] = static_cast<char>(random.Below(256));
    DecodeYaml(damaged);
  }
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += std::string("\x02\x01\x01\x01", 4);
  EXPECT_EQ(DecodeYaml(deep), std::nullopt);
}

// All that reading says, errors and places included, as text.
std::string Read(const std::string& text, Cache* cache) {
  DeclarationsResult result = ReadDeclarations(text, "domains.yaml", cache);
  std::string all;
  for (const Finding& finding : result.findings) all += Render(finding);
  for (const Domain& domain : result.declarations.domains) {
    all += domain.name + "@" + ToString(Place{"", domain.position});
    for (const auto* patterns : {&domain.include, &domain.exclude}) {
      for (const DeclaredPattern& pattern : *patterns) {
        all += " " + pattern.pattern.text() + "@" + ToString(Place{"", pattern.position});
      }
    }
    for (const Suite& suite : domain.suites) {
      all += " " + suite.name + suite.command_text + (suite.ci.IsNull() ? "" : ToText(suite.ci));
    }
    all += "\n";
  }
  return all;
}

TEST(YamlCache, ReadsTheSameWithAndWithout) {
  const std::string rest = "\n#" + std::string(kMinCachedYamlBytes, ' ');
  const std::vector<std::pair<const char*, std::string>> texts = {
      {"right", "A: {include: ['a/**', b/*.cc], suites: {unit: {command: run, ci: {x: 3.10}}}}"},
      {"wrong in its patterns", "A: {include: ['a**'], exclude: ['{']}\nB: {fullyAffectedBy: [C]}"},
      {"twice", "A: {}\nA: {}"},
      {"no YAML", "A: {include: ['a/**'}"},
      {"an alias", "A: {include: [*.cc]}"},
      {"two documents", "A: {}\n---\nB: {}"},
      {"a list", "[a, b]"},
      {"empty", ""},
      {"no UTF-8", "A: {include: [\"\xff\"]}"},
  };
  MemoryCache cache;
  for (const auto& [name, text] : texts) {
    const std::string plain = Read(text + rest, nullptr);
    EXPECT_EQ(Read(text + rest, &cache), plain) << name;
    EXPECT_EQ(Read(text + rest, &cache), plain) << name;
  }
  EXPECT_EQ(cache.values.size(), 5u) << "those that are YAML";
  EXPECT_EQ(cache.found, 5);
  // An entry that holds something else is as good as none.
  for (auto& [key, value] : cache.values) value = "x";
  for (const auto& [name, text] : texts) {
    EXPECT_EQ(Read(text + rest, &cache), Read(text + rest, nullptr)) << name;
  }
}

TEST(YamlCache, KeepsNoSmallTexts) {
  MemoryCache cache;
  Read("A: {include: [a]}", &cache);
  EXPECT_TRUE(cache.values.empty());
}

}  // namespace
}  // namespace testfed
