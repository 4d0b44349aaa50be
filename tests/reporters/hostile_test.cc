// Text from a repository is data in every format: each rendering is read back as its consumer does.
#include <gtest/gtest.h>

#include "domains/path_name.h"
#include "reporters/github.h"
#include "reporters/json.h"
#include "reporters/markdown.h"
#include "reporters/subset.h"
#include "reporters/text.h"
#include "selector/plan_json.h"
#include "tests/domains/child_process.h"
#include "tests/reporters/github_output.h"
#include "tests/reporters/sample_plans.h"

namespace testfed {
namespace {

std::vector<std::string> LinesOf(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

// A selected, a full and a nothing-to-run plan with the text in every place that shows it.
std::vector<Plan> PlansWith(const std::string& text) {
  Plan selected = HostilePlan(text);
  Plan full = selected;
  full.mode = Mode::kFull;
  full.escalations = selected.jobs[0].reasons;
  Plan none = selected;
  none.mode = Mode::kNone;
  none.jobs.clear();
  Plan many = selected;
  for (int i = 0; i < 20; ++i) many.changes.push_back(many.changes[0]);
  return {Finished(selected), Finished(full), Finished(none), Finished(many)};
}

TEST(Hostile, TextHasNoCommandOfACi) {
  const size_t lines = LinesOf(RenderText(PlansWith("plain")[0], {.all_paths = true})).size();
  for (const std::string& text : HostileTexts()) {
    const std::vector<Plan> plans = PlansWith(text);
    EXPECT_EQ(LinesOf(RenderText(plans[0], {.all_paths = true})).size(), lines) << text;
    for (const Plan& plan : plans) {
      for (bool all : {false, true}) {
        const std::string shown = RenderText(plan, {.all_paths = all});
        EXPECT_TRUE(IsUtf8(shown));
        EXPECT_EQ(shown.find("##"), std::string::npos) << shown;
        for (const std::string& line : LinesOf(shown)) {
          const size_t first = line.find_first_of(
              "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOP"
              "QRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~");
          if (first == std::string::npos) continue;
          EXPECT_FALSE(line.substr(first).starts_with("::")) << line;
          for (char c : line) EXPECT_FALSE(static_cast<unsigned char>(c) < 0x20) << line;
        }
      }
    }
  }
}

TEST(Hostile, GithubReadsTheOutputsThatWereMeant) {
  for (const std::string& text : HostileTexts()) {
    for (const Plan& plan : PlansWith(text)) {
      absl::StatusOr<std::string> rendered = RenderGithub(plan);
      ASSERT_TRUE(rendered.ok()) << rendered.status();
      EXPECT_EQ(rendered->find_first_of("$`"), std::string::npos);
      for (char c : *rendered) EXPECT_TRUE(c == '\n' || (c >= 0x20 && c < 0x7f));
      auto outputs = ReadGithubOutput(*rendered);
      ASSERT_TRUE(outputs.has_value());
      EXPECT_EQ(outputs->size(), 7U);
      EXPECT_EQ((*outputs)["mode"], ToString(plan.mode));
      EXPECT_EQ((*outputs)["count"], std::to_string(plan.jobs.size()));
      EXPECT_EQ((*outputs)["plan_digest"], plan.digest);
      absl::StatusOr<Json> domains = ParseJson((*outputs)["domains"], "domains");
      ASSERT_TRUE(domains.ok()) << domains.status();
      absl::StatusOr<Json> matrix = ParseJson((*outputs)["matrix"], "matrix");
      ASSERT_TRUE(matrix.ok()) << matrix.status();
      if (plan.mode == Mode::kNone || !IsUtf8(text)) continue;
      ASSERT_FALSE(domains->Items().empty());
      for (const Json& domain : domains->Items()) EXPECT_EQ(domain.String(), text);
      EXPECT_EQ((*matrix)["include"].Items()[0]["os"].String(), text);
      EXPECT_EQ((*matrix)["include"].Items()[0]["ci"]["env"].String(), text);
    }
  }
}

// What some actions do with outputs: paste them into an unquoted here-document of a shell script.
// Nothing in it may be expanded, run, or end the document.
TEST(Hostile, AShellReadsTheMatrixAsText) {
  for (const std::string& text : HostileTexts()) {
    const Plan plan = PlansWith(text)[0];
    auto outputs = *ReadGithubOutput(*RenderGithub(plan));
    for (const char* name : {"matrix", "domains"}) {
      const std::string& value = outputs[name];
      const std::optional<std::string> read =
          OutputOf({"sh", "-c", "cat << EOM\n" + value + "\nEOM\n"});
      ASSERT_TRUE(read.has_value()) << value;
      // The shell takes `\\` in such a document for one backslash, and nothing else for anything.
      std::string expected;
      for (size_t i = 0; i < value.size(); ++i) {
        expected += value[i];
        if (value.compare(i, 2, "\\\\") == 0) ++i;
      }
      EXPECT_EQ(*read, expected + "\n");
    }
  }
}

// Not the library that wrote it: Python's own reader of JSON.
TEST(Hostile, AnotherReaderOfJsonReadsTheSame) {
  const std::string script =
      "import json, sys\n"
      "plan = json.load(sys.stdin)\n"
      "sys.stdout.write(plan['changes'][0]['path'] + '\\n' + plan['jobs'][0]['suite'])\n";
  for (const std::string& text : HostileTexts()) {
    const std::optional<std::string> read =
        OutputOf({"python3", "-X", "utf8", "-c", script}, RenderJson(PlansWith(text)[0]));
    if (!read) GTEST_SKIP() << "no python3";
    EXPECT_EQ(*read, ReplaceInvalidUtf8(text) + "\n" + ReplaceInvalidUtf8(text));
  }
}

TEST(Hostile, JsonComesBack) {
  for (const std::string& text : HostileTexts()) {
    for (const Plan& plan : PlansWith(text)) {
      absl::StatusOr<Plan> read = ReadPlan(RenderJson(plan), "plan.json");
      ASSERT_TRUE(read.ok()) << read.status();
      EXPECT_EQ(RenderJson(*read), RenderJson(plan));
      for (const PlannedChange& change : read->changes) EXPECT_EQ(change.path, text);
    }
  }
}

TEST(Hostile, SubsetIsOneWordALineOrAnError) {
  for (const std::string& text : HostileTexts()) {
    absl::StatusOr<std::string> subset = RenderSubset(HostilePlan(text));
    if (!subset.ok()) continue;
    std::string line = text;
    line += "/" + text + "\n";
    EXPECT_EQ(*subset, line);
    EXPECT_EQ(subset->find_first_of(" \t\r"), std::string::npos);
  }
}

// Outside of code spans, references and our own tags there is nothing that Markdown or GitHub acts
// on.
TEST(Hostile, MarkdownKeepsItsShape) {
  std::vector<std::vector<std::string>> plain;
  for (const Plan& plan : PlansWith("plain")) plain.push_back(LinesOf(RenderMarkdown(plan)));
  for (const std::string& text : HostileTexts()) {
    const std::vector<Plan> plans = PlansWith(text);
    for (size_t which = 0; which < plans.size(); ++which) {
      const std::string shown = RenderMarkdown(plans[which]);
      EXPECT_TRUE(IsUtf8(shown));
      const std::vector<std::string> lines = LinesOf(shown);
      ASSERT_EQ(lines.size(), plain[which].size()) << shown;
      for (size_t i = 0; i < lines.size(); ++i) {
        const std::string& expected = plain[which][i];
        EXPECT_EQ(std::count(lines[i].begin(), lines[i].end(), '|'),
                  std::count(expected.begin(), expected.end(), '|'))
            << lines[i];
        if (lines[i].starts_with("```")) {
          EXPECT_EQ(lines[i], expected);
        }
      }
      EXPECT_EQ(shown.find("<script"), std::string::npos);
      EXPECT_EQ(shown.find("<!--"), std::string::npos);
    }
  }
}

TEST(Hostile, MarkdownOutsideOfCodeIsPlain) {
  for (const std::string& text : HostileTexts()) {
    for (const Plan& plan : PlansWith(text)) {
      bool in_picture = false;
      for (const std::string& line : LinesOf(RenderMarkdown(plan))) {
        if (line.starts_with("```")) in_picture = !in_picture;
        if (in_picture || line == "```") continue;
        std::string outside;
        for (size_t i = 0; i < line.size(); ++i) {
          if (line[i] == '`') {
            i = line.find('`', i + 1);
          } else if (line.compare(i, 6, "<code>") == 0) {
            const size_t end = line.find("</code>", i);
            EXPECT_EQ(line.substr(i + 6, end - i - 6).find_first_of("<>|`*_[]@$:\\"),
                      std::string::npos)
                << line;
            i = end + 6;
          } else {
            outside += line[i];
          }
          if (i == std::string::npos) {
            ADD_FAILURE() << "an open code span: " << line;
            break;
          }
        }
        if (outside.starts_with("### testfed: ")) outside.erase(0, 13);
        if (outside.starts_with("<details><summary>")) outside.clear();
        EXPECT_EQ(outside.find_first_of("@$*[]\\#"), std::string::npos) << line;
        EXPECT_EQ(outside.find("www."), std::string::npos) << line;
      }
    }
  }
}

}  // namespace
}  // namespace testfed
