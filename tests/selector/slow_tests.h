// The oracle of what runs inside suites: tests with tags and contracts at both ends, slow and
// obvious, on top of slow_selection.h. It shares nothing with production code.
#ifndef TESTFED_TESTS_SELECTOR_SLOW_TESTS_H_
#define TESTFED_TESTS_SELECTOR_SLOW_TESTS_H_

#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/selector/slow_selection.h"

namespace testfed::slow {

struct TaggedTest {
  std::string file;
  std::string id;
  std::set<std::string> tags;  // `SmokeTest`, `AffectedByX`, `MustRunOnChangesInX`
  bool operator==(const TaggedTest&) const = default;
};

struct ContractConfig {
  std::string name;
  std::string consumer;
  std::set<std::string> providers;
  std::string suite;
  std::set<std::string> tests;  // whole ids; none: the whole suite
  std::string reason;
  bool operator==(const ContractConfig&) const = default;
};

struct End {
  std::vector<TaggedTest> tests;
  std::vector<ContractConfig> contracts;
};

struct TestsCase {
  SelectionCase selection_case;
  End head;
  std::vector<End> bases;  // as many as configurations at the base
};

// What runs of each suite of the head that testfed can list (runner `gtest`): "*", or the ids.
// Suites of which nothing runs are left out.
std::map<std::string, std::set<std::string>> SelectTests(const TestsCase& tests_case);

}  // namespace testfed::slow

#endif  // TESTFED_TESTS_SELECTOR_SLOW_TESTS_H_
