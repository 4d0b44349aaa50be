#include "tests/house/sources.h"

#include <array>
#include <cctype>
#include <map>
#include <optional>
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

// The name of the type that a line at the left margin begins to define.
std::optional<std::string> DefinedType(std::string_view line) {
  for (std::string_view keyword : {"struct ", "class ", "enum class "}) {
    if (!line.starts_with(keyword)) continue;
    const bool declared_only = line.ends_with(';') && line.find('{') == std::string_view::npos;
    if (declared_only) return std::nullopt;
    line.remove_prefix(keyword.size());
    size_t end = 0;
    while (end < line.size() && IsWordCharacter(line[end])) ++end;
    // `struct X<Y>` is a specialization, `class X::Y` a member.
    if (end == 0 || line.substr(end).starts_with("<") || line.substr(end).starts_with("::")) break;
    return std::string(line.substr(0, end));
  }
  return std::nullopt;
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

Violations CheckOneDefinition(const Files& files) {
  std::map<std::string, std::string> first;  // by namespace and name: where
  Violations violations;
  for (const SourceFile& file : files) {
    if (!IsSource(file.path) || IsForeign(file.path)) continue;
    std::string name_space;
    bool unnamed = false;
    std::vector<std::string> lines = LinesOf(file.text);
    for (size_t i = 0; i < lines.size(); ++i) {
      const std::string& line = lines[i];
      if (line.starts_with("namespace ") && line.ends_with('{')) {
        unnamed = line == "namespace {";
        if (!unnamed) name_space = line.substr(10, line.size() - 12);
      } else if (line == "}  // namespace") {
        unnamed = false;
      } else if (std::optional<std::string> name = DefinedType(line); name && !unnamed) {
        auto [at, fresh] = first.emplace(name_space + "::" + *name, At(file, i + 1));
        if (fresh) continue;
        violations.push_back(At(file, i + 1) + ": `" + *name + "` is defined at " + at->second +
                             ", too; one of the two needs another name");
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
