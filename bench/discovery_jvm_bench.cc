// ReadJava and ReadKotlin in bytes a second, on generated sources of the shape of real tests and,
// where TESTFED_JAVA_SOURCES names a folder, on the Java sources in it; and ResolveJvm on 200,000
// tests in 20,000 files.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "contracts/readers.h"
#include "contracts/test_resolver.h"

namespace testfed {
namespace {

// A test class of `methods` tests; bodies, comments and annotations as long as in Kafka's tests.
std::string Generated(Language language, int number, int methods, std::mt19937& random) {
  bool kotlin = language == Language::kKotlin;
  std::string end = kotlin ? "\n" : ";\n";
  std::string text = "/*\n * Licensed to nobody; see the file `LICENSE` (and \"NOTICE\").\n */\n";
  text += "package com.acme.p" + std::to_string(number % 500) + end;
  text += "import org.junit.jupiter.api.Test" + end + "import com.acme.tags.*" + end;
  text += "import java.util.List" + end + "\n/** Tests of one part. */\n";
  if (number % 10 == 0) text += "@AffectedByD" + std::to_string(random() % 50) + "\n";
  text += (kotlin ? "class Part" : "public class Part") + std::to_string(number) + "Test {\n";
  for (int method = 0; method < methods; ++method) {
    text += "    // what it says\n    @Test\n";
    if (random() % 20 == 0) text += "    @SmokeTest\n";
    text += (kotlin ? "    fun test" : "    void test") + std::to_string(method) + "() {\n";
    for (auto line = random() % 20; line-- > 0;) {
      text += kotlin
                  ? "        val value = listOf(\"a $line {\", 'x').map { it.size() / 2 }\n"
                  : "        List<String> values = call(\"a \\\" {\", 'x', e -> { f(e / 2); });\n";
      if (line % 4 == 0) text += "        assertEquals(3, values.size()) // as it should be\n";
    }
    text += "    }\n\n";
  }
  return text + "}\n";
}

void Read(benchmark::State& state, Language language, const std::vector<std::string>& texts) {
  size_t bytes = 0;
  for (const std::string& text : texts) bytes += text.size();
  for (auto _ : state) {
    for (const std::string& text : texts) {
      benchmark::DoNotOptimize(ReadSource(language, text));
    }
  }
  state.SetBytesProcessed(static_cast<int64_t>(bytes) * state.iterations());
}

void ReadGenerated(benchmark::State& state, Language language) {
  std::mt19937 random(1);
  std::vector<std::string> texts;
  for (int i = 0; i < 1000; ++i) texts.push_back(Generated(language, i, 10, random));
  Read(state, language, texts);
}

void ReadFolder(benchmark::State& state) {
  const char* folder = std::getenv("TESTFED_JAVA_SOURCES");
  if (folder == nullptr) {
    state.SkipWithError("TESTFED_JAVA_SOURCES names no folder");
    return;
  }
  std::vector<std::string> texts;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".java") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    texts.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  Read(state, Language::kJava, texts);
}

void Resolve(benchmark::State& state) {
  std::mt19937 random(1);
  std::vector<SourceFile> files;
  for (int i = 0; i < 20'000; ++i) {
    SourceFile file;
    file.path = "src/" + std::to_string(100'000 + i) + ".java";
    file.facts =
        std::make_shared<const SourceFacts>(ReadJava(Generated(Language::kJava, i, 10, random)));
    files.push_back(std::move(file));
  }
  size_t tests = 0;
  for (auto _ : state) tests = ResolveTests(files).tests.size();
  state.counters["tests"] = static_cast<double>(tests);
}

BENCHMARK_CAPTURE(ReadGenerated, Java, Language::kJava)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ReadGenerated, Kotlin, Language::kKotlin)->Unit(benchmark::kMillisecond);
BENCHMARK(ReadFolder)->Unit(benchmark::kMillisecond);
BENCHMARK(Resolve)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace testfed

BENCHMARK_MAIN();
