#include "domains/yaml_mistakes.h"

#include <algorithm>
#include <optional>

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

struct Value {
  size_t begin;  // offset in the line
  std::string_view text;
};

// The plain value at `begin`: to the end of a flow item inside `[...]`, else to the end of the line.
std::string_view ValueAt(std::string_view line, size_t begin, bool in_flow) {
  std::string_view rest = line.substr(begin);
  size_t comment = rest.find(" #");
  rest = rest.substr(0, comment);
  if (in_flow) {
    int braces = 0;
    for (size_t i = 0; i < rest.size(); ++i) {
      if (rest[i] == '{') ++braces;
      if (rest[i] == '}') --braces;
      if ((rest[i] == ',' && braces <= 0) || rest[i] == ']') return TrimEnd(rest.substr(0, i));
    }
  }
  return TrimEnd(rest);
}

// The first value of the line that begins with one of `marks` where a value may begin.
std::optional<Value> ValueBeginningWith(std::string_view line, std::string_view marks) {
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
    if (may_begin && marks.find(c) != std::string_view::npos) {
      return Value{i, ValueAt(line, i, in_flow)};
    }
    if (c == '\'' || c == '"') quote = c;
    bool before_blank = i + 1 == line.size() || line[i + 1] == ' ';
    if (c == '[') in_flow = true;
    may_begin = c == '[' || (c == ',' && in_flow) || ((c == '-' || c == ':') && before_blank);
  }
  return std::nullopt;
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
    if (auto value = ValueBeginningWith(line, std::string(1, one.mark))) {
      return At(number, value->begin,
                Quoted(value->text) + " begins with " + Quoted(std::string(1, one.mark)) + ", " +
                    one.what,
                line, value->text, "\"" + std::string(value->text) + "\"");
    }
  }
  // `{a,b}/x` and `[ab]/x` close before the value ends.
  for (auto [open, close, what] : {std::tuple{'{', '}', "a map"}, std::tuple{'[', ']', "a list"}}) {
    auto value = ValueBeginningWith(line, std::string(1, open));
    if (!value) continue;
    std::string_view whole = TrimEnd(line.substr(value->begin));
    size_t end = whole.find(close);
    if (end == std::string_view::npos || end + 1 >= whole.size() || whole[end + 1] == ' ' ||
        whole[end + 1] == ',' || whole[end + 1] == ']' || whole[end + 1] == '}') {
      continue;
    }
    return At(number, value->begin,
              Quoted(whole) + " begins with " + Quoted(std::string(1, open)) +
                  ", which YAML reads as " + what + "; quote it",
              line, whole, "\"" + std::string(whole) + "\"");
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
            value, "\"" + std::string(value) + "\"");
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
  std::string escape =
      backslash == std::string_view::npos ? "\\\\" : "\\\\" + std::string(inside.substr(backslash + 1, 1));
  return At(number, open,
            "in double quotes YAML wants " + Quoted(escape) + " for a backslash; use single quotes",
            line, line.substr(open, close - open + 1), "'" + std::string(inside) + "'");
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

}  // namespace testfed
