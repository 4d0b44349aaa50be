// Asks for and gathers the reports of jobs that run: for each start of a command what is added to
// it, and afterwards what is known of it.
//
// A suite that declares `reports` is counted by the files that its command has written, and by
// nothing else; other suites are asked for a report in a folder of testfed's own.
#ifndef TESTFED_CLI_REPORT_COLLECTOR_H_
#define TESTFED_CLI_REPORT_COLLECTOR_H_

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/job_process.h"
#include "cli/written_reports.h"
#include "domains/file_system.h"
#include "selector/go_test_output.h"
#include "selector/job_evidence.h"

namespace testfed {

class ReportCollector {
 public:
  using Environment = std::function<std::optional<std::string>(const std::string&)>;

  // `root` is the repository's, `folder` one of this run alone; both absolute.
  ReportCollector(std::string root, std::string folder, Environment environment,
                  const FileSystem& files);

  // Before a start of the job's command, which is changed so that it reports. `number` names the
  // job; it has one call at a time.
  absl::Status Begin(size_t number, const Job& job, JobCommand& command);
  // What people should see of the output.
  std::string Output(size_t number, std::string_view bytes);
  // After it has ended; the rest of the output is appended to `output`.
  CallEvidence End(size_t number, const JobEnd& end, std::string& output);

 private:
  struct Call {
    std::vector<Pattern> globs;  // of `reports`
    bool by_globs = false;
    ReportFiles before;
    std::string folder;  // where the runner was asked to report to; "" where it was not
    std::string opaque;  // why nobody is asked
    std::optional<GoTestOutput> go;
  };

  void ReadAll(const std::string& folder, const std::vector<std::string>& paths, bool promised,
               CallEvidence& evidence) const;

  std::string root_;
  std::string folder_;
  Environment environment_;
  const FileSystem& files_;
  std::map<size_t, Call> calls_;
  int begun_ = 0;
};

// Whether the reports of both jobs could be the same files, so that they must not run at once.
bool ShareReports(const Job& a, const Job& b);

}  // namespace testfed

#endif  // TESTFED_CLI_REPORT_COLLECTOR_H_
