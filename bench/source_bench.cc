// How fast sources of tests are read, in bytes a second: seeded modules of 64 functions each, in
// the usual mixture of code, comments and text. The number of declarations is known, and checked.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "bench/random_numbers.h"
#include "contracts/readers.h"

namespace testfed::bench {
namespace {

constexpr size_t kModules = 200;
constexpr size_t kFunctions = 64;

std::string Number(RandomNumbers& random) { return std::to_string(random.Below(100000)); }

std::vector<std::string> PythonSources() {
  RandomNumbers random(1);
  std::vector<std::string> texts;
  for (size_t i = 0; i < kModules; ++i) {
    std::string text = "import pytest\nfrom acme.orders import total, Basket as B\n\n";
    text += "class TestOrders" + std::to_string(i) + "(Base):\n    \"\"\"Checks orders.\"\"\"\n\n";
    for (size_t k = 0; k < kFunctions; ++k) {
      if (random.Percent(20)) text += "    @pytest.mark.parametrize('x', [1, 2, 3])\n";
      text += "    def test_total_" + Number(random) + "(self, basket):\n";
      for (size_t line = random.Below(8) + 2; line > 0; --line) {
        text +=
            "        result = total(basket, items={'a': " + Number(random) + ", \"b\": [1, 2]})\n";
        if (random.Percent(30)) text += "        # What the basket holds is rounded, as a rule.\n";
        text += "        assert result.sum == " + Number(random) + ", f\"got {result!r}\"\n";
      }
      text += "\n";
    }
    texts.push_back(std::move(text));
  }
  return texts;
}

std::vector<std::string> ScriptSources() {
  RandomNumbers random(2);
  std::vector<std::string> texts;
  for (size_t i = 0; i < kModules; ++i) {
    std::string text = "import { total } from './orders';\n\n";
    text += "describe('orders " + std::to_string(i) + "', () => {\n";
    for (size_t k = 0; k < kFunctions; ++k) {
      text += "  it('sums " + Number(random) + " items', async () => {\n";
      for (size_t line = random.Below(8) + 2; line > 0; --line) {
        text +=
            "    const result = await total(basket, { a: " + Number(random) + ", b: [1, 2] });\n";
        if (random.Percent(30)) text += "    // What the basket holds is rounded, as a rule.\n";
        text += "    expect(result.sum / 2).toEqual(`${basket.name}: " + Number(random) + "`);\n";
      }
      text += "  });\n\n";
    }
    text += "});\n";
    texts.push_back(std::move(text));
  }
  return texts;
}

void Read(benchmark::State& state, SourceFacts (*read)(std::string_view),
          const std::vector<std::string>& texts) {
  size_t declarations = 0, bytes = 0;
  for (const std::string& text : texts) bytes += text.size();
  for (auto _ : state) {
    declarations = 0;
    for (const std::string& text : texts) declarations += read(text).declarations.size();
  }
  if (declarations != kModules * (kFunctions + 1)) {
    std::cerr << "WRONG ANSWER: " << declarations << " declarations\n";
    std::abort();
  }
  state.SetBytesProcessed(static_cast<int64_t>(static_cast<size_t>(state.iterations()) * bytes));
}

BENCHMARK_CAPTURE(Read, python, ReadPython, PythonSources())->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Read, script, ReadScript, ScriptSources())->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace testfed::bench

BENCHMARK_MAIN();
