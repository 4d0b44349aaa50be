// The selection of testfed itself, asked in the oracle's words: a case becomes the text of two
// domains.yaml files, which production reads, and a request; its plan becomes the oracle's answer.
#ifndef TESTFED_TESTS_SELECTOR_PRODUCTION_SELECTION_H_
#define TESTFED_TESTS_SELECTOR_PRODUCTION_SELECTION_H_

#include <memory>
#include <string_view>

#include "selector/selection.h"
#include "tests/selector/slow_selection.h"

namespace testfed {

// Ends the test run with the text and its error when production refuses it.
std::shared_ptr<const Configuration> ReadByProduction(std::string_view text);

SelectionRequest RequestOf(const slow::SelectionCase& selection_case);

slow::Selection AnswerOf(const Plan& plan);

// Both at once.
slow::Selection SelectByProduction(const slow::SelectionCase& selection_case);

}  // namespace testfed

#endif  // TESTFED_TESTS_SELECTOR_PRODUCTION_SELECTION_H_
