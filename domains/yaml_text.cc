#include "domains/yaml_text.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "domains/path_name.h"

namespace testfed {
namespace {

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool IsPlain(std::string_view text) {
  constexpr std::string_view kWords[] = {"y",   "n",    "yes",  "no",   "on",
                                         "off", "true", "null", "false"};
  std::string lower;
  for (char c : text) {
    bool ordinary = IsLetter(c) || (c >= '0' && c <= '9') ||
                    std::string_view("_./-*+ ").find(c) != std::string_view::npos;
    if (!ordinary) return false;
    lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  // A letter first, also behind a dot: no number, and nothing that begins a list or an alias.
  size_t first = text.starts_with('.') ? 1 : 0;
  if (text.size() <= first || !IsLetter(text[first]) || text.ends_with(' ')) return false;
  if (lower == ".inf" || lower == ".nan") return false;
  return std::find(std::begin(kWords), std::end(kWords), lower) == std::end(kWords);
}

unsigned CodePointOf(std::string_view character) {
  auto byte = static_cast<unsigned char>(character[0]);
  if (character.size() == 1) return byte;
  unsigned code = byte & (0xFFu >> (character.size() + 1));
  for (char c : character.substr(1)) code = code << 6 | (static_cast<unsigned char>(c) & 0x3Fu);
  return code;
}

// Characters that YAML calls printable, and that an editor shows.
bool IsShown(unsigned code) {
  if (code < 0x20 || (code >= 0x7F && code < 0xA0)) return false;
  bool turns = (code >= 0x200B && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E) ||
               (code >= 0x2060 && code <= 0x206F);
  return !turns && code != 0xFEFF && code != 0xFFFE && code != 0xFFFF;
}

}  // namespace

std::string YamlText(std::string_view text) {
  if (IsPlain(text)) return std::string(text);
  std::string escaped = "\"";
  bool shown = true;
  for (size_t at = 0; at < text.size();) {
    size_t length = std::max<size_t>(Utf8Length(text.substr(at)), 1);
    std::string_view character = text.substr(at, length);
    at += length;
    unsigned code = CodePointOf(character);
    if (code == '\\' || code == '"') {
      escaped.append("\\").append(character);
    } else if (code == '\n' || code == '\t') {
      escaped.append(code == '\n' ? "\\n" : "\\t");
      shown = false;
    } else if (IsShown(code)) {
      escaped.append(character);
    } else {
      std::array<char, 16> hex{};
      std::snprintf(hex.data(), hex.size(), code < 0x100 ? "\\x%02X" : "\\u%04X", code);
      escaped.append(hex.data());
      shown = false;
    }
  }
  escaped += '"';
  // Without anything to escape but what single quotes need not, those are easier to read.
  if (!shown || text.find_first_of("\\\"") == std::string_view::npos) return escaped;
  std::string single = "'";
  for (char c : text) single.append(c == '\'' ? 2 : 1, c);
  return single + "'";
}

std::string YamlList(const std::vector<std::string>& texts) {
  std::string list = "[";
  for (const std::string& text : texts) list += (list.size() > 1 ? ", " : "") + YamlText(text);
  return list + "]";
}

}  // namespace testfed
