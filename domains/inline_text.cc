#include "domains/inline_text.h"

#include <cstdint>

#include "domains/path_name.h"

namespace testfed {
namespace {

std::string Octal(unsigned char byte) {
  std::string text = "\\";
  text += static_cast<char>('0' + (byte >> 6));
  text += static_cast<char>('0' + ((byte >> 3) & 7));
  text += static_cast<char>('0' + (byte & 7));
  return text;
}

std::uint32_t CodePoint(std::string_view character) {
  auto at = [&](size_t i) { return std::uint32_t{static_cast<unsigned char>(character[i])}; };
  switch (character.size()) {
    case 1:
      return at(0);
    case 2:
      return ((at(0) & 0x1f) << 6) | (at(1) & 0x3f);
    case 3:
      return ((at(0) & 0x0f) << 12) | ((at(1) & 0x3f) << 6) | (at(2) & 0x3f);
    default:
      return ((at(0) & 0x07) << 18) | ((at(1) & 0x3f) << 12) | ((at(2) & 0x3f) << 6) |
             (at(3) & 0x3f);
  }
}

// Beyond ASCII: C1 controls, separators of lines, and what Unicode calls format characters.
bool IsUnseen(std::uint32_t c) {
  return (c >= 0x80 && c <= 0x9f) || c == 0xad || c == 0x61c || c == 0x180e ||
         (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
         (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || (c >= 0xfff9 && c <= 0xfffb) ||
         (c >= 0xe0000 && c <= 0xe007f);
}

std::string Escape(std::uint32_t c) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (int shift = c > 0xffff ? 20 : 12; shift >= 0; shift -= 4) {
    text += kDigits[(c >> shift) & 0xf];
  }
  return "\\u" + text;
}

bool IsSeenAscii(char c) { return c > 0x20 && c < 0x7f; }

// The byte of `text` to escape so that no CI command is left at the start of a line; npos: none.
size_t CommandColon(std::string_view text) {
  const size_t colons = text.find("::");
  if (colons == std::string_view::npos) return colons;
  for (char c : text.substr(0, colons)) {
    if (IsSeenAscii(c)) return std::string_view::npos;
  }
  return colons;
}

}  // namespace

std::string InlineText(std::string_view text) {
  const size_t colon = CommandColon(text);
  std::string line;
  for (size_t i = 0; i < text.size();) {
    const char c = text[i];
    const size_t length = Utf8Length(text.substr(i));
    if (length == 0 || i == colon || (c == '#' && i > 0 && text[i - 1] == '#')) {
      line += Octal(static_cast<unsigned char>(c));
      i += 1;
      continue;
    }
    const std::string_view character = text.substr(i, length);
    i += length;
    if (length > 1) {
      const std::uint32_t code = CodePoint(character);
      line += IsUnseen(code) ? Escape(code) : std::string(character);
    } else if (c == '\n') {
      line += "\\n";
    } else if (c == '\t') {
      line += "\\t";
    } else if (c == '\r') {
      line += "\\r";
    } else if (c < 0x20 || c == 0x7f) {
      line += Octal(static_cast<unsigned char>(c));
    } else {
      line += c;
    }
  }
  return line;
}

std::string InlinePath(std::string_view path) {
  const std::string quoted = QuotePath(path);
  const size_t colon = CommandColon(path);
  if (colon == std::string_view::npos && path.find("##") == std::string_view::npos) return quoted;
  // Neither `#` nor `:` is part of an escape of QuotePath, so both can be replaced in its answer.
  const bool had_quotes = quoted.size() != path.size();
  std::string line = had_quotes ? "" : "\"";
  bool colon_left = colon != std::string_view::npos;
  for (size_t i = 0; i < quoted.size(); ++i) {
    const bool breaks_command = colon_left && quoted.substr(i, 2) == "::";
    if (breaks_command || (quoted[i] == '#' && i > 0 && quoted[i - 1] == '#')) {
      line += Octal(static_cast<unsigned char>(quoted[i]));
      colon_left = colon_left && !breaks_command;
    } else {
      line += quoted[i];
    }
  }
  return had_quotes ? line : line + "\"";
}

std::string Clipped(std::string_view text, size_t max_bytes) {
  if (text.size() <= max_bytes) return std::string(text);
  size_t end = max_bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "...";
}

size_t WidthOf(std::string_view text) {
  size_t width = 0;
  for (char c : text) width += (static_cast<unsigned char>(c) & 0xc0) != 0x80 ? 1 : 0;
  return width;
}

}  // namespace testfed
