#include "reporters/gate_report.h"

#include <gtest/gtest.h>

#include "domains/path_name.h"
#include "reporters/workflow_command.h"
#include "tests/reporters/sample_plans.h"

namespace testfed {
namespace {

Receipt GoodReceipt(const Plan& plan, const Job& job) {
  Receipt receipt;
  receipt.version = "0.1.0";
  receipt.plan_digest = plan.digest;
  receipt.job = job.id;
  receipt.calls = 1;
  receipt.tests.emplace();
  receipt.tests->passed = 10;
  return receipt;
}

std::vector<ReceiptFile> GoodReceipts(const Plan& plan) {
  std::vector<ReceiptFile> files;
  for (const Job& job : plan.jobs) files.push_back({job.id + ".json", GoodReceipt(plan, job)});
  return files;
}

// The second job failed, the third has no receipt, and there is a file that is none.
GateAnswer Broken(const Plan& plan) {
  std::vector<ReceiptFile> files = GoodReceipts(plan);
  files[1].receipt->exit_code = 1;
  files[1].receipt->tests->failed.Add("com.acme.billing.InvoiceTest#rounds half up");
  files.erase(files.begin() + 2);
  files.push_back({"x.log", Error("x.log:1:1: not JSON: nothing")});
  return Judge(plan, files, {});
}

TEST(GateReport, Green) {
  const Plan plan = SmallPlan();
  const GateAnswer answer = Judge(plan, GoodReceipts(plan), {});
  EXPECT_EQ(RenderGate(plan, answer), "green: 4 planned jobs ran and passed, 40 tests   (plan " +
                                          plan.digest.substr(0, 19) + ")\n");
  EXPECT_EQ(RenderGateAnnotations(answer), "");
  EXPECT_EQ(GateAgain(plan, answer, "plan.json"), "");
  EXPECT_EQ(RenderGateMarkdown(plan, answer),
            "### testfed gate: green: 4 planned jobs ran and passed, 40 tests\n\n`plan " +
                plan.digest.substr(0, 19) + "`\n");
}

TEST(GateReport, NothingHadToRun) {
  const Plan plan = NonePlan();
  EXPECT_EQ(RenderGate(plan, Judge(plan, {}, {})),
            "green: nothing had to run, every changed path is ignored   (plan " +
                plan.digest.substr(0, 19) + ")\n");
}

TEST(GateReport, NotGreen) {
  Plan plan = SmallPlan();
  plan.head.uncommitted = 0;
  const GateAnswer answer = Broken(plan);
  EXPECT_EQ(RenderGate(plan, answer),
            "not green: 2 of 4 planned jobs, and 1 problem more   (plan " +
                plan.digest.substr(0, 19) + R"()

  JOB              PLANNED   RAN   ASK              RESULT
  Billing-it                  10                    passed
  Billing-unit                11   @acme/Billing    1 failed: com.acme.billing.InvoiceTest#rounds half up
  Checkout-unit                -   @acme/Checkout   no receipt: the job did not start, was cancelled, or could not upload
  Identity-login              10                    passed

  no receipt: x.log:1:1: not JSON: nothing
)");
  EXPECT_EQ(GateAgain(plan, answer, "plan.json"),
            "testfed run --base 1f3c9ab --head 9b1e04d Billing-unit Checkout-unit");
  plan.mode = Mode::kFull;
  EXPECT_EQ(GateAgain(plan, answer, "plan.json"),
            "testfed run --base 1f3c9ab --head 9b1e04d --full gate Billing-unit Checkout-unit");
  plan.head.uncommitted = 1;
  EXPECT_EQ(GateAgain(plan, answer, "my plan.json"),
            "testfed run --plan 'my plan.json' Billing-unit Checkout-unit");
  EXPECT_EQ(RenderGateAnnotations(answer),
            "::error title=testfed gate::Billing-unit: 1 failed: "
            "com.acme.billing.InvoiceTest#rounds half up; ask @acme/Billing\n"
            "::error title=testfed gate::Checkout-unit: no receipt: the job did not start, was "
            "cancelled, or could not upload; ask @acme/Checkout\n"
            "::error title=testfed gate::no receipt: x.log:1:1: not JSON: nothing\n");
}

TEST(GateReport, WhatIsInQuarantineIsShownInGreen) {
  Plan plan = SmallPlan();
  plan.jobs[1].quarantine = {"com.acme.A#flaky"};
  std::vector<ReceiptFile> files = GoodReceipts(plan);
  files[1].receipt->exit_code = 1;
  files[1].receipt->forgiven = true;
  files[1].receipt->tests->quarantined = {"com.acme.A#flaky"};
  plan.jobs[1].runner = "junit";
  const std::string text = RenderGate(plan, Judge(plan, files, {}));
  EXPECT_NE(text.find("\n\n"
                      "  JOB            PLANNED   RAN   ASK   RESULT\n"
                      "  Billing-unit              11         passed, 1 failed in quarantine: "
                      "com.acme.A#flaky\n"),
            std::string::npos)
      << text;
}

TEST(GateReport, TenThousandJobsAreCounted) {
  const Plan plan = ManyJobsPlan(10000, 3);
  std::vector<ReceiptFile> files = GoodReceipts(plan);
  files.erase(files.begin() + 5);
  GateAnswer answer = Judge(plan, files, {});
  std::string text = RenderGate(plan, answer);
  EXPECT_NE(text.find("not green: 1 of 10,000 planned jobs"), std::string::npos) << text;
  EXPECT_NE(text.find("\n  and 9,999 good jobs\n"), std::string::npos) << text;
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 5);

  answer = Judge(plan, {}, {});
  text = RenderGate(plan, answer);  // of what is wrong nothing is left out
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 10003);
  const std::string annotations = RenderGateAnnotations(answer);
  EXPECT_EQ(std::count(annotations.begin(), annotations.end(), '\n'), kMaxAnnotations);
  EXPECT_TRUE(annotations.ends_with("::and 9,991 problems more, in the log\n")) << annotations;
  const std::string markdown = RenderGateMarkdown(plan, answer);
  EXPECT_LT(markdown.size(), size_t{1} << 20);
  EXPECT_NE(markdown.find("\nand 9,900 jobs more\n"), std::string::npos);
  EXPECT_EQ(GateAgain(plan, answer, "p"), "testfed run --base 1f3c9ab --head 9b1e04d");
}

// As GitHub's runner reads a line: the first `::` after blanks, then properties, then the message.
// Source: actions/runner, ActionCommand.cs (TryParseV2).
struct Command {
  std::string name, properties, message;
};
std::optional<Command> CommandOf(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of(" \t\r\f\v"), line.size()));
  if (!line.starts_with("::")) return std::nullopt;
  line.remove_prefix(2);
  const size_t end = line.find("::");
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view head = line.substr(0, end);
  const size_t blank = std::min(head.find(' '), head.size());
  return Command{std::string(head.substr(0, blank)), std::string(head.substr(blank)),
                 std::string(line.substr(end + 2))};
}

std::string Unescaped(std::string text) {
  for (auto [code, byte] : {std::pair{"%0D", "\r"}, {"%0A", "\n"}, {"%25", "%"}}) {
    for (size_t at = 0; (at = text.find(code, at)) != std::string::npos; ++at) {
      text.replace(at, 3, byte);
    }
  }
  return text;
}

TEST(GateReport, HostileTextIsDataInEveryFormat) {
  const size_t lines = [] {
    const Plan plan = SmallPlan();
    const std::string text = RenderGate(plan, Broken(plan));
    return static_cast<size_t>(std::count(text.begin(), text.end(), '\n'));
  }();
  std::vector<std::string> texts = HostileTexts();
  texts.insert(texts.end(),
               {"a%0A::error::x", "EOF\nx=y", "${{ secrets.X }}", "::set-output name=a::b"});
  for (const std::string& text : texts) {
    Plan plan = SmallPlan();
    for (Job& job : plan.jobs) job.owners = {text};
    std::vector<ReceiptFile> files = GoodReceipts(plan);
    files[1].receipt->tests->failed.Add(text);
    files[1].receipt->problem = text;
    files.erase(files.begin() + 2);
    files.push_back({text, Error(text)});
    GateAnswer answer = Judge(plan, files, {{text, text}});
    const std::string shown = RenderGate(plan, answer);
    EXPECT_TRUE(IsUtf8(shown));
    EXPECT_EQ(std::count(shown.begin(), shown.end(), '\n'), static_cast<long>(lines + 1)) << shown;
    EXPECT_EQ(shown.find("##["), std::string::npos);
    std::string_view rest = shown;
    while (!rest.empty()) {
      const size_t end = rest.find('\n');
      EXPECT_FALSE(CommandOf(rest.substr(0, end)).has_value()) << rest.substr(0, end);
      rest.remove_prefix(end + 1);
    }
    const std::string annotations = RenderGateAnnotations(answer);
    EXPECT_TRUE(IsUtf8(annotations));
    size_t commands = 0;
    for (rest = annotations; !rest.empty();) {
      const size_t end = rest.find('\n');
      const std::optional<Command> command = CommandOf(rest.substr(0, end));
      ASSERT_TRUE(command.has_value()) << rest;
      EXPECT_EQ(command->name, "error");
      EXPECT_EQ(command->properties, " title=testfed gate");
      EXPECT_EQ(Unescaped(command->message).find_first_of("\r\n"), std::string::npos);
      ++commands;
      rest.remove_prefix(end + 1);
    }
    EXPECT_EQ(commands, 4U);
    const std::string markdown = RenderGateMarkdown(plan, answer);
    EXPECT_TRUE(IsUtf8(markdown));
    EXPECT_EQ(markdown.find("<script"), std::string::npos);
    EXPECT_EQ(markdown.find("\n::"), std::string::npos);
  }
}

}  // namespace
}  // namespace testfed
