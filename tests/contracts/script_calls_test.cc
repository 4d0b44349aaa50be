#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "contracts/test_filter.h"

namespace testfed {
namespace {

using ::testing::ElementsAre;

std::string Calls(Runner runner, std::vector<std::string> tests, std::string directory = "") {
  FilterRequest request;
  request.runner = runner;
  request.tests = std::move(tests);
  request.directory = std::move(directory);
  std::string lines;
  for (const RunnerCall& call :
       runner == Runner::kJest ? JestCalls(request) : VitestCalls(request)) {
    for (const std::string& word : call.words)
      lines += (lines.empty() || lines.back() == '\n' ? "" : " ") + word;
    lines += "\n";
  }
  return lines;
}

TEST(ScriptCalls, JoinNamesByABlank) {
  EXPECT_EQ(Calls(Runner::kJest, {"a.js > g > h > t", "a.js > x (1+1).*"}),
            "-t ^(g( | > )h( | > )t|x \\(1\\+1\\)\\.\\*)$ --runTestsByPath a.js\n");
  EXPECT_EQ(Calls(Runner::kVitest, {"p/a.ts > t", "p/b.ts"}, "p"), "b.ts\n-t ^(t)$ a.ts\n");
}

TEST(ScriptCalls, FilesOfTheSameNamesShareACall) {
  EXPECT_EQ(Calls(Runner::kJest, {"a.js > t", "b.js > t", "c.js > u", "d.js", "d.js > t", "e.js"}),
            "--runTestsByPath d.js e.js\n-t ^(t)$ --runTestsByPath a.js b.js\n"
            "-t ^(u)$ --runTestsByPath c.js\n");
}

TEST(ScriptCalls, LongPatternsBecomeFiles) {
  std::vector<std::string> tests;
  for (int i = 0; i < 100; ++i)
    tests.push_back("a.js > " + std::string(400, 'x') + std::to_string(i));
  EXPECT_EQ(Calls(Runner::kVitest, tests), "a.js\n");
}

TEST(ScriptCalls, AllIsNoWord) {
  FilterRequest request;
  request.all = true;
  EXPECT_EQ(JestCalls(request).size(), 1u);
  EXPECT_TRUE(VitestCalls(request)[0].words.empty());
}

}  // namespace
}  // namespace testfed
