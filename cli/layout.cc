#include "cli/layout.h"

#include <algorithm>

namespace testfed {
namespace {

bool StartsCharacter(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

std::vector<std::string> Words(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  bool quoted = false;
  for (char c : text) {
    if (c == '`') quoted = !quoted;
    if ((c == ' ' || c == '\n') && !quoted) {
      if (!word.empty()) words.push_back(std::move(word));
      word.clear();
    } else {
      word += c;
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

}  // namespace

size_t Width(std::string_view text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), StartsCharacter));
}

std::string Clip(std::string_view text, size_t width) {
  size_t end = 0;
  for (size_t seen = 0; end < text.size(); ++end) {
    if (StartsCharacter(text[end]) && seen++ == width) break;
  }
  return std::string(text.substr(0, end));
}

std::vector<std::string> WrapWords(std::string_view text, size_t width) {
  std::vector<std::string> lines;
  for (const std::string& word : Words(text)) {
    if (!lines.empty() && Width(lines.back()) + 1 + Width(word) <= width) {
      lines.back() += " " + word;
    } else {
      lines.push_back(word);
    }
  }
  return lines;
}

std::string WrapParagraphs(std::string_view text, size_t width) {
  std::string result, paragraph;
  auto flush = [&] {
    for (const std::string& line : WrapWords(paragraph, width)) result += line + "\n";
    paragraph.clear();
  };
  while (!text.empty()) {
    size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.front() == ' ') {
      flush();
      result.append(line).append("\n");
    } else {
      paragraph.append(line).append(" ");
    }
  }
  flush();
  return result;
}

std::string TwoColumns(const std::vector<std::pair<std::string, std::string>>& rows, size_t indent,
                       size_t column, size_t width) {
  std::string text;
  for (const auto& [left, right] : rows) {
    std::string line = std::string(indent, ' ') + left;
    for (const std::string& part : WrapWords(right, width - column)) {
      if (Width(line) >= column) {
        text += line + "\n";
        line.clear();
      }
      line += std::string(column - Width(line), ' ') + part;
      text += line + "\n";
      line.clear();
    }
    if (!line.empty()) text += line + "\n";
  }
  return text;
}

size_t ColumnFor(const std::vector<std::pair<std::string, std::string>>& rows, size_t indent,
                 size_t most) {
  size_t longest = 0;
  for (const auto& row : rows) {
    size_t width = Width(row.first);
    if (width <= most) longest = std::max(longest, width);
  }
  return indent + longest + 2;
}

}  // namespace testfed
