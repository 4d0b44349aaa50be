#include <set>

#include "contracts/test_filter.h"

namespace testfed {

// A blank line or a comment in a pattern file is an error of Bazel 4.2.3, and so are patterns in
// the command beside the file: `all` names `...` in the command alone, which is all below the
// suite's `directory`; `//...` would be the tests of all suites of the workspace.
std::vector<RunnerCall> BazelCalls(const FilterRequest& request) {
  if (request.all) return {{{"..."}, ""}};
  RunnerCall call;
  call.words = {"--target_pattern_file=" + request.file};
  const std::set<std::string> labels(request.tests.begin(), request.tests.end());
  for (const std::string& label : labels) call.content += label + "\n";
  return {call};
}

}  // namespace testfed
