// Which commits of different components belong together, and are one step of every composition:
//
//  - the trailer `Changeset: NAME` in a commit's message: all with the same name;
//  - the trailer `Depends-On: URL` (Zuul's word), also `owner/repo#117`: the commit and the merge
//    of that pull request. A merge is known by the subject that GitHub gives it: `Title (#117)` or
//    `Merge pull request #117 from ...`;
//  - a list: JSON, `{"NAME": ["COMPONENT@COMMIT", ...]}`, where a commit may also be the head of a
//    pull request that a merge brought in.
//
// Trailers stand in the last paragraph of a message that has more than one, as git has it.
#ifndef TESTFED_INTEGRATION_BISECT_CHANGESET_LINKS_H_
#define TESTFED_INTEGRATION_BISECT_CHANGESET_LINKS_H_

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domains/status.h"

namespace testfed {

// `repo` is "host/owner/name". A commit belongs together with those whose `asks` it shares, and
// with the one whose name is the pull request that it asks for.
struct CommitLinks {
  std::string name;               // "github.com/orbit/comm#117", or ""
  std::vector<std::string> asks;  // such a name, or "changeset timer-rename"
};
CommitLinks LinksOf(std::string_view message, std::string_view repo);

// Component and commit, by changeset.
using ChangesetList = std::map<std::string, std::vector<std::pair<std::string, std::string>>>;
absl::StatusOr<ChangesetList> ReadChangesetList(std::string_view text, std::string_view name);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_BISECT_CHANGESET_LINKS_H_
