// docs/getting-started.md, executed: each command of its blocks, one after the other in one shell,
// with what it prints. Blocks below `<!-- by hand -->` are not: they need GitHub.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <string>
#include <vector>

#include "tests/cli/shell.h"
#include "tests/selector/git_sandbox.h"

namespace testfed {
namespace {

struct Step {
  std::string command;  // with its further lines
  std::string output;
  bool by_hand = false;
};

struct Page {
  std::vector<Step> steps;
  size_t headings = 0;  // that begin with a number
  std::string claim;    // "7 steps and 26 commands"
};

Page ReadPage() {
  Page page;
  std::ifstream file(TESTFED_SOURCE_DIR "/docs/getting-started.md");
  bool by_hand = false, in_block = false;
  std::smatch match;
  for (std::string line; std::getline(file, line);) {
    if (line == "```console") {
      in_block = true;
    } else if (line == "```") {
      in_block = by_hand = false;
    } else if (line == "<!-- by hand -->") {
      by_hand = true;
    } else if (!in_block) {
      if (std::regex_search(line, std::regex("^## [0-9]+\\. "))) ++page.headings;
      if (page.claim.empty() &&
          std::regex_search(line, match, std::regex("[0-9]+ steps and [0-9]+ commands"))) {
        page.claim = match[0];
      }
    } else if (line.starts_with("$ ")) {
      page.steps.push_back({line.substr(2), "", by_hand});
    } else if (line.starts_with(">")) {
      page.steps.back().command += "\n" + (line.size() > 2 ? line.substr(2) : "");
    } else {
      page.steps.back().output += line + "\n";
    }
  }
  return page;
}

// Without what differs from run to run: ids of commits, and seconds.
std::string Steady(std::string text) {
  text = std::regex_replace(text, std::regex("\\b[0-9a-f]{7}\\b"), "COMMIT");
  return std::regex_replace(text, std::regex(" +[0-9]+s\\b"), " SECONDS");
}

TEST(GettingStarted, IsWhatItSays) {
  const Page page = ReadPage();
  GitSandbox sandbox;
  std::string script =
      "set -u\ncd '" + sandbox.root +
      "'\nexport HOME=$PWD GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b "
      "GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b\nunset CI GITHUB_ACTIONS GITLAB_CI "
      "TESTFED_FULL\nPATH='" +
      std::filesystem::path(TESTFED_BINARY).parent_path().string() + "':$PATH\n";
  for (const Step& step : page.steps) {
    if (step.by_hand) continue;
    script += "printf '\\001'\n" + step.command +
              "\ncode=$?\n[ $code = 0 ] || echo \"exit code $code\"\n";
  }
  const ShellResult result = RunShell("bash", script);
  ASSERT_EQ(result.code, 0) << result.out;
  size_t at = result.out.find('\001');
  for (const Step& step : page.steps) {
    if (step.by_hand) continue;
    ASSERT_NE(at, std::string::npos) << step.command;
    const size_t end = result.out.find('\001', at + 1);
    EXPECT_EQ(Steady(result.out.substr(at + 1, end == std::string::npos ? end : end - at - 1)),
              Steady(step.output))
        << step.command;
    at = end;
  }
  EXPECT_EQ(at, std::string::npos);
}

TEST(GettingStarted, CountsItsSteps) {
  const Page page = ReadPage();
  EXPECT_EQ(page.claim, std::to_string(page.headings) + " steps and " +
                            std::to_string(page.steps.size()) + " commands");
}

}  // namespace
}  // namespace testfed
