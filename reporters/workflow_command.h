// A workflow command of GitHub Actions that makes an annotation: a line of standard output.
//
// Source: actions/runner, ActionCommand.cs (what is escaped), ExecutionContext.cs (ten annotations
// of a kind for each step, 4,096 characters each; more are dropped without a word).
#ifndef TESTFED_REPORTERS_WORKFLOW_COMMAND_H_
#define TESTFED_REPORTERS_WORKFLOW_COMMAND_H_

#include <string>
#include <string_view>

#include "domains/place.h"

namespace testfed {

inline constexpr int kMaxAnnotations = 10;  // of one level in one step
inline constexpr size_t kMaxAnnotationBytes = 4096;

struct WorkflowAnnotation {
  std::string level = "error";  // or "warning", "notice"
  Place place = {};             // without a file: of the whole step
  std::string title = {};
  std::string message = {};  // may have several lines; cut at kMaxAnnotationBytes
};

// With its line end. Whatever the texts hold, it is one command and no other.
std::string WorkflowCommand(const WorkflowAnnotation& annotation);

}  // namespace testfed

#endif  // TESTFED_REPORTERS_WORKFLOW_COMMAND_H_
