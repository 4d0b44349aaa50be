// What `testfed doctor` finds: one line a question, and what to change.
#ifndef TESTFED_CLI_DIAGNOSIS_H_
#define TESTFED_CLI_DIAGNOSIS_H_

#include <string>
#include <vector>

#include "domains/status.h"

namespace testfed {

struct Diagnosis {
  enum class State {
    kOk,
    kNote,     // nothing is wrong, but somebody should know
    kMissing,  // something cannot be answered, or is answered with a full run, until it is changed
  };
  State state = State::kOk;
  std::string about;        // "checkout", "base", "push in .github/workflows/ci.yml"
  std::string text;         // a sentence
  std::vector<Hint> hints;  // what to do
};

// All lines in columns, then the hints of each in turn.
std::string Render(const std::vector<Diagnosis>& diagnoses);

}  // namespace testfed

#endif  // TESTFED_CLI_DIAGNOSIS_H_
