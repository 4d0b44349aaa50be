// The reading half of the oracle: from the text of a pattern to globs without braces.
#include <algorithm>

#include "tests/domains/slow_matcher.h"
#include "tests/domains/slow_utf8.h"

namespace testfed::slow {
namespace {

constexpr size_t kMaxBytes = 4096;
constexpr size_t kMaxGlobs = 1024;

using Error = std::optional<std::string>;

// The index after the bracket that opens at `at`, or the error in it.
struct BracketEnd {
  size_t index = 0;
  Error error;
};

// Reads the bracket that opens at `at` into `token`.
BracketEnd ReadBracket(std::string_view text, size_t at, Token& token) {
  token.kind = Token::Kind::kBracket;
  size_t i = at + 1;
  if (i < text.size() && (text[i] == '!' || text[i] == '^')) {
    token.negated = true;
    ++i;
  }
  const size_t first = i;
  const auto forbidden = [&](size_t k) {
    return text[k] == '\\' || text[k] == '{' || text[k] == '}' || text[k] == '/';
  };
  const auto posix = [&](size_t k) { return text.substr(k, 2) == "[:"; };
  while (true) {
    if (i >= text.size()) return {i, "unclosed-bracket"};
    if (text[i] == ']' && i != first) return {i + 1, std::nullopt};
    if (forbidden(i)) return {i, "bracket-character"};
    if (posix(i)) return {i, "posix-class"};
    const char32_t low = CharacterAt(text, i);
    i += LengthAt(text, i);
    char32_t high = low;
    // A `-` between two characters makes a range; first or last it is itself.
    if (i + 1 < text.size() && text[i] == '-' && text[i + 1] != ']') {
      if (forbidden(i + 1)) return {i, "bracket-character"};
      if (posix(i + 1)) return {i, "posix-class"};
      high = CharacterAt(text, i + 1);
      i += 1 + LengthAt(text, i + 1);
      if (high < low) return {i, "reversed-range"};
    }
    token.ranges.emplace_back(low, high);
  }
}

// The index after whatever stands at `at`: an escaped character, a bracket, or one byte. The text
// has been checked.
size_t After(std::string_view text, size_t at) {
  if (text[at] == '\\') return at + 2;
  Token ignored;
  if (text[at] == '[') return ReadBracket(text, at, ignored).index;
  return at + 1;
}

// What the scan of the whole text, before braces are expanded, can refuse.
Error CheckText(std::string_view text) {
  struct Open {
    size_t start;
    bool comma = false;
  };
  std::vector<Open> open;
  for (size_t i = 0; i < text.size();) {
    if (text[i] == '\\') {
      if (i + 1 == text.size()) return "trailing-backslash";
      i += 2;
    } else if (text[i] == '[') {
      Token ignored;
      const BracketEnd end = ReadBracket(text, i, ignored);
      if (end.error) return end.error;
      i = end.index;
    } else if (text[i] == '{') {
      open.push_back({i});
      ++i;
    } else if (text[i] == ',') {
      if (!open.empty()) open.back().comma = true;
      ++i;
    } else if (text[i] == '}') {
      if (open.empty()) return "stray-brace";
      const std::string_view inside = text.substr(open.back().start + 1, i - open.back().start - 1);
      if (inside.empty()) return "empty-braces";
      if (!open.back().comma) {
        return inside.find("..") != std::string_view::npos ? "range-braces" : "single-alternative";
      }
      open.pop_back();
      ++i;
    } else {
      ++i;
    }
  }
  if (!open.empty()) return "unclosed-brace";
  return std::nullopt;
}

// Adds the texts that `text` stands for to `out`, left to right; stops beyond the bound.
void Expand(const std::string& text, std::vector<std::string>& out) {
  if (out.size() > kMaxGlobs) return;
  size_t start = 0;
  while (start < text.size() && text[start] != '{') start = After(text, start);
  if (start >= text.size()) {
    out.push_back(text);
    return;
  }
  std::vector<std::string> pieces(1);
  size_t end = start + 1;
  for (int depth = 1; depth > 0;) {
    const size_t next = After(text, end);
    const std::string item = text.substr(end, next - end);
    if (item == "{") ++depth;
    if (item == "}") --depth;
    if (item == "," && depth == 1) {
      pieces.emplace_back();
    } else if (depth > 0) {
      pieces.back() += item;
    }
    end = next;
  }
  for (const std::string& piece : pieces) {
    Expand(text.substr(0, start) + piece + text.substr(end), out);
  }
}

// Splits a text without braces at its slashes; `\/` is a slash too.
std::vector<std::string> SplitSegments(const std::string& text) {
  std::vector<std::string> segments(1);
  for (size_t i = 0; i < text.size();) {
    const size_t next = After(text, i);
    const std::string item = text.substr(i, next - i);
    if (item == "/" || item == "\\/") {
      segments.emplace_back();
    } else {
      segments.back() += item;
    }
    i = next;
  }
  return segments;
}

// Reads one segment that is not `**`; `name` receives its literal characters without backslashes.
GlobSegment ReadSegment(const std::string& text, std::string& name) {
  GlobSegment segment;
  for (size_t i = 0; i < text.size();) {
    Token token;
    if (text[i] == '*') {
      token.kind = Token::Kind::kAnyRun;
      ++i;
    } else if (text[i] == '?') {
      token.kind = Token::Kind::kAnyCharacter;
      ++i;
    } else if (text[i] == '[') {
      i = ReadBracket(text, i, token).index;
    } else {
      if (text[i] == '\\') ++i;
      token.byte = static_cast<unsigned char>(text[i]);
      name += text[i];
      ++i;
    }
    segment.tokens.push_back(token);
  }
  return segment;
}

// Whether two or more unescaped stars stand side by side outside brackets, and how many at most.
int LongestRunOfStars(const std::string& text) {
  int run = 0, longest = 0;
  for (size_t i = 0; i < text.size(); i = After(text, i)) {
    run = text[i] == '*' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

Error ReadGlob(const std::string& text, Glob& glob) {
  if (text[0] == '!') return "negation";
  std::vector<std::string> segments = SplitSegments(text);
  const bool slash_at_end = segments.back().empty();
  if (slash_at_end) segments.pop_back();
  for (size_t i = 0; i < segments.size(); ++i) {
    const std::string& segment = segments[i];
    if (segment.empty()) return "empty-segment";
    const int stars = LongestRunOfStars(segment);
    if (stars > 2) return "triple-star";
    if (segment == "**") {
      if (i > 0 && segments[i - 1] == "**") return "repeated-globstar";
      glob.segments.push_back({true, {}});
      continue;
    }
    if (stars == 2) return "globstar-in-segment";
    std::string name;
    glob.segments.push_back(ReadSegment(segment, name));
    const bool literal = name.size() == glob.segments.back().tokens.size();
    if (literal && (name == "." || name == "..")) return "dot-segment";
    glob.literals += static_cast<int>(name.size());
  }
  if (segments.empty()) return "empty-segment";
  if (segments.back() == "**") {
    if (slash_at_end) return "globstar-slash";
    glob.segments.pop_back();
    glob.below_only = true;
  } else if (slash_at_end) {
    glob.below_only = true;
  } else {
    glob.files_only = segments.back() == "*";
  }
  return std::nullopt;
}

Error ReadAll(std::string_view text, std::vector<Glob>& globs) {
  if (text.empty()) return "empty";
  if (text.size() > kMaxBytes) return "too-long";
  if (!IsWellFormed(text)) return "not-utf8";
  if (Error error = CheckText(text)) return error;
  const bool escaped = text.substr(0, 2) == "\\/";
  if (text[0] == '/' || escaped) text.remove_prefix(escaped ? 2 : 1);
  if (text.empty()) return "empty";
  std::vector<std::string> expanded;
  Expand(std::string(text), expanded);
  if (expanded.size() > kMaxGlobs) return "too-many-alternatives";
  for (const std::string& one : expanded) {
    if (one.empty()) return "empty-alternative";
    globs.emplace_back();
    if (Error error = ReadGlob(one, globs.back())) return error;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> PatternError(std::string_view text) {
  std::vector<Glob> globs;
  return ReadAll(text, globs);
}

std::vector<Glob> ReadPattern(std::string_view text) {
  std::vector<Glob> globs;
  if (ReadAll(text, globs)) globs.clear();
  return globs;
}

}  // namespace testfed::slow
