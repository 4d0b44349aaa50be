#include <sys/stat.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <string_view>
#include <utility>

#include "domains/path_name.h"
#include "selector/git/git_command.h"
#include "selector/git/working_tree_file.h"

namespace testfed {
namespace {

std::string RawFromHex(std::string_view hex) {
  std::string raw;
  for (size_t i = 0; i + 1 < hex.size(); i += 2) {
    int byte = 0;
    std::from_chars(hex.data() + i, hex.data() + i + 2, byte, 16);
    raw += static_cast<char>(byte);
  }
  return raw;
}

std::uint32_t Octal(std::string_view digits) {
  std::uint32_t mode = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), mode, 8);
  return mode;
}

std::string_view Take(std::string_view& rest, char separator) {
  size_t end = std::min(rest.find(separator), rest.size());
  std::string_view field = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return field;
}

absl::Status Strange(std::string_view command) {
  return Error("`git " + std::string(command) + "` wrote what testfed does not know");
}

// CE_SKIP_WORKTREE in git's read-cache.h, shown by `ls-files --debug`.
constexpr std::uint32_t kSkipWorktree = 1u << 30;

// One `git hash-object` for all: a file a line, quoted where a name holds a newline.
absl::Status HashFiles(const GitCommand& git, const std::vector<Delta*>& files) {
  if (files.empty()) return absl::OkStatus();
  std::string names;
  for (const Delta* file : files) names += QuotePath(file->path) + "\n";
  TESTFED_ASSIGN_OR_RETURN(ChildResult result, git.Run({"hash-object", "--stdin-paths"}, names));
  std::string_view rest = result.out;
  for (Delta* file : files) {
    std::string_view id = Take(rest, '\n');
    // git ends at a file that cannot be read: the rest stays unknown, and so different.
    if (!IsObjectId(id)) break;
    file->after.id = RawFromHex(id);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<IndexEntry>> ListIndex(const GitCommand& git) {
  TESTFED_ASSIGN_OR_RETURN(std::string out, git.Output("the index cannot be read",
                                                       {"ls-files", "-z", "--stage", "--debug"}));
  // "MODE ID STAGE<TAB>PATH<NUL>", then five lines of what the index knows of the file, of which
  // the last ends with "flags: HEX".
  std::vector<IndexEntry> entries;
  for (std::string_view rest = out; !rest.empty();) {
    std::uint32_t mode = Octal(Take(rest, ' '));
    std::string id = RawFromHex(Take(rest, ' '));
    bool conflict = Take(rest, '\t') != "0";
    std::string path(Take(rest, '\0'));
    std::string_view last;
    for (int line = 0; line < 5; ++line) last = Take(rest, '\n');
    size_t at = last.find("flags: ");
    if (at == std::string_view::npos) return Strange("ls-files");
    std::uint32_t flags = 0;
    std::from_chars(last.data() + at + 7, last.data() + last.size(), flags, 16);
    if (conflict && !entries.empty() && entries.back().path == path) continue;
    entries.push_back({std::move(path),
                       {CanonicalMode(mode), std::move(id)},
                       conflict,
                       (flags & kSkipWorktree) != 0});
  }
  return entries;
}

absl::StatusOr<std::vector<Delta>> DiffIndexAndDisk(const GitCommand& git,
                                                    const std::vector<IndexEntry>& entries) {
  constexpr std::string_view kWhat = "the working tree cannot be compared";
  TESTFED_ASSIGN_OR_RETURN(
      std::string changed,
      git.Output(kWhat, {"diff-files", "-z", "--raw", "--no-renames", "--no-ext-diff",
                         "--no-textconv", "--ignore-submodules=dirty"}));
  TESTFED_ASSIGN_OR_RETURN(std::string others,
                           git.Output(kWhat, {"ls-files", "-z", "--others", "--exclude-standard"}));
  std::map<std::string, Delta> deltas;
  // ":MODE MODE ID ID STATUS<NUL>PATH<NUL>"; a conflict is a U, and a second record beside it.
  for (std::string_view rest = changed; !rest.empty();) {
    if (Take(rest, ' ').empty()) return Strange("diff-files");
    std::uint32_t mode = Octal(Take(rest, ' '));
    Take(rest, ' ');
    Take(rest, ' ');
    std::string_view status = Take(rest, '\0');
    std::string path(Take(rest, '\0'));
    Delta& delta = deltas[path];
    delta.path = path;
    delta.conflict = delta.conflict || status == "U";
    if (const IndexEntry* entry = FindEntry(entries, path)) delta.before = entry->file;
    if (mode != 0) delta.after.mode = CanonicalMode(mode);
  }
  for (std::string_view rest = others; !rest.empty();) {
    std::string path(Take(rest, '\0'));
    struct stat seen {};
    std::uint32_t mode = kModeSubmodule;
    if (path.ends_with('/')) {  // another repository that nobody declared as a submodule
      path.pop_back();
    } else if (lstat((git.folder() + "/" + path).c_str(), &seen) == 0) {
      mode = CanonicalMode(seen.st_mode);
    } else {
      mode = kModeFile;
    }
    deltas[path] = {path, {}, {mode, ""}, false};
  }
  // diff-files names each file whose times differ; only the content says whether it changed.
  std::vector<Delta> list;
  for (auto& [path, delta] : deltas) list.push_back(std::move(delta));
  std::vector<Delta*> files;
  for (Delta& delta : list) {
    if (!delta.before.exists() || delta.conflict || delta.before.mode != delta.after.mode) continue;
    if (delta.after.mode == kModeFile || delta.after.mode == kModeExecutable) {
      files.push_back(&delta);
    } else {
      TESTFED_ASSIGN_OR_RETURN(delta.after.id, HashOnDisk(git, delta));
    }
  }
  TESTFED_RETURN_IF_ERROR(HashFiles(git, files));
  return list;
}

absl::StatusOr<std::string> HashOnDisk(const GitCommand& git, const Delta& on_disk) {
  std::string path = git.folder() + "/" + on_disk.path;
  if (on_disk.after.mode == kModeSubmodule) {
    struct stat seen {};
    // Without its own .git the folder would answer with the HEAD of the repository around it.
    if (lstat((path + "/.git").c_str(), &seen) != 0) return "";
    TESTFED_ASSIGN_OR_RETURN(auto id, GitCommand(path).Line({"rev-parse", "--verify", "HEAD"}));
    return id.has_value() && IsObjectId(*id) ? RawFromHex(*id) : "";
  }
  if (on_disk.after.mode == kModeLink) {
    auto target = ReadLink(path);
    if (!target.has_value()) return "";
    TESTFED_ASSIGN_OR_RETURN(ChildResult result, git.Run({"hash-object", "--stdin"}, *target));
    std::string_view out = result.out;
    return RawFromHex(Take(out, '\n'));
  }
  Delta file = on_disk;
  TESTFED_RETURN_IF_ERROR(HashFiles(git, {&file}));
  return file.after.id;
}

}  // namespace testfed
