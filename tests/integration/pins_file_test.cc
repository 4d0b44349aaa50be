#include "integration/pins_file.h"

#include <gtest/gtest.h>

namespace testfed {
namespace {

struct Read {
  PinsFile file;
  std::string findings;
};

Read ReadText(std::string_view text, bool lenient = false, const Components* components = nullptr,
              const std::string& name = "known_good.json") {
  PinsOptions options;
  options.lenient = lenient;
  options.components = components;
  std::vector<Finding> findings;
  Read read;
  read.file = ReadPins(text, name, options, findings);
  SortFindings(findings);
  for (const Finding& finding : findings) read.findings += Render(finding);
  return read;
}

constexpr const char* kCommit = "2831bf74ab3c4d5e6f708192a3b4c5d6e7f80910";

std::string Entry(const std::string& rest = "") {
  return R"({"repo": "https://github.com/o/a.git", "hash": ")" + std::string(kCommit) + "\"" +
         rest + "}";
}

// Behaviour 1: four shapes of one tuple.
TEST(PinsFile, Behaviour1AllShapesGiveOneTuple) {
  const std::string list =
      R"({"modules": [{"name": "a", "repo": "git@github.com:o/a.git", "hash": ")" +
      std::string(kCommit) + R"("}], "suite": "full", "duration_s": 742,
                           "manifest_sha256": "4c9b7f..."})";
  const std::string flat = R"({"modules": {"a": )" + Entry(R"(, "branch": "main")") + "}}";
  const std::string grouped =
      R"({"modules": {"tooling": {}, "target_sw": {"a": )" + Entry() + "}}}";
  const std::string sbom = R"({"modules": {"target_sw": {"a": )" +
                           Entry(R"(, "pin_version": true)") +
                           R"(}}, "sbom": {"tracked_modules": ["a"]}})";
  for (const auto& [text, shape] : {std::pair(list, "list"), std::pair(flat, "flat"),
                                    std::pair(grouped, "grouped"), std::pair(sbom, "sbom")}) {
    const Read read = ReadText(text);
    EXPECT_EQ(read.findings, "") << text;
    EXPECT_EQ(read.file.shape, shape);
    EXPECT_EQ(CanonicalText(TupleOf(read.file.pins)),
              R"({"components":{"a":{"commit":"2831bf74ab3c4d5e6f708192a3b4c5d6e7f80910",)"
              R"("repo":"github.com/o/a"}},"schema":"tuple/1"})");
  }
  EXPECT_EQ(ReadText(grouped).file.pins[0].group, "target_sw");
  EXPECT_TRUE(ReadText(sbom).file.pins[0].keeps_version);
}

// Behaviour 2.
TEST(PinsFile, Behaviour2EmptyFirstGroupAndMissingRepoAreTold) {
  EXPECT_EQ(
      ReadText(R"({"modules": {"target_sw": {}, "tooling": {"a": )" + Entry() + "}}}").file.shape,
      "grouped");
  EXPECT_EQ(ReadText(R"({"modules": {"a": {"hash": ")" + std::string(kCommit) + R"("}, "b": )" +
                     Entry() + "}}")
                .findings,
            "known_good.json:1:14: error: `modules.a` has no `repo` [missing-key]\n");
  EXPECT_EQ(
      ReadText(R"({"modules": {"target_sw": {"b": )" + Entry() + R"(}, "a": )" + Entry() + "}}")
          .findings,
      "known_good.json:1:14: error: `modules.target_sw` is a group, but components stand "
      "beside it; all members of `modules` are groups, or none is [type]\n");
  EXPECT_EQ(ReadText(R"({"modules": {"a": {}, "b": )" + Entry() + "}}").findings,
            "known_good.json:1:14: error: `modules.a` has neither `hash` nor `version` "
            "[missing-key]\n"
            "known_good.json:1:14: error: `modules.a` has no `repo` [missing-key]\n");
}

// Behaviour 3.
TEST(PinsFile, Behaviour3DuplicateKeysAreNamedWithTheirPlace) {
  const std::string text = R"({"modules": {"target_sw": {"a": {
  "repo": "https://github.com/o/a", "bazel_patches": [],
  "hash": ")" + std::string(kCommit) +
                           R"(",
  "bazel_patches": ["//p:1.patch"],
  "metadata": {"code_root_path": "//a", "code_root_path": "//b"}}}}})";
  const std::string places =
      ": `modules.target_sw.a.bazel_patches` stands twice; first at known_good.json:2:37 "
      "[duplicate]\n";
  const Read strict = ReadText(text);
  EXPECT_EQ(strict.findings,
            "known_good.json:4:3: error" + places +
                "known_good.json:5:41: error: `modules.target_sw.a.metadata.code_root_path` stands "
                "twice; first at known_good.json:5:16 [duplicate]\n");
  const Read lenient = ReadText(text, true);
  EXPECT_EQ(lenient.findings,
            "known_good.json:4:3: warning" + places +
                "known_good.json:5:41: warning: `modules.target_sw.a.metadata.code_root_path` "
                "stands twice; first at known_good.json:5:16 [duplicate]\n");
  EXPECT_EQ(lenient.file.pins[0].patches, std::vector<std::string>{"//p:1.patch"});
}

// Behaviour 4.
TEST(PinsFile, Behaviour4VersionShadowsAHash) {
  const std::string text = R"({"modules": {"a": )" + Entry(R"(, "version": "1.2.0")") + "}}";
  const std::string message =
      ": `modules.a` has both `version` and a commit; the version 1.2.0 wins, and the commit "
      "`2831bf74ab3c4d5e6f708192a3b4c5d6e7f80910` says nothing [shadowed-hash]\n";
  EXPECT_EQ(ReadText(text).findings, "known_good.json:1:66: error" + message);
  const Read lenient = ReadText(text, true);
  EXPECT_EQ(lenient.findings, "known_good.json:1:66: warning" + message);
  EXPECT_EQ(lenient.file.pins[0].pin, *VersionPin("1.2.0"));
  EXPECT_EQ(lenient.file.shadowed.at("a"), kCommit);
}

// Behaviour 5.
TEST(PinsFile, Behaviour5TimestampsBecomeOneForm) {
  EXPECT_EQ(NormalTimestamp("2026-02-10T21:12:42+00:00Z"), "2026-02-10T21:12:42Z");
  EXPECT_EQ(NormalTimestamp("2026-02-10T21:12:42Z"), "2026-02-10T21:12:42Z");
  EXPECT_EQ(NormalTimestamp("2026-02-10T21:12:42.125+00:00"), "2026-02-10T21:12:42Z");
  for (const char* text :
       {"", "2026-02-10", "2026-02-10 21:12:42Z", "2026-02-10T21:12:42", "2026-02-30T21:12:42Z",
        "2026-02-10T24:12:42Z", "2026-02-10T21:12:42+02:00", "2026-02-10T21:12:42.Z", "now"}) {
    EXPECT_EQ(NormalTimestamp(text), "") << text;
  }
  const Read read = ReadText(R"({"modules": {"a": )" + Entry() +
                             R"(}, "timestamp": "2026-02-10T21:12:42+00:00Z"})");
  EXPECT_NE(
      read.findings.find("warning: `timestamp` is `2026-02-10T21:12:42+00:00Z`, which is read "
                         "as `2026-02-10T21:12:42Z` [timestamp]"),
      std::string::npos)
      << read.findings;
  EXPECT_EQ(read.file.timestamp, "2026-02-10T21:12:42Z");
}

// Behaviour 6.
TEST(PinsFile, Behaviour6SharedRepositoryIsAWarningUnlessDeclared) {
  const std::string text = R"({"modules": {"a": )" + Entry() + R"(, "b": )" + Entry() + "}}";
  EXPECT_NE(ReadText(text).findings.find("warning: components `a` and `b` have one repository, "
                                         "`github.com/o/a`; if that is meant, declare both in "
                                         "`components.yaml` [shared-repo]"),
            std::string::npos);
  std::vector<Finding> findings;
  const Components components = ReadComponents(
      "a: {repo: github.com/o/a}\nb: {repo: github.com/o/a, sharesRepo: true}\n", "c", findings);
  ASSERT_TRUE(findings.empty());
  EXPECT_EQ(ReadText(text, false, &components).findings, "");
}

// Behaviour 8.
TEST(PinsFile, Behaviour8AbbreviatedCommitsAreExpandedOnlyWhenAsked) {
  const std::string text = R"({"modules": {"a": {"repo": "github.com/o/a", "hash": "34985hf8"}}})";
  EXPECT_EQ(ReadText(text).findings,
            "known_good.json:1:54: error: `modules.a`: `34985hf8` is no commit; 40 hexadecimal "
            "digits are [commit]\n");
  PinsOptions options;
  options.expand = [](const std::string& name, const std::string& commit) {
    return absl::StatusOr<std::string>(name == "a" && commit == "2831bf7" ? kCommit : "?");
  };
  std::vector<Finding> findings;
  const PinsFile file =
      ReadPins(R"({"modules": {"a": {"repo": "github.com/o/a", "hash": "2831bf7"}}})", "f", options,
               findings);
  EXPECT_TRUE(findings.empty());
  EXPECT_EQ(file.pins[0].pin.text, kCommit);
}

// Behaviour 9: what YAML 1.1 would take for a number is text.
TEST(PinsFile, Behaviour9CommitsOfDigitsStayText) {
  for (const std::string& commit : std::vector<std::string>{
           std::string(40, '7'), "00" + std::string(38, '3'), "1e" + std::string(38, '4')}) {
    const Read read = ReadText("modules:\n  a: {repo: github.com/o/a, hash: " + commit + "}\n",
                               false, nullptr, "known_good.yaml");
    EXPECT_EQ(read.findings, "");
    ASSERT_EQ(read.file.pins.size(), 1u);
    EXPECT_EQ(read.file.pins[0].pin.text, commit);
    EXPECT_NE(CanonicalText(TupleOf(read.file.pins)).find("\"" + commit + "\""), std::string::npos);
  }
}

// Behaviour 10.
TEST(PinsFile, Behaviour10PatchThatIsNoLabelIsNamed) {
  EXPECT_EQ(ReadText(R"({"modules": {"a": )" +
                     Entry(R"(, "bazel_patches": ["patches/x/1.patch"])") + "}}")
                .findings,
            "known_good.json:1:128: warning: the patch `patches/x/1.patch` of `modules.a` is no "
            "label [patch]\nhint: write a label of this repository\n  //patches/x:1.patch\n");
}

// Behaviour 11.
TEST(PinsFile, Behaviour11DisablingHasThreeDistinctErrors) {
  auto message = [](const std::string& rest) {
    const std::string findings = ReadText(R"({"modules": {"a": )" + Entry(rest) + "}}").findings;
    return findings.substr(findings.find("error: "));
  };
  EXPECT_EQ(message(R"(, "enabled": false)"),
            "error: `modules.a` is disabled, and `disabled_reason` does not say why [disabled]\n");
  EXPECT_EQ(message(R"(, "disabled_reason": "broken")"),
            "error: `modules.a` has a `disabled_reason`, but it is enabled; `enabled: false` takes "
            "it out [disabled]\n");
  EXPECT_EQ(message(R"(, "enabled": "false", "disabled_reason": "broken")"),
            "error: `enabled` of `modules.a` is true or false, got the text `false` in quotes "
            "[type]\n");
  const Read read = ReadText(R"({"modules": {"a": )" +
                             Entry(R"(, "enabled": false, "disabled_reason": "broken")") + "}}");
  EXPECT_EQ(read.findings, "");
  EXPECT_TRUE(read.file.pins.empty());
  EXPECT_EQ(read.file.disabled.at("a"), "broken");
}

TEST(PinsFile, ReadsTheDecisionRecordsLastKnownGood) {
  std::vector<Finding> findings;
  const Components components = ReadComponents(
      "comm: {repo: https://github.com/orbit/comm}\nlogging: {repo: github.com/orbit/logging}\n",
      "components.yaml", findings);
  ASSERT_TRUE(findings.empty());
  const std::string text =
      "timestamp: 2025-08-13T12:55:10Z\ntuple:\n  comm: " + std::string(kCommit) +
      "\n  logging: 1.4.0\nsuite: full\nduration_s: 742\n";
  const Read read = ReadText(text, false, &components, "last_known_good.yaml");
  EXPECT_EQ(read.findings, "");
  EXPECT_EQ(read.file.shape, "record");
  ASSERT_EQ(read.file.pins.size(), 2u);
  EXPECT_EQ(read.file.pins[1].pin, *VersionPin("1.4.0"));
  EXPECT_NE(ReadText(text, false, nullptr, "x.yaml")
                .findings.find("does not say where its "
                               "components come from"),
            std::string::npos);
}

TEST(PinsFile, ReadsATupleBack) {
  const std::string text =
      R"({"components":{"a":{"repo":"h.org/p","version":"1"}},"schema":"tuple/1"})";
  const Read read = ReadText(text);
  EXPECT_EQ(read.findings, "");
  EXPECT_EQ(CanonicalText(TupleOf(read.file.pins)), text);
}

TEST(PinsFile, RefusesWhatItDoesNotKnow) {
  EXPECT_EQ(ReadText("[]").findings,
            "known_good.json:1:1: error: known good is a map, got a list [type]\n");
  EXPECT_NE(ReadText(R"({"modules": {"a": )" + Entry(R"(, "hahs": "x")") + "}}")
                .findings.find("unknown key `hahs` in `modules.a`; did you mean `hash`?"),
            std::string::npos);
  EXPECT_NE(ReadText("{\"modules\": {\"$(x)\": " + Entry() + "}}").findings.find("[name]"),
            std::string::npos);
  EXPECT_NE(ReadText(R"({"modules": {a: )" + Entry() + "}}").findings.find("not JSON"),
            std::string::npos);
}

// A file that is damaged anywhere gives findings or a tuple, and never ends the program.
TEST(PinsFile, SurvivesDamageAnywhere) {
  const std::string text = R"({"modules": {"g": {"a": )" +
                           Entry(R"(, "bazel_patches": ["//p:1"])") +
                           R"(}}, "timestamp": "2026-02-10T21:12:42Z"})";
  for (size_t at = 0; at < text.size(); ++at) {
    for (char c : {'\0', '"', '{', '}', ',', '\n', '\x80'}) {
      std::string damaged = text;
      damaged[at] = c;
      (void)ReadText(damaged);
      (void)ReadText(damaged.substr(0, at));
    }
  }
}

}  // namespace
}  // namespace testfed
