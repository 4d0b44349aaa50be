// The same globs in one RE2::Set: the other way to match many patterns at once, to compare with.
#ifndef TESTFED_BENCH_RE2_SET_MATCHER_H_
#define TESTFED_BENCH_RE2_SET_MATCHER_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "domains/pattern.h"

namespace testfed::bench {

class Re2SetMatcher {
 public:
  // `patterns` must outlive it. Aborts when the set does not compile in 4 GB.
  explicit Re2SetMatcher(const std::vector<const Pattern*>& patterns);
  ~Re2SetMatcher();

  // Indices of the patterns that match the file `path` or an ancestor, ascending. Aborts when RE2
  // runs out of memory.
  void Match(std::string_view path, std::vector<int>& matches) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace testfed::bench

#endif  // TESTFED_BENCH_RE2_SET_MATCHER_H_
