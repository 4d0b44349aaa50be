// A second opinion on ReadPython: Python's own parser, on a sample of Python's library, or on all
// of the folders that TESTFED_PYTHON_SOURCES names (joined with `:`).
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

#include "contracts/readers.h"
#include "tests/domains/child_process.h"

namespace testfed {
namespace {

std::string ReadAll(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// The same lines as python_declarations.py writes.
std::vector<std::string> LinesOf(const SourceFacts& facts, const std::string& text) {
  std::vector<size_t> starts = {0};
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n')) starts.push_back(i + 1);
  }
  const auto follows_at = [&](const Annotation& annotation) {
    size_t at = starts[static_cast<size_t>(annotation.position.line - 1)] +
                static_cast<size_t>(annotation.position.column) - 1;
    while (at > 0 && text[at - 1] == ' ') --at;
    return at > 0 && text[at - 1] == '@';
  };
  std::vector<std::string> lines;
  std::map<int, int> indexes = {{-1, -1}};
  for (size_t i = 0; i < facts.declarations.size(); ++i) {
    const SourceDeclaration& one = facts.declarations[i];
    const auto has = [&](const char* modifier) {
      return std::find(one.modifiers.begin(), one.modifiers.end(), modifier) != one.modifiers.end();
    };
    if (one.kind == SourceDeclaration::Kind::kAnnotationType || has("assigned") || has("none")) {
      continue;
    }
    indexes[static_cast<int>(i)] = static_cast<int>(lines.size());
    std::string names;
    for (const Annotation& annotation : one.annotations) {
      if (annotation.comment || !follows_at(annotation)) continue;
      names += (names.empty() ? "" : ",") + (annotation.name.empty() ? "?" : annotation.name);
    }
    lines.push_back("D " + std::to_string(indexes[one.parent]) +
                    (one.kind == SourceDeclaration::Kind::kType ? " class " : " def ") +
                    std::to_string(one.position.line) + " " + one.name + " " + names);
  }
  return lines;
}

TEST(PythonAst, FindsTheSameDeclarations) {
  std::vector<std::string> words = {"python3", TESTFED_TEST_FOLDER "/python_declarations.py"};
  if (const char* folders = std::getenv("TESTFED_PYTHON_SOURCES")) {
    std::istringstream list(folders);
    for (std::string folder; std::getline(list, folder, ':');) words.push_back(folder);
  } else {
    const std::optional<std::string> library =
        OutputOf({"python3", "-c", "import os; print(os.path.dirname(os.__file__))"});
    if (!library) GTEST_SKIP() << "there is no python3 here";
    const std::string folder = library->substr(0, library->find('\n'));
    for (const char* part : {"/asyncio", "/unittest", "/email", "/json"}) {
      words.push_back(folder + part);
    }
  }
  const std::optional<std::string> expected = OutputOf(words);
  if (!expected) GTEST_SKIP() << "there is no python3 here";

  int files = 0, agreed = 0, differing = 0;
  std::string path, text;
  std::vector<std::string> theirs;
  const auto compare = [&] {
    if (path.empty()) return;
    ++files;
    text = ReadAll(path);
    const SourceFacts facts = ReadPython(text);
    if (!facts.undecided.empty()) {
      ADD_FAILURE() << path << ":" << facts.undecided[0].position.line << ": "
                    << facts.undecided[0].text;
    }
    const std::vector<std::string> ours = LinesOf(facts, text);
    size_t same = 0;
    while (same < ours.size() && same < theirs.size() && ours[same] == theirs[same]) ++same;
    agreed += static_cast<int>(same);
    if (same == ours.size() && same == theirs.size()) return;
    if (++differing > 20) return;
    ADD_FAILURE() << path << "\n ours:   " << (same < ours.size() ? ours[same] : "(the end)")
                  << "\n theirs: " << (same < theirs.size() ? theirs[same] : "(the end)");
  };
  std::istringstream lines(*expected);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("F ")) {
      compare();
      path = line.substr(2);
      theirs.clear();
    } else {
      theirs.push_back(line);
    }
  }
  compare();
  EXPECT_EQ(differing, 0);
  std::cout << agreed << " declarations of " << files << " files agree\n";
}

}  // namespace
}  // namespace testfed
