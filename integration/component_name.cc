#include "integration/component_name.h"

#include <algorithm>

namespace testfed {
namespace {

bool IsLetter(char c) { return c >= 'a' && c <= 'z'; }
bool IsLetterOrDigit(char c) { return IsLetter(c) || (c >= '0' && c <= '9'); }

}  // namespace

bool IsComponentName(std::string_view name) {
  if (name.empty() || name.size() > kMaxComponentNameBytes) return false;
  return IsLetter(name.front()) && IsLetterOrDigit(name.back()) &&
         std::all_of(name.begin(), name.end(),
                     [](char c) { return IsLetterOrDigit(c) || c == '.' || c == '_' || c == '-'; });
}

}  // namespace testfed
