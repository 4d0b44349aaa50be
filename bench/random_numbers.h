// SplitMix64: small, and the same numbers on every platform, which std's distributions are not.
#ifndef TESTFED_BENCH_RANDOM_NUMBERS_H_
#define TESTFED_BENCH_RANDOM_NUMBERS_H_

#include <cstddef>
#include <cstdint>

namespace testfed::bench {

class RandomNumbers {
 public:
  explicit RandomNumbers(std::uint64_t seed) : state_(seed) {}

  std::uint64_t Next() {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  size_t Below(size_t bound) { return static_cast<size_t>(Next() % bound); }
  bool Percent(int percent) { return Below(100) < static_cast<size_t>(percent); }
  double Unit() { return static_cast<double>(Next() >> 11) * 0x1.0p-53; }  // in [0, 1)
  template <typename Values>
  const auto& Of(const Values& values) {
    return values[Below(values.size())];
  }

 private:
  std::uint64_t state_;
};

}  // namespace testfed::bench

#endif  // TESTFED_BENCH_RANDOM_NUMBERS_H_
