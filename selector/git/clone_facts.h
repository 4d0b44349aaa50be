// What git's configuration says of a clone, for `testfed doctor`: asked of git itself, because its
// answer depends on files that no reader of ours knows (system, user, includes, worktree).
#ifndef TESTFED_SELECTOR_GIT_CLONE_FACTS_H_
#define TESTFED_SELECTOR_GIT_CLONE_FACTS_H_

#include <string>

#include "domains/status.h"

namespace testfed {

struct CloneFacts {
  bool partial = false;  // a remote promises objects that are not here
  std::string hooks;     // absolute path of the folder that git looks for hooks in
};

// Of the repository of `folder`. An error where git cannot be started.
absl::StatusOr<CloneFacts> ReadCloneFacts(const std::string& folder);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_GIT_CLONE_FACTS_H_
