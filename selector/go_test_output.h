// What `go test -json` prints, read as it comes: the outcomes of tests, and the text that
// `go test` without `-json` would have printed. Source: `go doc test2json`.
#ifndef TESTFED_SELECTOR_GO_TEST_OUTPUT_H_
#define TESTFED_SELECTOR_GO_TEST_OUTPUT_H_

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "selector/junit_report.h"

namespace testfed {

class GoTestOutput {
 public:
  // Any piece of the output; answers what people should see of it, whole lines. Lines that are no
  // events, such as those of the compiler, are passed on as they are.
  std::string Feed(std::string_view bytes);
  // What is left at the end.
  std::string End();

  // Everything so far, in the form of a report: a case for each test, sub-tests too, and a failed
  // one without a name for each package that failed without a failed test, as one that does not
  // compile. Tests that began and never ended have failed.
  JunitReport Report() const;

 private:
  struct State {
    bool ended = false;
    ReportedTest::Status status = ReportedTest::Status::kFailed;
    std::string output;
  };

  std::string Line(std::string_view line);

  std::string rest_;                                            // of a line that is not complete
  std::map<std::pair<std::string, std::string>, State> tests_;  // by package and name
  std::map<std::string, bool> packages_;                        // ended -> whether it failed
  std::string failed_builds_;  // lines `FAIL\tPACKAGE [build failed]`, which are no events
};

}  // namespace testfed

#endif  // TESTFED_SELECTOR_GO_TEST_OUTPUT_H_
