// GoogleTest's macros, and how a reader writes down macros that a repository builds on them.
//
// In SourceFacts of C++:
// - a test is a kFunction: `name` and one supertype, its suite; modifiers: the macro. A part that
//   is no plain name is `*`, as in GoogleTest's own filters, with an Undecided.
// - a macro whose text calls something like TEST() is a kGroup with the modifier "#define"; the
//   calls are its children, kFunctions with the modifier "#call": `name` is what is called,
//   `parameters` are its arguments as templates.
// - a use of a macro that may make tests is a kFunction with the modifier "#use", followed by
//   "body" where a `{` comes next: `name` is the macro, `parameters` its arguments.
// - a class or alias is a kType, only in files that have tags at all.
#ifndef TESTFED_CONTRACTS_CPP_MACROS_H_
#define TESTFED_CONTRACTS_CPP_MACROS_H_

#include <string>
#include <string_view>
#include <vector>

namespace testfed {

// TEST, TEST_F, TEST_P, TYPED_TEST, TYPED_TEST_P, GTEST_TEST and what fuzztest adds: macros that
// take a suite and a name first. FRIEND_TEST is none.
bool IsTestMacro(std::string_view name);
// Those whose suite is a fixture class.
bool IsFixtureMacro(std::string_view name);
// Macros of GoogleTest with TEST in their names that make no test.
bool IsOtherGtestMacro(std::string_view name);

// A template is text in which `$1` to `$9` stand for the macro's parameters; `*` is any text.
std::string FillTemplate(std::string_view text, const std::vector<std::string>& arguments);

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_CPP_MACROS_H_
