#include "contracts/literal_path.h"

#include <algorithm>

namespace testfed {

bool LooksLikePath(std::string_view literal) {
  constexpr size_t kLongest = 4096;  // Linux's PATH_MAX
  if (literal.size() > kLongest || literal.find('/') == std::string_view::npos) return false;
  if (literal.find_first_not_of('/') == std::string_view::npos || literal.starts_with("//")) {
    return false;
  }
  return std::none_of(literal.begin(), literal.end(), [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == 0x7f ||
           std::string_view("*?[]{}:\\<>|\"'`$%").find(c) != std::string_view::npos;
  });
}

}  // namespace testfed
