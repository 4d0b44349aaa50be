#include "tests/domains/slow_utf8.h"

namespace testfed::slow {

size_t LengthAt(std::string_view text, size_t at) {
  const auto byte = [&](size_t k) -> unsigned {
    return at + k < text.size() ? static_cast<unsigned char>(text[at + k]) : 0u;
  };
  const auto in = [](unsigned value, unsigned low, unsigned high) {
    return low <= value && value <= high;
  };
  if (at >= text.size()) return 0;
  const unsigned first = byte(0);
  if (first <= 0x7f) return 1;
  const bool second = in(byte(1), 0x80, 0xbf);
  const bool third = in(byte(2), 0x80, 0xbf);
  const bool fourth = in(byte(3), 0x80, 0xbf);
  if (in(first, 0xc2, 0xdf)) return second ? 2 : 0;
  if (first == 0xe0) return in(byte(1), 0xa0, 0xbf) && third ? 3 : 0;
  if (first == 0xed) return in(byte(1), 0x80, 0x9f) && third ? 3 : 0;
  if (in(first, 0xe1, 0xef)) return second && third ? 3 : 0;
  if (first == 0xf0) return in(byte(1), 0x90, 0xbf) && third && fourth ? 4 : 0;
  if (in(first, 0xf1, 0xf3)) return second && third && fourth ? 4 : 0;
  if (first == 0xf4) return in(byte(1), 0x80, 0x8f) && third && fourth ? 4 : 0;
  return 0;
}

char32_t CharacterAt(std::string_view text, size_t at) {
  const size_t length = LengthAt(text, at);
  const auto first = static_cast<unsigned char>(text[at]);
  if (length == 1) return first;
  char32_t value = first & (0xffu >> (length + 1));
  for (size_t k = 1; k < length; ++k) {
    value = value * 64 + (static_cast<unsigned char>(text[at + k]) & 0x3fu);
  }
  return value;
}

bool IsWellFormed(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    const size_t length = LengthAt(text, i);
    if (length == 0) return false;
    i += length;
  }
  return true;
}

}  // namespace testfed::slow
