#include "domains/checksum.h"

#include <array>
#include <bit>
#include <cstring>

namespace testfed {
namespace {

// Odd, so that a multiplication loses nothing; digits of the golden ratio and of square roots.
constexpr std::array<std::uint64_t, 4> kOdd = {0x9e3779b97f4a7c15, 0xbb67ae8584caa73b,
                                               0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1};
constexpr std::uint64_t kSpread = 0xd6e8feb86659fd93;

std::uint64_t WordAt(const char* at) {
  std::uint64_t word = 0;
  std::memcpy(&word, at, sizeof word);
  return word;
}

// One to one in `lane` and in `word`; no bit of a word stays alone, so that one of the next cannot
// undo it.
std::uint64_t Mix(std::uint64_t lane, std::uint64_t word, std::uint64_t odd) {
  return std::rotl(lane + word * odd, 31) * kSpread;
}

}  // namespace

std::uint64_t Checksum(std::string_view bytes) {
  std::array<std::uint64_t, 4> lanes = kOdd;
  const char* at = bytes.data();
  size_t left = bytes.size();
  for (; left >= 32; at += 32, left -= 32) {
    for (size_t i = 0; i < 4; ++i) lanes[i] = Mix(lanes[i], WordAt(at + 8 * i), kOdd[i]);
  }
  char rest[32] = {};
  if (left > 0) std::memcpy(rest, at, left);
  for (size_t i = 0; i < 4; ++i) lanes[i] = Mix(lanes[i], WordAt(rest + 8 * i), kOdd[i]);
  std::uint64_t sum = bytes.size();
  for (size_t i = 0; i < 4; ++i) sum = Mix(sum, lanes[i] ^ (lanes[i] >> 32), kOdd[i]);
  return sum ^ (sum >> 32);
}

}  // namespace testfed
