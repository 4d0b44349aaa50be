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

DumpWriter::DumpWriter(Ownership& ownership, const KnownDump* known, int least_files)
    : ownership_(ownership),
      text_(kHeader),
      missing_(OwnFilesOf(ownership.declarations().file).Expected()),
      known_(known),
      least_files_(least_files) {
  std::sort(missing_.begin(), missing_.end());
  unowned_ = &labels_.emplace("(unowned)", "(unowned)").first->second;
  MatchWalk::Directory root = ownership_.walk().Root();
  const std::string* label = LabelOf(ownership_.walk().NewFile(root));
  levels_.push_back({.directory = root, .path_size = 0, .held = label});
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

bool DumpWriter::EnterDirectory(std::string_view name, std::string_view id) {
  if (MissesBelow()) PutMissingBefore(path_ + std::string(name) + "/");
  // No tree that git wrote has such a name; its paths could be taken for another's.
  if (name.find('/') != std::string_view::npos) is_sound_ = false;
  if (!id.empty() && known_ != nullptr && is_sound_ && TakeKnown(name, id)) return false;
  size_t text_begin = text_.size();
  int lines_before = lines_;
  OpenDirectory(name);
  Level& level = levels_.back();
  level.id_begin = ids_.size();
  level.row = rows_.size();
  level.text_begin = text_begin;
  level.files_before = files_;
  level.lines_before = lines_before;
  ids_ += id;
  rows_.emplace_back();  // a directory stands before those in it
  return true;
}

bool DumpWriter::TakeKnown(std::string_view name, std::string_view id) {
  size_t path_size = path_.size();
  path_.append(name).append("/");
  // The walk and the rows are in the same order.
  const std::vector<KnownDump::Row>& rows = known_->rows();
  while (known_at_ < rows.size() && rows[known_at_].path < path_) ++known_at_;
  bool found = known_at_ < rows.size() && rows[known_at_].path == path_ && rows[known_at_].id == id;
  if (found) {
    const KnownDump::Row& known = rows[known_at_];
    size_t begin = text_.size();
    for (; known_at_ < rows.size() && rows[known_at_].path.starts_with(path_); ++known_at_) {
      const KnownDump::Row& row = rows[known_at_];
      bool inside = row.lines.data() >= known.lines.data() &&
                    row.lines.data() + row.lines.size() <= known.lines.data() + known.lines.size();
      if (!inside) continue;  // a tree that had a name twice
      auto offset = static_cast<size_t>(row.lines.data() - known.lines.data());
      rows_.push_back({std::string(row.path), std::string(row.id), begin + offset, row.lines.size(),
                       row.files, row.line_count});
    }
    text_ += known.lines;
    files_ += known.files;
    lines_ += known.line_count;
    // Own files below were there, or their lines were put where they are missing.
    while (MissesBelow()) missing_.erase(missing_.begin());
  }
  path_.resize(path_size);
  return found;
}

void DumpWriter::OpenDirectory(std::string_view name) {
  const Level& above = levels_.back();
  MatchWalk::Directory directory = ownership_.walk().Enter(above.directory, name);
  const std::string* held = above.held;
  const bool above_settled = above.settled;
  const WinnersId above_winners = above.directory.winners;
  levels_.push_back({.directory = directory, .path_size = path_.size(), .held = held});
  path_ += name;
  path_ += '/';
  Level& level = levels_.back();
  bool settled = ownership_.walk().IsSettled(directory);
  if (settled && above_settled && directory.winners == above_winners) {
    level.settled = true;
    return;
  }
  const std::string* label = LabelOf(ownership_.walk().NewFile(directory));
  level.settled = settled && label != unowned_;
  if (label == held || label == unowned_) return;
  level.held = label;
  Line(*label, path_);
}

void DumpWriter::CloseDirectory() {
  path_.resize(levels_.back().path_size);
  levels_.pop_back();
}

void DumpWriter::LeaveDirectory() {
  // What is missing in it comes first: `0` is the byte after the slash.
  if (MissesBelow()) PutMissingBefore(path_.substr(0, path_.size() - 1) + "0");
  const Level& level = levels_.back();
  int files = files_ - level.files_before;
  if (files < least_files_ || ids_.size() == level.id_begin) {
    // One that is too small holds none that is not.
    if (rows_.size() == level.row + 1) rows_.pop_back();
  } else {
    learned_ = true;
    rows_[level.row] = {
        path_, ids_.substr(level.id_begin), level.text_begin, text_.size() - level.text_begin,
        files, lines_ - level.lines_before};
  }
  ids_.resize(level.id_begin);
  CloseDirectory();
}

void DumpWriter::File(std::string_view name) {
  if (MissesBelow()) {
    std::string path = path_ + std::string(name);
    PutMissingBefore(path);
    if (!missing_.empty() && missing_.front() == path) missing_.erase(missing_.begin());
  }
  PutFile(name);
}

void DumpWriter::PutFile(std::string_view name) {
  ++files_;
  const Level& level = levels_.back();
  if (level.settled) return;
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
  while (levels_.size() > opened) CloseDirectory();
}

std::string DumpWriter::Finish() {
  if (!missing_.empty()) PutMissingBefore(missing_.back() + "0");
  return std::move(text_);
}

std::optional<std::string> DumpWriter::Learned(std::string_view text) const {
  if (!learned_ || !is_sound_) return std::nullopt;
  std::vector<KnownDump::Row> rows;
  rows.reserve(rows_.size());
  for (const NewRow& row : rows_) {
    // Directories whose id is not known (of an index) have no row, but may hold some that have.
    if (row.path.empty() || (!rows.empty() && row.path <= rows.back().path)) continue;
    rows.push_back({row.path, row.id, text.substr(row.begin, row.size), row.files, row.lines});
  }
  return KnownDump::Encode(text, rows);
}

}  // namespace testfed
