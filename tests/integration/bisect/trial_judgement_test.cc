#include "integration/bisect/trial_judgement.h"

#include <gtest/gtest.h>

namespace testfed {
namespace {

std::string Shown(const TrialResult& result, const std::vector<std::string>& signature = {}) {
  TrialJudgement judgement = Judge(result, signature);
  return std::string(NameOf(judgement.verdict)) +
         (judgement.because.empty() ? "" : ": " + judgement.because);
}

TEST(TrialJudgement, BazelsExitCodesAndTheSignatureDecide) {
  std::vector<std::string> signature = {"//a:t", "//b:t"};
  EXPECT_EQ(Shown({0, 12}), "good");
  EXPECT_EQ(Shown({0, 0}), "skip: no test ran");
  EXPECT_EQ(Shown({0, std::nullopt}), "skip: it does not say how many tests ran");
  EXPECT_EQ(Shown({3, 12, {"//b:t", "//c:t"}}, signature), "bad");
  EXPECT_EQ(Shown({3, 12, {"//c:t"}}, signature), "skip: something else fails");
  EXPECT_EQ(Shown({3, 12, {}}, signature), "skip: it does not say what failed");
  EXPECT_EQ(Shown({3, 12, {"//c:t"}}), "bad");
  EXPECT_EQ(Shown({1, 0, {"//a:t"}}, signature), "bad");
  EXPECT_EQ(Shown({1, 0, {"//z:lib"}}, signature), "skip: something else fails");
  EXPECT_EQ(Shown({4, 0}), "skip: no tests were found");
  for (int code : {2, 8, 33, 34, 36, 37, 137}) {
    EXPECT_EQ(Shown({code, 0}), "retry: exit code " + std::to_string(code));
  }
}

TEST(TrialJudgement, AClassSaysMoreThanACode) {
  EXPECT_EQ(Shown({1, 0, {}, "integration_conflict"}), "skip: it does not resolve");
  EXPECT_EQ(Shown({0, 5, {}, "harness_defect"}), "skip: the run contradicts itself");
  EXPECT_EQ(Shown({1, 0, {}, "infrastructure"}), "retry: the machinery failed");
  EXPECT_EQ(Shown({0, 5, {}, "good"}), "good");
  EXPECT_EQ(Shown({3, 5, {"//a:t"}, "integration_finding"}), "bad");
}

TEST(TrialJudgement, ACommandAnswersAsForGit) {
  EXPECT_EQ(VerdictOfExitCode(0), BisectVerdict::kGood);
  EXPECT_EQ(VerdictOfExitCode(1), BisectVerdict::kBad);
  EXPECT_EQ(VerdictOfExitCode(125), BisectVerdict::kUnresolved);
  EXPECT_EQ(VerdictOfExitCode(127), BisectVerdict::kBad);
  EXPECT_EQ(VerdictOfExitCode(128), std::nullopt);
  EXPECT_EQ(VerdictOfExitCode(-1), std::nullopt);
}

}  // namespace
}  // namespace testfed
