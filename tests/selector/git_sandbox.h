// Real git repositories in a temporary folder, made with the git command, away from the user's
// configuration; and what tests compare.
#ifndef TESTFED_TESTS_SELECTOR_GIT_SANDBOX_H_
#define TESTFED_TESTS_SELECTOR_GIT_SANDBOX_H_

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "domains/status.h"
#include "selector/repository.h"

namespace testfed {

class GitSandbox {
 public:
  // An empty folder. `Init` makes it a repository with the branch main.
  GitSandbox();
  ~GitSandbox();
  GitSandbox(const GitSandbox&) = delete;
  void Init(const std::vector<std::string>& options = {});

  // The standard output of `git ARGUMENTS`, run in `folder` ("" is the sandbox's); a command that
  // fails fails the test. `Line` is without the newline at the end.
  std::string Git(const std::vector<std::string>& arguments, std::string_view input = "",
                  const std::string& folder = "");
  std::string Line(const std::vector<std::string>& arguments, std::string_view input = "");

  // Files of the working tree; folders are made.
  void Write(const std::string& path, std::string_view bytes);
  void Remove(const std::string& path);
  void Link(const std::string& path, const std::string& target);
  void MakeExecutable(const std::string& path);

  // Commits everything in the working tree; each commit is one second younger than the one before.
  std::string Commit(const std::string& message = "work");
  std::string Tree(const std::string& rev = "HEAD");

  // A tree of these files, without a working tree: any name, any mode ("100644").
  struct Blob {
    std::string bytes;
    std::string mode = "100644";
  };
  std::string MakeTree(const std::map<std::string, Blob>& files);
  std::string CommitTree(const std::string& tree, const std::vector<std::string>& parents,
                         const std::string& message = "work");

  std::string root;  // absolute, without symbolic links
  long seconds = 1'700'000'000;

 private:
  std::string temporary_;
};

// "A a.cc\nM b.cc\n", names quoted as git quotes them; or "error: MESSAGE".
std::string Show(const absl::StatusOr<std::vector<Change>>& changes);

// The message, with each hint on two more lines, as it is printed.
std::string Show(const absl::Status& status);

// All files of a snapshot, a line each; or "error: MESSAGE".
std::string Files(const Repository& repository, const Snapshot& at);

// The readers of git that must answer identically.
struct Reader {
  const char* name;
  absl::StatusOr<std::unique_ptr<Repository>> (*open)(const std::string& start_dir);
};
std::vector<Reader> Readers();
inline std::string NameOf(const testing::TestParamInfo<Reader>& info) { return info.param.name; }
inline void PrintTo(const Reader& reader, std::ostream* out) { *out << reader.name; }

// A fixture with a repository in its sandbox, read by each reader.
class RepositoryTest : public testing::TestWithParam<Reader> {
 protected:
  std::unique_ptr<Repository> Open() { return OpenAt(git.root); }
  std::unique_ptr<Repository> OpenAt(const std::string& folder) {
    auto repository = GetParam().open(folder);
    EXPECT_TRUE(repository.ok()) << Show(repository.status());
    return repository.ok() ? *std::move(repository) : nullptr;
  }
  GitSandbox git;
};

}  // namespace testfed

#endif  // TESTFED_TESTS_SELECTOR_GIT_SANDBOX_H_
