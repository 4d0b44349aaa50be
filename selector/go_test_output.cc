#include "selector/go_test_output.h"

#include <optional>

#include "domains/json.h"

namespace testfed {
namespace {

// Of the output of one test the end: it is shown when the test fails.
constexpr size_t kMaxKeptBytes = size_t{4} << 20;

std::optional<Json> EventOf(std::string_view line) {
  if (!line.starts_with('{')) return std::nullopt;
  absl::StatusOr<Json> event = ParseJson(line, "event");
  if (!event.ok() || !(*event)["Action"].IsString()) return std::nullopt;
  return *std::move(event);
}

}  // namespace

std::string GoTestOutput::Feed(std::string_view bytes) {
  std::string shown;
  while (!bytes.empty()) {
    const size_t end = bytes.find('\n');
    rest_ += bytes.substr(0, end);
    if (end == std::string_view::npos) break;
    shown += Line(rest_);
    rest_.clear();
    bytes.remove_prefix(end + 1);
  }
  return shown;
}

std::string GoTestOutput::End() {
  if (rest_.empty()) return "";
  std::string shown = Line(rest_);
  rest_.clear();
  return shown;
}

std::string GoTestOutput::Line(std::string_view line) {
  const std::optional<Json> event = EventOf(line);
  if (!event) {
    if (line.starts_with("FAIL\t")) failed_builds_ += std::string(line) + "\n";
    return std::string(line) + "\n";
  }
  const std::string& action = (*event)["Action"].String();
  const std::string& package = (*event)["Package"].String();
  const std::string& name = (*event)["Test"].String();
  const std::string& output = (*event)["Output"].String();
  if (name.empty()) {
    if (action == "fail") packages_[package] = true;
    if (action == "pass" || action == "skip") packages_.emplace(package, false);
    // Newer versions make events of what the compiler says, too.
    return action == "output" || action == "build-output" ? output : "";
  }
  State& test = tests_[{package, name}];
  if (action == "output") {
    test.output += output;
    if (test.output.size() > 2 * kMaxKeptBytes) {
      test.output.erase(0, test.output.size() - kMaxKeptBytes);
    }
    return "";
  }
  if (action != "pass" && action != "fail" && action != "skip") return "";
  test.ended = true;
  test.status = action == "pass"   ? ReportedTest::Status::kPassed
                : action == "skip" ? ReportedTest::Status::kSkipped
                                   : ReportedTest::Status::kFailed;
  std::string shown = action == "fail" ? std::move(test.output) : "";
  test.output.clear();
  return shown;
}

JunitReport GoTestOutput::Report() const {
  JunitReport report;
  report.has_go_version = true;
  std::map<std::string, bool> explained;
  auto add = [&](const std::string& package, const std::string& name, ReportedTest::Status status) {
    ReportedTest test;
    test.classname = package;
    test.name = name;
    test.status = status;
    report.tests.push_back(std::move(test));
    if (status == ReportedTest::Status::kFailed) explained[package] = true;
  };
  for (const auto& [key, test] : tests_) {
    add(key.first, key.second, test.ended ? test.status : ReportedTest::Status::kFailed);
  }
  for (const auto& [package, failed] : packages_) {
    if (failed && !explained[package]) add(package, "", ReportedTest::Status::kFailed);
  }
  std::string_view builds = failed_builds_;
  while (!builds.empty()) {
    const size_t end = builds.find('\n');
    std::string_view package = builds.substr(5, end - 5);
    add(std::string(package.substr(0, package.find_first_of(" \t"))), "",
        ReportedTest::Status::kFailed);
    builds.remove_prefix(end + 1);
  }
  return report;
}

}  // namespace testfed
