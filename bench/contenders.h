// The ways to find the domains of all paths that the benchmarks compare, and the proof that they
// give the same answer.
#ifndef TESTFED_BENCH_CONTENDERS_H_
#define TESTFED_BENCH_CONTENDERS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "bench/file_tree.h"
#include "bench/re2_set_matcher.h"
#include "bench/workload.h"
#include "domains/ownership.h"

namespace testfed::bench {

// A multiplication for every eight bytes of every path: what reading the paths costs at least.
std::uint64_t HashPass(const Workload& workload);

// A workload with all that is made before the clock starts.
struct Course {
  explicit Course(Workload made);
  Course(const Course&) = delete;
  Course& operator=(const Course&) = delete;

  Workload workload;
  Declarations declarations;
  FileTree tree;
  std::vector<const Pattern*> patterns;  // of all domains, includes before excludes
  std::vector<WinnersId> winners;        // one id a path
};

// (path, domain) pairs by the engine under test, whose winners stand in `course.winners`.
size_t CountPairs(const Course& course, Ownership& ownership);

// How much was compared; the process aborts on the first difference.
struct Proof {
  size_t sampled = 0;   // paths whose every pattern was tried by Pattern::Match, for both engines
  size_t compared = 0;  // paths whose domains both engines were asked for
  size_t pairs = 0;     // (path, domain) pairs by both engines, over domains without excludes
};
Proof Prove(const Course& course, Ownership& ownership, const Re2SetMatcher& re2);

}  // namespace testfed::bench

#endif  // TESTFED_BENCH_CONTENDERS_H_
