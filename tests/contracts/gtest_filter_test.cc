// GoogleTest's filter, also as this very binary understands it.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "contracts/test_filter.h"
#include "tests/contracts/gtest_listing.h"
#include "tests/domains/child_process.h"

namespace testfed {
namespace {

RunnerCall Call(const std::vector<std::string>& tests, const std::string& file) {
  FilterRequest request;
  request.runner = Runner::kGtest;
  request.tests = tests;
  request.file = file;
  std::vector<RunnerCall> calls = FilterFor(request).value();
  EXPECT_EQ(calls.size(), 1u);
  return calls[0];
}

TEST(GtestFilter, NamesEveryInstance) {
  RunnerCall call = Call({"A.B"}, "out/filter");
  EXPECT_EQ(call.words, std::vector<std::string>{"--gtest_flagfile=out/filter"});
  EXPECT_EQ(call.content, "--gtest_filter=*/A.B/*:*/A/*.B:A.B:A.B/*:A/*.B\n");
}

TEST(GtestFilter, APatternOfAllTestsIsAlone) {
  EXPECT_EQ(Call({"*", "A.B"}, "f").content, "--gtest_filter=*\n");
}

// A suite's name may be a macro of another file, and a filter that matches nothing ends with 0.
TEST(GtestFilter, ANameThatMayBeAMacroIsAnyName) {
  EXPECT_EQ(Call({"FOO_SUITE.B"}, "f").content,
            "--gtest_filter=*.B:*.B/*:*/FOO_SUITE.B/*:*/FOO_SUITE/*.B:FOO_SUITE.B:FOO_SUITE.B/*:"
            "FOO_SUITE/*.B\n");
  EXPECT_EQ(Call({"A.B_2"}, "f").content,
            "--gtest_filter=*/A.*:*/A.B_2/*:*/A/*.*:*/A/*.B_2:A.*:A.B_2:A.B_2/*:A/*.*:A/*.B_2\n");
  EXPECT_EQ(Call({"URL.OK"}, "f").content, "--gtest_filter=*\n");
  EXPECT_EQ(Call({"Url.B"}, "f").content,
            "--gtest_filter=*/Url.B/*:*/Url/*.B:Url.B:Url.B/*:Url/*.B\n");
}

TEST(GtestFilter, AllNeedsNoWords) {
  FilterRequest request;
  request.runner = Runner::kGtest;
  request.all = true;
  std::vector<RunnerCall> calls = FilterFor(request).value();
  ASSERT_EQ(calls.size(), 1u);
  EXPECT_TRUE(calls[0].words.empty());
  EXPECT_EQ(calls[0].content, "");
}

// The shapes that a binary lists; each has a neighbour that the filter must leave out.
class FilterValue : public testing::TestWithParam<int> {};
TEST_P(FilterValue, Wanted) {}
TEST_P(FilterValue, WantedNot) {}
INSTANTIATE_TEST_SUITE_P(Prefix, FilterValue, testing::Values(1, 2));
INSTANTIATE_TEST_SUITE_P(, FilterValue, testing::Values(3));

template <typename T>
class FilterType : public testing::Test {};
using FilterTypes = testing::Types<int, char>;
TYPED_TEST_SUITE(FilterType, FilterTypes);
TYPED_TEST(FilterType, Wanted) {}
TYPED_TEST(FilterType, NotWanted) {}

template <typename T>
class FilterPattern : public testing::Test {};
TYPED_TEST_SUITE_P(FilterPattern);
TYPED_TEST_P(FilterPattern, Wanted) {}
TYPED_TEST_P(FilterPattern, Unwanted) {}
REGISTER_TYPED_TEST_SUITE_P(FilterPattern, Wanted, Unwanted);
INSTANTIATE_TYPED_TEST_SUITE_P(Prefix, FilterPattern, FilterTypes);

TEST(GtestFilter, ABinaryRunsExactlyTheNamedTests) {
  std::string file = testing::TempDir() + "gtest_filter_test." + std::to_string(getpid());
  std::vector<std::string> tests = {"FilterPattern.Wanted", "FilterType.Wanted",
                                    "FilterValue.Wanted", "GtestFilter.AllNeedsNoWords"};
  RunnerCall call = Call(tests, file);
  std::ofstream(file) << call.content;
  std::optional<std::string> listing =
      OutputOf({ThisBinary(), call.words[0], "--gtest_list_tests"});
  ASSERT_TRUE(listing);
  EXPECT_EQ(IdsOfListing(*listing), std::set<std::string>(tests.begin(), tests.end()));
  std::optional<std::string> run = OutputOf({ThisBinary(), call.words[0]});
  ASSERT_TRUE(run);
  // 3 values, 2 types, twice, and the plain one.
  EXPECT_NE(run->find("[  PASSED  ] 8 tests."), std::string::npos) << *run;
  std::filesystem::remove(file);
}

}  // namespace
}  // namespace testfed
