#include "cli/report_collector.h"

#include <algorithm>
#include <filesystem>

#include "contracts/report_request.h"
#include "domains/path_name.h"

namespace testfed {
namespace {

constexpr size_t kMaxReportBytes = size_t{256} << 20;

std::string Listed(const std::vector<std::string>& globs) {
  std::string text;
  for (const std::string& glob : globs) text += (text.empty() ? "`" : ", `") + glob + "`";
  return text;
}

}  // namespace

ReportCollector::ReportCollector(std::string root, std::string folder, Environment environment,
                                 const FileSystem& files)
    : root_(std::move(root)),
      folder_(std::move(folder)),
      environment_(std::move(environment)),
      files_(files) {}

absl::Status ReportCollector::Begin(size_t number, const Job& job, JobCommand& command) {
  Call& call = calls_[number] = Call();
  if (job.reports && job.reports->empty()) {
    call.opaque = "its suite asks for no report";
    return absl::OkStatus();
  }
  if (job.reports) {
    call.by_globs = true;
    for (const std::string& text : *job.reports) {
      absl::StatusOr<Pattern> glob = Pattern::Parse(text);
      if (!glob.ok()) return Error("`reports`: `" + text + "` " + MessageOf(glob.status()));
      call.globs.push_back(*std::move(glob));
    }
    TESTFED_ASSIGN_OR_RETURN(call.before, FindReports(root_, call.globs));
    return absl::OkStatus();
  }
  std::string folder = folder_ + "/" + std::to_string(++begun_);
  std::optional<ReportRequest> request = RequestReport(
      RunnerOf(job.runner).value_or(Runner::kCommand), command.words, folder, environment_);
  if (!request) {
    call.opaque = "testfed can ask its runner for no report";
    return absl::OkStatus();
  }
  if (request->go_events) {
    call.go.emplace();
  } else {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) return Error("no folder for reports can be made: " + error.message());
    call.folder = std::move(folder);
  }
  command.words = std::move(request->words);
  for (auto& variable : request->variables) command.variables.push_back(std::move(variable));
  return absl::OkStatus();
}

std::string ReportCollector::Output(size_t number, std::string_view bytes) {
  Call& call = calls_[number];
  return call.go ? call.go->Feed(bytes) : std::string(bytes);
}

CallEvidence ReportCollector::End(size_t number, const JobEnd& end, std::string& output) {
  Call call = std::move(calls_[number]);
  calls_.erase(number);
  CallEvidence evidence;
  evidence.exit_code = end.exit_code;
  evidence.problem = end.problem;
  evidence.opaque = call.opaque;
  if (call.go) {
    output += call.go->End();
    evidence.counted = true;
    evidence.reports.push_back(call.go->Report());
    return evidence;
  }
  if (call.by_globs) {
    absl::StatusOr<ReportFiles> now = FindReports(root_, call.globs);
    std::vector<std::string> written;
    if (now.ok()) {
      written = WrittenSince(call.before, *now);
    } else if (evidence.problem.empty()) {
      evidence.problem = MessageOf(now.status());
    }
    ReadAll(root_, written, true, evidence);
    if (evidence.reports.empty() && evidence.problem.empty()) {
      std::vector<std::string> globs;
      for (const Pattern& glob : call.globs) globs.push_back(glob.text());
      // After a failure that comes before any test, the exit code says more.
      if (end.exit_code == 0) {
        evidence.problem = "wrote no report, and `reports` of its suite names " + Listed(globs);
      }
      evidence.opaque = "wrote no report";
      return evidence;
    }
    evidence.counted = evidence.problem.empty();
    if (!evidence.counted) evidence.opaque = "its reports cannot be read";
    return evidence;
  }
  if (call.folder.empty()) return evidence;
  absl::StatusOr<Pattern> all = Pattern::Parse("*.xml");
  absl::StatusOr<ReportFiles> found = FindReports(call.folder, {*std::move(all)});
  std::vector<std::string> written;
  if (found.ok()) written = WrittenSince({}, *found);
  ReadAll(call.folder, written, false, evidence);
  evidence.counted = !evidence.reports.empty() && evidence.opaque.empty();
  if (!evidence.counted && evidence.opaque.empty()) evidence.opaque = "its runner wrote no report";
  return evidence;
}

// A report that a suite promises and that cannot be read is something wrong; one that testfed
// itself asked for is only not there.
void ReportCollector::ReadAll(const std::string& folder, const std::vector<std::string>& paths,
                              bool promised, CallEvidence& evidence) const {
  for (const std::string& path : paths) {
    absl::Status status;
    absl::StatusOr<std::optional<std::string>> text =
        files_.Read(folder + "/" + path, kMaxReportBytes);
    if (text.ok() && *text) {
      absl::StatusOr<JunitReport> report = ReadJunitReport(**text, path);
      if (report.ok()) {
        evidence.reports.push_back(*std::move(report));
        continue;
      }
      status = report.status();
    } else {
      status = text.ok() ? Error(QuotePath(path) + " is gone") : text.status();
    }
    std::string& place = promised ? evidence.problem : evidence.opaque;
    if (place.empty()) {
      place = (promised ? "its report cannot be read: " : "") + MessageOf(status);
    }
  }
}

bool ShareReports(const Job& a, const Job& b) {
  if (!a.reports || !b.reports) return false;
  return std::any_of(a.reports->begin(), a.reports->end(), [&](const std::string& glob) {
    return std::find(b.reports->begin(), b.reports->end(), glob) != b.reports->end();
  });
}

}  // namespace testfed
