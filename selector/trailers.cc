#include "selector/trailers.h"

#include <algorithm>

namespace testfed {
namespace {

std::vector<std::string_view> Lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

bool IsBlank(std::string_view line) {
  return line.find_first_not_of(" \t\r\v\f") == std::string_view::npos;
}

bool EqualIgnoringCase(std::string_view a, std::string_view lower) {
  return std::equal(a.begin(), a.end(), lower.begin(), lower.end(), [](char x, char y) {
    return (x >= 'A' && x <= 'Z' ? static_cast<char>(x - 'A' + 'a') : x) == y;
  });
}

TrailerCommand ReadCommand(std::string line, std::string_view value) {
  TrailerCommand command;
  constexpr std::string_view kSeparators = " \t\r\v\f,;";
  while (true) {
    size_t begin = value.find_first_not_of(kSeparators);
    if (begin == std::string_view::npos) break;
    size_t end = std::min(value.find_first_of(kSeparators, begin), value.size());
    std::string_view word = value.substr(begin, end - begin);
    if (word == "*")
      command.all = true;
    else if (word != "<none>")
      command.names.emplace_back(word);
    value.remove_prefix(end);
  }
  command.line = std::move(line);
  return command;
}

// The value after `affects:` in any case, blanks before the colon allowed as git does.
bool IsAffects(std::string_view line, size_t* value_at) {
  size_t colon = line.find(':');
  if (colon == std::string_view::npos) return false;
  std::string_view key = line.substr(0, colon);
  while (key.ends_with(' ') || key.ends_with('\t')) key.remove_suffix(1);
  *value_at = colon + 1;
  return EqualIgnoringCase(key, "affects");
}

}  // namespace

std::vector<TrailerCommand> ReadTrailers(std::string_view message) {
  std::vector<std::string_view> lines = Lines(message);
  while (!lines.empty() && IsBlank(lines.back())) lines.pop_back();
  size_t first = 0;
  while (first < lines.size() && IsBlank(lines[first])) ++first;
  size_t last_paragraph = lines.size();
  while (last_paragraph > first && !IsBlank(lines[last_paragraph - 1])) --last_paragraph;
  bool has_trailers = last_paragraph > first;  // else there is only the title

  std::vector<TrailerCommand> commands;
  for (size_t i = first; i < lines.size(); ++i) {
    for (std::string_view key : {"^affects:", "^test:"}) {
      if (!lines[i].starts_with(key)) continue;
      commands.push_back(ReadCommand(std::string(lines[i]), lines[i].substr(key.size())));
    }
    size_t value_at = 0;
    if (!has_trailers || i < last_paragraph || !IsAffects(lines[i], &value_at)) continue;
    std::string line(lines[i]);
    while (i + 1 < lines.size() &&
           (lines[i + 1].starts_with(' ') || lines[i + 1].starts_with('\t'))) {
      line += lines[++i];
    }
    std::string value = line.substr(value_at);
    commands.push_back(ReadCommand(std::move(line), value));
  }
  return commands;
}

}  // namespace testfed
