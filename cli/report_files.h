// Test reports that were named on the command line: files, and folders with all `*.xml` in them.
#ifndef TESTFED_CLI_REPORT_FILES_H_
#define TESTFED_CLI_REPORT_FILES_H_

#include <string>
#include <vector>

#include "cli/invocation.h"
#include "selector/junit_report.h"

namespace testfed {

// In the order of the command line, those of a folder by path. In a folder, XML that is no report
// (a coverage file) is passed over with a note; a file that is named must be one. A symbolic link
// is not followed, but for what is named itself. An error when nothing is found.
absl::StatusOr<std::vector<JunitReport>> ReadReports(Invocation& invocation,
                                                     const std::vector<std::string>& named);

}  // namespace testfed

#endif  // TESTFED_CLI_REPORT_FILES_H_
