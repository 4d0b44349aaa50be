// The folder of receipts: `testfed run --receipts DIR` writes them, `testfed gate` reads them.
#ifndef TESTFED_CLI_RECEIPT_FOLDER_H_
#define TESTFED_CLI_RECEIPT_FOLDER_H_

#include <string>
#include <vector>

#include "domains/file_system.h"
#include "selector/gate.h"

namespace testfed {

// `JOB.json` below a folder, whole or not at all.
class ReceiptFolder {
 public:
  // Makes the folder, and those above it, where they are not there. `path` is absolute.
  static absl::StatusOr<ReceiptFolder> Open(const std::string& path, FileSystem& files);

  // Takes away what an earlier run wrote for the job, so that a run that is ended before its end
  // leaves no receipt that it did not earn.
  absl::Status Forget(const std::string& job);
  absl::Status Write(const Receipt& receipt);

 private:
  ReceiptFolder(std::string path, FileSystem& files) : path_(std::move(path)), files_(&files) {}
  std::string path_;
  FileSystem* files_;
};

// All files below `path` (absolute), sorted; as errors those that are no receipts: of another kind,
// unreadable, or symbolic links, which are not followed. A folder that is not there has none. CIs
// put what a leg has uploaded into a folder of its own, so folders are entered.
absl::StatusOr<std::vector<ReceiptFile>> ReadReceipts(const std::string& path, FileSystem& files);

}  // namespace testfed

#endif  // TESTFED_CLI_RECEIPT_FOLDER_H_
