// A git repository of two domains, Provider and Consumer, without an edge between them: a change of
// Provider runs Provider's whole suite, and of Consumer's exactly the contract tests that name
// Provider and the smoke tests. What ran is read from the runner's own report.
#ifndef TESTFED_TESTS_RUNNERS_SAMPLE_REPOSITORY_H_
#define TESTFED_TESTS_RUNNERS_SAMPLE_REPOSITORY_H_

#include <set>
#include <string>
#include <string_view>

#include "tests/cli/shell.h"
#include "tests/selector/git_sandbox.h"

namespace testfed {

using TestNames = std::set<std::string>;

class SampleRepository {
 public:
  // The suite `unit` of both domains, as lines of domains.yaml below `unit:`.
  struct Suites {
    std::string provider, consumer;
  };
  explicit SampleRepository(const Suites& suites);

  void Write(const std::string& path, std::string_view text) { git_.Write(path, text); }
  std::string Read(const std::string& path) const;  // "" where there is no such file
  std::string Path(const std::string& path) const { return git_.root + "/" + path; }

  // Commits what was written, then a change of `file`, which gets one more line; afterwards
  // `prepare` builds what the runner needs, with the root as its folder. False when that fails,
  // which fails the test.
  bool ChangeAndBuild(const std::string& file, const std::string& line, const std::string& prepare);
  // `testfed ARGUMENTS` at the root. What it printed; fails the test when it does not end with 0.
  std::string Testfed(const std::string& arguments);
  // The same, where it has to end with 1.
  std::string Fails(const std::string& arguments);
  // `testfed run` from the last commit but one to the last.
  std::string Run() { return Testfed("run -v --base HEAD~1 --head HEAD"); }

 private:
  std::string Call(const std::string& arguments, int code);

  GitSandbox git_;
};

// `classname.name` of the test cases of a report in JUnit's XML, but for those that it calls not
// run or skipped.
TestNames TestCasesOf(std::string_view xml);

}  // namespace testfed

#endif  // TESTFED_TESTS_RUNNERS_SAMPLE_REPOSITORY_H_
