// Random patterns and paths that collide a lot: a small alphabet with dots, characters of several
// bytes, bytes that are not UTF-8 and names that are prefixes of others; and patterns that are made
// from a path by blurring it. The same seed gives the same values on every platform.
#ifndef TESTFED_TESTS_DOMAINS_RANDOM_PATTERNS_H_
#define TESTFED_TESTS_DOMAINS_RANDOM_PATTERNS_H_

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "tests/domains/slow_matcher.h"

namespace testfed {

// TESTFED_SEED, else a new seed; printed, so that a failure can be repeated.
std::uint64_t SeedOfThisRun();

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  size_t Below(size_t bound) { return static_cast<size_t>(engine_() % bound); }
  bool OneIn(size_t n) { return Below(n) == 0; }
  template <typename Values>
  const auto& Of(const Values& values) {
    return values[Below(values.size())];
  }

 private:
  std::mt19937_64 engine_;
};

std::string RandomName(Random& random);  // one segment; may be no UTF-8
std::string RandomPath(Random& random);  // one to five segments

// A pattern of any kind: blurred from `path` two times in three, so that it matches often; else of
// random pieces, so that a good part is refused.
std::string RandomPattern(Random& random, std::string_view path);

// The same without braces, brackets, `?` and backslashes where `plain`, and always accepted.
std::string RandomValidPattern(Random& random, std::string_view path, bool plain = false);

struct RandomRules {
  bool exclusive = false;
  std::vector<slow::Rules> domains;
  std::vector<std::string> ignore;
  std::vector<std::string> full;
  std::vector<std::string> paths;  // on which many of the rules meet
};
RandomRules RandomRuleSet(Random& random);

}  // namespace testfed

#endif  // TESTFED_TESTS_DOMAINS_RANDOM_PATTERNS_H_
