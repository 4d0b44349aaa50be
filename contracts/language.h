// Which languages testfed reads tests in, and how files are told apart: by their names alone.
#ifndef TESTFED_CONTRACTS_LANGUAGE_H_
#define TESTFED_CONTRACTS_LANGUAGE_H_

#include <optional>
#include <string_view>
#include <vector>

#include "domains/declarations.h"

namespace testfed {

enum class Language { kJava, kKotlin, kPython, kCpp, kGo, kScript, kStarlark };

std::string_view ToString(Language language);  // "Java", "JavaScript", ...

// By the name's ending; BUILD, BUILD.bazel and *.bzl by name. Nullopt for everything else. Scripts
// are JavaScript and TypeScript, .vue and the like excluded.
std::optional<Language> LanguageOf(std::string_view path);

// The languages in which the tests of a runner are written: none for `command` and for `ctest`,
// whose tests no source names. Then the suite is one opaque test unless a listing is given.
const std::vector<Language>& LanguagesOf(Runner runner);

// Whether the runner's own conventions take the file for one that may hold tests, where a suite
// declares no `tests`. pytest: test_*.py and *_test.py; go: *_test.go; jest and vitest: *.test.*
// and
// *.spec.*, jest also __tests__/; the others, whose tests are told by what the file says: every
// file of the language.
bool IsTestFileOf(Runner runner, std::string_view path);

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_LANGUAGE_H_
