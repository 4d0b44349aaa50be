// A git repository read through a child `git`: for what libgit2 cannot read (SHA-256 repositories,
// split and sparse indexes, extensions that it does not know). Slower by the start of a process a
// question, and equal in its answers: objects, history and trees go through the same code.
//
// Nothing in the repository makes the child run or fetch anything: no protocol is allowed, no
// filter, external diff, text conversion, hook, file system monitor or replacement object is used,
// no optional lock is taken, and there is no shell.
#ifndef TESTFED_SELECTOR_GIT_COMMAND_REPOSITORY_H_
#define TESTFED_SELECTOR_GIT_COMMAND_REPOSITORY_H_

#include <memory>
#include <string>

#include "domains/status.h"
#include "selector/repository.h"

namespace testfed {

// Needs git 2.31 or later on PATH. GIT_INDEX_FILE is honoured; GIT_DIR and its like are not.
absl::StatusOr<std::unique_ptr<Repository>> OpenGitCommandRepository(const std::string& start_dir);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_GIT_COMMAND_REPOSITORY_H_
