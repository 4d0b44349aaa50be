// Rules that one source file keeps by itself: names, guards, length, words.
#ifndef TESTFED_TESTS_HOUSE_SOURCES_H_
#define TESTFED_TESTS_HOUSE_SOURCES_H_

#include <string>
#include <string_view>

#include "tests/house/source_file.h"

namespace testfed::house {

// One noun a file: `util`, `common`, `helper` and `misc` are none, also as a part of a name.
Violations CheckNames(const Files& files);

// A header is guarded by TESTFED_PATH_H_, opened first and closed last, with the name repeated.
Violations CheckGuards(const Files& files);
std::string GuardOf(std::string_view path);

inline constexpr size_t kMaxLines = 400;

// A source above kMaxLines says why in its first comment, in a sentence with the word `lines`.
Violations CheckLength(const Files& files);

// Nothing is left to be done: no word that marks it so.
Violations CheckUnfinished(const Files& files);

// No two files define a type of one name in one namespace: the program would have one of the two at
// random, and no compiler or linker says so (the one-definition rule, [basic.def.odr]). Types in
// unnamed namespaces are a file's own.
Violations CheckOneDefinition(const Files& files);

// No file names a folder of the machine that it was written on.
Violations CheckMachinePaths(const Files& files);

}  // namespace testfed::house

#endif  // TESTFED_TESTS_HOUSE_SOURCES_H_
