#include <git2/sys/repository.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <utility>

#include "selector/git/libgit2.h"
#include "selector/git/refusal.h"
#include "selector/git/working_tree_file.h"

namespace testfed::libgit2 {
namespace {

std::string RawId(const git_oid& id) {
  return std::string(reinterpret_cast<const char*>(id.id), GIT_OID_RAWSZ);
}

std::string OnDisk(git_repository* repository, const std::string& path) {
  return git_repository_workdir(repository) + path;  // libgit2 ends it with `/`
}

std::optional<bool> SettingIn(git_config* config, const char* name) {
  ConfigHandle owned(config);
  int value = 0;
  if (git_config_get_bool(&value, config, name) != 0) return std::nullopt;
  return value != 0;
}

// libgit2 1.5 does not read the file of extensions.worktreeConfig, where `git sparse-checkout`
// keeps its settings.
bool Setting(git_repository* repository, const char* name, bool otherwise) {
  git_config* config = nullptr;
  std::string own = std::string(git_repository_path(repository)) + "config.worktree";
  if (git_config_open_ondisk(&config, own.c_str()) == 0) {
    if (auto value = SettingIn(config, name)) return *value;
  }
  if (git_repository_config_snapshot(&config, repository) != 0) return otherwise;
  return SettingIn(config, name).value_or(otherwise);
}

// A repository inside the working tree: its HEAD, as the index records it; "" when unknown.
std::string HeadOfNested(const std::string& folder) {
  git_repository* nested = nullptr;
  if (git_repository_open_ext(&nested, folder.c_str(), GIT_REPOSITORY_OPEN_NO_SEARCH, nullptr) !=
      0) {
    return "";
  }
  RepositoryHandle owned(nested);
  git_oid id;
  return git_reference_name_to_id(&id, nested, "HEAD") == 0 ? RawId(id) : "";
}

// The files of a sparse checkout that are on the disk all the same, which libgit2 never looks at.
void AddPresentSparseFiles(git_repository* repository, const std::vector<IndexEntry>& entries,
                           std::vector<Delta>& deltas) {
  const bool trust_mode = Setting(repository, "core.filemode", true);
  for (const IndexEntry& entry : entries) {
    struct stat seen {};
    if (!entry.skip_worktree || entry.conflict ||
        lstat(OnDisk(repository, entry.path).c_str(), &seen) != 0) {
      continue;
    }
    Delta delta{entry.path, entry.file, {CanonicalMode(seen.st_mode), ""}, false};
    if (delta.after.mode == kModeTree) continue;
    bool regular = S_ISREG(seen.st_mode) && (entry.file.mode & 0170000) == S_IFREG;
    if (regular && !trust_mode) delta.after.mode = entry.file.mode;
    if (delta.after.mode == entry.file.mode) {
      auto id = HashOnDisk(repository, delta);
      if (id.ok() && *id == entry.file.id) continue;
    }
    deltas.push_back(std::move(delta));
  }
}

}  // namespace

bool SparseCheckout(git_repository* repository) {
  return Setting(repository, "core.sparsecheckout", false);
}

bool IgnoreRules::IsIgnored(const std::string& path) {
  if (IsInIgnoredFolder(path)) return true;
  int ignored = 0;
  return git_ignore_path_is_ignored(&ignored, repository_, path.c_str()) == 0 && ignored != 0;
}

bool IgnoreRules::IsInIgnoredFolder(std::string_view path) {
  size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return false;
  std::string folder(path.substr(0, slash));
  if (auto known = folders_.find(folder); known != folders_.end()) return known->second;
  int ignored = 0;
  bool answer = IsInIgnoredFolder(folder) ||
                (git_ignore_path_is_ignored(&ignored, repository_, (folder + "/").c_str()) == 0 &&
                 ignored != 0);
  folders_.emplace(std::move(folder), answer);
  return answer;
}

absl::StatusOr<IndexHandle> OpenIndex(git_repository* repository) {
  if (git_repository_workdir(repository) == nullptr) return NoWorkingTree();
  git_index* index = nullptr;
  int code = 0;
  const char* other = std::getenv("GIT_INDEX_FILE");
  if (other != nullptr && *other != '\0') {
    std::string path = *other == '/' ? other : OnDisk(repository, other);
    code = git_index_open(&index, path.c_str());
    if (code == 0) code = git_repository_set_index(repository, index);
  } else {
    code = git_repository_index(&index, repository);
    if (code == 0) code = git_index_read(index, 0);  // whoever else wrote it since
  }
  IndexHandle owned(index);
  if (code != 0) return ToStatus("the index cannot be read", LastFailure(code));
  return owned;
}

std::vector<IndexEntry> EntriesOf(git_index* index) {
  std::vector<IndexEntry> entries;
  size_t count = git_index_entrycount(index);
  entries.reserve(count);
  for (size_t i = 0; i < count; ++i) {
    const git_index_entry* entry = git_index_get_byindex(index, i);
    bool conflict = GIT_INDEX_ENTRY_STAGE(entry) != 0;
    if (conflict && !entries.empty() && entries.back().path == entry->path) continue;
    entries.push_back({entry->path,
                       {CanonicalMode(entry->mode), RawId(entry->id)},
                       conflict,
                       (entry->flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE) != 0});
  }
  // With core.ignoreCase libgit2 keeps another order than git's.
  auto by_path = [](const IndexEntry& a, const IndexEntry& b) { return a.path < b.path; };
  if (!std::is_sorted(entries.begin(), entries.end(), by_path)) {
    std::stable_sort(entries.begin(), entries.end(), by_path);
  }
  return entries;
}

absl::StatusOr<std::vector<Delta>> DiffIndexAndDisk(git_repository* repository, git_index* index,
                                                    const std::vector<IndexEntry>& entries) {
  git_diff_options options;
  git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
  options.flags = GIT_DIFF_INCLUDE_UNTRACKED | GIT_DIFF_RECURSE_UNTRACKED_DIRS |
                  GIT_DIFF_INCLUDE_TYPECHANGE | GIT_DIFF_DISABLE_PATHSPEC_MATCH |
                  GIT_DIFF_SKIP_BINARY_CHECK;
  options.ignore_submodules = GIT_SUBMODULE_IGNORE_DIRTY;
  git_diff* read = nullptr;
  if (int code = git_diff_index_to_workdir(&read, repository, index, &options); code != 0) {
    return ToStatus("the working tree cannot be compared", LastFailure(code));
  }
  DiffHandle diff(read);
  IgnoreRules rules(repository);
  std::vector<Delta> deltas;
  for (size_t i = 0, count = git_diff_num_deltas(read); i < count; ++i) {
    const git_diff_delta* seen = git_diff_get_delta(read, i);
    bool has_new = seen->status != GIT_DELTA_DELETED;
    Delta delta;
    delta.path =
        has_new && seen->new_file.path != nullptr ? seen->new_file.path : seen->old_file.path;
    delta.conflict = seen->status == GIT_DELTA_CONFLICTED;
    const IndexEntry* entry = FindEntry(entries, delta.path);
    if (entry != nullptr) {
      if (entry->skip_worktree) continue;  // libgit2 calls them deleted (libgit2#5813)
      delta.before = entry->file;
    } else if (rules.IsInIgnoredFolder(delta.path)) {
      continue;
    }
    if (has_new) {
      delta.after.mode = CanonicalMode(seen->new_file.mode);
      if ((seen->new_file.flags & GIT_DIFF_FLAG_VALID_ID) != 0 &&
          git_oid_is_zero(&seen->new_file.id) == 0) {
        delta.after.id = RawId(seen->new_file.id);
      }
    }
    if (delta.path.ends_with('/')) {  // another repository that nobody declared as a submodule
      delta.path.pop_back();
      delta.after.mode = kModeSubmodule;
    }
    deltas.push_back(std::move(delta));
  }
  if (SparseCheckout(repository)) AddPresentSparseFiles(repository, entries, deltas);
  std::stable_sort(deltas.begin(), deltas.end(),
                   [](const Delta& a, const Delta& b) { return a.path < b.path; });
  return deltas;
}

absl::StatusOr<std::string> HashOnDisk(git_repository* repository, const Delta& on_disk) {
  git_oid id;
  std::string path = OnDisk(repository, on_disk.path);
  if (on_disk.after.mode == kModeSubmodule) return HeadOfNested(path);
  if (on_disk.after.mode == kModeLink) {
    auto target = ReadLink(path);
    if (!target.has_value() ||
        git_odb_hash(&id, target->data(), target->size(), GIT_OBJECT_BLOB) != 0) {
      return "";
    }
    return RawId(id);
  }
  if (git_repository_hashfile(&id, repository, path.c_str(), GIT_OBJECT_BLOB, nullptr) != 0) {
    return "";
  }
  return RawId(id);
}

}  // namespace testfed::libgit2
