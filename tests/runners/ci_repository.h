// A git repository whose CI's files testfed wrote: two domains, Billing and Web, without an edge
// between them, whose suites leave a file in a folder outside when they run.
#ifndef TESTFED_TESTS_RUNNERS_CI_REPOSITORY_H_
#define TESTFED_TESTS_RUNNERS_CI_REPOSITORY_H_

#include <string>

#include "tests/selector/git_sandbox.h"

namespace testfed {

class CiRepository {
 public:
  CiRepository();
  ~CiRepository();
  CiRepository(const CiRepository&) = delete;

  // domains.yaml, with `billing` as Billing's command: RAN stands for the folder.
  void Declare(const std::string& billing = "touch RAN/Billing");
  // Commits all, with what `testfed init --ci CI` writes. A failure fails the test.
  void WriteCi(const std::string& ci);
  // A branch `topic` that changes `path`, merged into main: HEAD is the merge commit.
  void MergeChange(const std::string& path);

  // The names of the files that suites left, sorted, with a space between.
  std::string Ran() const;
  const std::string& ran() const { return ran_; }  // the folder
  // The repository's folder with an ending: a folder beside it, for a test's own use.
  std::string Beside(const std::string& ending) const { return git.root + "-" + ending; }

  GitSandbox git;

 private:
  std::string ran_;
};

}  // namespace testfed

#endif  // TESTFED_TESTS_RUNNERS_CI_REPOSITORY_H_
