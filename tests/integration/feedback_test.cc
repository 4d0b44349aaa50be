#include "integration/feedback.h"

#include <gtest/gtest.h>

#include "domains/inline_text.h"
#include "domains/path_name.h"

namespace testfed {
namespace {

std::string Code(std::string_view text) { return "`" + std::string(text) + "`"; }

Pinned At(const std::string& name, char commit) {
  Pinned pinned;
  pinned.name = name;
  pinned.pin = {Pin::Kind::kCommit, std::string(40, commit)};
  pinned.remote = "https://github.com/orbit/" + name + ".git";
  return pinned;
}

Manifest Set() {
  Manifest manifest;
  manifest.event = CompositionEvent::kChangeset;
  manifest.changeset = "timer-rename";
  manifest.subset = "fast";
  manifest.pins = {At("baselibs", '9'), At("comm", 'a'), At("lifecycle", 'b')};
  manifest.under_test = {
      {"comm", Pin{Pin::Kind::kCommit, std::string(40, '1')}, 117, "timers", "head.sha"},
      {"lifecycle", Pin{Pin::Kind::kCommit, std::string(40, '2')}, 58, "timers", "head.sha"}};
  manifest.base = {42, std::string(64, '4'), std::string(64, '5')};
  return manifest;
}

Verdict VerdictFor(const Manifest& manifest, VerdictClass result) {
  Verdict verdict;
  verdict.manifest_sha256 = ManifestSha256(manifest);
  verdict.config = "default";
  verdict.result = result;
  verdict.tests = {47, 47, 0, 0};
  verdict.reason = "47 targets passed";
  if (result != VerdictClass::kGood) {
    verdict.tests = {47, 46, 1, 0};
    verdict.reason = "1 of 47 targets failed";
    verdict.failing = {"//fit:timers_test"};
  }
  return verdict;
}

Outcome OutcomeText(const Manifest& manifest, const std::vector<Verdict>& verdicts,
                    const std::string& not_run = "") {
  absl::StatusOr<Outcome> outcome = OutcomeOf(manifest, verdicts, not_run);
  EXPECT_TRUE(outcome.ok()) << outcome.status();
  return *outcome;
}

std::string Told(const Outcome& outcome) {
  return std::string(ToString(outcome.state)) + ": " + outcome.text;
}

TEST(Feedback, AVerdictIsToldInOneSentence) {
  const Manifest manifest = Set();
  EXPECT_EQ(Told(OutcomeText(manifest, {VerdictFor(manifest, VerdictClass::kGood)})),
            "success: 47 tests passed");
  EXPECT_EQ(Told(OutcomeText(manifest, {VerdictFor(manifest, VerdictClass::kIntegrationFinding)})),
            "failure: 1 of 47 targets failed: //fit:timers_test");
  EXPECT_EQ(Told(OutcomeText(manifest, {VerdictFor(manifest, VerdictClass::kIntegrationConflict)})),
            "failure: 1 of 47 targets failed: //fit:timers_test");
  EXPECT_EQ(Told(OutcomeText(manifest, {VerdictFor(manifest, VerdictClass::kHarnessDefect)})),
            "error: 1 of 47 targets failed: //fit:timers_test");
  EXPECT_EQ(Told(OutcomeText(manifest, {VerdictFor(manifest, VerdictClass::kInfrastructure)})),
            "error: 1 of 47 targets failed: //fit:timers_test");
  EXPECT_EQ(Told(OutcomeText(manifest, {})), "pending: waits for its run");
}

TEST(Feedback, OfSeveralConfigurationsTheWorstIsTold) {
  const Manifest manifest = Set();
  Verdict good = VerdictFor(manifest, VerdictClass::kGood);
  Verdict broken = VerdictFor(manifest, VerdictClass::kInfrastructure);
  broken.config = "qnx";
  Verdict failed = VerdictFor(manifest, VerdictClass::kIntegrationFinding);
  failed.config = "arm64";
  EXPECT_EQ(Told(OutcomeText(manifest, {good, broken, failed})),
            "failure: arm64: 1 of 47 targets failed: //fit:timers_test");
  EXPECT_EQ(Told(OutcomeText(manifest, {good, good})),
            "success: 94 tests passed in 2 configurations");
}

// Behaviour 57, for every state that a required context may have.
TEST(Feedback, WhatWasNotRunIsNeverASuccess) {
  const Manifest manifest = Set();
  const Outcome outcome = OutcomeText(manifest, {}, "skipped by label");
  EXPECT_EQ(Told(outcome), "failure: not run: skipped by label");
  FeedbackOptions options;
  options.code = Code;
  options.check_runs = true;
  for (const Outcome& one :
       {outcome, OutcomeText(manifest, {}),
        OutcomeText(manifest, {VerdictFor(manifest, VerdictClass::kHarnessDefect)})}) {
    absl::StatusOr<std::vector<PlatformRequest>> requests =
        FeedbackFor(manifest, {}, one, {}, {}, options);
    ASSERT_TRUE(requests.ok());
    for (const PlatformRequest& request : *requests) {
      EXPECT_NE(request.body["state"].String(), "success");
      const std::string& conclusion = request.body["conclusion"].String();
      EXPECT_TRUE(conclusion == "" || conclusion == "failure" || conclusion == "action_required")
          << conclusion;
    }
  }
}

// Behaviour 14.
TEST(Feedback, NothingUnderTestIsNoSuccess) {
  Manifest manifest = Set();
  manifest.under_test.clear();
  EXPECT_EQ(Told(OutcomeText(manifest, {VerdictFor(manifest, VerdictClass::kGood)})),
            "failure: nothing was under test: the base has this commit already");
  manifest.event = CompositionEvent::kMains;
  EXPECT_EQ(Told(OutcomeText(manifest, {VerdictFor(manifest, VerdictClass::kGood)})),
            "success: 47 tests passed");
}

TEST(Feedback, AnotherCompositionIsNoSuccess) {
  const Manifest manifest = Set();
  Verdict verdict = VerdictFor(manifest, VerdictClass::kGood);
  verdict.resolved.disagreements = {"comm is at 2831bf7"};
  EXPECT_EQ(Told(OutcomeText(manifest, {verdict})),
            "failure: another composition was tested: comm is at 2831bf7");
  verdict.manifest_sha256 = std::string(64, '0');
  EXPECT_EQ(MessageOf(OutcomeOf(manifest, {verdict}, "").status()),
            "the verdict of configuration `default` is of manifest 0000000, not of " +
                ManifestSha256(manifest).substr(0, 7));
}

// Behaviour 56.
TEST(Feedback, ADescriptionHasAtMostHundredFortyCharacters) {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "\xc3\xa9";
  const std::string tail = "manifest 0914d24, tuple af2dc4e on known good 42";
  const std::string description = StatusDescription(text, tail);
  EXPECT_EQ(WidthOf(description), 140U);
  EXPECT_TRUE(IsUtf8(description));
  EXPECT_TRUE(description.ends_with("\xe2\x80\xa6   " + tail));
  EXPECT_EQ(StatusDescription("short", tail), "short   " + tail);
  EXPECT_EQ(StatusDescription("a\nb\x7f\xff", ""), "a b \xef\xbf\xbd");
  for (size_t length = 85; length <= 95; ++length) {
    const std::string one = StatusDescription(std::string(length, 'x'), tail);
    EXPECT_LE(WidthOf(one), 140U);
    EXPECT_EQ(one.find("\xe2\x80\xa6") == std::string::npos, length <= 140 - 3 - tail.size());
  }
}

// Behaviour 50: one text with the same digest for each exact head.
TEST(Feedback, EachHeadGetsTheSameStatus) {
  const Manifest manifest = Set();
  FeedbackOptions options;
  options.code = Code;
  options.details_url = "https://ci.orbit.dev/991";
  const std::vector<Verdict> verdicts = {VerdictFor(manifest, VerdictClass::kIntegrationFinding)};
  absl::StatusOr<std::vector<PlatformRequest>> requests =
      FeedbackFor(manifest, verdicts, OutcomeText(manifest, verdicts), {}, {}, options);
  ASSERT_TRUE(requests.ok()) << requests.status();
  std::string files;
  for (const PlatformRequest& request : *requests) {
    files += request.file + " " + request.method + " " + request.path + "\n";
  }
  EXPECT_EQ(
      files,
      "orbit.comm.117.status.json POST /repos/orbit/comm/statuses/" + std::string(40, 'a') +
          "\norbit.comm.117.comment.json POST /repos/orbit/comm/issues/117/comments\n"
          "orbit.lifecycle.58.status.json POST /repos/orbit/lifecycle/statuses/" +
          std::string(40, 'b') +
          "\norbit.lifecycle.58.comment.json POST /repos/orbit/lifecycle/issues/58/comments\n");
  EXPECT_EQ(CanonicalText((*requests)[0].body),
            R"({"context":"testfed","description":"1 of 47 targets failed: //fit:timers_test   )" +
                DigestText(manifest) +
                R"(","state":"failure","target_url":"https://ci.orbit.dev/991"})");
  EXPECT_EQ((*requests)[0].body, (*requests)[2].body);
  EXPECT_EQ(DigestText(manifest), "manifest " + ManifestSha256(manifest).substr(0, 7) + ", tuple " +
                                      TupleSha256(TupleOf(manifest.pins)).substr(0, 7) +
                                      " on known good 42");
}

TEST(Feedback, AdvisoryIsAnotherContext) {
  const Manifest manifest = Set();
  FeedbackOptions options;
  options.code = Code;
  options.advisory = true;
  absl::StatusOr<std::vector<PlatformRequest>> requests =
      FeedbackFor(manifest, {}, OutcomeText(manifest, {}), {}, {}, options);
  ASSERT_TRUE(requests.ok());
  EXPECT_EQ((*requests)[0].body["context"].String(), "testfed (advisory)");
}

// Behaviour 53: the old answer is taken back, the new head waits, and so do the others.
TEST(Feedback, AMovedHeadMakesTheWholeSetPending) {
  const Manifest manifest = Set();
  const std::vector<Verdict> verdicts = {VerdictFor(manifest, VerdictClass::kGood)};
  const std::vector<MovedMember> moved = {{{"github.com/orbit/comm", 117},
                                           "comm",
                                           std::string(40, 'a'),
                                           std::string(40, 'd'),
                                           "orbit/comm#117 moved from aaaaaaa to ddddddd"}};
  FeedbackOptions options;
  options.code = Code;
  absl::StatusOr<std::vector<PlatformRequest>> requests =
      FeedbackFor(manifest, verdicts, OutcomeText(manifest, verdicts), moved, {}, options);
  ASSERT_TRUE(requests.ok());
  std::string told;
  for (const PlatformRequest& request : *requests) {
    told += request.file + " " + request.path.substr(request.path.rfind('/') + 1, 3) + " " +
            request.body["state"].String() + "\n";
  }
  EXPECT_EQ(told,
            "orbit.comm.117.status.json aaa pending\n"
            "orbit.comm.117.new-head.status.json ddd pending\n"
            "orbit.lifecycle.58.status.json bbb pending\n");
  EXPECT_TRUE((*requests)[0].body["description"].String().starts_with(
      "stale: orbit/comm#117 moved from aaaaaaa to ddddddd   manifest "));
}

TEST(Feedback, ACheckRunSaysWhatWasTested) {
  const Manifest manifest = Set();
  const std::vector<Verdict> verdicts = {VerdictFor(manifest, VerdictClass::kIntegrationFinding)};
  FeedbackOptions options;
  options.code = Code;
  options.check_runs = true;
  absl::StatusOr<std::vector<PlatformRequest>> requests =
      FeedbackFor(manifest, verdicts, OutcomeText(manifest, verdicts), {}, {}, options);
  ASSERT_TRUE(requests.ok());
  const PlatformRequest& run = (*requests)[1];
  EXPECT_EQ(run.path, "/repos/orbit/comm/check-runs");
  EXPECT_EQ(run.body["conclusion"].String(), "failure");
  EXPECT_EQ(run.body["head_sha"].String(), std::string(40, 'a'));
  EXPECT_EQ(run.body["external_id"].String(), ManifestSha256(manifest));
  const std::string& summary = run.body["output"]["summary"].String();
  EXPECT_NE(summary.find("| `comm` | `aaaaaaa` | before: `1111111`, #117 |"), std::string::npos)
      << summary;
  EXPECT_NE(summary.find("- `//fit:timers_test`"), std::string::npos);
}

TEST(Feedback, AFailedFullRunIsAnIssue) {
  Manifest manifest = Set();
  manifest.event = CompositionEvent::kMains;
  const std::vector<Verdict> verdicts = {VerdictFor(manifest, VerdictClass::kIntegrationFinding)};
  FeedbackOptions options;
  options.code = Code;
  absl::StatusOr<PlatformRequest> issue =
      IssueFor(manifest, verdicts, OutcomeText(manifest, verdicts), "orbit/integration",
               {"comm 1111111 -> aaaaaaa"}, options);
  ASSERT_TRUE(issue.ok()) << issue.status();
  EXPECT_EQ(issue->file, "orbit.integration.issue.json");
  EXPECT_EQ(issue->path, "/repos/orbit/integration/issues");
  EXPECT_TRUE(issue->body["title"].String().starts_with(
      "integration of line main: 1 of 47 targets failed: //fit:timers_test   tuple "));
  EXPECT_NE(issue->body["body"].String().find("testfed bisect start --good @42 --bad"),
            std::string::npos);
  EXPECT_EQ(MessageOf(IssueFor(manifest, verdicts, {}, "orbit", {}, options).status()),
            "`host/orbit` is no OWNER/NAME of a platform");
}

// Behaviours 54 and 55.
TEST(Feedback, TheMergePlanSaysWhatRemainsAndWhatToRevert) {
  const Manifest manifest = Set();
  const std::vector<Verdict> verdicts = {VerdictFor(manifest, VerdictClass::kGood)};
  FeedbackOptions options;
  options.code = Code;
  PlannedMember base{"baselibs", {{"github.com/orbit/baselibs", 3}}, true, {}, true};
  PlannedMember comm{"comm", {{"github.com/orbit/comm", 117}}, false, {"baselibs"}, true};
  PlannedMember life{"lifecycle", {{"github.com/orbit/lifecycle", 58}}, false, {"comm"}, true};
  const MergePlan plan = PlanMerge({life, comm, base});
  EXPECT_EQ(
      MergePlanText(manifest, OutcomeText(manifest, verdicts), plan, {}, options),
      "# Merge plan of changeset `timer-rename`\n\n"
      "The set is green: `47 tests passed` (" +
          DigestText(manifest) +
          ").\n\n"
          "1. `orbit/baselibs#3` is merged already; publish a pre-release of `baselibs` before "
          "the next step\n"
          "2. merge `orbit/comm#117`, which has a `bazel_dep` on `baselibs`; publish a "
          "pre-release of `comm` before the next step\n"
          "   - then compose the set again, and look that it is still green\n"
          "   - if this fails: revert `orbit/baselibs#3`\n"
          "3. merge `orbit/lifecycle#58`, which has a `bazel_dep` on `comm`\n"
          "   - if this fails: revert `orbit/comm#117`, then `orbit/baselibs#3`\n"
          "\nNo platform merges them at once: between the steps the mains fit together only as "
          "far as each is compatible with what the others were.\n");
  const std::string red = MergePlanText(
      manifest, OutcomeText(manifest, {VerdictFor(manifest, VerdictClass::kHarnessDefect)}),
      PlanMerge({comm, life}), {}, options);
  EXPECT_NE(red.find("**Nobody merges yet**: `1 of 47 targets failed: //fit:timers_test`"),
            std::string::npos);
  comm.depends_on = {"lifecycle"};
  comm.known = false;
  const std::string cyclic = MergePlanText(manifest, OutcomeText(manifest, verdicts),
                                           PlanMerge({comm, life}), {}, options);
  EXPECT_NE(cyclic.find("depend on each other, so that no order is right: `comm`, `lifecycle`"),
            std::string::npos);
  EXPECT_NE(cyclic.find("Nobody read the dependencies of `comm`"), std::string::npos);
}

TEST(Feedback, ARepositoryIsOwnerAndName) {
  EXPECT_EQ(*OwnerAndName("github.com/orbit/comm"), "orbit/comm");
  for (const char* bad : {"", "comm", "github.com/orbit", "github.com/a/b/c", "github.com/a/$(x)",
                          "github.com//b", "github.com/a/"}) {
    EXPECT_FALSE(OwnerAndName(bad).ok()) << bad;
  }
}

TEST(Feedback, ARequestIsOneLineOfJson) {
  EXPECT_EQ(RequestText({"x.json", "POST", "/repos/a/b/c", Json::MakeObject().Set("k", "v\n")}),
            "{\"body\":{\"k\":\"v\\n\"},\"method\":\"POST\",\"path\":\"/repos/a/b/c\"}\n");
}

}  // namespace
}  // namespace testfed
