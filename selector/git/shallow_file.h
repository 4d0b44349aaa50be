// git's file `shallow`: the commits where the history of a shallow clone ends.
#ifndef TESTFED_SELECTOR_GIT_SHALLOW_FILE_H_
#define TESTFED_SELECTOR_GIT_SHALLOW_FILE_H_

#include <string>
#include <unordered_set>

namespace testfed {

// One id a line; nothing when there is no such file.
std::unordered_set<std::string> ReadShallowFile(const std::string& path);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_GIT_SHALLOW_FILE_H_
