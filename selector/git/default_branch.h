// Where the default branch is looked for when the remote did not say (actions/checkout sets no
// origin/HEAD): reference, and how people write it. The remote's comes first: a local branch of
// the same name is often behind.
#ifndef TESTFED_SELECTOR_GIT_DEFAULT_BRANCH_H_
#define TESTFED_SELECTOR_GIT_DEFAULT_BRANCH_H_

#include <array>
#include <utility>

namespace testfed {

inline constexpr std::array<std::pair<const char*, const char*>, 4> kUsualDefaultBranches = {{
    {"refs/remotes/origin/main", "origin/main"},
    {"refs/remotes/origin/master", "origin/master"},
    {"refs/heads/main", "main"},
    {"refs/heads/master", "master"},
}};

}  // namespace testfed

#endif  // TESTFED_SELECTOR_GIT_DEFAULT_BRANCH_H_
