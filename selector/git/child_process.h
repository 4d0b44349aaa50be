// A child process without a shell: words in, bytes out.
#ifndef TESTFED_SELECTOR_GIT_CHILD_PROCESS_H_
#define TESTFED_SELECTOR_GIT_CHILD_PROCESS_H_

#include <string>
#include <string_view>
#include <vector>

#include "domains/status.h"

namespace testfed {

struct ChildResult {
  int exit_code = 0;  // 128 + the signal's number when a signal ended it
  std::string out;
  std::string err;
};

// Runs `words[0]` (found on PATH) and waits for it. `environment` is the whole environment, as
// NAME=VALUE. Only a program that cannot be started is an error.
absl::StatusOr<ChildResult> RunChild(const std::vector<std::string>& words,
                                     const std::vector<std::string>& environment,
                                     std::string_view input = "");

// A child that answers requests one by one, like `git cat-file --batch`.
class Conversation {
 public:
  static absl::StatusOr<Conversation> Start(const std::vector<std::string>& words,
                                            const std::vector<std::string>& environment);
  Conversation(Conversation&& other) noexcept;
  Conversation& operator=(Conversation&& other) noexcept;
  ~Conversation();

  // Each false when the child is gone.
  bool Send(std::string_view bytes);
  bool ReceiveLine(std::string& line);             // without its newline
  bool Receive(size_t count, std::string* bytes);  // null: thrown away

 private:
  Conversation(int socket, int child) : socket_(socket), child_(child) {}
  bool Fill();

  int socket_ = -1;
  int child_ = -1;
  std::string buffer_;
  size_t used_ = 0;
};

}  // namespace testfed

#endif  // TESTFED_SELECTOR_GIT_CHILD_PROCESS_H_
