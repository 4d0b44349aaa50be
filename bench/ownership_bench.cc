// The domains of all paths of a repository, beside a hash pass over the same bytes and beside one
// RE2::Set of the same globs. The contenders take turns inside one benchmark and the fastest turn
// of each counts, in time of this thread's processor, so that ratios hold on a machine that does
// other things, too.
#include <benchmark/benchmark.h>
#include <time.h>

#include <algorithm>
#include <initializer_list>
#include <iostream>
#include <limits>
#include <memory>

#include "bench/contenders.h"

namespace testfed::bench {
namespace {

double ProcessorSeconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

template <typename Work>
double Seconds(const Work& work) {
  const double start = ProcessorSeconds();
  work();
  return ProcessorSeconds() - start;
}

struct Fastest {
  double seconds = std::numeric_limits<double>::infinity();
  void Turn(double turn) { seconds = std::min(seconds, turn); }
};

// Workloads are large and benchmarks come one after another: the last one is kept.
Course* FindCourse(const std::string& name) {
  static std::unique_ptr<Course> course;
  if (course == nullptr || course->workload.name != name) {
    course.reset();
    std::optional<Workload> workload = FindWorkload(name, TESTFED_SHARED_DATA);
    if (!workload) return nullptr;
    course = std::make_unique<Course>(*std::move(workload));
    std::cerr << name << ": " << course->workload.size() << " paths, "
              << course->workload.bytes.size() / course->workload.size() - 1 << " bytes each, "
              << course->tree.directories() << " directories, " << course->patterns.size()
              << " globs, " << course->declarations.domains.size() << " domains\n";
  }
  return course.get();
}

void AllPaths(benchmark::State& state, const std::string& name, bool with_re2) {
  Course* course = FindCourse(name);
  if (course == nullptr) {
    state.SkipWithError("no such data here");
    return;
  }
  Fastest hash, build, walk, judge, total, re2_build, re2_match, re2_total;
  std::uint64_t sum = 0;
  size_t pairs = 0;
  int turn = 0;
  for (auto _ : state) {
    hash.Turn(Seconds([&] { sum += HashPass(course->workload); }));
    std::unique_ptr<Ownership> ownership;
    const double b =
        Seconds([&] { ownership = std::make_unique<Ownership>(course->declarations); });
    const double w = Seconds([&] { course->tree.Walk(ownership->walk(), course->winners); });
    const double j = Seconds([&] { pairs = CountPairs(*course, *ownership); });
    build.Turn(b);
    walk.Turn(w);
    judge.Turn(j);
    total.Turn(b + w + j);
    state.SetIterationTime(b + w + j);
    if (!with_re2 || turn++ > 2) continue;
    std::unique_ptr<Re2SetMatcher> re2;
    const double rb = Seconds([&] { re2 = std::make_unique<Re2SetMatcher>(course->patterns); });
    std::vector<int> matches;
    const double rm = Seconds([&] {
      for (size_t i = 0; i < course->workload.size(); ++i) {
        re2->Match(course->workload.Path(i), matches);
        sum += matches.size();
      }
    });
    re2_build.Turn(rb);
    re2_match.Turn(rm);
    re2_total.Turn(rb + rm);
    if (turn == 1) {
      const Proof proof = Prove(*course, *ownership, *re2);
      std::cerr << name << ": " << pairs << " pairs; " << proof.pairs << " of them equal to "
                << "RE2::Set's on " << proof.compared << " paths; " << proof.sampled
                << " paths equal to Pattern::Match on every glob; "
                << ownership->walk().winners_count() << " sets of winners\n";
    }
  }
  benchmark::DoNotOptimize(sum);
  const auto milliseconds = [](const Fastest& f) { return f.seconds * 1e3; };
  auto& counters = state.counters;
  counters["paths"] = static_cast<double>(course->workload.size());
  counters["globs"] = static_cast<double>(course->patterns.size());
  counters["pairs"] = static_cast<double>(pairs);
  counters["hash_ms"] = milliseconds(hash);
  counters["build_ms"] = milliseconds(build);
  counters["walk_ms"] = milliseconds(walk);
  counters["judge_ms"] = milliseconds(judge);
  counters["total_ms"] = milliseconds(total);
  counters["x_hash"] = total.seconds / hash.seconds;
  if (!with_re2) return;
  counters["re2_build_ms"] = milliseconds(re2_build);
  counters["re2_match_ms"] = milliseconds(re2_match);
  counters["x_faster_than_re2"] = re2_total.seconds / total.seconds;
}

// The domains of one path: with everything built for it, and with everything built.
void OnePath(benchmark::State& state, const std::string& name, bool cold) {
  Course* course = FindCourse(name);
  if (course == nullptr) {
    state.SkipWithError("no such data here");
    return;
  }
  const size_t step = std::max<size_t>(1, course->workload.size() / 997);
  size_t at = 0;
  auto ownership = std::make_unique<Ownership>(course->declarations);
  for (auto _ : state) {
    if (cold) ownership = std::make_unique<Ownership>(course->declarations);
    benchmark::DoNotOptimize(&ownership->Of(course->workload.Path(at)));
    at = (at + step) % course->workload.size();
  }
}

void Register() {
  for (const std::string name : {"firefox", "linux", "real-linux", "real-uboot", "big"}) {
    benchmark::RegisterBenchmark(("domains_of_all_paths/" + name).c_str(), AllPaths, name, true)
        ->UseManualTime()
        ->Unit(benchmark::kMillisecond)
        ->Iterations(name == "big" ? 15 : 40);
    for (const bool cold : {true, false}) {
      benchmark::RegisterBenchmark(
          ("domains_of_one_path/" + name + (cold ? "/cold" : "/warm")).c_str(), OnePath, name, cold)
          ->Unit(benchmark::kMicrosecond)
          ->MinTime(0.2);
    }
  }
  for (const size_t files : std::initializer_list<size_t>{10000, 100000, 1000000}) {
    for (const size_t globs : std::initializer_list<size_t>{100, 1000, 10000}) {
      const std::string name = ScaledShape(files, globs).name;
      benchmark::RegisterBenchmark(("curve/" + name).c_str(), AllPaths, name, false)
          ->UseManualTime()
          ->Unit(benchmark::kMillisecond)
          ->Iterations(files > 100000 ? 5 : 20);
    }
  }
}

}  // namespace
}  // namespace testfed::bench

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  testfed::bench::Register();
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
