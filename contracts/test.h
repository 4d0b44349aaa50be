// A test: one unit that a runner can select by itself, with the tags that hold for it.
//
// Ids are what the runner's own language calls the test, complete enough that the runner's filter
// can be written from the id alone (test_filter.h):
//   junit   com.acme.LoginTest$Inner#logsIn        methods with parameters:
//   #p(int,java.lang.String),
//           or #p(*) where a type's full name is not known
//   gtest   Suite.Name                             TEST_P and TYPED_TEST too, without instances
//   pytest  a/test_x.py::TestClass::test_y         without parameters
//   go      ./a/b#TestName                         of a package below the repository's root
//   jest, vitest   a/x.test.ts > group > title     a/x.test.ts alone, where a title is computed
//   ctest   the test's name          bazel   //a:name
#ifndef TESTFED_CONTRACTS_TEST_H_
#define TESTFED_CONTRACTS_TEST_H_

#include <string>
#include <vector>

#include "contracts/language.h"
#include "contracts/tag.h"
#include "domains/finding.h"
#include "domains/place.h"

namespace testfed {

struct Test {
  std::string id;
  int file = 0;  // index into Discovery::files
  Position position;
  std::vector<Tag> tags;  // sorted; each kind and domain once, the nearest place
  std::string undecided;  // why it is selected in every plan; "" for almost all
};

// Annotation types and superclasses declared outside the repository: they carry no tag unless
// $settings.libraryTags maps their full name to one.
struct LibraryType {
  std::string name;           // full where imports tell it, else as written
  bool is_annotation = true;  // false: a superclass or interface
  int count = 0;
  Place first;
};

struct Discovery {
  std::vector<std::string> files;      // all that were resolved, sorted
  std::vector<Language> languages;     // of each file
  std::vector<Test> tests;             // by file, position, id
  std::vector<Finding> findings;       // what could not be decided, tags that apply to nothing
  std::vector<LibraryType> libraries;  // by name
};

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_TEST_H_
