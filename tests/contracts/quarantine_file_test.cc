#include "contracts/quarantine_file.h"

#include <gtest/gtest.h>

#include "tests/contracts/agreed.h"

namespace testfed {
namespace {

constexpr std::int64_t kDay = 86400, kNow = 20878 * kDay + 5;  // 2027-03-01

std::string FindingsIn(const std::string& text, std::int64_t now = kNow) {
  std::vector<Finding> findings;
  ReadQuarantine(text, "domains.quarantine.yaml", now, findings);
  return Rendered(findings);
}

TEST(QuarantineFile, IsRead) {
  std::vector<Finding> findings;
  const auto entries = ReadQuarantine(
      "# flaky\n$schema: x\n\"a/test_x.py::test_y\":\n  reason: a race\n  owner: \"@ada\"\n"
      "  expiry: 2027-03-01\nX#y: {reason: r, owner: o, expiry: \"2028-01-01\"}\n",
      "domains.quarantine.yaml", kNow, findings);
  EXPECT_EQ(Rendered(findings), "");
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0].test, "a/test_x.py::test_y");
  EXPECT_EQ(entries[0].reason, "a race");
  EXPECT_EQ(entries[0].owner, "@ada");
  EXPECT_EQ(entries[0].expiry, "2027-03-01");
  EXPECT_EQ(entries[0].at, (Place{"domains.quarantine.yaml", {3, 1}}));
}

TEST(QuarantineFile, EndsAfterItsLastDay) {
  const std::string text = "X#y: {reason: r, owner: o, expiry: 2027-03-01}\n";
  EXPECT_EQ(FindingsIn(text, 20879 * kDay - 1), "");
  EXPECT_EQ(FindingsIn(text, 20879 * kDay),
            "domains.quarantine.yaml:1:36: error: the quarantine of `X#y` ended on 2027-03-01; "
            "repair the test, or agree on a new date [quarantine-expired]\n");
}

TEST(QuarantineFile, TellsItsMistakes) {
  EXPECT_EQ(FindingsIn("[a]\n"),
            "domains.quarantine.yaml:1:1: error: tests are a map of names to maps, got a list "
            "[type]\n");
  EXPECT_EQ(FindingsIn("a: {expiry: 2027-02-29, owner: \"\"}\na: {}\nb: soon\n"),
            "domains.quarantine.yaml:1:1: error: test `a` has no `reason` [missing-key]\n"
            "domains.quarantine.yaml:1:13: error: `expiry` is a date as in `2027-03-01`, got the "
            "text `2027-02-29` [type]\n"
            "domains.quarantine.yaml:1:32: error: `owner` of test `a` says nothing [type]\n"
            "domains.quarantine.yaml:2:1: error: test `a` stands twice; first at "
            "domains.quarantine.yaml:1:1 [duplicate]\n"
            "domains.quarantine.yaml:3:4: error: test `b` is a map of keys, got the text `soon` "
            "[type]\n");
}

TEST(QuarantineFile, SurvivesDamage) {
  Damage("a.B#c:\n  reason: a race\n  owner: \"@ada\"\n  expiry: 2027-03-01\n",
         [](const std::string& text) {
           std::vector<Finding> findings;
           for (const auto& entry : ReadQuarantine(text, "q", kNow, findings)) {
             EXPECT_FALSE(entry.owner.empty() || entry.reason.empty()) << text;
             EXPECT_GE(entry.expiry, "2027-03-01") << text;
           }
         });
}

}  // namespace
}  // namespace testfed
