// Facts and tests as text, for tests that compare whole answers.
#ifndef TESTFED_TESTS_CONTRACTS_FACTS_TEXT_H_
#define TESTFED_TESTS_CONTRACTS_FACTS_TEXT_H_

#include <string>
#include <utility>
#include <vector>

#include "contracts/source_facts.h"
#include "contracts/test.h"

namespace testfed {

// What the sources of one language say: a line for each test, "id line:column tags", with
// " ? why" where it is undecided; then a line "! file:line:column: message [code]" for each
// finding, without those that repeat why a test is undecided.
std::string TestsOf(Language language,
                    const std::vector<std::pair<std::string, std::string>>& sources);
// Of one file, called `path`.
std::string TestsOf(Language language, const std::string& text, const std::string& path);

Discovery Discover(Language language,
                   const std::vector<std::pair<std::string, std::string>>& sources);

// "text line:column" for each reference, one a line.
std::string ReferencesOf(Language language, const std::string& text);

// Reads, encodes and resolves each prefix of `text`, and `rounds` texts in which a few bytes are
// changed, moved or repeated: nothing may crash and facts must survive the cache.
void ReadDamaged(Language language, const std::string& text, const std::string& path, int rounds);

}  // namespace testfed

#endif  // TESTFED_TESTS_CONTRACTS_FACTS_TEXT_H_
