#include "contracts/python_strings.h"

#include <cstdint>

namespace testfed {
namespace {

constexpr int kMaxNesting = 100;  // of f-strings in f-strings; far above what CPython takes (150
                                  // levels of anything) in real sources

bool SkipString(PythonCursor& cursor, const PythonPrefix& prefix, int nesting);

// `{expression}` of an f-string; the cursor is behind the `{`.
bool SkipField(PythonCursor& cursor, char quote, size_t quotes, bool raw, int nesting) {
  if (nesting > kMaxNesting) return false;
  int depth = 0;
  while (cursor.more()) {
    const char c = cursor.Here();
    if (c == '\'' || c == '"') {
      if (!SkipString(cursor, PythonPrefixBefore(cursor.text, cursor.at), nesting + 1))
        return false;
      continue;
    }
    if (c == '#') {
      while (cursor.more() && cursor.Here() != '\n' && cursor.Here() != '\r') ++cursor.at;
      continue;
    }
    if (c == '(' || c == '[' || c == '{') ++depth;
    if (c == ')' || c == ']') --depth;
    if (c == '}' && depth-- == 0) {
      ++cursor.at;
      return true;
    }
    if (depth < 0) return false;
    if (c == ':' && depth == 0) break;  // the format, text again
    cursor.Step();
  }
  while (cursor.more()) {
    const char c = cursor.Here();
    if (c == '}') {
      ++cursor.at;
      return true;
    }
    if (c == '{') {
      ++cursor.at;
      if (!SkipField(cursor, quote, quotes, raw, nesting + 1)) return false;
    } else if (c == quote &&
               (quotes == 1 || (cursor.Here(1) == quote && cursor.Here(2) == quote))) {
      return false;
    } else if (c == '\\' && !raw && cursor.Here(1) != '{' && cursor.Here(1) != '}') {
      cursor.StepEscaped();
    } else {
      cursor.Step();
    }
  }
  return false;
}

// The cursor is at the first quote, and is left behind the last one.
bool SkipString(PythonCursor& cursor, const PythonPrefix& prefix, int nesting) {
  if (nesting > kMaxNesting) return false;
  const char quote = cursor.Here();
  const size_t quotes = cursor.Here(1) == quote && cursor.Here(2) == quote ? 3 : 1;
  cursor.at += quotes;
  while (cursor.more()) {
    const char c = cursor.text[cursor.at];
    if (c == quote) {
      if (quotes == 1 || (cursor.Here(1) == quote && cursor.Here(2) == quote)) {
        cursor.at += quotes;
        return true;
      }
      ++cursor.at;
    } else if (c == '\\') {
      if (prefix.format && (cursor.Here(1) == '{' || cursor.Here(1) == '}')) {
        ++cursor.at;
      } else if (prefix.format && !prefix.raw && cursor.Here(1) == 'N' && cursor.Here(2) == '{') {
        while (cursor.more() && cursor.Here() != '}' && cursor.Here() != quote) cursor.Step();
        if (cursor.Here() == '}') ++cursor.at;
      } else {
        cursor.StepEscaped();
      }
    } else if (c == '\n' || c == '\r') {
      if (quotes == 1) return false;
      cursor.Step();
    } else if (prefix.format && c == '{') {
      ++cursor.at;
      if (cursor.Here() == '{') {
        ++cursor.at;
      } else if (!SkipField(cursor, quote, quotes, prefix.raw, nesting + 1)) {
        return false;
      }
    } else {
      ++cursor.at;
    }
  }
  return false;
}

void AppendUtf8(uint32_t code, std::string& text) {
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xc0 | (code >> 6));
    text += static_cast<char>(0x80 | (code & 0x3f));
  } else if (code < 0x10000) {
    text += static_cast<char>(0xe0 | (code >> 12));
    text += static_cast<char>(0x80 | ((code >> 6) & 0x3f));
    text += static_cast<char>(0x80 | (code & 0x3f));
  } else {
    text += static_cast<char>(0xf0 | ((code >> 18) & 7));
    text += static_cast<char>(0x80 | ((code >> 12) & 0x3f));
    text += static_cast<char>(0x80 | ((code >> 6) & 0x3f));
    text += static_cast<char>(0x80 | (code & 0x3f));
  }
}

// `\` and what follows, at `at`; false for what is not read.
bool AppendEscape(std::string_view text, size_t& at, std::string& value) {
  const char c = at + 1 < text.size() ? text[at + 1] : '\0';
  at += 2;
  const size_t simple = std::string_view("\\'\"abfnrtv").find(c);
  if (c != '\0' && simple != std::string_view::npos) {
    value += "\\'\"\a\b\f\n\r\t\v"[simple];
    return true;
  }
  if (c == '\n') return true;
  if (c == '\r') {
    if (at < text.size() && text[at] == '\n') ++at;
    return true;
  }
  size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
  uint32_t code = 0;
  if (c >= '0' && c <= '7') {
    --at;
    for (size_t i = 0; i < 3 && at < text.size() && text[at] >= '0' && text[at] <= '7'; ++i) {
      code = code * 8 + static_cast<uint32_t>(text[at++] - '0');
    }
  } else if (digits > 0) {
    for (; digits > 0; --digits, ++at) {
      const size_t digit =
          at < text.size()
              ? std::string_view("0123456789abcdef")
                    .find(static_cast<char>(text[at] >= '0' && text[at] <= '9' ? text[at]
                                                                               : text[at] | 0x20))
              : std::string_view::npos;
      if (digit == std::string_view::npos) return false;
      code = code * 16 + static_cast<uint32_t>(digit);
    }
  } else if (c == 'N' || c == '\0') {
    return false;
  } else {  // an unknown escape stays as it is
    value += '\\';
    value += c;
    return true;
  }
  if (code > 0x10ffff) return false;
  AppendUtf8(code, value);
  return true;
}

}  // namespace

PythonPrefix PythonPrefixBefore(std::string_view text, size_t quote) {
  PythonPrefix prefix;
  size_t at = quote;
  for (; at > 0 && quote - at < 3; --at) {
    const char c = static_cast<char>(text[at - 1] | 0x20);
    if (c == 'r') {
      prefix.raw = true;
    } else if (c == 'f' || c == 't') {
      prefix.format = true;
    } else if (c == 'b') {
      prefix.bytes = true;
    } else if (c != 'u') {
      break;
    }
  }
  if (at > 0 && IsPythonName(text[at - 1])) return {};
  prefix.length = quote - at;
  return prefix;
}

bool SkipPythonString(PythonCursor& cursor, const PythonPrefix& prefix) {
  return SkipString(cursor, prefix, 0);
}

std::optional<std::string> PythonStringValue(std::string_view token) {
  const size_t quote = token.find_first_of("'\"");
  if (quote == std::string_view::npos) return std::nullopt;
  const PythonPrefix prefix = PythonPrefixBefore(token, quote);
  const size_t quotes = token.size() >= quote + 6 && token[quote + 1] == token[quote] &&
                                token[quote + 2] == token[quote]
                            ? 3
                            : 1;
  if (prefix.bytes || token.size() < quote + 2 * quotes) return std::nullopt;
  std::string_view body = token.substr(quote + quotes, token.size() - quote - 2 * quotes);
  if (prefix.format && body.find_first_of("{}") != std::string_view::npos) return std::nullopt;
  if (prefix.raw) return std::string(body);
  std::string value;
  for (size_t at = 0; at < body.size();) {
    if (body[at] != '\\') {
      value += body[at++];
    } else if (!AppendEscape(body, at, value)) {
      return std::nullopt;
    }
  }
  return value;
}

}  // namespace testfed
