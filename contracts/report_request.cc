#include "contracts/report_request.h"

#include <algorithm>
#include <string_view>

#include "domains/words.h"

namespace testfed {
namespace {

using Words = std::vector<std::string>;

std::string_view NameOf(std::string_view program) {
  return program.substr(program.find_last_of('/') + 1);
}

// `--flag`, or `--flag=...`.
bool Has(const Words& words, std::string_view flag) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return word.starts_with(flag) && (word.size() == flag.size() || word[flag.size()] == '=');
  });
}

void InsertAt(Words& words, size_t at, Words more) {
  words.insert(words.begin() + static_cast<std::ptrdiff_t>(at), more.begin(), more.end());
}

// After which word the console launcher's own options begin; 0: it is not seen.
size_t AfterLauncher(const Words& words) {
  for (size_t i = 1; i < words.size(); ++i) {
    const bool is_jar =
        words[i - 1] == "-jar" && NameOf(words[i]).starts_with("junit-platform-console");
    if (!is_jar && !words[i].ends_with(".ConsoleLauncher")) continue;
    if (i + 1 == words.size()) return i + 1;
    const std::string& next = words[i + 1];
    if (next == "execute") return i + 2;
    return next == "discover" || next == "engines" ? 0 : i + 1;
  }
  return 0;
}

}  // namespace

std::optional<ReportRequest> RequestReport(
    Runner runner, Words words, const std::string& folder,
    const std::function<std::optional<std::string>(const std::string&)>& environment) {
  ReportRequest request;
  const std::string report = folder + "/report.xml";
  switch (runner) {
    case Runner::kGtest:
      // The slash asks for a file of its own for each binary and each start of one.
      if (environment("GTEST_OUTPUT") || Has(words, "--gtest_output")) return std::nullopt;
      request.variables = {{"GTEST_OUTPUT", "xml:" + folder + "/"}};
      break;
    case Runner::kPytest: {
      // pytest takes the last one: the command's own would win.
      if (Has(words, "--junit-xml") || Has(words, "--junitxml")) return std::nullopt;
      std::string options = environment("PYTEST_ADDOPTS").value_or("");
      if (options.find("--junit") != std::string::npos) return std::nullopt;
      options = QuoteWord("--junit-xml=" + report) + (options.empty() ? "" : " ") + options;
      request.variables = {{"PYTEST_ADDOPTS", std::move(options)}};
      break;
    }
    case Runner::kGo:
      if (words.size() < 2 || NameOf(words[0]) != "go" || words[1] != "test") return std::nullopt;
      if (Has(words, "-json") || Has(words, "--json")) return std::nullopt;
      InsertAt(words, 2, {"-json"});
      request.go_events = true;
      break;
    case Runner::kCtest:
      if (words.empty() || NameOf(words[0]) != "ctest" || Has(words, "--output-junit")) {
        return std::nullopt;
      }
      InsertAt(words, 1, {"--output-junit", report});
      break;
    case Runner::kJunit: {
      const size_t at = AfterLauncher(words);
      if (at == 0 || Has(words, "--reports-dir")) return std::nullopt;
      InsertAt(words, at, {"--reports-dir=" + folder});
      break;
    }
    case Runner::kJest:
    case Runner::kVitest:
    case Runner::kBazel:
    case Runner::kCommand:
      return std::nullopt;
  }
  request.words = std::move(words);
  return request;
}

}  // namespace testfed
