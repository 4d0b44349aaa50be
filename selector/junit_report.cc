#include "selector/junit_report.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>

#include "contracts/xml.h"

namespace testfed {
namespace {

using Status = ReportedTest::Status;

bool IsForbidden(unsigned code) {
  return code < 0x20 && code != '\t' && code != '\n' && code != '\r';
}

// Where a character reference to a forbidden control character ends that begins at `at`; 0: none
// begins there. "&#27;", "&#x1b;"
size_t EndOfForbiddenReference(std::string_view text, size_t at) {
  std::string_view rest = text.substr(at, 12);
  if (!rest.starts_with("&#")) return 0;
  size_t digits = 2;
  int base = 10;
  if (digits < rest.size() && rest[digits] == 'x') {
    ++digits;
    base = 16;
  }
  unsigned code = 0;
  const char* end = rest.data() + rest.size();
  auto [stop, error] = std::from_chars(rest.data() + digits, end, code, base);
  if (error != std::errc() || stop == end || *stop != ';' || !IsForbidden(code)) return 0;
  return at + static_cast<size_t>(stop - rest.data()) + 1;
}

// Without the control characters that XML forbids. UTF-16 has a zero byte in most characters, and
// stays as it is.
std::string WithoutControls(std::string_view text) {
  std::string clean(text);
  if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff")) return clean;
  for (size_t at = 0; at < text.size(); ++at) {
    if (IsForbidden(static_cast<unsigned char>(text[at]))) {
      clean[at] = ' ';
    } else if (text[at] == '&') {
      size_t end = EndOfForbiddenReference(text, at);
      for (size_t i = at; i < end; ++i) clean[i] = ' ';
    }
  }
  return clean;
}

class ReportReader : public XmlReader {
 public:
  explicit ReportReader(const std::string& path) : path_(path) { report.path = path; }

  absl::Status Open(const XmlElement& element) override {
    std::string_view name = element.name;
    if (depth_++ == 0) {
      if (name != "testsuites" && name != "testsuite") {
        return Error(ToString(Place{path_, element.at}) + ": the root is `" + std::string(name) +
                     "`; a test report in JUnit's form begins with `testsuites` or `testsuite`");
      }
      report.has_suites_root = name == "testsuites";
    }
    if (name == "testsuite" || name == "testsuites") {
      OpenSuite(element);
    } else if (name == "testcase") {
      OpenCase(element);
    } else if (name == "property") {
      report.has_go_version |= element["name"] == "go.version";
    } else if (in_case_ && depth_ == case_depth_ + 1) {
      OpenOutcome(name);
    }
    return absl::OkStatus();
  }

  absl::Status Close(std::string_view name) override {
    if (in_case_ && depth_ == case_depth_) {
      in_case_ = false;
      if (executed_) Keep();
    } else if (!suites_.empty() && (name == "testsuite" || name == "testsuites")) {
      suites_.pop_back();
    }
    --depth_;
    return absl::OkStatus();
  }

  JunitReport report;

 private:
  struct OpenedSuite {
    int number;
    std::string path;
    std::string file;
  };

  void OpenSuite(const XmlElement& element) {
    std::string name(element["name"]);
    if (report.suite.empty()) report.suite = name;
    OpenedSuite suite{++suite_count_, suites_.empty() ? "" : suites_.back().path,
                      std::string(element["file"])};
    // The root of all names no part of the tests.
    if (element.name == "testsuite" && !name.empty()) {
      suite.path += (suite.path.empty() ? "" : " > ") + name;
    }
    if (suite.file.empty() && !suites_.empty()) suite.file = suites_.back().file;
    suites_.push_back(std::move(suite));
  }

  void OpenCase(const XmlElement& element) {
    in_case_ = true;
    case_depth_ = depth_;
    test_ = {};
    test_.classname = element["classname"];
    test_.name = element["name"];
    test_.file = element["file"];
    if (!suites_.empty()) {
      test_.suites = suites_.back().path;
      if (test_.file.empty()) test_.file = suites_.back().file;
    }
    test_.seconds = SecondsOf(element["time"]);
    std::string_view status = element["status"];
    std::string_view result = element["result"];
    report.has_gtest_result |=
        result == "completed" || result == "skipped" || result == "suppressed";
    executed_ = status != "disabled" && !(status == "notrun" && !result.empty());
    if (status == "skipped" || result == "skipped" || status == "notrun") {
      test_.status = Status::kSkipped;
    } else if (status == "fail" || status == "failed" || status == "error") {
      test_.status = Status::kFailed;
    }
  }

  void OpenOutcome(std::string_view name) {
    if (name == "failure" || name == "error") {
      test_.status = Status::kFailed;
    } else if (name == "skipped" && test_.status != Status::kFailed) {
      test_.status = Status::kSkipped;
    } else if (name == "flakyFailure" || name == "flakyError") {
      test_.flaky = true;
    }
  }

  void Keep() {
    int suite = suites_.empty() ? 0 : suites_.back().number;
    auto [at, is_new] =
        places_.emplace(std::make_tuple(suite, test_.classname, test_.name), report.tests.size());
    if (is_new) {
      report.tests.push_back(std::move(test_));
      return;
    }
    ReportedTest& earlier = report.tests[at->second];
    test_.flaky |= earlier.flaky || earlier.status != test_.status;
    earlier = std::move(test_);
  }

  const std::string& path_;
  int depth_ = 0;
  std::vector<OpenedSuite> suites_;
  int suite_count_ = 0;
  bool in_case_ = false;
  int case_depth_ = 0;
  bool executed_ = false;
  ReportedTest test_;
  std::map<std::tuple<int, std::string, std::string>, size_t> places_;
};

}  // namespace

int JunitReport::Count(ReportedTest::Status status) const {
  return static_cast<int>(std::count_if(
      tests.begin(), tests.end(), [&](const ReportedTest& test) { return test.status == status; }));
}

absl::StatusOr<JunitReport> ReadJunitReport(std::string_view text, const std::string& path) {
  ReportReader reader(path);
  TESTFED_RETURN_IF_ERROR(ReadXml(WithoutControls(text), path, reader));
  return std::move(reader.report);
}

std::optional<double> SecondsOf(std::string_view text) {
  double seconds = 0;
  const char* end = text.data() + text.size();
  auto [stop, error] = std::from_chars(text.data(), end, seconds);
  if (error != std::errc() || stop != end || !std::isfinite(seconds) || std::signbit(seconds)) {
    return std::nullopt;
  }
  return seconds;
}

}  // namespace testfed
