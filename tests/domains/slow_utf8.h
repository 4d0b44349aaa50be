// UTF-8 by the table of RFC 3629, written out by hand for the oracle.
#ifndef TESTFED_TESTS_DOMAINS_SLOW_UTF8_H_
#define TESTFED_TESTS_DOMAINS_SLOW_UTF8_H_

#include <cstddef>
#include <string_view>

namespace testfed::slow {

// Length of the well-formed character at `at`; 0 when there is none.
size_t LengthAt(std::string_view text, size_t at);

// The character at `at`, where LengthAt is not 0.
char32_t CharacterAt(std::string_view text, size_t at);

bool IsWellFormed(std::string_view text);

}  // namespace testfed::slow

#endif  // TESTFED_TESTS_DOMAINS_SLOW_UTF8_H_
