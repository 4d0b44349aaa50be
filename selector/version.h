// The version of testfed: part of every plan, because another version may decide differently.
#ifndef TESTFED_SELECTOR_VERSION_H_
#define TESTFED_SELECTOR_VERSION_H_

#include <string_view>

namespace testfed {

inline constexpr std::string_view kVersion = TESTFED_VERSION;

}  // namespace testfed

#endif  // TESTFED_SELECTOR_VERSION_H_
