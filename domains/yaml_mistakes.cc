#include "domains/yaml_mistakes.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <vector>

namespace testfed {
namespace {

std::string_view Line(std::string_view text, int number) {
  for (int i = 1; i < number; ++i) {
    size_t end = text.find('\n');
    if (end == std::string_view::npos) return "";
    text.remove_prefix(end + 1);
  }
  return text.substr(0, text.find('\n'));
}

std::string_view TrimEnd(std::string_view text) {
  size_t end = text.find_last_not_of(" \t\r");
  return text.substr(0, end == std::string_view::npos ? 0 : end + 1);
}

std::string Quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

// In quotes that YAML reads back: double ones where nothing in them means anything else.
std::string YamlQuoted(std::string_view text) {
  if (text.find_first_of("\"\\") == std::string_view::npos) return "\"" + std::string(text) + "\"";
  std::string quoted = "'";
  for (char c : text) quoted += c == '\'' ? "''" : std::string(1, c);
  return quoted + "'";
}

struct Value {
  size_t begin;  // offset in the line
  std::string_view text;
};

// The plain value at `begin`: to the end of a flow item inside `[...]`, else to the end of the
// line.
std::string_view ValueAt(std::string_view line, size_t begin, bool in_flow) {
  std::string_view rest = line.substr(begin);
  size_t comment = rest.find(" #");
  rest = rest.substr(0, comment);
  if (in_flow) {
    int braces = 0, brackets = 0;
    for (size_t i = 0; i < rest.size(); ++i) {
      char c = rest[i];
      if ((c == ',' && braces <= 0) || (c == ']' && brackets == 0)) {
        return TrimEnd(rest.substr(0, i));
      }
      if (c == '{') ++braces;
      if (c == '}') --braces;
      if (c == '[') ++brackets;
      if (c == ']') --brackets;
    }
  }
  return TrimEnd(rest);
}

// The values of the line that begin with `mark`, where a value may begin.
std::vector<Value> ValuesBeginningWith(std::string_view line, char mark) {
  std::vector<Value> values;
  bool may_begin = true;
  bool in_flow = false;
  char quote = 0;
  for (size_t i = 0; i < line.size(); ++i) {
    char c = line[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
      continue;
    }
    if (c == ' ' || c == '\t') continue;
    if (may_begin && c == mark) values.push_back({i, ValueAt(line, i, in_flow)});
    if (c == '\'' || c == '"') quote = c;
    bool before_blank = i + 1 == line.size() || line[i + 1] == ' ';
    if (c == '[') in_flow = true;
    may_begin = c == '[' || (c == ',' && in_flow) || ((c == '-' || c == ':') && before_blank);
  }
  return values;
}

// Whether the bracket that opens `value` closes before its end, as that of a map or list does not.
bool GoesOnBehind(std::string_view value, char open, char close) {
  int depth = 0;
  for (size_t i = 0; i < value.size(); ++i) {
    if (value[i] == open) ++depth;
    if (value[i] != close || --depth > 0) continue;
    return i + 1 < value.size() &&
           std::string_view(" ,]}").find(value[i + 1]) == std::string_view::npos;
  }
  return false;
}

Mistake At(int line, size_t offset, std::string message, std::string_view source_line,
           std::string_view value, std::string_view repaired) {
  Mistake mistake{{line, static_cast<int>(offset) + 1}, std::move(message), {}};
  if (!value.empty()) {
    std::string whole(TrimEnd(source_line));
    whole.replace(offset, value.size(), repaired);
    mistake.hints.push_back({"write", whole.substr(whole.find_first_not_of(" \t"))});
  }
  return mistake;
}

std::optional<Mistake> MistakeIn(std::string_view line, int number) {
  size_t text_begin = line.find_first_not_of(" ");
  if (text_begin != std::string_view::npos && line[text_begin] == '\t') {
    return At(number, text_begin, "a tab; YAML indents with spaces", line, "", "");
  }
  struct Case {
    char mark;
    const char* what;
  };
  constexpr Case kCases[] = {{'*', "which YAML reads as an alias; quote it"},
                             {'@', "which YAML reserves; quote it"},
                             {'`', "which YAML reserves; quote it"},
                             {'%', "which YAML reserves; quote it"},
                             {'&', "which YAML reads as an anchor; quote it"}};
  for (const Case& one : kCases) {
    for (const Value& value : ValuesBeginningWith(line, one.mark)) {
      return At(
          number, value.begin,
          Quoted(value.text) + " begins with " + Quoted(std::string(1, one.mark)) + ", " + one.what,
          line, value.text, YamlQuoted(value.text));
    }
  }
  // `{a,b}/x` and `[ab]/x` close before the value ends.
  for (auto [open, close, what] : {std::tuple{'{', '}', "a map"}, std::tuple{'[', ']', "a list"}}) {
    for (const Value& value : ValuesBeginningWith(line, open)) {
      if (!GoesOnBehind(value.text, open, close)) continue;
      return At(number, value.begin,
                Quoted(value.text) + " begins with " + Quoted(std::string(1, open)) +
                    ", which YAML reads as " + what + "; quote it",
                line, value.text, YamlQuoted(value.text));
    }
  }
  return std::nullopt;
}

std::optional<Mistake> ColonInside(std::string_view line, int number) {
  size_t first = line.find(": ");
  if (first == std::string_view::npos) return std::nullopt;
  size_t second = line.find(": ", first + 2);
  if (second == std::string_view::npos) return std::nullopt;
  size_t begin = line.find_first_not_of(' ', first + 2);
  std::string_view value = TrimEnd(line.substr(begin));
  return At(number, begin, Quoted(value) + " holds `: `, which YAML reads as a map; quote it", line,
            value, YamlQuoted(value));
}

std::optional<Mistake> BackslashInQuotes(std::string_view line, int number, size_t offset) {
  size_t open = line.rfind('"', std::min(offset, line.size()));
  if (open == std::string_view::npos) return std::nullopt;
  size_t close = line.find('"', open + 1);
  if (close == std::string_view::npos || close < offset) {
    size_t before = open == 0 ? std::string_view::npos : line.rfind('"', open - 1);
    if (close == std::string_view::npos && before != std::string_view::npos) {
      close = open;
      open = before;
    }
  }
  if (close == std::string_view::npos) return std::nullopt;
  std::string_view inside = line.substr(open + 1, close - open - 1);
  size_t backslash = inside.find('\\');
  std::string escape = backslash == std::string_view::npos
                           ? "\\\\"
                           : "\\\\" + std::string(inside.substr(backslash + 1, 1));
  std::string single = YamlQuoted(inside);
  return At(number, open,
            "in double quotes YAML wants " + Quoted(escape) + "; use single quotes: " + single,
            line, line.substr(open, close - open + 1), single);
}

}  // namespace

Mistake ExplainMistake(std::string_view text, Position position, std::string_view reason) {
  std::string_view line = Line(text, position.line);
  auto offset = static_cast<size_t>(std::max(position.column - 1, 0));
  if (reason.find("escape character") != std::string_view::npos) {
    if (auto mistake = BackslashInQuotes(line, position.line, offset)) return *mistake;
  }
  // A flow list that is not closed is reported where the parser gave up: look one line up, too.
  for (int number : {position.line, position.line - 1}) {
    if (number < 1) continue;
    if (auto mistake = MistakeIn(Line(text, number), number)) return *mistake;
  }
  if (reason.find("map value") != std::string_view::npos) {
    if (auto mistake = ColonInside(line, position.line)) return *mistake;
  }
  return {position, "YAML cannot be read here: " + std::string(reason), {}};
}

std::optional<std::string> ExplainFoldedItems(std::string_view text, Position position,
                                              std::string_view value) {
  if (value.find(" - ") == std::string_view::npos) return std::nullopt;
  bool on_one_line = Line(text, position.line).find(value) != std::string_view::npos;
  if (on_one_line) return std::nullopt;
  return Quoted(value) +
         " matches no file; two list items on different columns are one value in YAML";
}

}  // namespace testfed
