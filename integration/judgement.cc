#include "integration/judgement.h"

#include <algorithm>
#include <set>

#include "domains/inline_text.h"

namespace testfed {
namespace {

std::string Amount(int count, const std::string& one) {
  return std::to_string(count) + " " + one + (count == 1 ? "" : "s");
}

bool IsInfrastructure(int code) {
  return code == 8 || (code >= 33 && code <= 39) || code == 45 || code == 124 || code >= 128;
}

// A label without the target of a pattern has none: `//a/...` plans no single target.
bool IsSingleTarget(const std::string& label) {
  return label.find("...") == std::string::npos && !label.ends_with(":all") &&
         !label.ends_with(":*") && label.find(':') != std::string::npos && label[0] != '-';
}

struct Counted {
  TestTally tests;
  std::set<std::string> failing;
  std::set<std::string> reported;  // targets
  int targets_failed = 0;
};

Counted Count(const std::vector<JunitReport>& reports) {
  Counted counted;
  for (const JunitReport& report : reports) {
    const std::string target = TargetOfReport(report.path);
    if (!target.empty()) counted.reported.insert(target);
    counted.tests.executed += report.executed();
    counted.tests.passed += report.passed();
    counted.tests.failed += report.failed();
    counted.tests.skipped += report.skipped();
    for (const ReportedTest& test : report.tests) {
      if (test.status != ReportedTest::Status::kFailed) continue;
      counted.failing.insert(!target.empty() ? target
                                             : test.classname +
                                                   (test.classname.empty() ? "" : ".") + test.name);
    }
  }
  return counted;
}

}  // namespace

std::string TargetOfReport(std::string_view path) {
  constexpr std::string_view kFile = "test.xml";
  if (path != kFile && !path.ends_with("/test.xml")) return "";
  std::vector<std::string> parts;
  for (size_t at = 0; at < path.size();) {
    size_t end = std::min(path.find('/', at), path.size());
    parts.emplace_back(path.substr(at, end - at));
    at = end + 1;
  }
  parts.pop_back();
  auto is_part_of_a_target = [](const std::string& name) {
    return name.find("_of_") != std::string::npos &&
           (name.starts_with("shard_") || name.starts_with("run_"));
  };
  while (!parts.empty() && is_part_of_a_target(parts.back())) parts.pop_back();
  std::string repository;
  if (parts.size() > 2 && parts[0] == "external") {
    repository = "@" + parts[1].substr(0, parts[1].find_first_of("~+"));
    parts.erase(parts.begin(), parts.begin() + 2);
  }
  if (parts.empty()) return "";
  std::string target = parts.back();
  parts.pop_back();
  std::string package;
  for (const std::string& part : parts) package += (package.empty() ? "" : "/") + part;
  return repository + "//" + package + ":" + target;
}

void JudgeRun(const RunEvidence& evidence, Verdict& verdict) {
  const Counted counted = Count(evidence.reports);
  verdict.exit_code = evidence.exit_code;
  verdict.tests = counted.tests;
  verdict.failing.assign(counted.failing.begin(), counted.failing.end());
  if (evidence.resolution) {
    verdict.resolved = {evidence.resolution->sha256, evidence.resolution->disagreements,
                        evidence.resolution->mutable_pins};
    if (evidence.resolution->tuple_sha256 != evidence.tuple_sha256) {
      verdict.resolved.disagreements.insert(verdict.resolved.disagreements.begin(),
                                            "another tuple was resolved than that of the manifest");
    }
  }
  const std::string code = "exit code " + std::to_string(evidence.exit_code);
  auto is = [&](VerdictClass result, std::string reason) {
    verdict.result = result;
    verdict.reason = std::move(reason);
  };
  if (IsInfrastructure(evidence.exit_code)) {
    return is(VerdictClass::kInfrastructure, "the run did not end by itself (" + code + ")");
  }
  if (!verdict.resolved.disagreements.empty()) {
    return is(VerdictClass::kIntegrationConflict,
              "what was built is not the manifest: " + verdict.resolved.disagreements[0]);
  }
  if (evidence.exit_code == 48) {
    return is(VerdictClass::kIntegrationConflict, "the modules do not resolve (" + code + ")");
  }
  if (evidence.exit_code == 1) {
    return is(
        VerdictClass::kIntegrationFinding,
        counted.tests.failed > 0
            ? "the build failed, and " + Amount(counted.tests.failed, "test") + " (" + code + ")"
            : "the build failed (" + code + ")");
  }
  if (evidence.exit_code != 0 && evidence.exit_code != 3) {
    return is(VerdictClass::kHarnessDefect,
              evidence.exit_code == 4 ? "no tests were found (" + code + ")"
                                      : "the run says nothing of the tests (" + code + ")");
  }
  if (counted.tests.executed == 0) {
    return is(VerdictClass::kHarnessDefect, "no test was executed (" + code + ")");
  }
  if (evidence.exit_code == 3) {
    if (counted.tests.failed == 0) {
      return is(VerdictClass::kHarnessDefect,
                "tests failed by the exit code 3, but no report names one");
    }
    return is(VerdictClass::kIntegrationFinding, Amount(counted.tests.failed, "test") + " of " +
                                                     std::to_string(counted.tests.executed) +
                                                     " failed (" + code + ")");
  }
  if (counted.tests.failed > 0) {
    return is(VerdictClass::kHarnessDefect, "the exit code is 0, but " +
                                                Amount(counted.tests.failed, "test") +
                                                " failed by the reports");
  }
  std::vector<std::string> missing;
  for (const std::string& label : evidence.planned) {
    if (IsSingleTarget(label) && !counted.reported.contains(label)) missing.push_back(label);
  }
  if (!missing.empty()) {
    return is(VerdictClass::kHarnessDefect,
              Amount(static_cast<int>(missing.size()), "planned target") + " of " +
                  std::to_string(evidence.planned.size()) + " reported nothing, first `" +
                  InlineText(missing[0]) + "`");
  }
  is(VerdictClass::kGood, Amount(counted.tests.executed, "test") + " passed");
}

}  // namespace testfed
