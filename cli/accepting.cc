#include "cli/accepting.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "domains/checker.h"
#include "domains/date.h"
#include "domains/ownership.h"
#include "domains/path_name.h"
#include "domains/suggest.h"
#include "domains/yaml.h"

namespace testfed {
namespace {

constexpr std::int64_t kSecondsADay = 86400;

std::string FileOf(const Workspace& workspace) {
  return OwnFilesOf(workspace.config_file()).accepted;
}

absl::StatusOr<AcceptedEntry> EntryOf(const Invocation& invocation) {
  const std::string text = invocation.Text("--accept");
  const size_t colon = text.find(':');
  if (colon == std::string::npos || colon == 0 || colon + 1 == text.size()) {
    return Error("`--accept " + text + "` is no CODE:PLACE",
                 "the code and the file of a finding, as in",
                 "--accept orphan-tests:tools/test_release.py");
  }
  AcceptedEntry entry;
  entry.code = text.substr(0, colon);
  entry.place = text.substr(colon + 1);
  entry.reason = invocation.Text("--reason");
  entry.until = invocation.Text("--until");
  std::vector<std::string> codes;
  for (const FindingCode& code : FindingCodes()) codes.emplace_back(code.code);
  if (std::find(codes.begin(), codes.end(), entry.code) == codes.end()) {
    return Error("unknown code `" + entry.code + "`" + DidYouMean(entry.code, codes));
  }
  if (entry.reason.empty() || entry.until.empty()) {
    return Error("`--accept` needs a reason and a last day, which only a person can know", "as in",
                 "--reason \"moves to its own repository\" --until 2027-03-01");
  }
  if (!ReadDate(entry.until)) return Error("`--until " + entry.until + "` is no day YYYY-MM-DD");
  return entry;
}

}  // namespace

absl::StatusOr<std::int64_t> TimeOf(const Invocation& invocation, const Repository& repository) {
  if (invocation.Has("--now")) {
    const std::string text = invocation.Text("--now");
    if (std::optional<std::int64_t> day = ReadDate(text)) return *day * kSecondsADay;
    std::int64_t seconds = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (error == std::errc() && end == text.data() + text.size() && seconds >= 0) return seconds;
    return Error("`--now " + text + "` is neither a day YYYY-MM-DD nor seconds since 1970");
  }
  TESTFED_ASSIGN_OR_RETURN(std::optional<Commit> head, repository.Head());
  return head ? head->committer_time : 0;
}

absl::StatusOr<AcceptedFindings> ApplyAcceptedFile(const Workspace& workspace, const Snapshot& at,
                                                   std::vector<Finding> findings,
                                                   std::int64_t now) {
  const std::string file = FileOf(workspace);
  TESTFED_ASSIGN_OR_RETURN(std::optional<std::string> text,
                           workspace.repository()->ReadFile(at, file, kMaxYamlBytes));
  if (!text) return ApplyAccepted(std::move(findings), {}, now);
  std::vector<Finding> mistakes;
  const std::vector<AcceptedEntry> entries = ReadAccepted(*text, file, mistakes);
  AcceptedFindings result = ApplyAccepted(std::move(findings), entries, now);
  result.remaining.insert(result.remaining.end(), mistakes.begin(), mistakes.end());
  SortFindings(result.remaining);
  return result;
}

absl::Status Accept(Invocation& invocation, const Workspace& workspace,
                    const std::vector<Finding>& findings, std::int64_t now) {
  TESTFED_ASSIGN_OR_RETURN(AcceptedEntry entry, EntryOf(invocation));
  const AcceptedFindings accepts = ApplyAccepted(findings, {entry}, now);
  if (accepts.accepted.empty()) {
    std::optional<std::int64_t> last = ReadDate(entry.until);
    if (last && *last < DayOf(now)) {
      return Error("`--until " + entry.until + "` is over already");
    }
    return Error("no finding `" + entry.code + "` at `" + entry.place + "`", "all findings",
                 "testfed check");
  }
  const std::string file = FileOf(workspace);
  TESTFED_ASSIGN_OR_RETURN(std::string path, workspace.OnDisk(file));
  TESTFED_ASSIGN_OR_RETURN(std::optional<std::string> there,
                           invocation.files().Read(path, kMaxYamlBytes));
  TESTFED_ASSIGN_OR_RETURN(std::string text, AddAccepted(there.value_or(""), file, entry));
  TESTFED_RETURN_IF_ERROR(invocation.files().Write(path, text));
  const size_t count = accepts.accepted.size();
  invocation.out() << QuotePath(file) << ": " << (there ? "updated, " : "written, ")
                   << std::to_string(count) << (count == 1 ? " finding" : " findings")
                   << " accepted\n";
  return absl::OkStatus();
}

}  // namespace testfed
