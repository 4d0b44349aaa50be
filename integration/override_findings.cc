#include "integration/override_findings.h"

#include <algorithm>

#include "domains/inline_text.h"

namespace testfed {
namespace {

Finding Mutable(const Place& place, std::string message) {
  return {
      Severity::kError, place, "mutable-pin", std::move(message) + "; it is not reproducible", {}};
}

std::string Named(const ModuleCall& call) {
  return call.function + " of `" + InlineText(call.Text("module_name")) + "`";
}

// A URL that follows a branch, as hosts of git write it.
bool FollowsABranch(std::string_view url) {
  if (url.find("/refs/heads/") != std::string_view::npos) return true;
  for (std::string_view branch : {"main", "master", "HEAD", "develop", "trunk"}) {
    for (std::string_view before : {"/", "/-/raw/", "/raw/", "/archive/"}) {
      std::string part = std::string(before) + std::string(branch);
      size_t at = url.find(part);
      if (at == std::string_view::npos) continue;
      std::string_view rest = url.substr(at + part.size());
      if (rest.empty() || rest[0] == '/' || rest.starts_with(".tar") || rest.starts_with(".zip")) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace

std::vector<Finding> ConflictsWith(const Pins& pins, const std::vector<ModuleCall>& calls) {
  std::vector<Finding> findings;
  for (const ModuleCall& call : calls) {
    if (!IsOverride(call)) continue;
    const std::string module = call.Text("module_name");
    bool pinned = std::any_of(pins.begin(), pins.end(),
                              [&](const Pinned& one) { return one.Module() == module; });
    if (!pinned) continue;
    findings.push_back({Severity::kError,
                        call.place,
                        "override-conflict",
                        call.function + " of `" + module +
                            "` is a second one beside that of the manifest, which Bazel refuses",
                        {{"remove it; the manifest decides", ""}}});
  }
  return findings;
}

std::vector<Finding> MutablePins(const std::vector<ModuleCall>& calls) {
  std::vector<Finding> findings;
  for (const ModuleCall& call : calls) {
    if (!IsOverride(call)) continue;
    auto has = [&](const char* name) { return call.arguments.contains(name); };
    for (const auto& [name, argument] : call.arguments) {
      bool decides = name == "commit" || name == "urls" || name == "url" || name == "integrity" ||
                     name == "version" || name == "module_name" || name == "remote";
      if (decides && !argument.literal) {
        findings.push_back(Mutable(call.place, "`" + name + "` of a " + call.function +
                                                   " is computed, and cannot be read"));
      }
    }
    if (call.function == "git_override") {
      for (const char* name : {"branch", "tag"}) {
        if (!has(name)) continue;
        findings.push_back(Mutable(call.place, Named(call) + " follows the " + name + " `" +
                                                   InlineText(call.Text(name)) + "`"));
      }
      if (!has("branch") && !has("tag") && !IsFullCommit(call.Text("commit"))) {
        findings.push_back(Mutable(call.place, Named(call) + " has no whole `commit`"));
      }
    } else if (call.function == "archive_override") {
      if (!has("integrity") || call.Text("integrity").empty()) {
        findings.push_back(Mutable(call.place, Named(call) + " has no `integrity`"));
      }
      for (const char* name : {"urls", "url"}) {
        auto urls = call.arguments.find(name);
        if (urls == call.arguments.end()) continue;
        for (const std::string& url : urls->second.texts) {
          if (!FollowsABranch(url)) continue;
          findings.push_back(
              Mutable(call.place, Named(call) + " follows a branch, `" + InlineText(url) + "`"));
        }
      }
    } else if (call.function == "local_path_override") {
      // A folder of the repository itself is as pinned as the repository is.
      const std::string path = call.Text("path");
      if (path.starts_with('/') || path.starts_with('~') || path.find("..") != std::string::npos) {
        findings.push_back(Mutable(
            call.place, Named(call) + " takes whatever stands in `" + InlineText(path) + "`"));
      }
    }
  }
  return findings;
}

std::vector<Finding> MutableRegistries(std::string_view bazelrc, const std::string& file) {
  std::vector<Finding> findings;
  constexpr std::string_view kOption = "--registry";
  int number = 0;
  while (!bazelrc.empty()) {
    ++number;
    size_t end = std::min(bazelrc.find('\n'), bazelrc.size());
    std::string_view line = bazelrc.substr(0, end);
    bazelrc.remove_prefix(std::min(end + 1, bazelrc.size()));
    size_t first = line.find_first_not_of(" \t");
    if (first == std::string_view::npos || line[first] == '#') continue;
    for (size_t at = line.find(kOption); at != std::string_view::npos;
         at = line.find(kOption, at + 1)) {
      size_t begin = at + kOption.size();
      if (begin >= line.size() || (line[begin] != '=' && line[begin] != ' ')) continue;
      std::string_view url = line.substr(begin + 1);
      url = url.substr(0, url.find_first_of(" \t\r"));
      if (!FollowsABranch(url)) continue;
      findings.push_back(Mutable({file, {number, static_cast<int>(at) + 1}},
                                 "the registry follows a branch, `" + InlineText(url) + "`"));
    }
  }
  return findings;
}

}  // namespace testfed
