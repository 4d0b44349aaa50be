#include "contracts/test_filter.h"

namespace testfed {

absl::StatusOr<std::vector<RunnerCall>> FilterFor(const FilterRequest& request) {
  switch (request.runner) {
    case Runner::kJunit:
      return JunitCalls(request);
    case Runner::kGtest:
      return GtestCalls(request);
    case Runner::kCtest:
      return CtestCalls(request);
    case Runner::kPytest:
      return PytestCalls(request);
    case Runner::kGo:
      return GoCalls(request);
    case Runner::kJest:
      return JestCalls(request);
    case Runner::kVitest:
      return VitestCalls(request);
    case Runner::kBazel:
      return BazelCalls(request);
    case Runner::kCommand:
      break;
  }
  if (request.all) return std::vector<RunnerCall>{{}};
  return Error("the runner `command` runs a whole suite, never single tests");
}

}  // namespace testfed
