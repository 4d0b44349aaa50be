// What both readers of git say when they cannot answer: one wording, whichever read.
#ifndef TESTFED_SELECTOR_GIT_REFUSAL_H_
#define TESTFED_SELECTOR_GIT_REFUSAL_H_

#include <string>
#include <string_view>

#include "domains/status.h"

namespace testfed {

absl::Status NoRepositoryAt(std::string_view start_dir);
absl::Status OwnedBySomebodyElse(std::string_view start_dir);  // PermissionDenied
absl::Status UnknownRevision(std::string_view rev);            // NotFound
absl::Status AmbiguousRevision(std::string_view rev);          // several objects begin so
absl::Status NoWorkingTree();

// A revision that no reader is given: empty, or one that would be an option or several lines.
bool IsHostileRevision(std::string_view rev);

// A word that a POSIX shell reads as these bytes.
std::string ShellWord(std::string_view text);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_GIT_REFUSAL_H_
