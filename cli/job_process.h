// The processes of jobs: words in, output and an exit code back; several at once.
//
// A job's process has a group of its own, /dev/null as standard input, the default handling of
// signals, and one pipe for stdout and stderr, so that their lines keep their order. A job is over
// when its process has ended; what it left running in the background is not waited for.
#ifndef TESTFED_CLI_JOB_PROCESS_H_
#define TESTFED_CLI_JOB_PROCESS_H_

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domains/status.h"

namespace testfed {

struct JobCommand {
  std::vector<std::string> words;
  std::string directory;                                       // absolute
  std::vector<std::pair<std::string, std::string>> variables;  // besides the environment of testfed
};

struct JobEnd {
  int exit_code = 0;    // 128 + the signal's number when a signal ended it
  std::string problem;  // why it could not be started, or nothing
};

// Behind this interface tests put processes that are made up.
class JobProcesses {
 public:
  virtual ~JobProcesses() = default;

  // `number` names the job in the calls below. It may end at once: a program that cannot be started
  // is an end with a problem, no error.
  virtual void Start(size_t number, const JobCommand& command) = 0;
  // Waits until something happens to a started job, and says what. False when the user has ended
  // testfed (Ctrl-C, SIGTERM): then all jobs were killed, and no more may be started.
  virtual bool Wait(const std::function<void(size_t number, std::string_view output)>& on_output,
                    const std::function<void(size_t number, const JobEnd& end)>& on_end) = 0;
};

// One at a time in a process: while it lives it has the handlers of SIGINT, SIGTERM and SIGHUP.
std::unique_ptr<JobProcesses> MakeRealJobProcesses();

}  // namespace testfed

#endif  // TESTFED_CLI_JOB_PROCESS_H_
