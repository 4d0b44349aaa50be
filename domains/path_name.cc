#include "domains/path_name.h"

#include "absl/strings/escaping.h"

namespace testfed {

std::string QuotePath(std::string_view path) {
  std::string quoted = "\"";
  bool plain = true;
  for (char c : path) {
    auto byte = static_cast<unsigned char>(c);
    constexpr std::string_view kEscaped = "\a\b\t\n\v\f\r\"\\";
    constexpr std::string_view kLetters = "abtnvfr\"\\";
    if (size_t at = kEscaped.find(c); at != std::string_view::npos) {
      quoted += '\\';
      quoted += kLetters[at];
      plain = false;
    } else if (byte < 0x20 || byte >= 0x7f) {
      quoted += '\\';
      quoted += static_cast<char>('0' + (byte >> 6));
      quoted += static_cast<char>('0' + ((byte >> 3) & 7));
      quoted += static_cast<char>('0' + (byte & 7));
      plain = false;
    } else {
      quoted += c;
    }
  }
  return plain ? std::string(path) : quoted + "\"";
}

std::optional<std::string> UnquotePath(std::string_view quoted) {
  if (quoted.size() < 2 || quoted.back() != '"') return std::nullopt;
  std::string_view rest = quoted.substr(1, quoted.size() - 2);
  std::string text;
  while (!rest.empty()) {
    char c = rest.front();
    rest.remove_prefix(1);
    if (c == '"') return std::nullopt;
    if (c != '\\') {
      text += c;
      continue;
    }
    if (rest.empty()) return std::nullopt;
    constexpr std::string_view kLetters = "abtnvfr\"\\";
    constexpr std::string_view kEscaped = "\a\b\t\n\v\f\r\"\\";
    if (size_t at = kLetters.find(rest.front()); at != std::string_view::npos) {
      text += kEscaped[at];
      rest.remove_prefix(1);
      continue;
    }
    if (rest.size() < 3 || rest[0] < '0' || rest[0] > '3') return std::nullopt;
    int byte = 0;
    for (int i = 0; i < 3; ++i) {
      char digit = rest[static_cast<size_t>(i)];
      if (digit < '0' || digit > '7') return std::nullopt;
      byte = byte * 8 + (digit - '0');
    }
    text += static_cast<char>(byte);
    rest.remove_prefix(3);
  }
  return text;
}

size_t Utf8Length(std::string_view bytes) {
  if (bytes.empty()) return 0;
  auto at = [&](size_t i) { return static_cast<unsigned char>(bytes[i]); };
  unsigned char lead = at(0);
  if (lead < 0x80) return 1;
  size_t length = lead >= 0xc2 && lead <= 0xdf   ? 2
                  : lead >= 0xe0 && lead <= 0xef ? 3
                  : lead >= 0xf0 && lead <= 0xf4 ? 4
                                                 : 0;
  if (length == 0 || bytes.size() < length) return 0;
  for (size_t i = 1; i < length; ++i) {
    if ((at(i) & 0xc0) != 0x80) return 0;
  }
  // RFC 3629 section 4: the second byte's range rules out overlong forms, surrogates and >
  // U+10FFFF.
  if (lead == 0xe0 && at(1) < 0xa0) return 0;
  if (lead == 0xed && at(1) > 0x9f) return 0;
  if (lead == 0xf0 && at(1) < 0x90) return 0;
  if (lead == 0xf4 && at(1) > 0x8f) return 0;
  return length;
}

bool IsUtf8(std::string_view bytes) {
  while (!bytes.empty()) {
    size_t length = Utf8Length(bytes);
    if (length == 0) return false;
    bytes.remove_prefix(length);
  }
  return true;
}

std::string ReplaceInvalidUtf8(std::string_view bytes) {
  std::string text;
  while (!bytes.empty()) {
    size_t length = Utf8Length(bytes);
    if (length == 0) {
      text += "\xef\xbf\xbd";
      length = 1;
    } else {
      text += bytes.substr(0, length);
    }
    bytes.remove_prefix(length);
  }
  return text;
}

std::string Base64(std::string_view bytes) {
  return absl::Base64Escape(absl::string_view(bytes.data(), bytes.size()));
}

std::optional<std::string> FromBase64(std::string_view text) {
  std::string bytes;
  if (!absl::Base64Unescape(absl::string_view(text.data(), text.size()), &bytes)) {
    return std::nullopt;
  }
  return bytes;
}

}  // namespace testfed
