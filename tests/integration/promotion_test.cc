#include "integration/promotion.h"

#include <gtest/gtest.h>

#include "tests/integration/known_good_sample.h"

namespace testfed {
namespace {

Verdict GoodVerdict(const Record& candidate, const std::string& config) {
  Verdict verdict;
  verdict.manifest_sha256 = candidate.manifest_sha256;
  verdict.tuple_sha256 = candidate.tuple_sha256;
  verdict.config = config;
  verdict.result = VerdictClass::kGood;
  verdict.tests = {47, 47, 0, 0};
  verdict.resolved.sha256 = std::string(64, '5');
  return verdict;
}

class Promotion : public testing::Test {
 protected:
  Promotion()
      : chain_(ChainOf({SamplePromotion('a', "1"), SamplePromotion('b', "2")})),
        candidate_(SamplePromotion('c', "3")) {
    candidate_.base = {2, chain_.Find(2)->sha256};
    evidence_.verdicts = {GoodVerdict(candidate_, "default")};
    evidence_.required_configs = {"default"};
  }

  // One line for each refusal, with the option that would set it aside.
  std::string Refusals() const {
    std::string text;
    for (const Refusal& refusal : GuardPromotion(chain_, candidate_, evidence_)) {
      text += refusal.text + (refusal.allowable ? " [" + OptionOf(refusal.allowance) + "]" : "");
      text += "\n";
    }
    return text;
  }

  KnownGoodChain chain_;
  Record candidate_;
  PromotionEvidence evidence_;
};

TEST_F(Promotion, AGoodRunOnTopOfTheHeadMayBeRecorded) { EXPECT_EQ(Refusals(), ""); }

// Behaviour 29.
TEST_F(Promotion, EveryRequiredConfigurationMustHaveReported) {
  evidence_.required_configs = {"default", "linux_arm64", "qnx"};
  evidence_.verdicts.push_back(GoodVerdict(candidate_, "qnx"));
  EXPECT_EQ(Refusals(), "no verdict of the required configuration `linux_arm64`\n");
  evidence_.verdicts.pop_back();
  EXPECT_EQ(Refusals(), "no verdict of the required configurations `linux_arm64`, `qnx`\n");
}

TEST_F(Promotion, EveryConfigurationMustHaveJudgedTheSameManifest) {
  evidence_.verdicts.push_back(GoodVerdict(SamplePromotion('d', "3"), "qnx"));
  EXPECT_EQ(Refusals(), "configuration `qnx` judged manifest 89148c2, not " +
                            candidate_.manifest_sha256.substr(0, 7) + "\n");
}

TEST_F(Promotion, WhatIsNotGoodIsRefused) {
  evidence_.verdicts[0].result = VerdictClass::kIntegrationFinding;
  evidence_.verdicts[0].reason = "1 of 47 targets failed";
  EXPECT_EQ(Refusals(), "configuration `default` is not good: 1 of 47 targets failed\n");
  evidence_.verdicts[0] = GoodVerdict(candidate_, "default");
  evidence_.verdicts[0].tests = {};
  EXPECT_EQ(Refusals(), "configuration `default` executed no test\n");
  evidence_.verdicts = {};
  evidence_.required_configs = {};
  EXPECT_EQ(Refusals(), "there is no verdict\n");
}

TEST_F(Promotion, TwoVerdictsOfOneConfigurationAreOneTooMany) {
  evidence_.verdicts.push_back(GoodVerdict(candidate_, "default"));
  EXPECT_EQ(Refusals(), "configuration `default` has two verdicts\n");
}

TEST_F(Promotion, WhatWasResolvedMustBeTheComposition) {
  evidence_.verdicts[0].resolved.disagreements = {"comm is at 2831bf7, not 056621c"};
  EXPECT_EQ(Refusals(),
            "configuration `default` was not the composition: comm is at 2831bf7, not 056621c\n");
  for (Allowance allowance : kAllowances) evidence_.allowed[allowance] = "x";
  EXPECT_NE(Refusals(), "");  // nothing sets that aside
}

TEST_F(Promotion, WhatCanBeSetAsideNamesItsOption) {
  evidence_.verdicts[0].resolved.sha256 = "";
  evidence_.verdicts[0].resolved.mutable_pins = {"rules_boost: a branch without integrity"};
  const std::pair<const char*, Movement::Course> kCourses[] = {
      {"comm", Movement::Course::kRewind},
      {"x", Movement::Course::kDiverged},
      {"y", Movement::Course::kForward},
      {"z", Movement::Course::kUnknown},
  };
  for (const auto& [name, course] : kCourses) {
    evidence_.changes.push_back(
        {name, name, SampleTuple('b')["comm"], SampleTuple('c')["comm"], {course, 2}});
  }
  evidence_.yanked = {{"logging", "1.4.0", "wrong ABI"}};
  candidate_.base = {1, chain_.Find(1)->sha256};
  EXPECT_EQ(Refusals(),
            "configuration `default` does not say what was resolved [--allow-unproved]\n"
            "not reproducible: rules_boost: a branch without integrity [--allow-mutable-pins]\n"
            "known good of line `main` is 2, this run was built on 1 [--allow-stale-base]\n"
            "comm bbbbbbb -> ccccccc goes back [--allow-rewind]\n"
            "x bbbbbbb -> ccccccc leaves the line of its history [--allow-rewind]\n"
            "logging 1.4.0 was yanked: wrong ABI [--allow-yanked]\n");
  for (Allowance allowance : kAllowances) evidence_.allowed[allowance] = "asked for";
  EXPECT_EQ(Refusals(), "");
}

TEST_F(Promotion, TheBaseMustBeTheKnownGoodOfItsLine) {
  candidate_.base = {};
  EXPECT_EQ(StaleBase(chain_, candidate_),
            "known good of line `main` is 2, this run was built on none");
  candidate_.base = {7, std::string(64, '7')};
  EXPECT_EQ(StaleBase(chain_, candidate_), "this run was built on 7, and the store has only 2");
  candidate_.base = {2, std::string(64, '7')};
  EXPECT_EQ(StaleBase(chain_, candidate_),
            "this run was built on 2, but record 2 of this store is another one");
  const KnownGoodChain revoked =
      ChainOf({SamplePromotion('a', "1"), SamplePromotion('b', "2"), SampleRevocation(2)});
  candidate_.base = {2, revoked.Find(2)->sha256};
  EXPECT_EQ(StaleBase(revoked, candidate_),
            "this run was built on 2, which record 3 revoked: flash wears out on target");
  candidate_.base = {1, revoked.Find(1)->sha256};
  EXPECT_EQ(StaleBase(revoked, candidate_), "");
}

TEST_F(Promotion, ANewLineMayBeginOnAnotherLinesRecord) {
  candidate_.line = "release/0.9";
  EXPECT_EQ(StaleBase(chain_, candidate_), "");
  Record first = SamplePromotion('c', "3");
  first.line = "release/0.9";
  const KnownGoodChain begun =
      ChainOf({SamplePromotion('a', "1"), SamplePromotion('b', "2"), first});
  EXPECT_EQ(StaleBase(begun, candidate_),
            "known good of line `release/0.9` is 3, this run was built on 2");
}

// Fast and full runs share a line without being in each other's way.
TEST_F(Promotion, ARecordOfAnotherSuiteMakesNoBaseStale) {
  Record fast = SamplePromotion('d', "4");
  fast.suite = "fast";
  const KnownGoodChain chain =
      ChainOf({SamplePromotion('a', "1"), SamplePromotion('b', "2"), fast});
  EXPECT_EQ(StaleBase(chain, candidate_), "");
}

}  // namespace
}  // namespace testfed
