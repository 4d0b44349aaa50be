// The tables of docs/patterns.md say what is true.
#include <gtest/gtest.h>

#include <fstream>

#include "tests/domains/slow_matcher.h"

namespace testfed {
namespace {

// The texts between back-ticks in each cell of a table's row.
std::vector<std::vector<std::string>> Cells(const std::string& row) {
  std::vector<std::vector<std::string>> cells;
  bool quoted = false;
  for (const char c : row) {
    if (c == '`') {
      quoted = !quoted;
      if (quoted) cells.back().emplace_back();
    } else if (quoted) {
      cells.back().back() += c;
    } else if (c == '|') {
      cells.emplace_back();
    }
  }
  cells.pop_back();  // after the last bar
  return cells;
}

// The rows of the table whose head is `head`.
std::vector<std::vector<std::vector<std::string>>> Table(const std::string& head) {
  std::ifstream page(TESTFED_PATTERNS_PAGE);
  std::vector<std::vector<std::vector<std::string>>> rows;
  bool inside = false;
  for (std::string line; std::getline(page, line);) {
    if (line == head) {
      inside = true;
      std::getline(page, line);  // the rule below the head
    } else if (line.empty()) {
      inside = false;
    } else if (inside) {
      rows.push_back(Cells(line));
    }
  }
  return rows;
}

TEST(PatternsPage, ShowsTrueExamples) {
  const auto rows = Table("| pattern | owns | does not own |");
  EXPECT_EQ(rows.size(), 23u);
  for (const auto& row : rows) {
    ASSERT_EQ(row.size(), 3u);
    ASSERT_EQ(row[0].size(), 1u);
    for (const std::string& path : row[1]) EXPECT_TRUE(slow::Matches(row[0][0], path)) << row[0][0];
    for (const std::string& path : row[2]) {
      EXPECT_FALSE(slow::Matches(row[0][0], path)) << row[0][0] << " on " << path;
    }
  }
}

TEST(PatternsPage, ShowsTrueDecisions) {
  const auto rows = Table("| include | exclude | in | out |");
  EXPECT_EQ(rows.size(), 7u);
  for (const auto& row : rows) {
    ASSERT_EQ(row.size(), 4u);
    const std::vector<slow::Rules> domains = {{"A", row[0], row[1]}};
    for (const bool in : {true, false}) {
      for (const std::string& path : row[in ? 2 : 3]) {
        EXPECT_EQ(slow::Decide(domains, false, {}, {}, path).domains.size(), in ? 1u : 0u) << path;
      }
    }
  }
}

TEST(PatternsPage, ShowsTrueErrorsAndRepairs) {
  const auto rows = Table("| word in the vectors | example | write |");
  EXPECT_EQ(rows.size(), 22u);
  for (const auto& row : rows) {
    ASSERT_EQ(row.size(), 3u);
    const std::string& word = row[0].at(0);
    if (word == "bracket-character") continue;  // its cell names characters
    for (const std::string& example : row[1]) {
      EXPECT_EQ(slow::PatternError(example == "\"\"" ? "" : example), word) << example;
    }
    for (const std::string& repair : row[2]) {
      if (repair != "exclude:") {
        EXPECT_EQ(slow::PatternError(repair), std::nullopt) << repair;
      }
    }
  }
}

}  // namespace
}  // namespace testfed
