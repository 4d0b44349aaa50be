#include "cli/amended_walk.h"

namespace testfed {

bool AmendedWalk::HasBelow(const std::set<std::string>& paths, const std::string& folder) {
  auto first = paths.lower_bound(folder);
  return first != paths.end() && first->starts_with(folder);
}

bool AmendedWalk::EnterDirectory(std::string_view name, std::string_view id) {
  std::string folder = path_ + std::string(name) + "/";
  PutBefore(folder);
  bool differs = HasBelow(added_, folder) || HasBelow(removed_, folder);
  if (!visitor_.EnterDirectory(name, differs ? "" : id)) {
    added_.erase(added_.lower_bound(folder), added_.lower_bound(path_ + std::string(name) + "0"));
    return false;
  }
  lengths_.push_back(path_.size());
  path_ = std::move(folder);
  return true;
}

void AmendedWalk::LeaveDirectory() {
  PutBefore("");
  path_.resize(lengths_.back());
  lengths_.pop_back();
  visitor_.LeaveDirectory();
}

void AmendedWalk::FileWithId(std::string_view name, std::string_view raw_id, FileKind kind) {
  std::string path = path_ + std::string(name);
  PutBefore(path);
  added_.erase(path);
  if (!removed_.contains(path)) visitor_.FileWithId(name, raw_id, kind);
}

void AmendedWalk::PutBefore(std::string_view path) {
  std::vector<std::string> opened;  // folders that the walk does not have
  std::string here = path_;
  auto close = [&] {
    here.resize(here.size() - opened.back().size() - 1);
    opened.pop_back();
    visitor_.LeaveDirectory();
  };
  for (auto next = added_.lower_bound(path_); next != added_.end();) {
    if (!next->starts_with(path_) || (!path.empty() && *next >= path)) break;
    while (!next->starts_with(here)) close();
    std::string rest = next->substr(here.size());
    for (size_t slash; (slash = rest.find('/')) != std::string::npos;) {
      opened.push_back(rest.substr(0, slash));
      visitor_.EnterDirectory(opened.back(), "");
      here += opened.back() + "/";
      rest.erase(0, slash + 1);
    }
    visitor_.FileWithId(rest, "", FileKind::kRegular);
    next = added_.erase(next);
  }
  while (!opened.empty()) close();
}

}  // namespace testfed
