#include "cli/report_files.h"

#include <algorithm>
#include <filesystem>

#include "domains/path_name.h"

namespace testfed {
namespace {

constexpr size_t kMaxReportBytes = size_t{256} << 20;

// Relative to `folder`, sorted by bytes.
absl::StatusOr<std::vector<std::string>> XmlBelow(const std::string& folder,
                                                  const std::string& typed) {
  std::vector<std::string> files;
  std::error_code error;
  std::filesystem::recursive_directory_iterator at(folder, error), end;
  while (!error && at != end) {
    if (at->is_regular_file(error) && !at->is_symlink(error) && at->path().extension() == ".xml") {
      files.push_back(at->path().lexically_relative(folder).generic_string());
    }
    at.increment(error);
  }
  if (error) return Error("cannot list `" + QuotePath(typed) + "`: " + error.message());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

absl::StatusOr<std::vector<JunitReport>> ReadReports(Invocation& invocation,
                                                     const std::vector<std::string>& named) {
  std::vector<JunitReport> reports;
  for (const std::string& typed : named) {
    std::error_code ignored;
    const std::string path = invocation.PathOf(typed);
    if (!std::filesystem::is_directory(path, ignored)) {
      TESTFED_ASSIGN_OR_RETURN(std::string text, invocation.ReadInput(typed, kMaxReportBytes));
      TESTFED_ASSIGN_OR_RETURN(JunitReport report, ReadJunitReport(text, typed));
      reports.push_back(std::move(report));
      continue;
    }
    TESTFED_ASSIGN_OR_RETURN(std::vector<std::string> files, XmlBelow(path, typed));
    for (const std::string& file : files) {
      std::string name = typed;
      while (name.ends_with('/')) name.pop_back();
      name += "/" + file;
      TESTFED_ASSIGN_OR_RETURN(std::optional<std::string> text,
                               invocation.files().Read(path + "/" + file, kMaxReportBytes));
      if (!text) continue;
      absl::StatusOr<JunitReport> report = ReadJunitReport(*text, name);
      if (report.ok()) {
        reports.push_back(*std::move(report));
      } else {
        invocation.Note(MessageOf(report.status()) + "; passed over");
      }
    }
  }
  if (reports.empty()) {
    return Error("there is no test report in what was named",
                 "let the runner write JUnit's XML, and name its file or folder",
                 "testfed timings import build/test-results");
  }
  return reports;
}

}  // namespace testfed
