#include "domains/dump_sections.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "domains/inline_text.h"

namespace testfed {

SectionsWriter::SectionsWriter(Ownership& ownership) : ownership_(ownership) {
  levels_.push_back({ownership_.walk().Root(), 0, {}});
}

bool SectionsWriter::EnterDirectory(std::string_view name, std::string_view) {
  MatchWalk::Directory directory = ownership_.walk().Enter(levels_.back().directory, name);
  levels_.push_back({directory, path_.size(), {}});
  path_ += name;
  path_ += '/';
  return true;
}

void SectionsWriter::LeaveDirectory() {
  Level level = std::move(levels_.back());
  levels_.pop_back();
  std::vector<Entry>& above = levels_.back().entries;
  // The folder counts with its files: what a new file directly in it would get.
  std::string label = ownership_.LabelOf(ownership_.Of(ownership_.walk().NewFile(level.directory)));
  bool uniform = std::all_of(level.entries.begin(), level.entries.end(), [&](const Entry& entry) {
    return ownership_.LabelOf(*entry.first) == label;
  });
  if (uniform && !level.entries.empty()) {
    above.emplace_back(level.entries[0].first, path_.substr(0, path_.size() - 1));
  } else {
    above.insert(above.end(), std::make_move_iterator(level.entries.begin()),
                 std::make_move_iterator(level.entries.end()));
  }
  path_.resize(level.path_size);
}

void SectionsWriter::File(std::string_view name) {
  Level& level = levels_.back();
  const Judgement& judgement = ownership_.Of(ownership_.walk().File(level.directory, name));
  level.entries.emplace_back(&judgement, path_ + std::string(name));
}

std::string SectionsWriter::Finish() {
  struct Group {
    std::string header;
    std::vector<std::string> paths;
  };
  // Groups without domains, such as `(ignored)`, come last.
  std::map<std::tuple<size_t, int, std::string>, Group> groups;
  const Declarations& declarations = ownership_.declarations();
  for (const auto& [judgement, path] : levels_.front().entries) {
    std::string label = ownership_.LabelOf(*judgement);
    bool named = !label.starts_with('(');
    int sum = 0;
    std::vector<std::string> names;
    for (DomainId id : judgement->domains) {
      sum += static_cast<int>(id);
      names.push_back(declarations[id].name);
    }
    std::sort(names.begin(), names.end());
    Group& group = groups[{named ? names.size() : declarations.domains.size() + 1, sum, label}];
    if (group.header.empty()) {
      for (const std::string& name : names) {
        group.header += (group.header.empty() ? "" : ", ") + name;
      }
      if (!named) group.header = label;
    }
    group.paths.push_back(path);
  }
  std::string text;
  for (auto& [key, group] : groups) {
    if (!text.empty()) text += '\n';
    text += group.header + ":\n";
    std::sort(group.paths.begin(), group.paths.end());
    for (const std::string& path : group.paths) text += " - " + InlinePath(path) + "\n";
  }
  return text;
}

}  // namespace testfed
