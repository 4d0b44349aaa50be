#include "tests/house/documents.h"

#include <algorithm>
#include <cctype>
#include <filesystem>

namespace testfed::house {
namespace {

bool IsLower(char c) { return c >= 'a' && c <= 'z'; }

// The line without what stands in back-ticks.
std::string WithoutCode(std::string_view line) {
  std::string text;
  bool code = false;
  for (char c : line) {
    if (c == '`') code = !code;
    if (!code) text += c;
  }
  return text;
}

// Calls `use(number, line)` for each line that stands in no fenced block.
template <typename Use>
void ForProse(std::string_view markdown, Use use) {
  std::vector<std::string> lines = LinesOf(markdown);
  bool fenced = false;
  for (size_t i = 0; i < lines.size(); ++i) {
    std::string_view line = lines[i];
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    if (line.starts_with("```") || line.starts_with("~~~")) {
      fenced = !fenced;
    } else if (!fenced) {
      use(i + 1, lines[i]);
    }
  }
}

bool Exists(const Files& files, const std::string& path) {
  return std::any_of(files.begin(), files.end(), [&](const SourceFile& file) {
    return file.path == path || file.path.starts_with(path + "/");
  });
}

}  // namespace

std::vector<Link> LinksOf(std::string_view markdown) {
  std::vector<Link> links;
  ForProse(markdown, [&](size_t number, const std::string& raw) {
    std::string line = WithoutCode(raw);
    for (size_t at = line.find("]("); at != std::string::npos; at = line.find("](", at + 1)) {
      size_t end = line.find_first_of(") ", at + 2);
      if (end != std::string::npos) links.push_back({number, line.substr(at + 2, end - at - 2)});
    }
    size_t colon = line.find("]: ");
    if (line.starts_with('[') && colon != std::string::npos) {
      links.push_back({number, line.substr(colon + 3)});
    }
  });
  return links;
}

std::set<std::string> AnchorsOf(std::string_view markdown) {
  std::set<std::string> anchors;
  ForProse(markdown, [&](size_t, const std::string& line) {
    size_t level = line.find_first_not_of('#');
    if (level == 0 || level == std::string::npos || line[level] != ' ') return;
    std::string anchor;
    for (char c : line.substr(level + 1)) {
      auto byte = static_cast<unsigned char>(c);
      if (std::isalnum(byte) != 0 || c == '-' || c == '_') {
        anchor += static_cast<char>(std::tolower(byte));
      } else if (c == ' ') {
        anchor += '-';
      }
    }
    anchors.insert(anchor);
  });
  return anchors;
}

Violations CheckLinks(const Files& files) {
  Violations violations;
  for (const SourceFile& file : files) {
    if (!file.path.ends_with(".md") || IsForeign(file.path)) continue;
    for (const Link& link : LinksOf(file.text)) {
      if (link.target.starts_with("https://") || link.target.starts_with("mailto:")) continue;
      size_t hash = std::min(link.target.find('#'), link.target.size());
      std::string path = file.path;
      if (hash > 0) {
        std::filesystem::path folder(FolderOf(file.path));
        path = (folder / link.target.substr(0, hash)).lexically_normal().generic_string();
        if (path.ends_with('/')) path.pop_back();
      }
      std::string seen = At(file, link.line) + ": links to `" + link.target + "`";
      if (!Exists(files, path)) {
        violations.push_back(seen + ", and there is no file `" + path + "`");
      } else if (hash < link.target.size() &&
                 !AnchorsOf(TextOf(files, path)).contains(link.target.substr(hash + 1))) {
        violations.push_back(seen + ", and `" + path + "` has no such heading");
      }
    }
  }
  return violations;
}

std::set<std::string> DevCommandsOf(std::string_view dev) {
  std::set<std::string> commands;
  for (const std::string& line : LinesOf(dev)) {
    if (line == "'") break;
    if (line.size() < 3 || !line.starts_with("  ") || !IsLower(line[2])) continue;
    // "  asan, tsan, clang  text": the names end at two blanks, an argument at one.
    std::string names = line.substr(2, line.find("  ", 2) - 2);
    for (size_t start = 0; start < names.size();) {
      size_t end = std::min(names.find_first_of(", ", start), names.size());
      commands.insert(names.substr(start, end - start));
      if (end == names.size() || names[end] == ' ') break;
      start = end + 2;
    }
    if (names == "help") break;  // the last one
  }
  return commands;
}

Violations CheckDevCommands(const Files& files) {
  constexpr std::string_view kDev = "./dev ";
  std::set<std::string> commands = DevCommandsOf(TextOf(files, "dev"));
  Violations violations;
  for (const SourceFile& file : files) {
    if (IsForeign(file.path)) continue;
    std::vector<std::string> lines = LinesOf(file.text);
    for (size_t i = 0; i < lines.size(); ++i) {
      const std::string& line = lines[i];
      for (size_t at = line.find(kDev); at != std::string::npos; at = line.find(kDev, at + 1)) {
        size_t start = at + kDev.size();
        size_t end = start;
        while (end < line.size() && IsLower(line[end])) ++end;
        std::string command = line.substr(start, end - start);
        if (command.empty() || commands.contains(command)) continue;
        violations.push_back(At(file, i + 1) + ": `./dev " + command + "` is no command of ./dev");
      }
    }
  }
  return violations;
}

}  // namespace testfed::house
