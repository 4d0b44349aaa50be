#include "integration/pin.h"

#include <algorithm>

#include "domains/inline_text.h"

namespace testfed {
namespace {

constexpr size_t kCommitDigits = 40;
constexpr size_t kShortDigits = 7;
constexpr size_t kMaxVersionBytes = 128;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsHex(char c) { return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool IsLetterOrDigit(char c) {
  return IsDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

bool IsFullCommit(std::string_view text) {
  return text.size() == kCommitDigits && std::all_of(text.begin(), text.end(), IsHex);
}

absl::StatusOr<Pin> CommitPin(std::string_view text) {
  if (!IsFullCommit(text)) {
    bool all_hex = !text.empty() && std::all_of(text.begin(), text.end(), IsHex);
    return Error("`" + InlineText(text) + "` is no commit" +
                 (all_hex
                      ? " in full; 40 hexadecimal digits are, got " + std::to_string(text.size())
                      : "; 40 hexadecimal digits are"));
  }
  Pin pin{Pin::Kind::kCommit, std::string(text)};
  std::transform(pin.text.begin(), pin.text.end(), pin.text.begin(), Lower);
  return pin;
}

absl::StatusOr<Pin> VersionPin(std::string_view text) {
  bool fits = !text.empty() && text.size() <= kMaxVersionBytes && IsLetterOrDigit(text.front()) &&
              std::all_of(text.begin(), text.end(), [](char c) {
                return IsLetterOrDigit(c) || c == '.' || c == '-' || c == '+';
              });
  if (!fits) {
    return Error("`" + InlineText(text) +
                 "` is no version; letters, digits, `.`, `-` and `+` are, first a letter or digit");
  }
  return Pin{Pin::Kind::kVersion, std::string(text)};
}

std::string ShortText(const Pin& pin) {
  return pin.IsCommit() ? pin.text.substr(0, kShortDigits) : pin.text;
}

}  // namespace testfed
