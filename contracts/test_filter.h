// What a runner takes to run exactly some tests of a suite. facts: each runner's own rules, limits
// and silent traps stand in docs/runners.md.
//
// Where one call of the runner cannot name the tests exactly (go and jest cross names with packages
// or files), there are several calls. A filter never leaves out a named test.
#ifndef TESTFED_CONTRACTS_TEST_FILTER_H_
#define TESTFED_CONTRACTS_TEST_FILTER_H_

#include <string>
#include <string_view>
#include <vector>

#include "domains/declarations.h"
#include "domains/status.h"

namespace testfed {

struct FilterRequest {
  Runner runner = Runner::kCommand;
  std::vector<std::string> command = {};  // words; says which build tool drives JUnit
  bool all = false;                       // the whole suite
  std::vector<std::string> tests = {};    // ids (test.h), sorted; none only when `all`
  std::string directory =
      {};                 // the suite's working directory, relative to the root; "" is the root
  std::string file = {};  // where `content` will be written: what the words name
  // ctest: the names of all tests in the order of the listing, which indexes count by; else empty.
  std::vector<std::string> listing = {};
  // A whole suite that several jobs share (suite_division.h): all but these, or
  std::vector<std::string> except = {};
  int shard = 1, shards = 1;  // the part that the runner's own flags make; 1 of 1: none
};

struct RunnerCall {
  std::vector<std::string> words;  // what `{filter}` becomes
  std::string content;             // what to write to FilterRequest::file before; "" for none
};

// At least one call. An error for runners without filters (`command`) when not `all`.
absl::StatusOr<std::vector<RunnerCall>> FilterFor(const FilterRequest& request);

std::vector<RunnerCall> JunitCalls(const FilterRequest& request);
// Whether the command starts JUnit's console launcher, and no build tool.
bool IsConsoleLauncher(const std::vector<std::string>& command);
// One call with a flag file. `*` in an id is GoogleTest's own wildcard; all: no words.
std::vector<RunnerCall> GtestCalls(const FilterRequest& request);
// One call with a file of numbers (`-I FILE`), which only `listing` tells: an error that says how
// to make one where it is empty or lacks a test. All: no words.
absl::StatusOr<std::vector<RunnerCall>> CtestCalls(const FilterRequest& request);
std::vector<RunnerCall> PytestCalls(const FilterRequest& request);
// `-run '^(A|B)$' ./p ./q`: one call for all packages with the same names, packages relative to
// `directory`. All is `./...`, because without packages `go test` tests the working directory
// alone: the command is `go test {filter}`.
std::vector<RunnerCall> GoCalls(const FilterRequest& request);
std::vector<RunnerCall> JestCalls(const FilterRequest& request);
std::vector<RunnerCall> VitestCalls(const FilterRequest& request);
// One call with a file of labels; all is `...`, what is below the suite's `directory`.
std::vector<RunnerCall> BazelCalls(const FilterRequest& request);

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_TEST_FILTER_H_
