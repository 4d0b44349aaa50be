// What literal text of Java and Kotlin says: escapes, and Java's \uXXXX anywhere.
#include <charconv>

#include "contracts/jvm_lexer.h"

namespace testfed {
namespace {

// Four hexadecimal digits at `at`; nullopt for anything else.
std::optional<unsigned> HexadecimalAt(std::string_view text, size_t at) {
  unsigned value = 0;
  if (at + 4 > text.size()) return std::nullopt;
  const char* end = text.data() + at + 4;
  auto read = std::from_chars(text.data() + at, end, value, 16);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return value;
}

bool IsNameStart(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '`' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool IsTemplate(std::string_view text, size_t at) {
  return text[at] == '$' && at + 1 < text.size() &&
         (text[at + 1] == '{' || IsNameStart(text[at + 1]));
}

bool IsHigh(unsigned unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool IsLow(unsigned unit) { return unit >= 0xDC00 && unit < 0xE000; }
unsigned long Joined(unsigned high, unsigned low) {
  return 0x10000UL + ((high - 0xD800UL) << 10) + (low - 0xDC00UL);
}

// The escape whose backslash is at `at`, which moves behind it; false where it is none.
bool AppendEscape(std::string_view text, size_t& at, std::string& value) {
  if (at + 1 >= text.size()) return false;
  char c = text[at + 1];
  at += 2;
  static constexpr std::string_view kNames = "btnfrs0\"'\\$";
  static constexpr std::string_view kValues("\b\t\n\f\r \0\"'\\$", 11);
  if (c == 'u') {
    std::optional<unsigned> unit = HexadecimalAt(text, at);
    if (!unit) return false;
    at += 4;
    if (IsHigh(*unit) && text.substr(at).starts_with("\\u")) {
      std::optional<unsigned> low = HexadecimalAt(text, at + 2);
      if (low && IsLow(*low)) {
        at += 6;
        AppendUtf8(Joined(*unit, *low), value);
        return true;
      }
    }
    AppendUtf8(*unit, value);
    return true;
  }
  if (c >= '0' && c <= '7') {  // octal, up to \377
    unsigned octal = static_cast<unsigned>(c - '0');
    for (int more = c <= '3' ? 2 : 1; more > 0 && at < text.size(); --more) {
      if (text[at] < '0' || text[at] > '7') break;
      octal = octal * 8 + static_cast<unsigned>(text[at++] - '0');
    }
    AppendUtf8(octal, value);
    return true;
  }
  size_t known = kNames.find(c);
  if (known == std::string_view::npos) return false;
  value += kValues[known];
  return true;
}

}  // namespace

void AppendUtf8(unsigned long character, std::string& text) {
  auto byte = [&](unsigned long value) { text += static_cast<char>(value); };
  if (character < 0x80) {
    byte(character);
  } else if (character < 0x800) {
    byte(0xC0 | (character >> 6));
    byte(0x80 | (character & 0x3F));
  } else if (character < 0x10000) {
    byte(0xE0 | (character >> 12));
    byte(0x80 | ((character >> 6) & 0x3F));
    byte(0x80 | (character & 0x3F));
  } else {
    byte(0xF0 | (character >> 18));
    byte(0x80 | ((character >> 12) & 0x3F));
    byte(0x80 | ((character >> 6) & 0x3F));
    byte(0x80 | (character & 0x3F));
  }
}

std::optional<std::string> JvmLexer::ValueOf(const JvmToken& token) const {
  std::string_view text = token.text;
  if (text.starts_with("\"\"\"")) {
    if (!kotlin_ || text.size() < 6) return std::nullopt;
    text = text.substr(3, text.size() - 6);
    for (size_t at = 0; at < text.size(); ++at) {
      if (IsTemplate(text, at)) return std::nullopt;
    }
    return std::string(text);
  }
  if (text.size() < 2) return std::nullopt;
  text = text.substr(1, text.size() - 2);
  std::string value;
  for (size_t at = 0; at < text.size();) {
    if (text[at] == '\\') {
      if (!AppendEscape(text, at, value)) return std::nullopt;
    } else if (kotlin_ && IsTemplate(text, at)) {
      return std::nullopt;
    } else {
      value += text[at++];
    }
  }
  return value;
}

std::optional<std::string> WithoutUnicodeEscapes(std::string_view text) {
  if (text.find("\\u") == std::string_view::npos) return std::nullopt;
  std::string plain;
  plain.reserve(text.size());
  unsigned high = 0;  // half of a character that waits for the other one
  for (size_t at = 0; at < text.size();) {
    size_t digits = at + 1;
    if (text[at] == '\\') {
      while (digits < text.size() && text[digits] == 'u') ++digits;
    }
    std::optional<unsigned> unit;
    if (text[at] == '\\' && digits > at + 1) unit = HexadecimalAt(text, digits);
    if (!unit) {
      // Of two backslashes the second one begins no escape.
      size_t length = text[at] == '\\' && at + 1 < text.size() && text[at + 1] == '\\' ? 2 : 1;
      plain += text.substr(at, length);
      at += length;
      high = 0;
      continue;
    }
    at = digits + 4;
    if (IsHigh(*unit)) {
      high = *unit;
    } else {
      AppendUtf8(high != 0 && IsLow(*unit) ? Joined(high, *unit) : *unit, plain);
      high = 0;
    }
  }
  return plain;
}

}  // namespace testfed
