// The examples in the documents are proved by scenarios. A fenced block that stands below
//   <!-- scenario: NAME -->
// is a piece of what a terminal shows when tests/scenarios/NAME.txt is played: each of its command
// lines, with the lines below it, stands there word for word.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "tests/scenario.h"

namespace testfed {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMark = "<!-- scenario: ";

struct DocExample {
  std::string scenario;
  size_t line = 0;  // of the mark, from 1
  // Each begins with its command line; empty: there is no console block below the mark.
  std::vector<std::string> pieces;
};

std::vector<DocExample> ExamplesOf(std::string_view markdown) {
  std::vector<DocExample> examples;
  enum { kText, kMarked, kBlock } state = kText;
  std::istringstream lines{std::string(markdown)};
  size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (state == kBlock) {
      if (line.starts_with("```")) {
        state = kText;
        continue;
      }
      std::vector<std::string>& pieces = examples.back().pieces;
      if (line.starts_with("$ ") || pieces.empty()) pieces.emplace_back();
      pieces.back() += line + "\n";
    } else if (state == kMarked && line == "```console") {
      state = kBlock;
    } else if (line.starts_with(kMark) && line.ends_with(" -->")) {
      const size_t length = line.size() - kMark.size() - 4;
      examples.push_back({line.substr(kMark.size(), length), number, {}});
      state = kMarked;
    } else if (!line.empty()) {
      state = kText;
    }
  }
  // An empty line between two commands of a block is there for the eye.
  for (DocExample& example : examples) {
    for (std::string& piece : example.pieces) {
      while (piece.ends_with("\n\n")) piece.pop_back();
    }
  }
  return examples;
}

std::string Read(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

// What is wrong with the examples of a document; `transcript` is of the one scenario there is.
std::vector<std::string> Unproved(std::string_view markdown, const fs::path& scenarios) {
  std::vector<std::string> problems;
  for (const DocExample& example : ExamplesOf(markdown)) {
    const std::string place = std::to_string(example.line) + ": ";
    const fs::path file = scenarios / (example.scenario + ".txt");
    if (!fs::is_regular_file(file)) {
      problems.push_back(place + "no scenario `" + example.scenario + "`");
      continue;
    }
    if (example.pieces.empty()) problems.push_back(place + "no ```console block follows");
    const std::string transcript = "\n" + TranscriptOf(Read(file));
    for (const std::string& piece : example.pieces) {
      if (transcript.find("\n" + piece) == std::string::npos) {
        problems.push_back(place + "not in `" + example.scenario + "`:\n" + piece);
      }
    }
  }
  return problems;
}

TEST(DocExamples, AreScenarios) {
  std::set<fs::path> documents;
  const fs::path source = TESTFED_SOURCE_DIR;
  if (fs::exists(source / "README.md")) documents.insert(source / "README.md");
  if (fs::is_directory(source / "docs")) {
    for (const auto& entry : fs::recursive_directory_iterator(source / "docs")) {
      if (entry.path().extension() == ".md") documents.insert(entry.path());
    }
  }
  for (const fs::path& document : documents) {
    for (const std::string& problem : Unproved(Read(document), TESTFED_SCENARIOS)) {
      ADD_FAILURE() << document.string() << ":" << problem;
    }
  }
}

TEST(DocExamples, WhatIsNotInTheScenarioIsFound) {
  const std::string mark = "<!-- scenario: version -->\n";
  using Problems = std::vector<std::string>;
  auto unproved = [](const std::string& markdown) { return Unproved(markdown, TESTFED_SCENARIOS); };
  const std::string good = "```console\n$ testfed version\ntestfed 0.1.0\n```\n";
  EXPECT_EQ(unproved(mark + good), Problems{});
  EXPECT_EQ(unproved(mark + "\n" + good), Problems{});
  EXPECT_EQ(unproved("no mark\n```console\n$ testfed nonsense\n```\n"), Problems{});
  EXPECT_EQ(unproved(mark + "```console\n$ testfed version\n\n$ testfed --version\n```\n"),
            Problems{});
  EXPECT_EQ(unproved("text\n" + mark + "```console\n$ testfed version\ntestfed 9\n```\n"),
            Problems{"2: not in `version`:\n$ testfed version\ntestfed 9\n"});
  EXPECT_EQ(unproved(mark + "```console\n$ testfed ver\n```\n"),
            Problems{"1: not in `version`:\n$ testfed ver\n"});
  EXPECT_EQ(unproved(mark + "```console\ntestfed version\n```\n"),
            Problems{"1: not in `version`:\ntestfed version\n"});
  EXPECT_EQ(unproved(mark + "text\n" + good), Problems{"1: no ```console block follows"});
  EXPECT_EQ(unproved("<!-- scenario: no-such -->\n" + good), Problems{"1: no scenario `no-such`"});
}

}  // namespace
}  // namespace testfed
