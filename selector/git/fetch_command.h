// Runs a `git fetch` that somebody asked for with `--fetch`: the one place where testfed lets a
// child reach another machine. Every other child runs with GIT_ALLOW_PROTOCOL=none.
//
// What a repository or its remote could bring along is off: hooks, the file system monitor,
// submodules, tags, automatic maintenance, prompts, a program of the remote's choice in place of
// git-upload-pack. Only the protocol that origin's URL names is allowed, and of these only https,
// http, ssh, git and files: a remote helper (`ext::sh -c ...`) is refused before git is started.
// The transport itself is the user's: their ssh command, credentials and headers, as in any fetch.
#ifndef TESTFED_SELECTOR_GIT_FETCH_COMMAND_H_
#define TESTFED_SELECTOR_GIT_FETCH_COMMAND_H_

#include <string>
#include <string_view>

#include "domains/status.h"
#include "selector/fetch.h"

namespace testfed {

// In the repository of `folder`. An error when origin is unknown, its protocol is not one of those
// above, or git fails: then with git's message.
absl::Status RunFetch(const std::string& folder, const Fetch& fetch);

// What GIT_ALLOW_PROTOCOL has to be for a URL: "https", "ssh" for `host:path` too, "file" for a
// path; "" when testfed does not fetch from it.
std::string_view ProtocolOf(std::string_view url);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_GIT_FETCH_COMMAND_H_
