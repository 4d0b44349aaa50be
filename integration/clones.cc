#include "integration/clones.h"

#include <algorithm>
#include <filesystem>

#include "domains/inline_text.h"
#include "selector/git/git_command.h"
#include "selector/open_repository.h"

namespace testfed {
namespace {

bool IsNumber(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// -1, 0 or 1: identifiers between dots. Numbers come before words, as numbers whatever their size.
int CompareIdentifiers(std::string_view a, std::string_view b) {
  bool a_number = IsNumber(a), b_number = IsNumber(b);
  if (a_number != b_number) return a_number ? -1 : 1;
  if (a_number) {
    a.remove_prefix(std::min(a.find_first_not_of('0'), a.size()));
    b.remove_prefix(std::min(b.find_first_not_of('0'), b.size()));
    if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  }
  int order = a.compare(b);
  return order < 0 ? -1 : order > 0 ? 1 : 0;
}

int CompareLists(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    size_t a_end = std::min(a.find('.'), a.size()), b_end = std::min(b.find('.'), b.size());
    if (int order = CompareIdentifiers(a.substr(0, a_end), b.substr(0, b_end))) return order;
    a.remove_prefix(std::min(a_end + 1, a.size()));
    b.remove_prefix(std::min(b_end + 1, b.size()));
  }
  return a.empty() == b.empty() ? 0 : a.empty() ? -1 : 1;
}

std::string_view Bare(std::string_view version) {
  if (version.size() > 1 && version[0] == 'v' && IsNumber(version.substr(1, 1))) {
    version.remove_prefix(1);
  }
  return version.substr(0, version.find('+'));
}

std::string FullRef(const Track& track) {
  return (track.kind == Track::Kind::kBranch ? "refs/heads/" : "refs/tags/") + track.text;
}

}  // namespace

bool IsPrerelease(std::string_view version) {
  return Bare(version).find('-') != std::string_view::npos;
}

bool VersionLess(std::string_view a, std::string_view b) {
  a = Bare(a);
  b = Bare(b);
  size_t a_dash = std::min(a.find('-'), a.size()), b_dash = std::min(b.find('-'), b.size());
  if (int order = CompareLists(a.substr(0, a_dash), b.substr(0, b_dash))) return order < 0;
  if ((a_dash == a.size()) != (b_dash == b.size())) return a_dash != a.size();
  if (a_dash == a.size()) return false;
  return CompareLists(a.substr(a_dash + 1), b.substr(b_dash + 1)) < 0;
}

absl::StatusOr<Repository*> Clones::Open(const std::string& component) {
  if (auto found = open_.find(component); found != open_.end()) {
    if (found->second == nullptr) return NotFound("no clone of `" + component + "`");
    return found->second.get();
  }
  std::unique_ptr<Repository>& slot = open_[component];
  for (const char* suffix : {".git", ""}) {
    std::string folder = folder_ + "/" + component + suffix;
    std::error_code error;
    bool is_clone = std::filesystem::exists(folder + "/HEAD", error) ||
                    std::filesystem::exists(folder + "/.git", error);
    if (!is_clone) continue;
    TESTFED_ASSIGN_OR_RETURN(slot, OpenRepository(folder));
    return slot.get();
  }
  return NotFound("no clone of `" + component + "`");
}

const Repository* Clones::Find(const std::string& component) {
  return Open(component).value_or(nullptr);
}

absl::StatusOr<std::string> Clones::Expand(const std::string& component, const std::string& text) {
  if (!std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
      })) {
    return Error("`" + InlineText(text) + "` is no commit");
  }
  TESTFED_ASSIGN_OR_RETURN(Repository * repository, Open(component));
  TESTFED_ASSIGN_OR_RETURN(Commit commit, repository->ReadCommit(text));
  return commit.id;
}

absl::StatusOr<ResolvedHead> Clones::Resolve(const std::string& component, const Track& track) {
  TESTFED_ASSIGN_OR_RETURN(Repository * repository, Open(component));
  std::vector<std::string> refs;
  if (track.kind == Track::Kind::kTag && track.text == "latest") {
    std::string folder = folder_ + "/" + component;
    std::error_code error;
    if (std::filesystem::exists(folder + ".git/HEAD", error)) folder += ".git";
    GitCommand git(folder);
    TESTFED_ASSIGN_OR_RETURN(std::string listed,
                             git.Output("listing tags of `" + component + "`",
                                        {"for-each-ref", "--format=%(refname)", "refs/tags/"}));
    std::string best;
    for (std::string_view rest = listed; !rest.empty();) {
      size_t end = std::min(rest.find('\n'), rest.size());
      std::string tag(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
      constexpr std::string_view kTags = "refs/tags/";
      std::string_view name = std::string_view(tag).substr(std::min(kTags.size(), tag.size()));
      if (!VersionPin(name).ok() || !IsNumber(Bare(name).substr(0, 1))) continue;
      std::string_view best_name =
          std::string_view(best).substr(std::min(kTags.size(), best.size()));
      bool better = best.empty() ||
                    (IsPrerelease(best_name) != IsPrerelease(name) ? IsPrerelease(best_name)
                                                                   : VersionLess(best_name, name));
      if (better) best = tag;
    }
    if (best.empty()) return NotFound("`" + component + "` has no tag that is a version");
    refs = {best};
  } else {
    refs = {FullRef(track)};
    // In an ordinary clone the local branch is whatever somebody left there.
    if (track.kind == Track::Kind::kBranch) {
      refs.insert(refs.begin(), "refs/remotes/origin/" + track.text);
    }
  }
  for (const std::string& ref : refs) {
    auto commit = repository->ReadCommit(ref);
    if (!commit.ok()) continue;
    TESTFED_ASSIGN_OR_RETURN(Pin pin, CommitPin(commit->id));
    return ResolvedHead{std::move(pin), ref};
  }
  return NotFound("the clone of `" + component + "` has no " + ToText(track));
}

}  // namespace testfed
