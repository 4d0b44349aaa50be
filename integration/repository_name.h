// Which repository a remote is, however it is written: HOST/PATH. Two remotes are the same
// repository exactly when their names are equal.
//
// Dropped are the scheme, the user, `.git` and slashes at the end; `user@host:path` reads as
// `host/path`; the host is lower-cased, the case of the path is kept, a port is kept. A path on
// this machine (`/srv/git/a`, `file:///srv/git/a`) is its own name, which begins with `/`.
//   https://github.com/Org/A/        github.com/Org/A
//   git@GitHub.com:Org/A.git         github.com/Org/A
//   ssh://git@host:2222/a.git        host:2222/a
#ifndef TESTFED_INTEGRATION_REPOSITORY_NAME_H_
#define TESTFED_INTEGRATION_REPOSITORY_NAME_H_

#include <string>
#include <string_view>

#include "domains/status.h"

namespace testfed {

// An error for what names no repository by itself: a relative path, no path, an empty or `..`
// segment, a password, and characters that no URL holds bare (blanks, quotes, `$`, `;` and so on).
absl::StatusOr<std::string> RepositoryName(std::string_view remote);

// The remote that a name stands for where none was written: `https://` before HOST/PATH.
std::string RemoteOf(std::string_view repository_name);

// A remote as git and Bazel take it: where it has no scheme, as components.yaml may have it, https.
std::string FetchableRemote(const std::string& remote);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_REPOSITORY_NAME_H_
