// Which file may include which: the arrows between the folders, and one wrapper a library.
#ifndef TESTFED_TESTS_HOUSE_INCLUDES_H_
#define TESTFED_TESTS_HOUSE_INCLUDES_H_

#include <string>
#include <string_view>
#include <vector>

#include "tests/house/source_file.h"

namespace testfed::house {

struct Include {
  size_t line = 0;      // counts from 1
  bool quoted = false;  // "x", not <x>
  std::string header;   // as written between the quotes or brackets
};

// The directives that begin a line; white space before and after `#` is allowed. One in a raw
// string counts too: write such text line by line.
std::vector<Include> IncludesOf(std::string_view text);

// domains <- contracts <- selector <- {integration, reporters} <- cli, and nothing includes tests/
// or bench/. tests/X follows the arrows of X, or a change of a folder above would not run its
// tests.
Violations CheckIncludeArrows(const Files& files);

// Quoted headers are rooted at the top of the repository; those of libraries with their own folder.
Violations CheckIncludeRoots(const Files& files);

// A third-party header is seen by its one wrapper, and a library without a wrapper by nobody.
Violations CheckThirdParty(const Files& files);

}  // namespace testfed::house

#endif  // TESTFED_TESTS_HOUSE_INCLUDES_H_
