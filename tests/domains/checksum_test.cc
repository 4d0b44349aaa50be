#include "domains/checksum.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace testfed {
namespace {

TEST(Checksum, ChangesWithEveryBitAndEveryLength) {
  std::string bytes;
  for (int i = 1; i <= 150; ++i) bytes += static_cast<char>(i * 37);
  std::set<std::uint64_t> seen;
  for (size_t size = 0; size <= bytes.size(); ++size) {
    EXPECT_TRUE(seen.insert(Checksum(std::string_view(bytes).substr(0, size))).second) << size;
  }
  // Zeroes at the end are not lost, and neither is anything at any place.
  for (size_t size = 1; size < 100; ++size) {
    EXPECT_TRUE(seen.insert(Checksum(std::string(size, '\0'))).second) << size;
  }
  for (size_t at = 0; at < bytes.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string damaged = bytes;
      damaged[at] = static_cast<char>(damaged[at] ^ (1 << bit));
      EXPECT_TRUE(seen.insert(Checksum(damaged)).second) << at << " " << bit;
    }
  }
}

TEST(Checksum, SeesWordsThatChangePlaces) {
  const std::string a = "aaaaaaaabbbbbbbbccccccccdddddddd", b = "bbbbbbbbaaaaaaaaccccccccdddddddd";
  EXPECT_NE(Checksum(a), Checksum(b));
  EXPECT_NE(Checksum(a + b), Checksum(b + a));
}

}  // namespace
}  // namespace testfed
