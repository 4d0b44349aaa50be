#include "selector/git/delta.h"

#include <algorithm>
#include <string_view>

namespace testfed {
namespace {

std::vector<ListedFile> FilesOnDisk(const Index& index, const std::vector<Delta>& index_to_disk) {
  std::vector<ListedFile> files;
  files.reserve(index.entries.size());
  auto delta = index_to_disk.begin();
  auto add = [&](const Delta& file) {
    // Where an id is known it is that of an object which may not be there.
    if (file.after.exists()) files.push_back({file.path, "", KindOf(file.after.mode)});
  };
  for (const IndexEntry& entry : index.entries) {
    for (; delta != index_to_disk.end() && delta->path < entry.path; ++delta) add(*delta);
    if (delta != index_to_disk.end() && delta->path == entry.path) {
      add(*delta++);
    } else {
      files.push_back({entry.path, entry.conflict ? "" : entry.id, KindOf(entry.mode)});
    }
  }
  for (; delta != index_to_disk.end(); ++delta) add(*delta);
  return files;
}

}  // namespace

absl::StatusOr<std::vector<Delta>> Compose(const std::vector<Delta>& tree_to_index,
                                           const std::vector<Delta>& index_to_disk,
                                           const HashFile& hash) {
  std::vector<Delta> deltas;
  auto a = tree_to_index.begin();
  auto b = index_to_disk.begin();
  while (a != tree_to_index.end() || b != index_to_disk.end()) {
    if (b == index_to_disk.end() || (a != tree_to_index.end() && a->path < b->path)) {
      deltas.push_back(*a++);
    } else if (a == tree_to_index.end() || b->path < a->path) {
      deltas.push_back(*b++);
    } else {
      Delta delta{a->path, a->before, b->after, a->conflict || b->conflict};
      if (!delta.conflict && delta.before.mode == delta.after.mode && delta.after.exists() &&
          delta.after.id.empty()) {
        TESTFED_ASSIGN_OR_RETURN(delta.after.id, hash(*b));
      }
      deltas.push_back(std::move(delta));
      ++a;
      ++b;
    }
  }
  return deltas;
}

std::vector<Change> ChangesOf(const std::vector<Delta>& deltas) {
  std::vector<Change> changes;
  for (const Delta& delta : deltas) {
    if (delta.conflict) {
      changes.push_back({delta.path, ChangeStatus::kModified});
    } else if (auto status = Compare(delta.before, delta.after)) {
      changes.push_back({delta.path, *status});
    }
  }
  SortChanges(changes);
  return changes;
}

void WalkFiles(const std::vector<ListedFile>& files, TreeVisitor& visitor) {
  std::string prefix;  // of the directories that were entered, with a `/` at the end of each
  size_t i = 0;
  while (i < files.size()) {
    std::string_view path = files[i].path;
    while (!path.starts_with(prefix)) {
      prefix.pop_back();
      size_t slash = prefix.rfind('/');
      prefix.resize(slash == std::string::npos ? 0 : slash + 1);
      visitor.LeaveDirectory();
    }
    size_t slash = path.find('/', prefix.size());
    std::string_view name = path.substr(prefix.size(), slash - prefix.size());
    if (slash == std::string_view::npos) {
      visitor.FileWithId(path.substr(prefix.size()), files[i].raw_id, files[i].kind);
      ++i;
    } else if (visitor.EnterDirectory(name, "")) {
      prefix.assign(path.substr(0, slash + 1));
    } else {
      std::string_view skipped = path.substr(0, slash + 1);
      while (i < files.size() && files[i].path.starts_with(skipped)) ++i;
    }
  }
  for (char c : prefix) {
    if (c == '/') visitor.LeaveDirectory();
  }
}

void WalkDisk(const Index& index, const std::vector<Delta>& index_to_disk, TreeVisitor& visitor) {
  WalkFiles(FilesOnDisk(index, index_to_disk), visitor);
}

}  // namespace testfed
