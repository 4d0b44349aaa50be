// Where a command works: the repository around the current directory, the configuration file in it,
// and the rules by which typed paths become paths of the repository.
#ifndef TESTFED_CLI_WORKSPACE_H_
#define TESTFED_CLI_WORKSPACE_H_

#include <memory>
#include <string>
#include <string_view>

#include "cli/invocation.h"
#include "selector/configuration.h"
#include "selector/repository.h"

namespace testfed {

class Workspace {
 public:
  // Opens the repository around the current directory (or -C). `--config FILE` must be inside it.
  static absl::StatusOr<Workspace> Open(Invocation& invocation);

  // For commands that can do without a repository when --config says where the declarations are:
  // then `repository()` is null, and paths are taken as they are typed.
  static absl::StatusOr<Workspace> OpenOrStandalone(Invocation& invocation);

  // Reads the repository anew, after a fetch. What was read before is void.
  absl::Status Reopen();

  const Repository* repository() const { return repository_.get(); }
  const std::string& config_file() const { return config_file_; }  // relative to the root

  // The configuration at a state of the repository; standalone, that of the file. A missing file is
  // an error whose hint is `testfed init`.
  absl::StatusOr<std::shared_ptr<const Configuration>> Load(const Snapshot& at) const;
  // The working tree's; HEAD's in a bare repository.
  absl::StatusOr<std::shared_ptr<const Configuration>> LoadCurrent() const;
  // The working tree, or HEAD's tree in a bare repository.
  absl::StatusOr<Snapshot> Current() const;

  // A path as typed on the command line, relative to the repository's root, without `.` and `..`; a
  // slash at the end stays. The root itself is "".
  absl::StatusOr<std::string> PathInRepository(std::string_view typed) const;
  // The absolute path of a file of the working tree. An error in a bare repository.
  absl::StatusOr<std::string> OnDisk(std::string_view path) const;

 private:
  Workspace() = default;

  Invocation* invocation_ = nullptr;
  std::shared_ptr<Repository> repository_;
  std::string prefix_;  // the current directory relative to the root: "" or "a/b/"
  std::string config_file_;
  std::string config_path_;  // standalone: where to read it
};

}  // namespace testfed

#endif  // TESTFED_CLI_WORKSPACE_H_
