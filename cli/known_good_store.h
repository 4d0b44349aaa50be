// The known-good store and its times, as commands take them.
#ifndef TESTFED_CLI_KNOWN_GOOD_STORE_H_
#define TESTFED_CLI_KNOWN_GOOD_STORE_H_

#include <string>
#include <string_view>

#include "cli/invocation.h"
#include "integration/known_good_chain.h"

namespace testfed {

inline constexpr std::string_view kKnownGoodFile = "known-good.jsonl";
inline constexpr size_t kMaxStoreBytes = size_t{1} << 30;

// The store at a path as typed. A file that is not there is an error; a torn end is a warning.
absl::StatusOr<KnownGoodChain> ReadKnownGood(Invocation& invocation, std::string_view typed);

// The time that is recorded: `--timestamp`, else SOURCE_DATE_EPOCH, else `otherwise` where it is
// not empty, else the clock of this machine. The command declares the option `--timestamp`.
absl::StatusOr<std::string> RecordedTime(Invocation& invocation, std::string_view otherwise);

}  // namespace testfed

#endif  // TESTFED_CLI_KNOWN_GOOD_STORE_H_
