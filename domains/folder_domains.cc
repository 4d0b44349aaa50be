#include "domains/folder_domains.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "domains/ownership.h"
#include "domains/path_name.h"

namespace testfed {
namespace {

// The owners of the files below each folder that matches.
class FolderOwners : public TreeVisitor {
 public:
  FolderOwners(const Declarations& declarations, const Pattern& folders)
      : ownership_(declarations), folders_(folders) {
    directories_.push_back(ownership_.walk().Root());
    sizes_.push_back(0);
  }

  bool EnterDirectory(std::string_view name, std::string_view) override {
    directories_.push_back(ownership_.walk().Enter(directories_.back(), name));
    sizes_.push_back(path_.size());
    path_ += name;
    if (MatchesItself()) {
      open_.push_back(directories_.size());
      owners_[path_];
      names_.push_back(path_);
    }
    path_ += '/';
    return true;
  }
  void LeaveDirectory() override {
    if (!open_.empty() && open_.back() == directories_.size()) {
      open_.pop_back();
      names_.pop_back();
    }
    directories_.pop_back();
    path_.resize(sizes_.back());
    sizes_.pop_back();
  }
  void File(std::string_view name) override {
    if (names_.empty()) return;
    const WinnersId winners = ownership_.walk().File(directories_.back(), name);
    for (DomainId domain : ownership_.IncludersOf(winners)) {
      for (const std::string& folder : names_) owners_[folder].insert(domain);
    }
  }

  const std::map<std::string, std::set<DomainId>>& owners() const { return owners_; }

 private:
  // The folder, and not one above it: `s/*` as well as `s/*/`.
  bool MatchesItself() const {
    const auto depth = 1 + std::count(path_.begin(), path_.end(), '/');
    const std::optional<Rank> rank = folders_.Match(path_), below = folders_.Match(path_ + "/x");
    return (rank && rank->depth == depth) || (below && below->depth == depth);
  }

  Ownership ownership_;
  const Pattern& folders_;
  std::vector<MatchWalk::Directory> directories_;
  std::vector<size_t> sizes_;
  std::vector<size_t> open_;  // how many directories were open at each folder that matches
  std::vector<std::string> names_;
  std::string path_;
  std::map<std::string, std::set<DomainId>> owners_;
};

}  // namespace

absl::StatusOr<std::vector<Finding>> CheckFolderDomains(const Declarations& declarations,
                                                        const Pattern& folders,
                                                        const FileWalk& walk) {
  FolderOwners visitor(declarations, folders);
  TESTFED_RETURN_IF_ERROR(walk(visitor));
  if (visitor.owners().empty()) {
    return Error("no folder matches `" + folders.text() + "`");
  }
  std::map<DomainId, int> folders_of;
  for (const auto& [folder, domains] : visitor.owners()) {
    for (DomainId domain : domains) ++folders_of[domain];
  }
  std::vector<Finding> findings;
  for (const auto& [folder, domains] : visitor.owners()) {
    const bool has_own = std::any_of(domains.begin(), domains.end(),
                                     [&](DomainId domain) { return folders_of[domain] == 1; });
    if (has_own) continue;
    std::string message = "no domain has this folder for itself";
    for (DomainId domain : domains) {
      message += (domain == *domains.begin() ? ": " : ", ") + declarations[domain].name;
      if (domain == *domains.rbegin()) {
        message += domains.size() == 1 ? " owns files of others that match `"
                                       : " own files of others that match `";
        message += folders.text() + "`, too";
      }
    }
    findings.push_back(
        {Severity::kError, {folder + "/", {}}, "folder-domain", std::move(message), {}});
  }
  return findings;
}

}  // namespace testfed
