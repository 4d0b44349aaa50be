#include "contracts/script_strings.h"

#include <cstdint>

namespace testfed {
namespace {

void AppendUtf8(uint32_t code, std::string& text) {
  const auto tail = [&](int shift) { text += static_cast<char>(0x80 | ((code >> shift) & 0x3f)); };
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xc0 | (code >> 6));
    tail(0);
  } else if (code < 0x10000) {
    text += static_cast<char>(0xe0 | (code >> 12));
    tail(6), tail(0);
  } else {
    text += static_cast<char>(0xf0 | ((code >> 18) & 7));
    tail(12), tail(6), tail(0);
  }
}

bool ReadHex(std::string_view text, size_t& at, size_t digits, uint32_t& code) {
  for (; digits > 0; --digits, ++at) {
    const char c = at < text.size() ? text[at] : '\0';
    const char lower = c >= 'A' && c <= 'F' ? static_cast<char>(c | 0x20) : c;
    const size_t digit = std::string_view("0123456789abcdef").find(lower);
    if (c == '\0' || digit == std::string_view::npos) return false;
    code = code * 16 + static_cast<uint32_t>(digit);
  }
  return true;
}

bool AppendEscape(std::string_view text, size_t& at, std::string& value) {
  const char c = at + 1 < text.size() ? text[at + 1] : '\0';
  at += 2;
  const size_t simple = std::string_view("bfnrtv").find(c);
  uint32_t code = 0;
  if (c != '\0' && simple != std::string_view::npos) {
    value += "\b\f\n\r\t\v"[simple];
  } else if (c == '\n') {
    return true;
  } else if (c == '\r') {
    at += at < text.size() && text[at] == '\n' ? 1 : 0;
  } else if (c == 'x') {
    if (!ReadHex(text, at, 2, code)) return false;
    AppendUtf8(code, value);
  } else if (c == 'u') {
    if (at < text.size() && text[at] == '{') {
      const size_t end = text.find('}', at);
      if (end == std::string_view::npos || end - at > 8) return false;
      const size_t digits = end - ++at;
      if (digits == 0 || !ReadHex(text, at, digits, code)) return false;
      ++at;
    } else if (!ReadHex(text, at, 4, code)) {
      return false;
    }
    if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return false;
    AppendUtf8(code, value);
  } else if (c >= '0' && c <= '9') {
    return false;
  } else if (c != '\0') {
    value += c;
  }
  return true;
}

}  // namespace

std::optional<std::string> ScriptStringValue(const ScriptToken& token) {
  if (token.kind != ScriptToken::Kind::kString && token.kind != ScriptToken::Kind::kTemplate) {
    return std::nullopt;
  }
  const std::string_view body = token.text.substr(1, token.text.size() - 2);
  std::string value;
  for (size_t at = 0; at < body.size();) {
    if (body[at] == '\\') {
      if (!AppendEscape(body, at, value)) return std::nullopt;
    } else if (body[at] == '\r') {
      ++at;  // templates read every end of a line as `\n`
      if (at >= body.size() || body[at] != '\n') value += '\n';
    } else {
      value += body[at++];
    }
  }
  return value;
}

}  // namespace testfed
