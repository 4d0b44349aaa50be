#include <gtest/gtest.h>

#include <algorithm>

#include "contracts/test_filter.h"

namespace testfed {
namespace {

std::vector<RunnerCall> Calls(const std::string& directory, const std::vector<std::string>& tests) {
  FilterRequest request;
  request.runner = Runner::kGo;
  request.directory = directory;
  request.tests = tests;
  return FilterFor(request).value();
}

std::string Words(const std::vector<RunnerCall>& calls) {
  std::string text;
  for (const RunnerCall& call : calls) {
    for (const std::string& word : call.words)
      text += (&word == call.words.data() ? "" : " ") + word;
    text += "\n";
  }
  return text;
}

TEST(GoFilter, PackagesWithTheSameNamesShareACall) {
  EXPECT_EQ(Words(Calls("", {"./a#TestX", "./a#TestY", "./b#TestX", "./c/d#TestX", "./c/d#TestY"})),
            "-run ^(TestX)$ ./b\n-run ^(TestX|TestY)$ ./a ./c/d\n");
}

TEST(GoFilter, PackagesAreNamedFromTheWorkingDirectory) {
  EXPECT_EQ(Words(Calls("a/b", {".#TestX", "./a#TestX", "./a/b#TestX", "./a/b/c#TestX",
                                "./a/bc#TestX", "./x/y#TestX"})),
            "-run ^(TestX)$ . .. ../.. ../../x/y ../bc ./c\n");
}

TEST(GoFilter, ATestOfTwoFilesIsNamedOnce) {
  EXPECT_EQ(Words(Calls("", {"./a#TestX", "./a#TestX"})), "-run ^(TestX)$ ./a\n");
}

TEST(GoFilter, AllMeansAllPackages) {
  FilterRequest request;
  request.runner = Runner::kGo;
  request.all = true;
  EXPECT_EQ(Words(FilterFor(request).value()), "./...\n");
}

TEST(GoFilter, NoArgumentIsLongerThanLinuxTakes) {
  std::vector<std::string> tests;
  for (int i = 0; i < 30000; ++i) tests.push_back("./a#Test" + std::to_string(i));
  size_t names = 0;
  for (const RunnerCall& call : Calls("", tests)) {
    ASSERT_EQ(call.words.size(), 3u);
    EXPECT_LT(call.words[1].size(), 128u * 1024);
    names += static_cast<size_t>(std::count(call.words[1].begin(), call.words[1].end(), '|')) + 1;
  }
  EXPECT_EQ(names, tests.size());
}

}  // namespace
}  // namespace testfed
