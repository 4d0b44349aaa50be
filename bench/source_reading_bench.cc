// How fast test sources are read: megabytes a second of one core, on generated sources of which
// each test has some ordinary code around it. Before a reader is timed its answer is checked.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "bench/random_numbers.h"
#include "contracts/source_facts.h"

namespace testfed::bench {
namespace {

constexpr std::uint64_t kSeed = 1;
constexpr size_t kSize = 4 << 20;

std::string Word(RandomNumbers& random) {
  static const std::vector<std::string> kWords = {"plan",    "domain", "owner", "Result", "files",
                                                  "affects", "index",  "Tests", "count",  "value"};
  return random.Of(kWords) + std::to_string(random.Below(100));
}

void AddStatement(RandomNumbers& random, std::string_view assign, std::string& text) {
  text += "  " + Word(random) + std::string(assign) + Word(random) + "(" + Word(random) + ", \"";
  text += Word(random) + "/" + Word(random) + "\");";
  if (random.Percent(20)) text += "  // " + Word(random) + " why {";
  text += "\n";
}

struct Sources {
  std::string text;
  size_t tests = 0;
};

Sources CppSources(bool with_tests) {
  RandomNumbers random(kSeed);
  Sources sources;
  sources.text = "#include \"a/b.h\"\nnamespace acme {\n";
  while (sources.text.size() < kSize) {
    const std::string name = Word(random) + "_" + std::to_string(sources.tests);
    if (with_tests) {
      sources.text += "// @SmokeTest\nTEST_F(" + Word(random) + ", " + name + ") {\n";
      ++sources.tests;
    } else {
      sources.text += "void " + name + "() {\n";
    }
    for (size_t i = 0; i < 12; ++i) AddStatement(random, " = ", sources.text);
    sources.text += "}\n";
  }
  sources.text += "}\n";
  return sources;
}

Sources GoSources(bool with_tests) {
  RandomNumbers random(kSeed);
  Sources sources;
  sources.text = "package acme\n\nimport \"testing\"\n";
  while (sources.text.size() < kSize) {
    const std::string name = Word(random) + "_" + std::to_string(sources.tests);
    if (with_tests) {
      sources.text += "// @SmokeTest\nfunc Test_" + name + "(t *testing.T) {\n";
      ++sources.tests;
    } else {
      sources.text += "func " + name + "() {\n";
    }
    for (size_t i = 0; i < 12; ++i) AddStatement(random, " := ", sources.text);
    sources.text += "}\n";
  }
  return sources;
}

void Read(benchmark::State& state, Language language, const Sources& sources) {
  if (ReadSource(language, sources.text).declarations.size() != sources.tests) {
    std::cerr << "the reader's answer is wrong\n";
    std::abort();
  }
  for (auto _ : state) benchmark::DoNotOptimize(ReadSource(language, sources.text));
  state.SetBytesProcessed(static_cast<std::int64_t>(sources.text.size()) * state.iterations());
}

void ReadCppTests(benchmark::State& state) { Read(state, Language::kCpp, CppSources(true)); }
void ReadCppWithoutTests(benchmark::State& state) {
  Read(state, Language::kCpp, CppSources(false));
}
void ReadGoTests(benchmark::State& state) { Read(state, Language::kGo, GoSources(true)); }
BENCHMARK(ReadCppTests);
BENCHMARK(ReadCppWithoutTests);
BENCHMARK(ReadGoTests);

}  // namespace
}  // namespace testfed::bench

BENCHMARK_MAIN();
