#include "tests/house/sources.h"

#include <array>
#include <cctype>
#include <vector>

namespace testfed::house {
namespace {

bool IsWordCharacter(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

// Where `word` stands in `line` with nothing of a word on either side.
bool HasWord(std::string_view line, std::string_view word) {
  for (size_t at = line.find(word); at != std::string_view::npos; at = line.find(word, at + 1)) {
    size_t end = at + word.size();
    bool starts = at == 0 || !IsWordCharacter(line[at - 1]);
    if (starts && (end == line.size() || !IsWordCharacter(line[end]))) return true;
  }
  return false;
}

// Where an absolute path begins with `folder`: what stands before belongs to no longer path.
bool HasPath(std::string_view line, std::string_view folder) {
  for (size_t at = line.find(folder); at != std::string_view::npos;
       at = line.find(folder, at + 1)) {
    if (at == 0) return true;
    char before = line[at - 1];
    if (!IsWordCharacter(before) &&
        std::string_view("./-*}~").find(before) == std::string_view::npos) {
      return true;
    }
  }
  return false;
}

std::vector<std::string> FirstComment(const std::vector<std::string>& lines) {
  std::vector<std::string> comment;
  for (const std::string& line : lines) {
    if (!line.starts_with("//")) break;
    comment.push_back(line);
  }
  return comment;
}

}  // namespace

Violations CheckNames(const Files& files) {
  constexpr std::array<std::string_view, 4> kNoNouns = {"util", "common", "helper", "misc"};
  Violations violations;
  for (const SourceFile& file : files) {
    if (!IsSource(file.path) || IsForeign(file.path)) continue;
    for (std::string_view word : kNoNouns) {
      if (file.path.find(word) == std::string::npos) continue;
      violations.push_back(file.path + ": `" + std::string(word) +
                           "` names nothing; a file is called after its one noun");
    }
  }
  return violations;
}

std::string GuardOf(std::string_view path) {
  std::string guard = "TESTFED_";
  for (char c : path) {
    auto byte = static_cast<unsigned char>(c);
    guard += std::isalnum(byte) != 0 ? static_cast<char>(std::toupper(byte)) : '_';
  }
  return guard + "_";
}

Violations CheckGuards(const Files& files) {
  Violations violations;
  for (const SourceFile& file : files) {
    if (!IsHeader(file.path) || IsForeign(file.path)) continue;
    std::string guard = GuardOf(file.path);
    std::vector<std::string> lines = LinesOf(file.text);
    std::vector<std::string> directives;
    size_t first = 0;
    for (size_t i = 0; i < lines.size(); ++i) {
      if (!lines[i].starts_with('#')) continue;
      if (directives.empty()) first = i + 1;
      directives.push_back(lines[i]);
    }
    bool guarded = directives.size() >= 3 && directives[0] == "#ifndef " + guard &&
                   directives[1] == "#define " + guard && lines.back() == "#endif  // " + guard;
    if (!guarded) {
      violations.push_back(At(file, first) + ": not guarded by " + guard +
                           " from its first directive to its last line");
    }
  }
  return violations;
}

Violations CheckLength(const Files& files) {
  Violations violations;
  for (const SourceFile& file : files) {
    if (!IsSource(file.path) || IsForeign(file.path)) continue;
    std::vector<std::string> lines = LinesOf(file.text);
    if (lines.size() <= kMaxLines) continue;
    bool says_why = false;
    for (const std::string& line : FirstComment(lines)) says_why |= HasWord(line, "lines");
    if (says_why) continue;
    violations.push_back(file.path + ": " + std::to_string(lines.size()) + " lines, above " +
                         std::to_string(kMaxLines) +
                         "; split it, or say in its first comment why so many lines");
  }
  return violations;
}

Violations CheckUnfinished(const Files& files) {
  // In halves, or this file would break its own rule.
  const std::array<std::string, 3> words = {
      "TO"
      "DO",
      "FIX"
      "ME",
      "X"
      "XX"};
  Violations violations;
  for (const SourceFile& file : files) {
    if (IsForeign(file.path)) continue;
    std::vector<std::string> lines = LinesOf(file.text);
    for (size_t i = 0; i < lines.size(); ++i) {
      for (const std::string& word : words) {
        if (HasWord(lines[i], word)) violations.push_back(At(file, i + 1) + ": says " + word);
      }
    }
  }
  return violations;
}

Violations CheckMachinePaths(const Files& files) {
  const std::array<std::string, 3> folders = {
      "/wo"
      "rk/",
      "/ho"
      "me/",
      "/tmp/"
      "wt"};
  Violations violations;
  for (const SourceFile& file : files) {
    std::vector<std::string> lines = LinesOf(file.text);
    for (size_t i = 0; i < lines.size(); ++i) {
      for (const std::string& folder : folders) {
        if (!HasPath(lines[i], folder)) continue;
        violations.push_back(At(file, i + 1) + ": names " + folder + ", a folder of one machine");
      }
    }
  }
  return violations;
}

}  // namespace testfed::house
