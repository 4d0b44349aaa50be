#include "selector/git/fetch_command.h"

#include <array>
#include <utility>
#include <vector>

#include "domains/path_name.h"
#include "selector/git/git_command.h"

namespace testfed {

std::string_view ProtocolOf(std::string_view url) {
  // git takes whatever stands before `::` for the name of a remote helper, and then for a scheme
  // what stands before `://`.
  size_t end =
      url.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");
  std::string_view rest = end == std::string_view::npos ? "" : url.substr(end);
  if (rest.starts_with("::")) return "";
  if (rest.starts_with("://")) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kSchemes = {
        {{"https", "https"},
         {"http", "http"},
         {"ssh", "ssh"},
         {"git+ssh", "ssh"},
         {"ssh+git", "ssh"},
         {"git", "git"},
         {"file", "file"}}};
    for (const auto& [scheme, protocol] : kSchemes) {
      if (url.substr(0, end) == scheme) return protocol;
    }
    return "";
  }
  // A colon before the first slash makes it a host, as in scp.
  size_t colon = url.find(':');
  return colon != std::string_view::npos && colon < url.find('/') ? "ssh" : "file";
}

absl::Status RunFetch(const std::string& folder, const Fetch& fetch) {
  GitCommand git(folder);
  // With `url.*.insteadOf` applied, as the fetch will.
  TESTFED_ASSIGN_OR_RETURN(auto url, git.Line({"remote", "get-url", "--", "origin"}));
  if (!url.has_value()) return Error("there is no remote `origin` to fetch from");
  std::string_view protocol = ProtocolOf(*url);
  if (protocol.empty()) {
    return Error(
        "`origin` is reached by a protocol that `--fetch` does not use; it uses https, "
        "http, ssh, git and files",
        "fetch by hand", fetch.Line());
  }
  git.Set("GIT_ALLOW_PROTOCOL", std::string(protocol));
  git.Set("GIT_OPTIONAL_LOCKS", "1");
  std::vector<std::string> words = {
      "-c", "fetch.recurseSubmodules=false", "-c", "submodule.recurse=false", "-c",
      "remote.origin.tagOpt=--no-tags", "-c", "fetch.writeCommitGraph=false", "-c",
      "fetch.prune=false", "-c", "gc.auto=0", "-c", "maintenance.auto=false",
      // A connection that stalls ends by itself.
      "-c", "http.lowSpeedLimit=1", "-c", "http.lowSpeedTime=60", "fetch", "--quiet",
      "--upload-pack=git-upload-pack"};
  words.insert(words.end(), fetch.words.begin() + 1, fetch.words.end());
  TESTFED_ASSIGN_OR_RETURN(ChildResult result, git.Run(words));
  if (result.exit_code == 0) return absl::OkStatus();
  return Error("`" + fetch.Line() + "`: " + QuotePath(FirstComplaint(result.err)));
}

}  // namespace testfed
