#include "selector/test_reader.h"

#include <gtest/gtest.h>

#include "selector/memory_repository.h"

namespace testfed {
namespace {

constexpr std::string_view kDomains =
    "A: {include: [a], suites: {unit: {runner: gtest, command: 't {filter}'}}}\n"
    "B: {include: [b], suites: {unit: {runner: pytest, command: 'p {filter}'}}}\n"
    "C: {include: [c]}\n";

class TestReaderTest : public testing::Test {
 protected:
  TestReaderTest() {
    for (int i = 0; i < 40; ++i) {
      const std::string n = std::to_string(i);
      files["a/t" + n + ".cc"].bytes =
          "// @SmokeTest\nTEST(S" + n + ", a) {}\nTEST(S" + n + ", b) {}\n";
      files["b/test_" + n + ".py"].bytes = "def test_" + n + "():\n    pass\n";
    }
    files["a/readme.md"].bytes = "// @SmokeTest";
    files["c/t.cc"].bytes = "TEST(C, c) {}\n";
    files["c/T.java"].bytes = "class T { @Test void t() {} }\n";
    tree = repository.AddTree(files);
    declarations = (*ReadConfiguration(kDomains, "domains.yaml"))->declarations;
  }

  std::string Read(TestReader& reader, const Snapshot& at) {
    auto map = reader.Read(at, declarations);
    if (!map.ok()) return MessageOf(map.status());
    std::string text;
    for (const SuiteTests& suite : (*map)->suites) {
      text += declarations[suite.domain].name + "/" + suite.suite->name + ":";
      for (int number : suite.tests) {
        const testfed::Test& test = (*map)->discovery.tests[static_cast<size_t>(number)];
        text += " " + test.id + (test.tags.empty() ? "" : "!");
      }
      text += "\n";
    }
    for (int number : (*map)->orphans) {
      text += "orphan " + (*map)->discovery.tests[static_cast<size_t>(number)].id + "\n";
    }
    return text;
  }
  std::string Read(Cache* cache, int threads) {
    TestReader reader(repository, cache, threads);
    return Read(reader, Snapshot::OfTree(tree));
  }

  MemoryRepository::Files files;
  MemoryRepository repository;
  std::string tree;
  Declarations declarations;
};

TEST_F(TestReaderTest, FindsTheTestsOfEachSuite) {
  const std::string text = Read(nullptr, 0);
  EXPECT_NE(text.find("A/unit: S0.a! S0.b S1.a! S1.b"), std::string::npos) << text;
  EXPECT_NE(text.find("B/unit: b/test_0.py::test_0"), std::string::npos) << text;
  EXPECT_NE(text.find("orphan C.c\n"), std::string::npos) << text;
  // No suite's runner reads Java.
  EXPECT_EQ(text.find("T#t"), std::string::npos) << text;
}

TEST_F(TestReaderTest, AnswersTheSameWithAnyNumberOfThreadsAndWithACache) {
  const std::string text = Read(nullptr, 0);
  MemoryCache cache;
  for (int threads : {1, 2, 7}) EXPECT_EQ(Read(nullptr, threads), text);
  EXPECT_EQ(Read(&cache, 2), text);
  EXPECT_EQ(Read(&cache, 0), text);
  EXPECT_EQ(Read(&cache, 3), text);
}

TEST_F(TestReaderTest, ReadsNothingTwice) {
  MemoryCache cache;
  {
    TestReader reader(repository, &cache, 1);
    Read(reader, Snapshot::OfTree(tree));
    EXPECT_EQ(reader.scan().sources_read(), 81);
    Read(reader, Snapshot::OfTree(tree));
    EXPECT_EQ(reader.scan().sources_read(), 81);
  }
  files["a/t7.cc"].bytes = "TEST(New, n) {}\n";
  const std::string changed = repository.AddTree(files);
  TestReader reader(repository, &cache, 1);
  const std::string text = Read(reader, Snapshot::OfTree(changed));
  EXPECT_EQ(reader.scan().sources_read(), 1);
  EXPECT_NE(text.find("New.n"), std::string::npos) << text;
  EXPECT_EQ(text.find("S7.a"), std::string::npos) << text;
}

TEST_F(TestReaderTest, DamagedEntriesOfTheCacheAreReadAnew) {
  MemoryCache cache;
  const std::string text = Read(&cache, 0);
  for (auto& [key, value] : cache.values) value.resize(value.size() / 2);
  EXPECT_EQ(Read(&cache, 0), text);
}

TEST_F(TestReaderTest, WithoutASuiteThatItReadsNothingIsLookedAt) {
  declarations =
      (*ReadConfiguration("A: {include: [a], suites: {unit: {command: t}}}\n", "domains.yaml"))
          ->declarations;
  TestReader reader(repository, nullptr, 0);
  EXPECT_EQ(Read(reader, Snapshot::OfTree(tree)), "A/unit:\n");
  EXPECT_EQ(reader.scan().sources(), 0);
}

}  // namespace
}  // namespace testfed
