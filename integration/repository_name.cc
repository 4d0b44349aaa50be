#include "integration/repository_name.h"

#include <algorithm>

#include "domains/inline_text.h"

namespace testfed {
namespace {

constexpr size_t kMaxRemoteBytes = 1024;

bool IsLetterOrDigit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

absl::Status NoRemote(std::string_view remote, std::string_view why) {
  return Error("`" + InlineText(remote) + "` names no repository; " + std::string(why));
}

// "https", "ssh", "git+ssh": RFC 3986, 3.1.
bool IsScheme(std::string_view text) {
  return !text.empty() && IsLetterOrDigit(text[0]) &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return IsLetterOrDigit(c) || c == '+' || c == '-' || c == '.'; });
}

// The path without slashes around it and without `.git`; empty when a segment is no name.
std::string_view PlainPath(std::string_view path) {
  while (path.starts_with('/')) path.remove_prefix(1);
  for (bool more = true; more;) {  // to the end, so that a name is its own name
    more = path.ends_with('/') || path.ends_with(".git");
    if (more) path.remove_suffix(path.ends_with('/') ? 1 : 4);
  }
  for (size_t start = 0; start <= path.size();) {
    size_t end = std::min(path.find('/', start), path.size());
    std::string_view segment = path.substr(start, end - start);
    if (segment.empty() || segment == "." || segment == "..") return "";
    start = end + 1;
  }
  return path;
}

bool IsHost(std::string_view host) {
  return !host.empty() && IsLetterOrDigit(host[0]) &&
         std::all_of(host.begin(), host.end(), [](char c) {
           return IsLetterOrDigit(c) || c == '.' || c == '-' || c == '_' || c == ':';
         });
}

}  // namespace

absl::StatusOr<std::string> RepositoryName(std::string_view remote) {
  constexpr std::string_view kOthers = "._~%+:@/-";
  if (remote.size() > kMaxRemoteBytes) {
    return NoRemote(remote.substr(0, 60),
                    "it has more than " + std::to_string(kMaxRemoteBytes) + " bytes");
  }
  for (char c : remote) {
    if (IsLetterOrDigit(c) || kOthers.find(c) != std::string_view::npos) continue;
    return NoRemote(remote,
                    "letters, digits and `" + std::string(kOthers) + "` may stand in a URL");
  }
  constexpr std::string_view kExpected = "expected a URL, `git@HOST:PATH` or `HOST/PATH`";
  std::string_view rest = remote;
  bool local = rest.starts_with('/');
  bool with_scheme = false;
  if (size_t scheme = rest.find("://"); scheme != std::string_view::npos) {
    if (!IsScheme(rest.substr(0, scheme))) return NoRemote(remote, kExpected);
    with_scheme = true;
    local = rest.substr(0, scheme) == "file";
    rest.remove_prefix(scheme + 3);
  }
  if (local) {
    std::string_view path = rest.starts_with('/') ? PlainPath(rest) : "";
    if (path.empty()) return NoRemote(remote, kExpected);
    return "/" + std::string(path);
  }
  size_t at = rest.find('@');
  if (at != std::string_view::npos && at < rest.find('/')) {
    if (rest.substr(0, at).find(':') != std::string_view::npos && with_scheme) {
      return NoRemote("...@" + std::string(rest.substr(at + 1)),
                      "a password in a URL would stand in every manifest");
    }
    rest.remove_prefix(at + 1);
  }
  size_t slash = rest.find('/');
  size_t colon = rest.find(':');
  // Without a scheme the first colon ends the host, as git reads it.
  size_t end = !with_scheme && colon < slash ? colon : slash;
  if (end == std::string_view::npos) return NoRemote(remote, kExpected);
  std::string host(rest.substr(0, end));
  std::transform(host.begin(), host.end(), host.begin(), Lower);
  std::string_view path = PlainPath(rest.substr(end + 1));
  // `host:2222/path` is both a port and a path; a name that was normalised with a port reads back.
  if (!with_scheme && end == colon && at == std::string_view::npos &&
      slash != std::string_view::npos) {
    std::string_view port = rest.substr(colon + 1, slash - colon - 1);
    if (!port.empty() &&
        std::all_of(port.begin(), port.end(), [](char c) { return c >= '0' && c <= '9'; })) {
      host += ":" + std::string(port);
      path = PlainPath(rest.substr(slash + 1));
    }
  }
  if (!IsHost(host) || path.empty()) return NoRemote(remote, kExpected);
  return host + "/" + std::string(path);
}

std::string RemoteOf(std::string_view repository_name) {
  if (repository_name.starts_with('/')) return "file://" + std::string(repository_name);
  return "https://" + std::string(repository_name);
}

std::string FetchableRemote(const std::string& remote) {
  bool complete = remote.find("://") != std::string::npos || remote.starts_with('/') ||
                  remote.find('@') != std::string::npos;
  return complete ? remote : RemoteOf(RepositoryName(remote).value_or(remote));
}

}  // namespace testfed
