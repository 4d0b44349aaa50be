#include "selector/fetch.h"

#include <algorithm>

#include "absl/strings/cord.h"
#include "selector/git/refusal.h"

namespace testfed {
namespace {

constexpr const char* kPayload = "testfed.fetch";

}  // namespace

std::string Fetch::Line() const {
  std::string line = "git";
  for (const std::string& word : words) line += " " + ShellWord(word);
  return line;
}

Fetch FetchCommits(const Repository& repository, const std::vector<std::string>& ids, int depth) {
  Fetch fetch{{"fetch"}};
  // In a complete clone a depth would cut the history at these commits.
  if (repository.IsShallow()) fetch.words.push_back("--depth=" + std::to_string(depth));
  fetch.words.push_back("origin");
  fetch.words.insert(fetch.words.end(), ids.begin(), ids.end());
  return fetch;
}

Fetch FetchHistoryOf(const Repository& repository, const std::string& id) {
  Fetch fetch{{"fetch"}};
  if (repository.IsShallow()) fetch.words.push_back("--unshallow");
  fetch.words.insert(fetch.words.end(), {"origin", id});
  return fetch;
}

Fetch FetchBranch(const Repository& repository, std::string_view branch) {
  std::string name(WithoutRemote(branch));
  // What stands first could be an option.
  std::string from = name.starts_with('-') ? "refs/heads/" + name : name;
  return FetchHistoryOf(repository, from + ":refs/remotes/origin/" + name);
}

Fetch FetchTheRest() { return {{"fetch", "--unshallow"}}; }

bool IsBranchName(std::string_view name) {
  if (name.empty() || name.front() == '-' || name.front() == '/' || name.back() == '/' ||
      name.back() == '.' || name.find("..") != std::string_view::npos ||
      name.find("//") != std::string_view::npos || name.find("@{") != std::string_view::npos) {
    return false;
  }
  return std::none_of(name.begin(), name.end(), [](char c) {
    auto byte = static_cast<unsigned char>(c);
    return byte <= 0x20 || byte == 0x7f ||
           std::string_view("~^:?*[\\").find(c) != std::string_view::npos;
  });
}

std::string_view WithoutRemote(std::string_view branch) {
  for (std::string_view prefix : {"refs/heads/", "refs/remotes/origin/", "origin/"}) {
    if (branch.starts_with(prefix)) return branch.substr(prefix.size());
  }
  return branch;
}

absl::Status WithFetch(absl::Status status, std::string_view sentence, const Fetch& fetch) {
  if (!status.GetPayload(kPayload).has_value()) {
    std::string words;
    for (const std::string& word : fetch.words) words += word + '\0';
    status.SetPayload(kPayload, absl::Cord(words));
  }
  return WithHint(std::move(status), sentence, fetch.Line());
}

std::optional<Fetch> FetchOf(const absl::Status& status) {
  auto payload = status.GetPayload(kPayload);
  if (!payload.has_value()) return std::nullopt;
  Fetch fetch;
  std::string words(*payload);
  for (size_t begin = 0; begin < words.size();) {
    size_t end = words.find('\0', begin);
    fetch.words.push_back(words.substr(begin, end - begin));
    begin = end + 1;
  }
  return fetch;
}

}  // namespace testfed
