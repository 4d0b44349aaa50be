// What a tuple holds a component to: one commit or one version, never both and never a branch.
#ifndef TESTFED_INTEGRATION_PIN_H_
#define TESTFED_INTEGRATION_PIN_H_

#include <compare>
#include <string>
#include <string_view>

#include "domains/status.h"

namespace testfed {

struct Pin {
  enum class Kind { kCommit, kVersion };
  Kind kind = Kind::kCommit;
  std::string text;  // of a commit 40 hexadecimal digits in lower case

  bool IsCommit() const { return kind == Kind::kCommit; }
  bool IsVersion() const { return kind == Kind::kVersion; }
  auto operator<=>(const Pin&) const = default;
};

// A commit in full: 40 hexadecimal digits, which are made lower case. An abbreviation is an error,
// because another repository may resolve it otherwise, and because no server fetches it.
absl::StatusOr<Pin> CommitPin(std::string_view text);

// A version as Bazel modules have them: letters, digits, `.`, `-` and `+`, first a letter or digit.
absl::StatusOr<Pin> VersionPin(std::string_view text);

// For people: the first seven digits of a commit, a version as it is.
std::string ShortText(const Pin& pin);

bool IsFullCommit(std::string_view text);  // 40 hexadecimal digits in any case

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_PIN_H_
