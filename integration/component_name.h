// What a component may be called: as a Bazel module, `[a-z]([a-z0-9._-]*[a-z0-9])?`
// (https://bazel.build/rules/lib/globals/module#module). All of it is ASCII, so that the order of
// names by bytes is the order of RFC 8785 too, and no name needs an escape in any file of ours.
#ifndef TESTFED_INTEGRATION_COMPONENT_NAME_H_
#define TESTFED_INTEGRATION_COMPONENT_NAME_H_

#include <string_view>

namespace testfed {

inline constexpr size_t kMaxComponentNameBytes = 128;
inline constexpr std::string_view kComponentNameRule =
    "a component is called by small letters, digits, `.`, `_` and `-`, "
    "first a letter and last a letter or digit";

bool IsComponentName(std::string_view name);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_COMPONENT_NAME_H_
