// A second opinion on ReadScript: Babel's parser, where TESTFED_SCRIPT_SOURCES names folders
// (joined with `:`) and TESTFED_SCRIPT_MODULES a folder with node_modules/@babel/parser.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <set>
#include <sstream>

#include "contracts/readers.h"
#include "tests/domains/child_process.h"

namespace testfed {
namespace {

std::multiset<std::string> CallsOf(const SourceFacts& facts) {
  std::multiset<std::string> lines;
  for (const SourceDeclaration& one : facts.declarations) {
    const std::string modifier = one.modifiers.empty() ? "" : one.modifiers[0];
    if (modifier == "call" || modifier == "passed") continue;
    lines.insert(std::to_string(one.position.line) +
                 (one.kind == SourceDeclaration::Kind::kGroup ? " group" : " test"));
  }
  return lines;
}

TEST(ScriptBabel, FindsTheSameCalls) {
  const char* modules = std::getenv("TESTFED_SCRIPT_MODULES");
  const char* folders = std::getenv("TESTFED_SCRIPT_SOURCES");
  if (modules == nullptr || folders == nullptr) {
    GTEST_SKIP() << "TESTFED_SCRIPT_MODULES and TESTFED_SCRIPT_SOURCES are not set";
  }
  std::vector<std::string> words = {"node", TESTFED_TEST_FOLDER "/script_calls.mjs", modules};
  std::istringstream list(folders);
  for (std::string folder; std::getline(list, folder, ':');) words.push_back(folder);
  const std::optional<std::string> expected = OutputOf(words);
  if (!expected) GTEST_SKIP() << "there is no node here, or no @babel/parser";

  size_t files = 0, agreed = 0, undecided = 0;
  std::string path;
  std::multiset<std::string> theirs;
  const auto compare = [&] {
    if (path.empty()) return;
    ++files;
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    const SourceFacts facts = ReadScript(text.str());
    if (!facts.undecided.empty()) {
      ++undecided;
      return;
    }
    // We may see a call where there is none, never the other way round.
    const std::multiset<std::string> ours = CallsOf(facts);
    std::vector<std::string> lost;
    std::set_difference(theirs.begin(), theirs.end(), ours.begin(), ours.end(),
                        std::back_inserter(lost));
    agreed += theirs.size() - lost.size();
    if (!lost.empty()) ADD_FAILURE() << path << ":" << lost[0];
  };
  std::istringstream lines(*expected);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("F ")) {
      compare();
      path = line.substr(2);
      theirs.clear();
    } else {
      theirs.insert(line.substr(2, line.find(' ', line.find(' ', 2) + 1) - 2));
    }
  }
  compare();
  std::cout << agreed << " calls of " << files << " files agree, " << undecided
            << " files are undecided\n";
}

}  // namespace
}  // namespace testfed
