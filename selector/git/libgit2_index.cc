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
  return Git().git_repository_workdir(repository) + path;  // libgit2 ends it with `/`
}

std::optional<bool> SettingIn(git_config* config, const char* name) {
  ConfigHandle owned(config);
  int value = 0;
  if (Git().git_config_get_bool(&value, config, name) != 0) return std::nullopt;
  return value != 0;
}

// libgit2 1.5 does not read the file of extensions.worktreeConfig, where `git sparse-checkout`
// keeps its settings.
bool Setting(git_repository* repository, const char* name, bool otherwise) {
  git_config* config = nullptr;
  std::string own = std::string(Git().git_repository_path(repository)) + "config.worktree";
  if (Git().git_config_open_ondisk(&config, own.c_str()) == 0) {
    if (auto value = SettingIn(config, name)) return *value;
  }
  if (Git().git_repository_config_snapshot(&config, repository) != 0) return otherwise;
  return SettingIn(config, name).value_or(otherwise);
}

// A repository inside the working tree: its HEAD, as the index records it; "" when unknown.
std::string HeadOfNested(const std::string& folder) {
  git_repository* nested = nullptr;
  if (Git().git_repository_open_ext(&nested, folder.c_str(), GIT_REPOSITORY_OPEN_NO_SEARCH,
                                    nullptr) != 0) {
    return "";
  }
  RepositoryHandle owned(nested);
  git_oid id;
  return Git().git_reference_name_to_id(&id, nested, "HEAD") == 0 ? RawId(id) : "";
}

// The files of a sparse checkout that are on the disk all the same, which libgit2 never looks at.
void AddPresentSparseFiles(git_repository* repository, const Index& index,
                           std::vector<Delta>& deltas) {
  const bool trust_mode = Setting(repository, "core.filemode", true);
  for (const IndexEntry& entry : index.entries) {
    struct stat seen {};
    if (!entry.skip_worktree || entry.conflict ||
        lstat(OnDisk(repository, std::string(entry.path)).c_str(), &seen) != 0) {
      continue;
    }
    Delta delta{std::string(entry.path), StateOf(entry), {CanonicalMode(seen.st_mode), ""}, false};
    if (delta.after.mode == kModeTree) continue;
    bool regular = S_ISREG(seen.st_mode) && (entry.mode & 0170000) == S_IFREG;
    if (regular && !trust_mode) delta.after.mode = entry.mode;
    if (delta.after.mode == entry.mode) {
      auto id = HashOnDisk(repository, delta);
      if (id.ok() && *id == entry.id) continue;
    }
    deltas.push_back(std::move(delta));
  }
}

absl::StatusOr<IndexHandle> OpenIndex(git_repository* repository) {
  TESTFED_ASSIGN_OR_RETURN(std::string path, IndexPath(repository));
  git_index* index = nullptr;
  int code = Git().git_index_open(&index, path.c_str());
  if (code == 0) code = Git().git_repository_set_index(repository, index);
  IndexHandle owned(index);
  if (code != 0) return ToStatus("the index cannot be read", LastFailure(code));
  return owned;
}

}  // namespace

bool SparseCheckout(git_repository* repository) {
  return Setting(repository, "core.sparsecheckout", false);
}

bool IgnoreRules::IsIgnored(const std::string& path) {
  if (IsInIgnoredFolder(path)) return true;
  int ignored = 0;
  return Git().git_ignore_path_is_ignored(&ignored, repository_, path.c_str()) == 0 && ignored != 0;
}

bool IgnoreRules::IsInIgnoredFolder(std::string_view path) {
  size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return false;
  std::string folder(path.substr(0, slash));
  if (auto known = folders_.find(folder); known != folders_.end()) return known->second;
  int ignored = 0;
  bool answer =
      IsInIgnoredFolder(folder) ||
      (Git().git_ignore_path_is_ignored(&ignored, repository_, (folder + "/").c_str()) == 0 &&
       ignored != 0);
  folders_.emplace(std::move(folder), answer);
  return answer;
}

absl::StatusOr<std::string> IndexPath(git_repository* repository) {
  if (Git().git_repository_workdir(repository) == nullptr) return NoWorkingTree();
  const char* other = std::getenv("GIT_INDEX_FILE");
  if (other == nullptr || *other == '\0') {
    return std::string(Git().git_repository_path(repository)) + "index";
  }
  return *other == '/' ? std::string(other) : OnDisk(repository, other);
}

absl::StatusOr<std::vector<Delta>> DiffIndexAndDisk(git_repository* repository,
                                                    const Index& index) {
  TESTFED_ASSIGN_OR_RETURN(auto opened, OpenIndex(repository));
  git_diff_options options;
  Git().git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
  options.flags = GIT_DIFF_INCLUDE_UNTRACKED | GIT_DIFF_RECURSE_UNTRACKED_DIRS |
                  GIT_DIFF_INCLUDE_TYPECHANGE | GIT_DIFF_DISABLE_PATHSPEC_MATCH |
                  GIT_DIFF_SKIP_BINARY_CHECK;
  options.ignore_submodules = GIT_SUBMODULE_IGNORE_DIRTY;
  git_diff* read = nullptr;
  if (int code = Git().git_diff_index_to_workdir(&read, repository, opened.get(), &options);
      code != 0) {
    return ToStatus("the working tree cannot be compared", LastFailure(code));
  }
  DiffHandle diff(read);
  IgnoreRules rules(repository);
  std::vector<Delta> deltas;
  for (size_t i = 0, count = Git().git_diff_num_deltas(read); i < count; ++i) {
    const git_diff_delta* seen = Git().git_diff_get_delta(read, i);
    bool has_new = seen->status != GIT_DELTA_DELETED;
    Delta delta;
    delta.path =
        has_new && seen->new_file.path != nullptr ? seen->new_file.path : seen->old_file.path;
    delta.conflict = seen->status == GIT_DELTA_CONFLICTED;
    const IndexEntry* entry = index.Find(delta.path);
    if (entry != nullptr) {
      if (entry->skip_worktree) continue;  // libgit2 calls them deleted (libgit2#5813)
      delta.before = StateOf(*entry);
    } else if (rules.IsInIgnoredFolder(delta.path)) {
      continue;
    }
    if (has_new) {
      delta.after.mode = CanonicalMode(seen->new_file.mode);
      if ((seen->new_file.flags & GIT_DIFF_FLAG_VALID_ID) != 0 &&
          Git().git_oid_is_zero(&seen->new_file.id) == 0) {
        delta.after.id = RawId(seen->new_file.id);
      }
    }
    if (delta.path.ends_with('/')) {  // another repository that nobody declared as a submodule
      delta.path.pop_back();
      delta.after.mode = kModeSubmodule;
    }
    deltas.push_back(std::move(delta));
  }
  if (SparseCheckout(repository)) AddPresentSparseFiles(repository, index, deltas);
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
        Git().git_odb_hash(&id, target->data(), target->size(), GIT_OBJECT_BLOB) != 0) {
      return "";
    }
    return RawId(id);
  }
  if (Git().git_repository_hashfile(&id, repository, path.c_str(), GIT_OBJECT_BLOB, nullptr) != 0) {
    return "";
  }
  return RawId(id);
}

}  // namespace testfed::libgit2
