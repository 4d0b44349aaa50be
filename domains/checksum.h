// A checksum against accidents, for values that are too large for SHA-256 in a short process: four
// lanes of eight bytes at a time, several GB/s. Any change of a single word changes it; it keeps
// nobody out who means to deceive. Differs between byte orders, which no two programs share.
#ifndef TESTFED_DOMAINS_CHECKSUM_H_
#define TESTFED_DOMAINS_CHECKSUM_H_

#include <cstdint>
#include <string_view>

namespace testfed {

std::uint64_t Checksum(std::string_view bytes);

}  // namespace testfed

#endif  // TESTFED_DOMAINS_CHECKSUM_H_
