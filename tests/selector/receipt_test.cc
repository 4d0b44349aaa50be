#include "selector/receipt.h"

#include <gtest/gtest.h>

namespace testfed {
namespace {

Receipt Sample() {
  Receipt receipt;
  receipt.version = "0.1.0";
  receipt.plan_digest = "sha256:0";
  receipt.job = "Billing-unit";
  receipt.leg = "pack-001";
  receipt.calls = 2;
  receipt.exit_code = 1;
  receipt.tests.emplace();
  receipt.tests->passed = 3;
  receipt.tests->skipped = 1;
  receipt.tests->failed.Add("A#b");
  receipt.tests->quarantined = {"A#flaky"};
  receipt.tests->missing.Add("A#c");
  return receipt;
}

TEST(Receipt, IsWrittenForPeopleToo) {
  EXPECT_EQ(ToJsonText(Sample()), R"({
  "schema": "testfed.receipt/1",
  "version": "0.1.0",
  "plan_digest": "sha256:0",
  "job": "Billing-unit",
  "leg": "pack-001",
  "calls": 2,
  "exit_code": 1,
  "forgiven": false,
  "problem": "",
  "tests": {
    "executed": 5,
    "passed": 3,
    "skipped": 1,
    "failed": {
      "count": 1,
      "names": [
        "A#b"
      ]
    },
    "quarantined": [
      "A#flaky"
    ],
    "missing": {
      "count": 1,
      "names": [
        "A#c"
      ]
    }
  },
  "opaque": ""
}
)");
}

TEST(Receipt, ComesBackAsItWasWritten) {
  Receipt receipt = Sample();
  EXPECT_EQ(*ReadReceipt(ToJsonText(receipt), "r"), receipt);
  receipt.tests.reset();
  receipt.opaque = "nobody counts";
  EXPECT_EQ(*ReadReceipt(ToJsonText(receipt), "r"), receipt);
  receipt.calls = 0;
  receipt.problem = "no command\n::error::x";
  EXPECT_EQ(*ReadReceipt(ToJsonText(receipt), "r"), receipt);
}

TEST(Receipt, NamesAreBounded) {
  NamedTests tests;
  for (int i = 0; i < 1000; ++i) tests.Add(std::string(5000, 'x'));
  EXPECT_EQ(tests.count, 1000);
  EXPECT_EQ(tests.names.size(), kMaxReceiptNames);
  EXPECT_LE(tests.names[0].size(), kMaxReceiptNameBytes);
  Receipt receipt = Sample();
  receipt.tests->failed = tests;
  const std::string text = ToJsonText(receipt);
  EXPECT_LT(text.size(), size_t{1} << 20);
  EXPECT_EQ(*ReadReceipt(text, "r"), receipt);
}

std::string ProblemAfter(std::string_view from, std::string_view to) {
  std::string text = ToJsonText(Sample());
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  text.replace(at, from.size(), to);
  absl::StatusOr<Receipt> receipt = ReadReceipt(text, "r");
  return receipt.ok() ? "" : MessageOf(receipt.status());
}

TEST(Receipt, WhatContradictsItselfIsNone) {
  EXPECT_EQ(ProblemAfter("testfed.receipt/1", "testfed.plan/1"),
            "r: `schema` is `testfed.plan/1`, expected `testfed.receipt/1`");
  EXPECT_EQ(ProblemAfter(R"("calls": 2)", R"("calls": "2")"),
            "r: `calls` is a whole number, got a text");
  EXPECT_EQ(ProblemAfter(R"("calls": 2,)", R"("calls": 2, "x": 1,)"), "r: unknown key `x`");
  EXPECT_EQ(ProblemAfter(R"("leg": "pack-001",)", ""), "r: `leg` is missing");
  EXPECT_EQ(ProblemAfter(R"("calls": 2)", R"("calls": 0)"),
            "r: `calls` is 0, and `problem` does not say why");
  EXPECT_EQ(ProblemAfter(R"("opaque": "")", R"("opaque": "x")"),
            "r: either `tests` were counted, or `opaque` says why not");
  EXPECT_EQ(ProblemAfter(R"("passed": 3)", R"("passed": 30)"),
            "r: tests: `executed` is 5, and its parts are 32");
  EXPECT_EQ(ProblemAfter(R"("passed": 3)", R"("passed": -1)"),
            "r: tests: `passed` is a count, got -1");
  EXPECT_EQ(ProblemAfter(R"("count": 1)", R"("count": 7)"),
            "r: tests.failed: `count` is 7, and there are 1 names");
  EXPECT_EQ(ProblemAfter("{\n  \"schema\"", "[\n  \"schema\"").substr(0, 3), "r:2");
  EXPECT_EQ(ProblemAfter("\n}\n", "").substr(0, 3), "r:3");  // cut short
}

}  // namespace
}  // namespace testfed
