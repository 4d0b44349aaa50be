#include "selector/job_verdict.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "domains/amount.h"
#include "domains/declarations.h"
#include "domains/inline_text.h"

namespace testfed {
namespace {

std::string Tests(int count) { return WithThousands(count) + (count == 1 ? " test" : " tests"); }

// The failures in `tests` that the plan does not have in quarantine.
std::string NotInQuarantine(const Job& job, const TestCounts& tests) {
  for (const std::string& name : tests.quarantined) {
    auto at = std::find(job.quarantine.begin(), job.quarantine.end(), name);
    if (at == job.quarantine.end()) return name;
  }
  return "";
}

std::string WhatElse(const TestCounts& tests) {
  std::string text;
  if (!tests.quarantined.empty()) {
    NamedTests named;
    for (const std::string& name : tests.quarantined) named.Add(name);
    text += ", " + std::to_string(named.count) + " failed in quarantine: " + NamesText(named);
  }
  if (tests.skipped > 0) text += ", " + WithThousands(tests.skipped) + " skipped";
  return text;
}

JobVerdict JudgeCounts(const Job& job, const Receipt& receipt, const TestCounts& tests) {
  if (std::string name = NotInQuarantine(job, tests); !name.empty()) {
    return {false, "forgives " + InlineText(name) + ", which the plan does not"};
  }
  if (tests.failed.count > 0) {
    return {false, WithThousands(tests.failed.count) + " failed: " + NamesText(tests.failed) +
                       WhatElse(tests)};
  }
  const bool forgiven = receipt.forgiven && !tests.quarantined.empty();
  if (receipt.exit_code != 0 && !forgiven) {
    return {false, "exit code " + std::to_string(receipt.exit_code) +
                       (tests.quarantined.empty() ? ", and no test failed"
                                                  : ", which no failed test explains") +
                       WhatElse(tests)};
  }
  // Of a suite that is divided while it runs nothing may be left for one part.
  const bool may_be_empty =
      job.shard_by == Job::ShardBy::kRest || job.shard_by == Job::ShardBy::kRunner;
  if (tests.Executed() == 0 && may_be_empty) {
    return {true, "passed, and no test was left for it" + WhatElse(tests)};
  }
  if (tests.Executed() == 0) {
    return {false, tests.skipped == 0 ? "no test ran"
                                      : "no test ran, " + Tests(tests.skipped) + " skipped"};
  }
  if (tests.missing.count > 0) {
    return {false, WithThousands(tests.missing.count) + " of " +
                       Tests(static_cast<int>(job.tests.size())) +
                       " did not run: " + NamesText(tests.missing)};
  }
  return {true, "passed" + WhatElse(tests)};
}

}  // namespace

std::string NamesText(const NamedTests& tests) {
  if (tests.names.empty()) return "";
  constexpr size_t kMaxShownBytes = 200;
  std::string text = InlineText(Clipped(tests.names.front(), kMaxShownBytes));
  if (tests.count > 1) text += " and " + WithThousands(tests.count - 1) + " more";
  return text;
}

JobVerdict JudgeJob(const Job& job, const Receipt& receipt) {
  if (receipt.calls == 0) return {false, "not run: " + InlineText(receipt.problem)};
  if (!receipt.problem.empty()) return {false, InlineText(receipt.problem)};
  if (receipt.tests) return JudgeCounts(job, receipt, *receipt.tests);
  if (receipt.exit_code != 0) return {false, "exit code " + std::to_string(receipt.exit_code)};
  return {true, "passed, tests not counted"};
}

namespace {

// They end with 1 whatever failed, of everything that they do beside tests.
bool IsBuildTool(const std::vector<std::string>& command) {
  constexpr std::array<std::string_view, 5> kTools = {"gradle", "gradlew", "mvn", "mvnw", "mvnd"};
  return std::any_of(command.begin(), command.end(), [&](std::string_view word) {
    const std::string_view name = word.substr(word.find_last_of('/') + 1);
    return std::find(kTools.begin(), kTools.end(), name) != kTools.end();
  });
}

}  // namespace

bool MeansFailedTests(const Job& job, int exit_code) {
  switch (RunnerOf(job.runner).value_or(Runner::kCommand)) {
    case Runner::kJunit:
      return exit_code == 1 && !IsBuildTool(job.command);
    case Runner::kGtest:
    case Runner::kPytest:
    case Runner::kGo:
    case Runner::kJest:
    case Runner::kVitest:
      return exit_code == 1;
    case Runner::kCtest:
      return exit_code == 8;
    case Runner::kBazel:
      return exit_code == 3;
    case Runner::kCommand:
      return false;
  }
  return false;
}

}  // namespace testfed
