// Lists that several files keep of the same things, and that must agree.
#ifndef TESTFED_TESTS_HOUSE_LISTS_H_
#define TESTFED_TESTS_HOUSE_LISTS_H_

#include <set>
#include <string>
#include <string_view>

#include "tests/house/source_file.h"

namespace testfed::house {

// What find_package and pkg_check_modules ask for in a CMakeLists.txt.
std::set<std::string> CMakePackagesOf(std::string_view cmake);

// The words in those arrays of the script `dev` whose names end in `_packages`.
std::set<std::string> DebianPackagesOf(std::string_view dev);

// The words in back-ticks in a column of the table below a heading of a Markdown text; columns
// count from 1.
std::set<std::string> TableWordsOf(std::string_view markdown, std::string_view heading, int column);

// README.md lists each CMake package (column 2) and Debian package (column 3) that we need below
// `## Dependencies`, and no other.
Violations CheckDependencyTable(const Files& files);

// Each .cc is named in the CMakeLists.txt of its folder or of one above.
Violations CheckSourcesAreBuilt(const Files& files);

// Each test binary that a CMakeLists.txt in tests/ registers is run by a suite in domains.yaml, as
// `./dev suite NAME`, and each such suite runs one: a test without a suite is one that no plan can
// select, and a suite without a binary a job that cannot pass.
Violations CheckSuites(const Files& files);

// Where code in tests/X names a path in docs/, the declaration that includes tests/X in
// domains.yaml includes something of docs/ too: else a change of the document does not run its
// tests.
Violations CheckReadDocuments(const Files& files);

}  // namespace testfed::house

#endif  // TESTFED_TESTS_HOUSE_LISTS_H_
