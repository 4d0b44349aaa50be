#include "integration/manifest.h"

#include <gtest/gtest.h>

#include "integration/reproduction.h"

namespace testfed {
namespace {

std::string Commit(char digit) { return std::string(40, digit); }

Manifest Sample() {
  Manifest manifest;
  manifest.pins = {{"comm",
                    *CommitPin(Commit('a')),
                    "https://github.com/orbit/comm",
                    {"//patches/comm:1.patch"},
                    "target_sw",
                    "orbit_comm"},
                   {"logging", *VersionPin("1.4.0"), "https://github.com/orbit/logging", {}, ""}};
  manifest.under_test = {
      {"comm", *CommitPin(Commit('1')), 117, "feature", "pull_request.head.sha"}};
  manifest.base = {42, std::string(64, 'e'), std::string(64, 'd')};
  manifest.subset = "fast";
  manifest.timestamp = "2026-11-20T09:12:44Z";
  manifest.integration_commit = Commit('6');
  manifest.integration_repo = "https://github.com/orbit/integration";
  return manifest;
}

// docs/integration.md publishes this vector.
TEST(Manifest, HasThePublishedCanonicalBytes) {
  EXPECT_EQ(
      CanonicalText(Sample()),
      R"({"event":"pr","integration_commit":"6666666666666666666666666666666666666666",)"
      R"("line":"main","pull_requests":[{"commit":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",)"
      R"("component":"comm","number":117}],"schema":"manifest/1","subset":"fast",)"
      R"("tuple_sha256":")" +
          TupleSha256(TupleOf(Sample().pins)) + "\"}");
}

TEST(Manifest, TimeIsNoPartOfItsDigest) {
  Manifest other = Sample();
  other.timestamp = "2027-01-01T00:00:00Z";
  other.integration_repo = "";
  EXPECT_EQ(ManifestSha256(other), ManifestSha256(Sample()));
  for (auto change : std::vector<void (*)(Manifest&)>{
           [](Manifest& m) { m.subset = "full"; }, [](Manifest& m) { m.line = "release/0.9"; },
           [](Manifest& m) { m.changeset = "x"; }, [](Manifest& m) { m.may_shrink = "x"; },
           [](Manifest& m) { m.event = CompositionEvent::kProbe; },
           [](Manifest& m) { m.integration_commit = ""; },
           [](Manifest& m) { m.under_test[0].pull_request = 118; },
           [](Manifest& m) { m.pins[1].pin = *VersionPin("1.4.1"); }}) {
    Manifest changed = Sample();
    change(changed);
    EXPECT_NE(ManifestSha256(changed), ManifestSha256(Sample()));
  }
}

TEST(Manifest, ReadsBackWhatItWrites) {
  Manifest mains = Sample();
  mains.event = CompositionEvent::kMains;
  mains.under_test[0].pull_request = 0;
  mains.held["logging"] = {"waits", "2026-11-12", ""};
  mains.not_advanced["logging"] = "gone";
  mains.disabled["nav"] = "broken";
  mains.removed = {"old"};
  mains.unchanged = {"logging"};
  Manifest nothing = Sample();
  nothing.under_test.clear();
  for (const Manifest& manifest : {Sample(), mains, nothing}) {
    std::vector<Finding> findings;
    const Manifest again = ReadManifest(ToText(manifest, nullptr), "manifest.json", findings);
    for (const Finding& finding : findings) ADD_FAILURE() << Render(finding);
    EXPECT_EQ(again, manifest);
  }
}

TEST(Manifest, EditedOneIsNoManifest) {
  std::string text = ToText(Sample(), nullptr);
  const std::string version = "\"version\": \"1.4.0\"";
  text.replace(text.find(version), version.size(), "\"version\": \"1.4.1\"");
  std::vector<Finding> findings;
  ReadManifest(text, "manifest.json", findings);
  std::string rendered;
  for (const Finding& finding : findings) rendered += finding.message;
  EXPECT_NE(rendered.find("the manifest was edited"), std::string::npos) << text << rendered;
}

// The decision record's own form, written by hand, with numbers that are texts and the reverse.
TEST(Manifest, Behaviour9ReadsOneOfTheDecisionRecord) {
  const std::string digits(40, '7');
  std::vector<Finding> findings;
  const Manifest manifest = ReadManifest(
      "pr: \"482\"\ncomponent_under_test: {name: comm, repo: orbit.org/comm, sha: " + digits +
          "}\nothers:\n  - {name: logging, repo: orbit.org/logging, ref: 1e" +
          std::string(38, '3') + "}\nsubset: fast\ntimestamp: 2025-08-13T12:55:10Z\n",
      "manifest.yaml", findings);
  for (const Finding& finding : findings) ADD_FAILURE() << Render(finding);
  EXPECT_EQ(manifest.under_test[0].pull_request, 482);
  EXPECT_EQ(FindPinned(manifest.pins, "comm")->pin.text, digits);
  EXPECT_NE(ToText(manifest, nullptr).find("\"ref\": \"1e3333"), std::string::npos);
}

TEST(Manifest, Behaviour8AbbreviatedCommitIsNoManifest) {
  std::vector<Finding> findings;
  ReadManifest("component_under_test: {name: comm, repo: orbit.org/comm, sha: 34985hf8}\n",
               "m.yaml", findings);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(Render(findings[0]),
            "m.yaml:1:63: error: `component_under_test`: `34985hf8` is no commit; 40 hexadecimal "
            "digits are [manifest]\n");
}

// Behaviour 62. tests/scenarios runs it; here what is quoted.
TEST(Manifest, Behaviour62ReproductionUsesOnlyTheManifest) {
  Manifest manifest = Sample();
  manifest.pins[0].patches = {"//p:$(touch x) 1.patch"};
  const std::string script = ReproductionScript(manifest, {{"//a:b", "//c:'d"}, {"linux"}});
  EXPECT_NE(
      script.find("git -C comm fetch -q --depth 1 https://github.com/orbit/comm " + Commit('a')),
      std::string::npos)
      << script;
  EXPECT_NE(script.find("apply -p1 \"$integration\"/'p/$(touch x) 1.patch'"), std::string::npos);
  EXPECT_NE(script.find("printf '%s\\n' //a:b '//c:'"), std::string::npos) << script;
  EXPECT_NE(script.find("--override_module=orbit_comm=\"$components\"/comm"), std::string::npos);
  EXPECT_NE(script.find("# logging 1.4.0 comes from the registry"), std::string::npos);
}

}  // namespace
}  // namespace testfed
