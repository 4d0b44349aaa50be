// Damaged sources: what a reader must survive, and what it must never lose a tag by.
#ifndef TESTFED_TESTS_CONTRACTS_SOURCE_DAMAGE_H_
#define TESTFED_TESTS_CONTRACTS_SOURCE_DAMAGE_H_

#include <functional>
#include <string>

#include "contracts/source_facts.h"

namespace testfed {

// Reads every beginning of the text and `mutations` seeded changes of it; expects that the facts
// hold together: parents come first, and what is encoded is decoded.
void ExpectSurvivesDamage(const std::function<SourceFacts(std::string_view)>& read,
                          const std::string& text, int mutations);

}  // namespace testfed

#endif  // TESTFED_TESTS_CONTRACTS_SOURCE_DAMAGE_H_
