#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "contracts/test_filter.h"

namespace testfed {
namespace {

using ::testing::ElementsAre;

std::vector<RunnerCall> Calls(std::vector<std::string> tests, std::string directory = "") {
  FilterRequest request;
  request.runner = Runner::kPytest;
  request.tests = std::move(tests);
  request.directory = std::move(directory);
  return PytestCalls(request);
}

TEST(PytestCalls, NameNodeIds) {
  const auto calls = Calls({"a/test_x.py::A::test_y", "a/test_x.py::test_z", "b/test_b.py"});
  ASSERT_EQ(calls.size(), 1u);
  EXPECT_THAT(calls[0].words,
              ElementsAre("a/test_x.py::A::test_y", "a/test_x.py::test_z", "b/test_b.py"));
}

TEST(PytestCalls, AreRelativeToTheDirectory) {
  EXPECT_THAT(Calls({"a/test_x.py::t", "b/test_y.py::t"}, "a")[0].words,
              ElementsAre("../b/test_y.py::t", "test_x.py::t"));
}

TEST(PytestCalls, NameNothingTwice) {
  EXPECT_THAT(
      Calls({"a.py", "a.py::T", "a.py::T::m", "b.py::T", "b.py::T::I::m", "b.py::Tx::m"})[0].words,
      ElementsAre("a.py", "b.py::T", "b.py::Tx::m"));
}

TEST(PytestCalls, ManyIdsBecomeFiles) {
  std::vector<std::string> tests;
  for (int i = 0; i < 1001; ++i) tests.push_back("test_a.py::test_" + std::to_string(i));
  EXPECT_THAT(Calls(tests)[0].words, ElementsAre("test_a.py"));
  tests.pop_back();
  EXPECT_EQ(Calls(tests)[0].words.size(), 1000u);
}

TEST(PytestCalls, LongListsAreSplit) {
  std::vector<std::string> tests;
  for (int i = 0; i < 900; ++i)
    tests.push_back(std::string(500, 'd') + "/test_" + std::to_string(i) + ".py");
  size_t words = 0;
  const auto calls = Calls(tests);
  for (const RunnerCall& call : calls) words += call.words.size();
  EXPECT_EQ(calls.size(), 4u);
  EXPECT_EQ(words, 900u);
}

TEST(PytestCalls, ABracketInAPathWidensToItsFolder) {
  EXPECT_THAT(Calls({"a/[b]/test_x.py::t"})[0].words, ElementsAre("a"));
  EXPECT_THAT(Calls({"[b]/test_x.py::t"})[0].words, ElementsAre("."));
}

TEST(PytestCalls, AllIsNoWord) {
  FilterRequest request;
  request.all = true;
  ASSERT_EQ(PytestCalls(request).size(), 1u);
  EXPECT_TRUE(PytestCalls(request)[0].words.empty());
}

}  // namespace
}  // namespace testfed
