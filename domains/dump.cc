#include "domains/dump.h"

#include <algorithm>

#include "domains/inline_text.h"

namespace testfed {
namespace {

// Constant, so that a long name elsewhere never re-aligns the file.
constexpr size_t kColumn = 24;

constexpr std::string_view kHeader =
    "# Who owns each path. Written by `testfed dump --update`; review it, do not edit it.\n"
    "# A line holds for its path and all below, up to the next line that says otherwise.\n"
    "\n";

}  // namespace

DumpWriter::DumpWriter(Ownership& ownership)
    : ownership_(ownership),
      text_(kHeader),
      missing_(OwnFilesOf(ownership.declarations().file).All()) {
  std::sort(missing_.begin(), missing_.end());
  unowned_ = &labels_.emplace("(unowned)", "(unowned)").first->second;
  MatchWalk::Directory root = ownership_.walk().Root();
  const std::string* label = LabelOf(ownership_.walk().NewFile(root));
  levels_.push_back({root, 0, label});
  if (label != unowned_) Line(*label, "./");
}

const std::string* DumpWriter::LabelOf(WinnersId winners) {
  auto index = static_cast<size_t>(winners);
  if (by_winners_.size() <= index) by_winners_.resize(ownership_.walk().winners_count());
  if (by_winners_[index] == nullptr) {
    std::string label = ownership_.LabelOf(ownership_.Of(winners));
    by_winners_[index] = &labels_.emplace(label, label).first->second;
  }
  return by_winners_[index];
}

void DumpWriter::Line(const std::string& label, std::string_view path) {
  text_ += label;
  text_.append(label.size() < kColumn ? kColumn - label.size() : 1, ' ');
  text_ += InlinePath(path);
  text_ += '\n';
  ++lines_;
}

bool DumpWriter::EnterDirectory(std::string_view name, std::string_view) {
  if (!missing_.empty()) PutMissingBefore(path_ + std::string(name) + "/");
  OpenDirectory(name);
  return true;
}

void DumpWriter::OpenDirectory(std::string_view name) {
  const Level& above = levels_.back();
  MatchWalk::Directory directory = ownership_.walk().Enter(above.directory, name);
  const std::string* held = above.held;
  levels_.push_back({directory, path_.size(), held});
  path_ += name;
  path_ += '/';
  const std::string* label = LabelOf(ownership_.walk().NewFile(directory));
  if (label == held || label == unowned_) return;
  levels_.back().held = label;
  Line(*label, path_);
}

void DumpWriter::LeaveDirectory() {
  // What is missing in it comes first: `0` is the byte after the slash.
  if (!missing_.empty()) PutMissingBefore(path_.substr(0, path_.size() - 1) + "0");
  path_.resize(levels_.back().path_size);
  levels_.pop_back();
}

void DumpWriter::File(std::string_view name) {
  if (!missing_.empty()) {
    std::string path = path_ + std::string(name);
    PutMissingBefore(path);
    if (!missing_.empty() && missing_.front() == path) missing_.erase(missing_.begin());
  }
  PutFile(name);
}

void DumpWriter::PutFile(std::string_view name) {
  ++files_;
  const Level& level = levels_.back();
  const std::string* label = LabelOf(ownership_.walk().File(level.directory, name));
  if (label == level.held && label != unowned_) return;
  Line(*label, path_ + std::string(name));
}

void DumpWriter::PutMissingBefore(std::string_view path) {
  if (missing_.empty() || missing_.front() >= path) return;
  // Folders of the file that the walk has not opened are opened for it, and for the other one,
  // which lies in the same folder. It lies below the open directory: whatever comes before that was
  // put on the way in.
  size_t opened = levels_.size();
  std::string first = missing_.front();
  std::string_view rest = std::string_view(first).substr(path_.size());
  for (size_t slash; (slash = rest.find('/')) != std::string_view::npos;) {
    OpenDirectory(rest.substr(0, slash));
    rest.remove_prefix(slash + 1);
  }
  while (!missing_.empty() && missing_.front() < path) {
    PutFile(missing_.front().substr(path_.size()));
    missing_.erase(missing_.begin());
  }
  while (levels_.size() > opened) {
    path_.resize(levels_.back().path_size);
    levels_.pop_back();
  }
}

std::string DumpWriter::Finish() {
  if (!missing_.empty()) PutMissingBefore(missing_.back() + "0");
  return std::move(text_);
}

}  // namespace testfed
