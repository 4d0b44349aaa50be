// The world of one scenario: a folder with a git repository, an environment, and testfed in it.
#ifndef TESTFED_TESTS_SCENARIO_FOLDER_H_
#define TESTFED_TESTS_SCENARIO_FOLDER_H_

#include <string>
#include <vector>

#include "domains/status.h"

namespace testfed {

// Hermetic: git reads no configuration but the repository's, names and dates are fixed, so that
// commits have the same ids everywhere, and the environment holds nothing from outside but PATH. It
// is the environment of the whole process, because children must see it too: one folder at a time.
class ScenarioFolder {
 public:
  ScenarioFolder() = default;
  ~ScenarioFolder();  // removes it
  ScenarioFolder(const ScenarioFolder&) = delete;
  ScenarioFolder& operator=(const ScenarioFolder&) = delete;

  absl::Status Start();  // an empty repository on branch `main`

  // Paths are relative to the root of the repository.
  absl::Status Write(const std::string& path, const std::string& text);
  absl::Status Append(const std::string& path, const std::string& text);
  absl::Status Delete(const std::string& path);  // a folder with all that is in it
  absl::Status Link(const std::string& path, const std::string& target);
  // The text of a file, or a word about what is there instead.
  std::string Show(const std::string& path) const;

  absl::Status Git(const std::vector<std::string>& words);
  absl::Status Commit(const std::string& message);          // all that is in the working tree
  absl::Status Enter(const std::string& path);              // where the next command lines start
  absl::Status SetVariable(const std::string& assignment);  // "NAME=VALUE"; "NAME" unsets it

  struct Result {
    int code = -1;
    std::string out;
    std::string err;
  };
  // The folder's own path reads `/SCENARIO` in both outputs.
  Result Run(const std::vector<std::string>& args, const std::string& input);

 private:
  std::string PathOf(const std::string& path) const { return root_ + "/repo/" + path; }
  std::string Anonymous(std::string text) const;

  std::string root_;
  std::string directory_;
  int ticks_ = 0;  // minutes since the first date
};

}  // namespace testfed

#endif  // TESTFED_TESTS_SCENARIO_FOLDER_H_
