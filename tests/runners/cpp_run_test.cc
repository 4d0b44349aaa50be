// GoogleTest binaries, and CTest with its own listing.
#include <gtest/gtest.h>

#include "tests/runners/sample_repository.h"

namespace testfed {
namespace {

TEST(RunnerTest, GoogleTestRunsWhatIsSelected) {
  if (!HasProgram("g++")) GTEST_SKIP() << "no g++: apt-get install g++";
  auto suite = [](const std::string& name) {
    return "runner: gtest\n"
           "command: build/" +
           name + " --gtest_output=xml:" + name + ".xml {filter}";
  };
  SampleRepository repository({suite("provider"), suite("consumer")});
  repository.Write("provider/prices.h", "#define TOTAL 1\n");
  repository.Write("provider/prices_test.cc", R"(#include <gtest/gtest.h>

TEST(Prices, Add) {}
TEST(Prices, Round) {}
)");
  repository.Write("consumer/checkout_test.cc", R"(#include <gtest/gtest.h>

// @AffectedByProvider
TEST(Checkout, ReadsPrices) {}
TEST(Checkout, ReadsPricesTwice) {}
// @SmokeTest
TEST(Checkout, Starts) {}

// @AffectedByProvider
class Refunds : public testing::TestWithParam<int> {};
TEST_P(Refunds, GiveBack) {}
INSTANTIATE_TEST_SUITE_P(Numbers, Refunds, testing::Values(1, 2));

class Vouchers : public testing::TestWithParam<int> {};
TEST_P(Vouchers, Expire) {}
INSTANTIATE_TEST_SUITE_P(Numbers, Vouchers, testing::Values(1, 2));

template <typename T>
class Cart : public testing::Test {};
TYPED_TEST_SUITE(Cart, testing::Types<int>);
// @AffectedByProvider
TYPED_TEST(Cart, Counts) {}
TYPED_TEST(Cart, Empties) {}
)");
  if (!repository.ChangeAndBuild("provider/prices.h", "// dearer",
                                 "mkdir build\n"
                                 "for d in provider consumer; do\n"
                                 "  g++ -o build/$d $d/*_test.cc -lgtest -lgtest_main -lpthread\n"
                                 "done")) {
    return;
  }
  std::string out = repository.Run();
  EXPECT_EQ(TestCasesOf(repository.Read("provider.xml")), (TestNames{"Prices.Add", "Prices.Round"}))
      << out;
  EXPECT_EQ(TestCasesOf(repository.Read("consumer.xml")),
            (TestNames{"Cart/0.Counts", "Checkout.ReadsPrices", "Checkout.Starts",
                       "Numbers/Refunds.GiveBack/0", "Numbers/Refunds.GiveBack/1"}))
      << out;
}

TEST(RunnerTest, CtestRunsWhatIsSelectedFromItsListing) {
  if (!HasProgram("ctest")) GTEST_SKIP() << "no ctest: apt-get install cmake";
  auto suite = [](const std::string& name) {
    return "runner: ctest\n"
           "command: ctest --test-dir build/" +
           name + " --output-junit report.xml {filter}";
  };
  SampleRepository repository({suite("provider"), suite("consumer")});
  repository.Write("provider/prices.txt", "1\n");
  repository.Write("provider/CMakeLists.txt", R"(cmake_minimum_required(VERSION 3.25)
project(provider NONE)
enable_testing()
add_test(NAME adds COMMAND ${CMAKE_COMMAND} -E true)
add_test(NAME rounds COMMAND ${CMAKE_COMMAND} -E true)
)");
  // The last of all is chosen: CTest drops the last number of a file that ends behind it.
  repository.Write("consumer/CMakeLists.txt", R"(cmake_minimum_required(VERSION 3.25)
project(consumer NONE)
enable_testing()
add_test(NAME plain COMMAND ${CMAKE_COMMAND} -E true)
add_test(NAME starts COMMAND ${CMAKE_COMMAND} -E true)
set_tests_properties(starts PROPERTIES LABELS "quick;smoke")
add_test(NAME prepares COMMAND ${CMAKE_COMMAND} -E true)
set_tests_properties(prepares PROPERTIES FIXTURES_SETUP shop)
add_test(NAME reads-prices-twice COMMAND ${CMAKE_COMMAND} -E true)
add_test(NAME reads-prices COMMAND ${CMAKE_COMMAND} -E true)
set_tests_properties(reads-prices PROPERTIES LABELS affected-by:Provider FIXTURES_REQUIRED shop)
)");
  if (!repository.ChangeAndBuild("provider/prices.txt", "2",
                                 "for d in provider consumer; do\n"
                                 "  cmake -S $d -B build/$d\n"
                                 "  ctest --test-dir build/$d --show-only=json-v1 > build/$d.json\n"
                                 "done")) {
    return;
  }
  // The order of the listing, by which ctest counts, travels in the plan.
  repository.Testfed(
      "select --base HEAD~1 --head HEAD --listing Provider/unit=build/provider.json "
      "--listing Consumer/unit=build/consumer.json --out plan.json");
  std::string out = repository.Testfed("run -v --plan plan.json");
  EXPECT_EQ(TestCasesOf(repository.Read("build/provider/report.xml")),
            (TestNames{"adds.adds", "rounds.rounds"}))
      << out;
  // CTest adds the fixture by itself.
  EXPECT_EQ(TestCasesOf(repository.Read("build/consumer/report.xml")),
            (TestNames{"prepares.prepares", "reads-prices.reads-prices", "starts.starts"}))
      << out;
}

}  // namespace
}  // namespace testfed
