#include "integration/bisect/trial_judgement.h"

#include <algorithm>

namespace testfed {

TrialJudgement Judge(const TrialResult& result, const std::vector<std::string>& signature) {
  constexpr int kBuildFailed = 1, kTestsFailed = 3, kNoTests = 4;
  if (result.failure_class == "integration_conflict") {
    return {BisectVerdict::kUnresolved, "it does not resolve"};
  }
  if (result.failure_class == "harness_defect") {
    return {BisectVerdict::kUnresolved, "the run contradicts itself"};
  }
  if (result.failure_class == "infrastructure") {
    return {BisectVerdict::kBroken, "the machinery failed"};
  }
  if (result.exit_code == 0) {
    if (!result.executed) return {BisectVerdict::kUnresolved, "it does not say how many tests ran"};
    if (*result.executed == 0) return {BisectVerdict::kUnresolved, "no test ran"};
    return {BisectVerdict::kGood, ""};
  }
  if (result.exit_code == kBuildFailed || result.exit_code == kTestsFailed) {
    bool same = signature.empty() ||
                std::any_of(result.failing.begin(), result.failing.end(), [&](const auto& target) {
                  return std::find(signature.begin(), signature.end(), target) != signature.end();
                });
    if (same) return {BisectVerdict::kBad, ""};
    return {BisectVerdict::kUnresolved,
            result.failing.empty() ? "it does not say what failed" : "something else fails"};
  }
  if (result.exit_code == kNoTests) return {BisectVerdict::kUnresolved, "no tests were found"};
  return {BisectVerdict::kBroken, "exit code " + std::to_string(result.exit_code)};
}

std::optional<BisectVerdict> VerdictOfExitCode(int exit_code) {
  constexpr int kSkip = 125, kLastOfACommand = 127;
  if (exit_code == 0) return BisectVerdict::kGood;
  if (exit_code == kSkip) return BisectVerdict::kUnresolved;
  if (exit_code > 0 && exit_code <= kLastOfACommand) return BisectVerdict::kBad;
  return std::nullopt;
}

}  // namespace testfed
