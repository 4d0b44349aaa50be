// A command line as words, by POSIX quoting (Shell Command Language, 2.2): backslash, single and
// double quotes. Nothing is expanded and no shell starts; `$`, `*`, `|` are ordinary characters.
#ifndef TESTFED_DOMAINS_WORDS_H_
#define TESTFED_DOMAINS_WORDS_H_

#include <string>
#include <string_view>
#include <vector>

#include "domains/status.h"

namespace testfed {

// An unclosed quote or a backslash at the end is an error.
absl::StatusOr<std::vector<std::string>> SplitWords(std::string_view command);

// One word so that a POSIX shell reads it back: as it stands when that is safe, else quoted.
std::string QuoteWord(std::string_view word);

}  // namespace testfed

#endif  // TESTFED_DOMAINS_WORDS_H_
