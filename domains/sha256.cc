#include "domains/sha256.h"

// SHA256_Init and its kin compute, and nothing else. Since OpenSSL 3 the one function SHA256 sets
// up the whole library first, with its providers: a millisecond, and all of libcrypto in the
// program.
#define OPENSSL_API_COMPAT 0x10101000L
#include <openssl/sha.h>

namespace testfed {

std::string Sha256Hex(std::string_view bytes) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256_CTX context;
  SHA256_Init(&context);
  SHA256_Update(&context, bytes.data(), bytes.size());
  SHA256_Final(digest, &context);
  std::string hex;
  for (unsigned char byte : digest) {
    hex += "0123456789abcdef"[byte >> 4];
    hex += "0123456789abcdef"[byte & 15];
  }
  return hex;
}

}  // namespace testfed
