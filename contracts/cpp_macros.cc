#include "contracts/cpp_macros.h"

#include <algorithm>
#include <array>

namespace testfed {

bool IsTestMacro(std::string_view name) {
  static constexpr std::array<std::string_view, 10> kMacros = {
      "TEST",       "TEST_F",       "TEST_P",      "TYPED_TEST", "TYPED_TEST_P",
      "GTEST_TEST", "GTEST_TEST_F", "GTEST_TEST_", "FUZZ_TEST",  "FUZZ_TEST_F"};
  return std::find(kMacros.begin(), kMacros.end(), name) != kMacros.end();
}

bool IsFixtureMacro(std::string_view name) {
  return IsTestMacro(name) && name != "TEST" && name != "GTEST_TEST" && name != "FUZZ_TEST";
}

bool IsOtherGtestMacro(std::string_view name) {
  static constexpr std::array<std::string_view, 6> kEndings = {
      "TEST_SUITE", "TEST_SUITE_P", "TEST_CASE_P", "TYPED_TEST_CASE", "FRIEND_TEST", "GTEST_SKIP"};
  if (name.starts_with("GTEST_") && !IsTestMacro(name)) return true;
  return std::any_of(kEndings.begin(), kEndings.end(),
                     [&](std::string_view ending) { return name.ends_with(ending); });
}

std::string FillTemplate(std::string_view text, const std::vector<std::string>& arguments) {
  std::string filled;
  for (size_t at = 0; at < text.size(); ++at) {
    bool parameter =
        text[at] == '$' && at + 1 < text.size() && text[at + 1] >= '1' && text[at + 1] <= '9';
    if (!parameter) {
      filled += text[at];
      continue;
    }
    size_t index = static_cast<size_t>(text[++at] - '1');
    filled += index < arguments.size() ? arguments[index] : "*";
  }
  return filled;
}

}  // namespace testfed
