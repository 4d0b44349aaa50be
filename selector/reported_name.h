// Which test a case of a report is. Reports name tests in a way of their own: pytest by dotted
// modules, Go by import paths, Jest by titles without groups, JUnit with simple names of types.
// From such a case alone the id of a test (contracts/test.h) cannot be made, but of each id it is
// known how reports name it. So both become *reported names*, and ReportedNames finds ids by them:
//
//   junit   com.acme.ATest$In#p(int,String)        simple names of types, without invocations
//   gtest   Suite.Name                             without instances
//   pytest  t.core.test_a.TestK::test_p            without parameters
//   go      example.com/shop/a/b#TestA             of a sub-test its test
//   jest    a/x.test.ts > group title              groups and title with blanks; without the file,
//   vitest                                         where the report does not tell it
//   bazel   a/b/name                               package and name of `//a/b:name`
//   ctest   the name
//   command classname.name
#ifndef TESTFED_SELECTOR_REPORTED_NAME_H_
#define TESTFED_SELECTOR_REPORTED_NAME_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domains/declarations.h"
#include "selector/junit_report.h"

namespace testfed {

// Which runner wrote a report, from what it alone writes. A report that nothing tells apart is
// JUnit's: Surefire, Gradle and the console launcher write no mark.
Runner RunnerOfReport(const JunitReport& report);

struct ReportedName {
  std::string name = {};  // "" where the report does not tell which test it is
  bool inside = false;    // a part of a test whose own case holds it too: Go's sub-tests
};
// `report_path` is JunitReport::path; only Bazel's matter.
ReportedName ReportedNameOf(Runner runner, const ReportedTest& test, std::string_view report_path);

// The names that a report may have for a test, the most exact first. `directory` is the suite's,
// for paths and modules in a report may begin there; "" is the root.
std::vector<std::string> ReportedNamesOf(Runner runner, std::string_view directory,
                                         std::string_view test_id);

// The report of a Bazel target that was not its last attempt (`test_attempts/attempt_1.xml`): it
// counts for nothing but whether the target is flaky.
bool IsEarlierAttempt(std::string_view report_path);

// Finds the ids of one suite's tests by reported names.
class ReportedNames {
 public:
  // `tests`: all ids of the suite. With some of them only, a name of Go or Jest may be taken for
  // another one's: these are not exact by themselves.
  ReportedNames(Runner runner, std::string_view directory, const std::vector<std::string>& tests);

  // The one test with that name; else the one that holds it, where an id stands for more than one
  // test: a class, a file, a name with `*`. "" where none has it, or several have.
  std::string_view Find(std::string_view reported_name) const;

 private:
  std::string_view FindExactly(std::string_view name) const;
  std::string_view FindAround(std::string_view name) const;

  Runner runner_;
  std::map<std::string, std::string, std::less<>> ids_;  // by name; "" where several have it
  std::vector<std::string> patterns_;                    // ids with `*`
};

}  // namespace testfed

#endif  // TESTFED_SELECTOR_REPORTED_NAME_H_
