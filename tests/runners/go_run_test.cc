#include <gtest/gtest.h>

#include <cstdlib>
#include <sstream>

#include "domains/json.h"
#include "tests/runners/sample_repository.h"

namespace testfed {
namespace {

// `package.Test` of the tests that `go test -json` says passed.
TestNames PassedOf(const std::string& out) {
  TestNames names;
  std::istringstream lines(out);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("{\"")) continue;
    auto event = ParseJson(line, "go test -json");
    if (!event.ok() || (*event)["Action"].String() != "pass" || !event->Has("Test")) continue;
    names.insert((*event)["Package"].String() + "." + (*event)["Test"].String());
  }
  return names;
}

TEST(RunnerTest, GoRunsWhatIsSelected) {
  if (!HasProgram("go")) GTEST_SKIP() << "no go: apt-get install golang-go";
  setenv("GOCACHE", TESTFED_RUNNER_FOLDER "/go", 1);  // there is no home in the tests
  SampleRepository repository(
      {"runner: go\n"
       "directory: provider\n"
       "command: go test -json {filter}",
       "runner: go\n"
       "directory: consumer\n"
       "command: go test -json {filter}"});
  repository.Write("go.mod", "module acme\n\ngo 1.19\n");
  repository.Write("provider/prices.go", "package provider\n");
  repository.Write("provider/prices_test.go", R"(package provider

import "testing"

func TestAdds(t *testing.T)   {}
func TestRounds(t *testing.T) {}
)");
  repository.Write("provider/deep/deep_test.go", R"(package deep

import "testing"

func TestDeep(t *testing.T) {}
)");
  // Names of one package stand in the other, too, where they are not selected.
  repository.Write("consumer/cart/cart_test.go", R"(package cart

import "testing"

// @AffectedByProvider
func TestReadsPrices(t *testing.T) {
	t.Run("in a group", func(t *testing.T) {})
}
func TestReadsPricesTwice(t *testing.T) {}
func TestPays(t *testing.T)             {}

// @SmokeTest
func TestStarts(t *testing.T) {}
)");
  repository.Write("consumer/pay/pay_test.go", R"(package pay_test

import (
	"fmt"
	"testing"
)

// @AffectedByProvider
func TestPays(t *testing.T)        {}
func TestReadsPrices(t *testing.T) {}

// @AffectedByProvider
func Example() {
	fmt.Println("paid")
	// Output: paid
}

// @AffectedByProvider
func FuzzAmount(f *testing.F) {
	f.Add(1)
	f.Fuzz(func(t *testing.T, amount int) {})
}
)");
  if (!repository.ChangeAndBuild("provider/prices.go", "// dearer", "")) return;
  std::string out = repository.Run();
  EXPECT_EQ(PassedOf(out),
            (TestNames{"acme/consumer/cart.TestReadsPrices",
                       "acme/consumer/cart.TestReadsPrices/in_a_group",
                       "acme/consumer/cart.TestStarts", "acme/consumer/pay.Example",
                       "acme/consumer/pay.FuzzAmount", "acme/consumer/pay.FuzzAmount/seed#0",
                       "acme/consumer/pay.TestPays", "acme/provider.TestAdds",
                       "acme/provider.TestRounds", "acme/provider/deep.TestDeep"}))
      << out;
}

}  // namespace
}  // namespace testfed
