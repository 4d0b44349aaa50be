// ReadJava against javac's own parser (oracles/JavaDeclarations.java), on the fixtures and, where
// TESTFED_JAVA_SOURCES names a folder, on all Java sources in it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>

#include "contracts/readers.h"
#include "tests/contracts/jvm_tools.h"

namespace testfed {
namespace {

std::string Escaped(std::string_view text) {
  std::string escaped = "\"";
  for (char c : text) {
    escaped += c == '\\' ? "\\\\" : c == '\n' ? "\\n" : c == '\r' ? "\\r" : std::string(1, c);
  }
  return escaped + "\"";
}

std::string Joined(const std::vector<std::string>& words, std::string_view between) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += between;
    text += word;
  }
  return text;
}

// In the words of the oracle.
std::vector<std::string> Declarations(const SourceFacts& facts) {
  std::vector<std::string> lines, paths;
  for (const SourceDeclaration& declaration : facts.declarations) {
    std::string path = declaration.parent < 0 ? "" : paths[static_cast<size_t>(declaration.parent)];
    bool function = declaration.kind == SourceDeclaration::Kind::kFunction;
    if (!path.empty()) path += function ? "#" : ".";
    path += declaration.name;
    paths.push_back(path);
    std::vector<std::string> modifiers = declaration.modifiers;
    std::erase(modifiers, "runtime");
    std::sort(modifiers.begin(), modifiers.end());
    std::string line = (function ? "M " : "T ") + path;
    if (function) line += "(" + Joined(declaration.parameters, ",") + ")";
    line += " [" + Joined(modifiers, ", ") + "]";
    if (!function) line += " : " + Joined(declaration.supertypes, ",");
    bool annotated = false;
    for (const Annotation& annotation : declaration.annotations) {
      if (annotation.comment) continue;
      annotated = true;
      std::vector<std::string> arguments;
      for (const std::string& argument : annotation.arguments) {
        arguments.push_back(Escaped(argument));
      }
      line += " @" + annotation.name;
      if (!arguments.empty()) line += "(" + Joined(arguments, ",") + ")";
      if (!annotation.literal) line += "?";
    }
    if (!function || annotated) lines.push_back(line);
  }
  return lines;
}

TEST(JavaOracleTest, JavacSeesTheSameDeclarations) {
  if (!HasCommand("javac")) GTEST_SKIP() << "no javac: apt-get install default-jdk-headless";
  const char* folder = std::getenv("TESTFED_JAVA_SOURCES");
  std::string sources = folder ? folder : TESTFED_CONTRACTS_DATA "/java";
  CommandResult oracle =
      RunCommand("java " TESTFED_CONTRACTS_ORACLES "/JavaDeclarations.java " + sources);
  ASSERT_EQ(oracle.code, 0) << oracle.out;
  std::map<std::string, std::vector<std::string>> files;
  std::vector<std::string>* lines = nullptr;
  for (const std::string& line : LinesOf(oracle.out)) {
    if (line.starts_with("F ")) {
      lines = &files[line.substr(2)];
    } else {
      lines->push_back(line);
    }
  }
  ASSERT_FALSE(files.empty());
  int agreed = 0, broken = 0, differing = 0;
  for (auto& [path, expected] : files) {
    if (!expected.empty() && expected.back() == "E") {
      ++broken;
      continue;
    }
    SourceFacts facts = ReadJava(TextOf(path));
    std::vector<std::string> actual = Declarations(facts);
    if (actual != expected || !facts.undecided.empty()) {
      ++differing;
      if (differing > 20) continue;
      for (size_t i = 0; i < std::max(actual.size(), expected.size()); ++i) {
        std::string ours = i < actual.size() ? actual[i] : "(nothing)";
        std::string theirs = i < expected.size() ? expected[i] : "(nothing)";
        if (ours == theirs) continue;
        ADD_FAILURE() << path << "\n  testfed " << ours << "\n  javac   " << theirs;
        break;
      }
      for (const Undecided& one : facts.undecided) {
        ADD_FAILURE() << path << ":" << one.position.line << ": " << one.text;
      }
    } else {
      agreed += static_cast<int>(actual.size());
    }
  }
  std::cout << agreed << " declarations in " << files.size() << " files agree, " << differing
            << " files differ, javac cannot parse " << broken << "\n";
  EXPECT_EQ(differing, 0);
}

}  // namespace
}  // namespace testfed
