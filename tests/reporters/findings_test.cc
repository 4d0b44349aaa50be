// Findings in the formats of other tools, read back.
#include "reporters/findings.h"

#include <gtest/gtest.h>

#include <set>

#include "domains/json.h"
#include "reporters/workflow_command.h"

namespace testfed {
namespace {

Finding Made(Severity severity, std::string file, int line, std::string code, std::string message) {
  return {severity,
          {std::move(file), {line, line > 0 ? 3 : 0}},
          std::move(code),
          std::move(message),
          {}};
}

std::vector<Finding> Some() {
  Finding first = Made(Severity::kError, "domains.yaml", 7, "unknown-domain", "unknown domain `X`");
  first.hints.push_back({"run", "testfed check"});
  return {first, Made(Severity::kWarning, "a b%/c\xff", 0, "unowned", "belongs to no domain"),
          Made(Severity::kWarning, "a b%/c\xff", 0, "unowned", "belongs to no domain")};
}

// What the runner makes of one command (actions/runner, ActionCommand.cs): tokens one by one.
std::string Unescaped(std::string text) {
  for (const auto& [token, meaning] : {std::pair<const char*, const char*>{"%0D", "\r"},
                                       {"%0A", "\n"},
                                       {"%3A", ":"},
                                       {"%2C", ","},
                                       {"%25", "%"}}) {
    for (size_t at = 0; (at = text.find(token, at)) != std::string::npos; ++at) {
      text.replace(at, 3, meaning);
    }
  }
  return text;
}

TEST(WorkflowCommand, IsOneCommandWhateverItHolds) {
  const std::string title = "::set-output name=a::b,c=d";
  const std::string message = "50 %\r\n::error::x\n%0A `$(x)` ${{ y }}";
  const std::string line = WorkflowCommand({"warning", {"a,b:c%25\n::d", {4, 2}}, title, message});
  ASSERT_EQ(std::count(line.begin(), line.end(), '\n'), 1);
  ASSERT_EQ(line.back(), '\n');
  ASSERT_TRUE(line.starts_with("::warning "));
  const size_t end = line.find("::", 2);
  ASSERT_NE(end, std::string::npos);
  EXPECT_EQ(Unescaped(line.substr(end + 2, line.size() - end - 3)), message);
  std::vector<std::string> properties;
  for (size_t at = 10; at < end;) {
    const size_t comma = std::min(line.find(',', at), end);
    properties.push_back(Unescaped(line.substr(at, comma - at)));
    at = comma + 1;
  }
  EXPECT_EQ(properties,
            (std::vector<std::string>{"file=a,b:c%25\n::d", "line=4", "col=2", "title=" + title}));
}

TEST(WorkflowCommand, CutsLongMessages) {
  const std::string line = WorkflowCommand({"error", {}, "", std::string(9000, 'x')});
  EXPECT_EQ(line.size(), std::string("::error::\n").size() + kMaxAnnotationBytes);
}

TEST(Findings, AsJson) {
  auto json = ParseJson(RenderFindingsJson(Some()), "findings");
  ASSERT_TRUE(json.ok()) << json.status();
  EXPECT_EQ((*json)["schema"].String(), "testfed.findings/1");
  const Json::Array& list = (*json)["findings"].Items();
  ASSERT_EQ(list.size(), 3u);
  EXPECT_EQ(CanonicalText(list[0]),
            R"({"code":"unknown-domain","column":3,"file":"domains.yaml","hints":[{"copy":)"
            R"("testfed check","text":"run"}],"line":7,"message":"unknown domain `X`",)"
            R"("severity":"error"})");
  EXPECT_EQ(list[1]["file_base64"].String(), "YSBiJS9j/w==");
}

TEST(Findings, AsSarif) {
  auto json = ParseJson(RenderSarif(Some(), "1.2.3"), "sarif");
  ASSERT_TRUE(json.ok()) << json.status();
  EXPECT_EQ((*json)["version"].String(), "2.1.0");
  ASSERT_EQ((*json)["runs"].Items().size(), 1u);
  const Json& run = (*json)["runs"].Items()[0];
  EXPECT_EQ(run["tool"]["driver"]["version"].String(), "1.2.3");
  const Json::Array& rules = run["tool"]["driver"]["rules"].Items();
  ASSERT_EQ(rules.size(), 2u);
  const Json::Array& results = run["results"].Items();
  ASSERT_EQ(results.size(), 3u);
  std::set<std::string> fingerprints;
  for (const Json& result : results) {
    const Json& rule = rules[static_cast<size_t>(result["ruleIndex"].Int())];
    EXPECT_EQ(rule["id"].String(), result["ruleId"].String());
    EXPECT_FALSE(rule["fullDescription"]["text"].String().empty());
    fingerprints.insert(result["partialFingerprints"]["testfed/v1"].String());
  }
  EXPECT_EQ(fingerprints.size(), 3u);
  EXPECT_EQ(results[0]["message"]["text"].String(),
            "unknown domain `X`\nhint: run\n  testfed check");
  const Json& first = results[0]["locations"].Items()[0]["physicalLocation"];
  EXPECT_EQ(first["region"]["startLine"].Int(), 7);
  const Json& second = results[1]["locations"].Items()[0]["physicalLocation"];
  EXPECT_EQ(second["artifactLocation"]["uri"].String(), "a%20b%25/c%FF");
  EXPECT_EQ(second["region"]["startLine"].Int(), 1);
}

TEST(Findings, KeepTheirFingerprintWhenTheyMove) {
  std::vector<Finding> moved = Some();
  moved[0].place.position.line += 5;
  auto before = ParseJson(RenderSarif(Some(), "1"), "a"),
       after = ParseJson(RenderSarif(moved, "1"), "b");
  ASSERT_TRUE(before.ok() && after.ok());
  auto fingerprint = [](const Json& sarif) {
    return sarif["runs"]
        .Items()[0]["results"]
        .Items()[0]["partialFingerprints"]["testfed/v1"]
        .String();
  };
  EXPECT_EQ(fingerprint(*before), fingerprint(*after));
}

TEST(Findings, AsAnnotationsNeverMoreThanGithubShows) {
  for (const int count : {9, 10, 11, 5000}) {
    std::vector<Finding> many;
    for (int i = 0; i < count; ++i) {
      many.push_back(Made(Severity::kError, "f", i + 1, "c", "::error::m" + std::to_string(i)));
    }
    const std::string text = RenderAnnotations(many);
    int commands = 0, lines = 0;
    for (size_t at = 0; at < text.size(); at = text.find('\n', at) + 1) {
      if (text.compare(at, 2, "::") == 0) ++commands;
      if (text.compare(at, 2, "f:") == 0) ++lines;
    }
    EXPECT_EQ(commands, std::min(count, 10)) << count;
    EXPECT_EQ(lines, count);
    EXPECT_EQ(text.find("4,991 more errors in the log of this step") != std::string::npos,
              count == 5000);
  }
}

TEST(Findings, AsCodeQuality) {
  auto json = ParseJson(RenderCodeQuality(Some()), "quality");
  ASSERT_TRUE(json.ok()) << json.status();
  ASSERT_EQ(json->Items().size(), 3u);
  EXPECT_EQ(json->Items()[0]["severity"].String(), "major");
  EXPECT_EQ(json->Items()[0]["location"]["lines"]["begin"].Int(), 7);
  EXPECT_EQ(json->Items()[1]["location"]["lines"]["begin"].Int(), 1);
  EXPECT_NE(json->Items()[1]["fingerprint"].String(), json->Items()[2]["fingerprint"].String());
  auto none = ParseJson(RenderCodeQuality({}), "quality");
  ASSERT_TRUE(none.ok());
  EXPECT_TRUE(none->IsArray());
}

}  // namespace
}  // namespace testfed
