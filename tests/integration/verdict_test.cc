#include "integration/verdict.h"

#include <gtest/gtest.h>

namespace testfed {
namespace {

Verdict Sample() {
  Verdict verdict;
  verdict.manifest = Json::MakeObject();
  verdict.manifest.Set("manifest_sha256", std::string(64, '1'))
      .Set("tuple_sha256", std::string(64, '2'));
  verdict.manifest_sha256 = std::string(64, '1');
  verdict.tuple_sha256 = std::string(64, '2');
  verdict.config = "default";
  verdict.exit_code = 3;
  verdict.result = VerdictClass::kIntegrationFinding;
  verdict.reason = "1 of 47 targets failed";
  verdict.tests = {47, 45, 1, 1};
  verdict.failing = {"//fit:timers_test"};
  verdict.resolved = {std::string(64, '3'), {"comm is elsewhere"}, {"rules_boost: a branch"}};
  verdict.duration_s = 661;
  verdict.timestamp = "2026-11-20T09:12:44Z";
  verdict.toolchain = {{"bazel", "8.6.0"}};
  verdict.run = {"991", 2, "https://ci.orbit.dev/991"};
  return verdict;
}

TEST(Verdict, ReadsWhatItWrites) {
  const std::string text = VerdictText(Sample());
  absl::StatusOr<Verdict> verdict = ReadVerdict(text, "verdict.json");
  ASSERT_TRUE(verdict.ok()) << verdict.status();
  EXPECT_EQ(VerdictText(*verdict), text);
  EXPECT_EQ(verdict->tests, Sample().tests);
  EXPECT_EQ(verdict->resolved, Sample().resolved);
  EXPECT_EQ(verdict->run, Sample().run);
  EXPECT_EQ(verdict->toolchain, Sample().toolchain);
  EXPECT_EQ(verdict->failing, Sample().failing);
}

TEST(Verdict, EveryClassHasAWord) {
  Verdict verdict = Sample();
  for (VerdictClass result : kVerdictClasses) {
    verdict.result = result;
    EXPECT_EQ(ReadVerdict(VerdictText(verdict), "v")->result, result);
  }
}

std::string Problem(const Json& json) {
  return MessageOf(ReadVerdict(CanonicalText(json), "v").status());
}

TEST(Verdict, WhatIsNoVerdictIsAnError) {
  const Json good = *ParseJson(VerdictText(Sample()), "v");
  Json json = good;
  json.Set("schema", "testfed.verdict/2");
  EXPECT_EQ(Problem(json), "v: `schema` is `testfed.verdict/1`, got `testfed.verdict/2`");
  json = good;
  json.Set("class", "green");
  EXPECT_EQ(Problem(json),
            "v: `class` is one of good, integration_finding, integration_conflict, harness_defect, "
            "infrastructure, got `green`");
  json = good;
  json.Set("note", "x");
  EXPECT_EQ(Problem(json), "v: unknown key `note`");
  json = good;
  json.Set("toolchain", Json::MakeObject().Set("bazel", 8));
  EXPECT_EQ(Problem(json), "v: toolchain: `bazel` is a text, got a number");
}

TEST(Verdict, ItBelongsToItsManifest) {
  Verdict verdict = Sample();
  verdict.manifest_sha256 = std::string(64, '9');
  EXPECT_EQ(MessageOf(ReadVerdict(VerdictText(verdict), "v").status()),
            "v: `manifest_sha256` is `" + std::string(64, '9') +
                "`, but that of its manifest is `" + std::string(64, '1') + "`");
}

// Behaviour 28.
TEST(Verdict, NoTestIsNeverGood) {
  Verdict verdict = Sample();
  verdict.result = VerdictClass::kGood;
  verdict.tests = {0, 0, 0, 47};
  EXPECT_EQ(MessageOf(ReadVerdict(VerdictText(verdict), "v").status()),
            "v: `class` is `good`, but no test was executed");
}

}  // namespace
}  // namespace testfed
