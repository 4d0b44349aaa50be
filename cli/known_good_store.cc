#include "cli/known_good_store.h"

#include <charconv>
#include <ctime>

#include "domains/inline_text.h"
#include "integration/timestamp.h"

namespace testfed {

absl::StatusOr<KnownGoodChain> ReadKnownGood(Invocation& invocation, std::string_view typed) {
  TESTFED_ASSIGN_OR_RETURN(const std::string bytes, invocation.ReadInput(typed, kMaxStoreBytes));
  TESTFED_ASSIGN_OR_RETURN(KnownGoodChain chain, KnownGoodChain::Read(bytes, typed));
  if (chain.torn() > 0) {
    invocation.Note("warning: " + InlineText(typed) + ": " + std::to_string(chain.torn()) +
                    " bytes behind record " + std::to_string(chain.size()) +
                    " are an append that did not end; they are ignored");
  }
  return chain;
}

absl::StatusOr<std::string> RecordedTime(Invocation& invocation, std::string_view otherwise) {
  if (invocation.Has("--timestamp")) {
    const std::string text = invocation.Text("--timestamp");
    if (ReadTimestamp(text)) return text;
    return Error("`--timestamp` is a time such as 2026-11-20T09:12:44Z, got `" + text + "`");
  }
  if (const std::optional<std::string> epoch = invocation.Environment("SOURCE_DATE_EPOCH");
      epoch && !epoch->empty()) {
    std::int64_t seconds = 0;
    auto [end, error] = std::from_chars(epoch->data(), epoch->data() + epoch->size(), seconds);
    constexpr std::int64_t kYear10000 = 253402300800;
    if (error == std::errc() && end == epoch->data() + epoch->size() && seconds >= 0 &&
        seconds < kYear10000) {
      return WriteTimestamp(seconds);
    }
    return Error("SOURCE_DATE_EPOCH is a number of seconds, got `" + InlineText(*epoch) + "`");
  }
  if (!otherwise.empty()) return std::string(otherwise);
  return WriteTimestamp(static_cast<std::int64_t>(std::time(nullptr)));
}

}  // namespace testfed
