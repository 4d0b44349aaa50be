#include "domains/segment.h"

#include <cstdint>
#include <cstdio>
#include <utility>
#include <vector>

#include "domains/path_name.h"

namespace testfed {
namespace {

struct Token {
  enum class Kind { kText, kStar, kQuestion, kBracket };
  Kind kind;
  std::string text;  // unescaped text, or the whole bracket
};

std::string Quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

std::vector<Token> Tokenize(std::string_view source) {
  std::vector<Token> tokens;
  auto put = [&](Token::Kind kind, std::string_view text) {
    if (kind == Token::Kind::kText && !tokens.empty() && tokens.back().kind == kind) {
      tokens.back().text += text;
    } else {
      tokens.push_back({kind, std::string(text)});
    }
  };
  while (!source.empty()) {
    size_t length = 1;
    switch (source[0]) {
      case '\\':
        length = 2;
        put(Token::Kind::kText, source.substr(1, 1));
        break;
      case '*':
        put(Token::Kind::kStar, "");
        break;
      case '?':
        put(Token::Kind::kQuestion, "");
        break;
      case '[':
        length = *BracketLength(source);  // the pattern's parser has checked it
        put(Token::Kind::kBracket, source.substr(0, length));
        break;
      default:
        put(Token::Kind::kText, source.substr(0, 1));
    }
    source.remove_prefix(length);
  }
  return tokens;
}

std::uint32_t TakeCodePoint(std::string_view& text) {
  size_t length = Utf8Length(text);  // patterns are UTF-8
  auto lead = static_cast<unsigned char>(text[0]);
  std::uint32_t point = length == 1 ? lead : lead & (0xffu >> (length + 1));
  for (size_t i = 1; i < length; ++i) {
    point = (point << 6) | (static_cast<unsigned char>(text[i]) & 0x3fu);
  }
  text.remove_prefix(length);
  return point;
}

struct Bracket {
  bool negated = false;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ranges;
};

// POSIX bracket expressions without classes: a leading `]` and a `-` at either end are literal.
absl::StatusOr<Bracket> ParseBracket(std::string_view whole) {
  Bracket bracket;
  std::string_view rest = whole.substr(1, whole.size() - 2);
  if (!rest.empty() && (rest[0] == '!' || rest[0] == '^')) {
    bracket.negated = true;
    rest.remove_prefix(1);
  }
  while (!rest.empty()) {
    std::uint32_t low = TakeCodePoint(rest);
    std::uint32_t high = low;
    if (rest.size() >= 2 && rest[0] == '-') {
      rest.remove_prefix(1);
      high = TakeCodePoint(rest);
      if (high < low) {
        return Error(Quoted(whole) + " has a range that runs backwards; write the lower end first");
      }
    }
    bracket.ranges.emplace_back(low, high);
  }
  return bracket;
}

// As an RE2 class of code points up to `limit`. Characters beyond it can match no single unit.
std::string ClassOf(const Bracket& bracket, std::uint32_t limit) {
  std::string text = bracket.negated ? "[^" : "[";
  bool empty = true;
  for (auto [low, high] : bracket.ranges) {
    if (low > limit) continue;
    char buffer[40];
    std::snprintf(buffer, sizeof buffer, "\\x{%x}-\\x{%x}", low, std::min(high, limit));
    text += buffer;
    empty = false;
  }
  if (empty) return bracket.negated ? "." : "[^\\x{0}-\\x{ff}]";
  return text + "]";
}

absl::Status CompileGeneral(const std::vector<Token>& tokens, Segment& segment) {
  std::string utf8, bytes;
  auto put = [&](std::string_view text) {
    utf8 += text;
    bytes += text;
  };
  for (const Token& token : tokens) {
    switch (token.kind) {
      case Token::Kind::kText:
        put(SegmentRegex::Quote(token.text));
        break;
      case Token::Kind::kStar:
        put(".*");
        break;
      case Token::Kind::kQuestion:
        put(".");
        break;
      case Token::Kind::kBracket: {
        TESTFED_ASSIGN_OR_RETURN(Bracket bracket, ParseBracket(token.text));
        utf8 += ClassOf(bracket, 0x10ffff);
        bytes += ClassOf(bracket, 0x7f);
      }
    }
  }
  TESTFED_ASSIGN_OR_RETURN(segment.regex, SegmentRegex::Compile(utf8, bytes));
  segment.kind = Segment::Kind::kGeneral;
  if (tokens[0].kind == Token::Kind::kText) segment.first = tokens[0].text;
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<size_t> BracketLength(std::string_view text) {
  size_t at = 1;
  if (at < text.size() && (text[at] == '!' || text[at] == '^')) ++at;
  for (size_t begin = at; at < text.size(); ++at) {
    char c = text[at];
    if (c == ']' && at > begin) return at + 1;
    if (c == '\\' || c == '{' || c == '}' || c == '/') {
      return Error("has " + Quoted(std::string(1, c)) +
                   " inside brackets; write the alternatives "
                   "as `{a,b}`");
    }
    if (text.substr(at, 2) == "[:") {
      return Error("has a named class such as `[:alpha:]`; write the characters, as in `[a-zA-Z]`");
    }
  }
  return Error("has an unclosed `[`; close it, or write `\\[` for the character");
}

absl::StatusOr<Segment> Segment::Parse(std::string_view source) {
  Segment segment;
  segment.source = std::string(source);
  if (source == "**") {
    segment.kind = Kind::kAnyDepth;
    return segment;
  }
  std::vector<Token> tokens = Tokenize(source);
  std::string shape;
  for (const Token& token : tokens) {
    shape += "t*?["[static_cast<int>(token.kind)];
    if (token.kind == Token::Kind::kText) segment.literals += static_cast<int>(token.text.size());
  }
  auto set = [&](Kind form, std::string before, std::string after = "") {
    segment.kind = form;
    segment.first = std::move(before);
    segment.second = std::move(after);
  };
  if (shape == "t") {
    set(Kind::kLiteral, tokens[0].text);
    if (segment.first == "." || segment.first == "..") {
      return Error("has the segment " + Quoted(segment.first) +
                   "; patterns start at the root of the repository and go down");
    }
  } else if (shape == "*") {
    set(Kind::kAny, "");
  } else if (shape == "t*") {
    set(Kind::kPrefix, tokens[0].text);
  } else if (shape == "*t") {
    set(Kind::kSuffix, "", tokens[1].text);
  } else if (shape == "t*t") {
    set(Kind::kBoth, tokens[0].text, tokens[2].text);
  } else if (shape == "*t*") {
    set(Kind::kContains, tokens[1].text);
  } else {
    TESTFED_RETURN_IF_ERROR(CompileGeneral(tokens, segment));
  }
  return segment;
}

bool Segment::ParsePlain(std::string_view source, Segment& segment) {
  if (source == "**") {
    segment.kind = Kind::kAnyDepth;
    segment.source = source;
    return true;
  }
  if (source.empty() || source == "." || source == "..") return false;
  size_t star = source.find('*');
  if (star == std::string_view::npos) {
    segment.kind = Kind::kLiteral;
    segment.first = source;
    segment.literals = static_cast<int>(source.size());
    return true;
  }
  std::string_view before = source.substr(0, star), after = source.substr(star + 1);
  size_t next = after.find('*');
  if (next != std::string_view::npos) {
    // Of more stars only `*x*` needs no expression.
    if (!before.empty() || next == 0 || next + 1 != after.size()) return false;
    segment.kind = Kind::kContains;
    segment.first = after.substr(0, next);
  } else {
    segment.kind = before.empty() ? (after.empty() ? Kind::kAny : Kind::kSuffix)
                                  : (after.empty() ? Kind::kPrefix : Kind::kBoth);
    segment.first = before;
    segment.second = after;
  }
  if (segment.kind != Kind::kSuffix) segment.source = source;
  segment.literals = static_cast<int>(segment.first.size() + segment.second.size());
  return true;
}

bool Segment::Matches(std::string_view name) const {
  switch (kind) {
    case Kind::kLiteral:
      return name == first;
    case Kind::kAny:
    case Kind::kAnyDepth:
      return true;
    case Kind::kPrefix:
      return name.starts_with(first);
    case Kind::kSuffix:
      return name.ends_with(second);
    case Kind::kBoth:
      return name.size() >= first.size() + second.size() && name.starts_with(first) &&
             name.ends_with(second);
    case Kind::kContains:
      return name.find(first) != std::string_view::npos;
    case Kind::kGeneral:
      return regex->Matches(name);
  }
  return false;
}

}  // namespace testfed
