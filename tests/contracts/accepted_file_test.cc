#include "contracts/accepted_file.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/contracts/agreed.h"

namespace testfed {
namespace {

constexpr std::int64_t kDay = 86400, kNow = 20878 * kDay + 5;  // 2027-03-01
const std::string kFile = "domains.accepted.yaml";

std::vector<AcceptedEntry> Entries(const std::string& text) {
  std::vector<Finding> findings;
  auto entries = ReadAccepted(text, kFile, findings);
  EXPECT_EQ(Rendered(findings), "") << text;
  return entries;
}

std::string FindingsIn(const std::string& text) {
  std::vector<Finding> findings;
  ReadAccepted(text, kFile, findings);
  return Rendered(findings);
}

const AcceptedEntry kEntry{
    "orphan-tests", "tools/test_release.py", "moves: to its own repository", "2027-03-01", {}};

TEST(AcceptedFile, TellsItsMistakes) {
  EXPECT_EQ(FindingsIn(""), "");
  EXPECT_EQ(FindingsIn("a: b\n"),
            kFile + ":1:1: error: accepted findings are a list of maps, got a map [type]\n");
  EXPECT_EQ(FindingsIn("- x\n- {}\n- {code: a, place: b, reason: \"\", until: soon, line: 3}\n"),
            kFile + ":1:3: error: an accepted finding is a map of keys, got the text `x` [type]\n" +
                kFile + ":2:3: error: an accepted finding has no `code` [missing-key]\n" + kFile +
                ":2:3: error: an accepted finding has no `place` [missing-key]\n" + kFile +
                ":2:3: error: an accepted finding has no `reason` [missing-key]\n" + kFile +
                ":2:3: error: an accepted finding has no `until` [missing-key]\n" + kFile +
                ":3:31: error: `reason` of an accepted finding says nothing [type]\n" + kFile +
                ":3:42: error: `until` is a date as in `2027-03-01`, got the text `soon` [type]\n" +
                kFile + ":3:48: error: unknown key `line` in an accepted finding [unknown-key]\n");
  const std::string entry = "- {code: a, place: b, reason: c, until: 2027-03-01}\n";
  EXPECT_EQ(FindingsIn(entry + entry), kFile + ":2:3: error: `a` of `b` stands twice; first at " +
                                           kFile + ":1:3 [duplicate]\n");
}

Finding Found(std::string code, std::string file, std::string message) {
  return {Severity::kError, {std::move(file), {1, 1}}, std::move(code), std::move(message), {}};
}

TEST(AcceptedFile, SplitsFindings) {
  const std::vector<Finding> findings = {
      Found("orphan-tests", "b:c", "7 tests"), Found("orphan-tests", "a", "of `X` and `Y`"),
      Found("orphan-tests", "a", "of `Z`"), Found("tie", "a", "of `X`")};
  auto split = [&](const std::string& text, std::int64_t now = kNow) {
    const auto entries = Entries(text);
    const AcceptedFindings result = ApplyAccepted(findings, entries, now);
    EXPECT_EQ(result.remaining.size() + result.accepted.size() -
                  static_cast<size_t>(std::count_if(
                      result.remaining.begin(), result.remaining.end(),
                      [](const Finding& one) { return one.code.starts_with("accepted-"); })),
              findings.size());
    return "accepted:\n" + Rendered(result.accepted) + "remaining:\n" + Rendered(result.remaining);
  };
  EXPECT_EQ(split("- {code: orphan-tests, place: a, reason: r, until: 2027-03-01}\n"
                  "- {code: tie, place: \"a:X\", reason: r, until: 2027-02-28}\n"
                  "- {code: orphan-tests, place: \"a:N\", reason: r, until: 2027-03-01}\n"),
            "accepted:\n"
            "a:1:1: error: of `X` and `Y` [orphan-tests]\n"
            "a:1:1: error: of `Z` [orphan-tests]\n"
            "remaining:\n"
            "a:1:1: error: of `X` [tie]\n"
            "b:c:1:1: error: 7 tests [orphan-tests]\n" +
                kFile +
                ":2:3: error: `tie` of `a:X` was accepted until 2027-02-28; repair it, or "
                "agree on a new date [accepted-expired]\n" +
                kFile +
                ":3:3: warning: `orphan-tests` of `a:N` is accepted, and there is no such "
                "finding; remove the entry [accepted-idle]\n");
  EXPECT_EQ(split("- {code: orphan-tests, place: \"b:c\", reason: r, until: 2027-03-01}\n"
                  "- {code: orphan-tests, place: \"a:Y\", reason: r, until: 2027-03-01}\n"),
            "accepted:\n"
            "a:1:1: error: of `X` and `Y` [orphan-tests]\n"
            "b:c:1:1: error: 7 tests [orphan-tests]\n"
            "remaining:\n"
            "a:1:1: error: of `Z` [orphan-tests]\n"
            "a:1:1: error: of `X` [tie]\n");
}

TEST(AcceptedFile, IsExtended) {
  const std::string added =
      "- code: orphan-tests\n  place: tools/test_release.py\n"
      "  reason: \"moves: to its own repository\"\n  until: 2027-03-01\n";
  EXPECT_EQ(
      *AddAccepted("", kFile, kEntry),
      "# Findings of `testfed check` that are accepted up to a date, each with its reason.\n" +
          added);
  const std::string old =
      "# mine\n\n- {code: a,   place: b, reason: c, until: 2027-03-01}  # why\n# the end";
  EXPECT_EQ(*AddAccepted(old, kFile, kEntry), old + "\n" + added);
  EXPECT_EQ(*AddAccepted("  - code: a\n    place: b\n    reason: c\n    until: 2027-03-01\n", kFile,
                         AcceptedEntry{"d", "e", "f", "2027-03-02", {}}),
            "  - code: a\n    place: b\n    reason: c\n    until: 2027-03-01\n"
            "  - code: d\n    place: e\n    reason: f\n    until: 2027-03-02\n");
  EXPECT_EQ(*AddAccepted("- code: a\r\n  place: b\r\n  reason: c\r\n  until: 2027-03-01\r\n", kFile,
                         AcceptedEntry{"d", "e", "f", "2027-03-02", {}}),
            "- code: a\r\n  place: b\r\n  reason: c\r\n  until: 2027-03-01\r\n"
            "- code: d\r\n  place: e\r\n  reason: f\r\n  until: 2027-03-02\r\n");
}

TEST(AcceptedFile, IsNotExtendedWhereThatWouldChangeIt) {
  auto refusal = [](const std::string& text, const AcceptedEntry& entry = kEntry) {
    return MessageOf(AddAccepted(text, kFile, entry).status());
  };
  EXPECT_EQ(refusal(*AddAccepted("", kFile, kEntry)),
            "`orphan-tests` of `tools/test_release.py` is accepted already, at " + kFile + ":2:3");
  EXPECT_EQ(refusal("a: b\n"), kFile + ":1:1: accepted findings are a list of maps, got a map");
  for (const char* text : {"[{code: a, place: b, reason: c, until: 2027-03-01}]\n", "[]\n",
                           "- {code: a, place: b, reason: c, until: 2027-03-01}\n...\n"}) {
    EXPECT_EQ(refusal(text), "cannot add an entry at the end of " + kFile +
                                 ": one has a mistake, or the list does not end there")
        << text;
  }
  AcceptedEntry late = kEntry;
  late.until = "2027-02-29";
  EXPECT_EQ(refusal("", late),
            "cannot accept `orphan-tests`: `until` is a date as in `2027-03-01`, got the text "
            "`2027-02-29`");
}

TEST(AcceptedFile, SurvivesDamage) {
  Damage(
      "# x\n- code: a\n  place: b\n  reason: c\n  until: 2027-03-01\n- {code: d, place: e, "
      "reason: f, until: 2028-01-01}\n",
      [](const std::string& text) {
        std::vector<Finding> findings;
        const auto before = ReadAccepted(text, kFile, findings);
        const auto extended = AddAccepted(text, kFile, kEntry);
        if (!extended.ok()) return;
        EXPECT_TRUE(findings.empty()) << text;
        EXPECT_TRUE(text.empty() || extended->starts_with(text)) << text;
        EXPECT_EQ(Entries(*extended).size(), before.size() + 1) << text;
      });
}

}  // namespace
}  // namespace testfed
