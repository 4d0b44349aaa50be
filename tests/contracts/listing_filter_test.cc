// The filters of CTest and Bazel; CTest's also as ctest itself understands it.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "contracts/listing.h"
#include "contracts/test_filter.h"
#include "tests/domains/child_process.h"

namespace testfed {
namespace {

namespace fs = std::filesystem;

FilterRequest Request(Runner runner, const std::vector<std::string>& tests) {
  FilterRequest request;
  request.runner = runner;
  request.tests = tests;
  request.file = "out/filter";
  return request;
}

TEST(CtestFilter, NumbersCountFromOneInTheOrderOfTheListing) {
  FilterRequest request = Request(Runner::kCtest, {"a", "c"});
  request.listing = {"c", "b", "a", "c"};
  std::vector<RunnerCall> calls = FilterFor(request).value();
  ASSERT_EQ(calls.size(), 1u);
  EXPECT_EQ(calls[0].words, (std::vector<std::string>{"-I", "out/filter"}));
  EXPECT_EQ(calls[0].content, "0,0,0,1,3,4,\n");
}

TEST(CtestFilter, NeedsTheListing) {
  absl::Status status = FilterFor(Request(Runner::kCtest, {"a"})).status();
  EXPECT_EQ(MessageOf(status), "ctest takes tests by their numbers, which only a listing tells");
  ASSERT_EQ(HintsOf(status).size(), 1u);
  EXPECT_EQ(HintsOf(status)[0].copy, "ctest --test-dir BUILD --show-only=json-v1 > FILE");
  FilterRequest request = Request(Runner::kCtest, {"a"});
  request.listing = {"b"};
  EXPECT_EQ(MessageOf(FilterFor(request).status()), "the test `a` is not in ctest's listing");
}

TEST(CtestFilter, AllNeedsNoWords) {
  FilterRequest request = Request(Runner::kCtest, {});
  request.all = true;
  std::vector<RunnerCall> calls = FilterFor(request).value();
  ASSERT_EQ(calls.size(), 1u);
  EXPECT_TRUE(calls[0].words.empty());
}

TEST(CtestFilter, CtestRunsExactlyTheNamedTests) {
  const fs::path folder =
      fs::path(testing::TempDir()) / ("ctest_filter_test." + std::to_string(getpid()));
  fs::create_directories(folder);
  std::ofstream(folder / "CMakeLists.txt") << "cmake_minimum_required(VERSION 3.25)\n"
                                              "project(x NONE)\nenable_testing()\n"
                                              "function(acme_test name)\n"
                                              "  add_test(NAME ${name} COMMAND true)\n"
                                              "endfunction()\n"
                                              "foreach(n RANGE 1 20)\n  acme_test(t${n})\n"
                                              "endforeach()\nacme_test(\"with blank\")\n"
                                              "set_tests_properties(t3 PROPERTIES LABELS smoke)\n";
  const std::string build = (folder / "build").string();
  if (!OutputOf({"cmake", "-S", folder.string(), "-B", build})) GTEST_SKIP() << "needs cmake";
  std::optional<std::string> json = OutputOf({"ctest", "--test-dir", build, "--show-only=json-v1"});
  ASSERT_TRUE(json);
  Listing listing = ReadListing(Runner::kCtest, *json, "x", folder.string()).value();
  ASSERT_EQ(listing.tests.size(), 21u);
  EXPECT_EQ(listing.tests[2].labels, std::vector<std::string>{"smoke"});
  EXPECT_EQ(ToString(listing.tests[2].at), "CMakeLists.txt:8:1");

  FilterRequest request = Request(Runner::kCtest, {"t1", "t12", "t20", "t3", "with blank"});
  request.file = (folder / "filter").string();
  for (const ListedTest& test : listing.tests) request.listing.push_back(test.id);
  RunnerCall call = FilterFor(request).value()[0];
  std::ofstream(request.file) << call.content;
  std::vector<std::string> command = {"ctest", "--test-dir", build, "--show-only=json-v1"};
  command.insert(command.end(), call.words.begin(), call.words.end());
  json = OutputOf(command);
  ASSERT_TRUE(json);
  std::set<std::string> named;
  Listing chosen = ReadListing(Runner::kCtest, *json, "x", "").value();
  for (const ListedTest& test : chosen.tests) named.insert(test.id);
  EXPECT_EQ(named, std::set<std::string>(request.tests.begin(), request.tests.end()));
  command.erase(command.begin() + 3);
  std::optional<std::string> run = OutputOf(command);
  ASSERT_TRUE(run);
  EXPECT_NE(run->find("100% tests passed, 0 tests failed out of 5"), std::string::npos) << *run;
  fs::remove_all(folder);
}

TEST(BazelFilter, ALabelALine) {
  std::vector<RunnerCall> calls =
      FilterFor(Request(Runner::kBazel, {"//a:b", "//a:b", "//c:d"})).value();
  ASSERT_EQ(calls.size(), 1u);
  EXPECT_EQ(calls[0].words, std::vector<std::string>{"--target_pattern_file=out/filter"});
  EXPECT_EQ(calls[0].content, "//a:b\n//c:d\n");
}

TEST(BazelFilter, AllIsNamedInTheCommand) {
  FilterRequest request = Request(Runner::kBazel, {});
  request.all = true;
  std::vector<RunnerCall> calls = FilterFor(request).value();
  ASSERT_EQ(calls.size(), 1u);
  EXPECT_EQ(calls[0].words, std::vector<std::string>{"..."});
  EXPECT_EQ(calls[0].content, "");
}

}  // namespace
}  // namespace testfed
