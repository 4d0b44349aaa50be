// Configurations of the oracle as the text of a domains.yaml, and back.
//
// The text is a subset of YAML that reads as it looks: a name or `$settings` at the start of a
// line, its keys below it, each with one value on the same line, which is JSON or a bare word.
#ifndef TESTFED_TESTS_SELECTOR_CONFIG_TEXT_H_
#define TESTFED_TESTS_SELECTOR_CONFIG_TEXT_H_

#include <optional>
#include <string>
#include <string_view>

#include "tests/selector/slow_selection.h"

namespace testfed {

std::string PrintConfig(const slow::Config& config);

// Nullopt for a text outside the subset, with a word about it on standard error. Checks nothing
// else: it reads what a test holds.
std::optional<slow::Config> ReadConfig(std::string_view text);

}  // namespace testfed

#endif  // TESTFED_TESTS_SELECTOR_CONFIG_TEXT_H_
