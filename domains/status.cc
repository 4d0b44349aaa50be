#include "domains/status.h"

#include "absl/strings/cord.h"

namespace testfed {
namespace {

// Payload keys are numbered so that hints keep their order: absl visits payloads in any order.
constexpr int kMaxHints = 16;

std::string HintKey(int index) { return "testfed.hint." + std::to_string(index); }

absl::string_view ToAbsl(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

absl::Status Error(std::string_view message) {
  return absl::FailedPreconditionError(ToAbsl(message));
}

absl::Status Error(std::string_view message, std::string_view hint, std::string_view copy) {
  return WithHint(Error(message), hint, copy);
}

absl::Status NotFound(std::string_view message) { return absl::NotFoundError(ToAbsl(message)); }

absl::Status WithHint(absl::Status status, std::string_view hint, std::string_view copy) {
  for (int i = 0; i < kMaxHints; ++i) {
    if (status.GetPayload(HintKey(i)).has_value()) continue;
    std::string value(hint);
    value += '\0';
    value += copy;
    status.SetPayload(HintKey(i), absl::Cord(value));
    break;
  }
  return status;
}

std::vector<Hint> HintsOf(const absl::Status& status) {
  std::vector<Hint> hints;
  for (int i = 0; i < kMaxHints; ++i) {
    auto payload = status.GetPayload(HintKey(i));
    if (!payload.has_value()) break;
    std::string value(*payload);
    size_t zero = value.find('\0');
    hints.push_back({value.substr(0, zero), value.substr(zero + 1)});
  }
  return hints;
}

std::string MessageOf(const absl::Status& status) {
  return std::string(status.message().data(), status.message().size());
}

}  // namespace testfed
