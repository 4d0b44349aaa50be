// How a runner is asked for a report of what it ran, without changing what that is. Each runner's
// way and its traps: docs/runners.md.
#ifndef TESTFED_CONTRACTS_REPORT_REQUEST_H_
#define TESTFED_CONTRACTS_REPORT_REQUEST_H_

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "domains/declarations.h"

namespace testfed {

struct ReportRequest {
  std::vector<std::string> words;  // of the command, with what asks for the report
  std::vector<std::pair<std::string, std::string>> variables;  // of its environment, besides
  // False: JUnit XML in files of the folder. True: the standard output is Go's test events.
  bool go_events = false;
};

// `words` is the command as it would run, `folder` a folder that is there and empty, absolute;
// `environment` what a variable has now. Nullopt where nobody can be asked: a runner without a
// report of its own, a command that already says where its report goes, or one of which testfed
// cannot tell which word starts the runner.
//
//   gtest   the variable GTEST_OUTPUT, where it is not set
//   pytest  `--junit-xml` in front of what PYTEST_ADDOPTS has
//   go      `-json` after `go test`
//   ctest   `--output-junit` after `ctest`
//   junit   `--reports-dir` after the console launcher, or its `execute`
std::optional<ReportRequest> RequestReport(
    Runner runner, std::vector<std::string> words, const std::string& folder,
    const std::function<std::optional<std::string>(const std::string&)>& environment);

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_REPORT_REQUEST_H_
