// Random cases of the whole selection: a configuration, another that is a mutation of it, changed
// paths on which their rules meet, and commit messages.
#ifndef TESTFED_TESTS_SELECTOR_RANDOM_SELECTIONS_H_
#define TESTFED_TESTS_SELECTOR_RANDOM_SELECTIONS_H_

#include <string>
#include <vector>

#include "tests/domains/random_patterns.h"
#include "tests/selector/slow_selection.h"

namespace testfed {

struct RandomSelection {
  slow::SelectionCase selection_case;
  std::vector<std::string> words;  // that the messages name, message by message in their order
};

// The changes are sorted by path and hold `domains.yaml` whenever its text (PrintConfig) differs
// between the ends, as they would in a repository. Every configuration is one that testfed accepts.
RandomSelection RandomSelectionCase(Random& random);

// The case for people: both configurations, the changes and the messages.
std::string Print(const slow::SelectionCase& selection_case);

// An answer as text, everything in it: what two implementations are compared by.
std::string Print(const slow::Selection& selection);

}  // namespace testfed

#endif  // TESTFED_TESTS_SELECTOR_RANDOM_SELECTIONS_H_
