// SHA-256 (FIPS 180-4), from OpenSSL's libcrypto.
#ifndef TESTFED_DOMAINS_SHA256_H_
#define TESTFED_DOMAINS_SHA256_H_

#include <string>
#include <string_view>

namespace testfed {

// 64 lower-case hexadecimal digits.
std::string Sha256Hex(std::string_view bytes);

}  // namespace testfed

#endif  // TESTFED_DOMAINS_SHA256_H_
