#include "selector/git/ordinary_layout.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "selector/git/mapped_file.h"

namespace testfed {
namespace {

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

std::string_view Trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool IsKind(const std::string& path, mode_t kind, struct stat* seen = nullptr) {
  struct stat own {};
  struct stat* info = seen == nullptr ? &own : seen;
  return lstat(path.c_str(), info) == 0 && (info->st_mode & S_IFMT) == kind;
}

bool Exists(const std::string& path) {
  struct stat info {};
  return lstat(path.c_str(), &info) == 0;
}

// Ours, and laid out as git does it; not a linked worktree's, not with borrowed objects.
bool IsOrdinaryGitDir(const std::string& path) {
  struct stat info {};
  return IsKind(path, S_IFDIR, &info) && info.st_uid == geteuid() &&
         IsKind(path + "/HEAD", S_IFREG) && IsKind(path + "/objects", S_IFDIR) &&
         IsKind(path + "/refs", S_IFDIR) && IsKind(path + "/config", S_IFREG) &&
         !Exists(path + "/commondir") && !Exists(path + "/config.worktree") &&
         !Exists(path + "/objects/info/alternates") && !Exists(path + "/reftable");
}

bool HasOrdinaryConfig(const std::string& git_dir, bool* bare) {
  auto file = MappedFile::Open("", git_dir + "/config");
  return file.ok() && file->has_value() && IsOrdinaryConfig((*file)->bytes(), bare);
}

}  // namespace

bool IsOrdinaryConfig(std::string_view text, bool* bare) {
  // A NUL, a carriage return or a continued line (`\` at the end) can hide what a line says.
  if (text.find('\0') != std::string_view::npos || text.find('\r') != std::string_view::npos ||
      text.find("\\\n") != std::string_view::npos) {
    return false;
  }
  std::string section;
  bool knows_bare = false;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = Trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.front() == '#' || line.front() == ';') continue;
    if (line.front() == '[') {
      if (line.back() != ']') return false;  // a variable on the same line
      section = Lower(line.substr(1, line.size() - 2));
      if (section.starts_with("include") || section.starts_with("extensions")) return false;
      // `core`, `core ` and `core.x` are the ways that are not git's to write the section.
      if (section.starts_with("core") && section != "core") return false;
      continue;
    }
    const size_t equals = std::min(line.find('='), line.size());
    const std::string key = Lower(Trim(line.substr(0, equals)));
    const std::string_view value = Trim(line.substr(std::min(equals + 1, line.size())));
    if (key == "promisor" || key == "partialclonefilter") return false;
    if (section != "core") continue;
    if (key == "worktree" || key.empty()) return false;
    if (key == "repositoryformatversion" && value != "0") return false;
    if (key == "bare") {
      if (knows_bare || (value != "true" && value != "false")) return false;
      knows_bare = true;
      *bare = value == "true";
    }
  }
  return knows_bare;
}

std::optional<OrdinaryLayout> FindOrdinaryLayout(const std::string& start_dir) {
  const std::unique_ptr<char, decltype(&std::free)> real(realpath(start_dir.c_str(), nullptr),
                                                         &std::free);
  if (real == nullptr) return std::nullopt;
  std::string folder = real.get();
  struct stat start {
  }, info{};
  if (stat(folder.c_str(), &start) != 0) return std::nullopt;
  // `.git` itself and what is in it is a start that git knows rules for.
  if ((folder + "/").find("/.git/") != std::string::npos) return std::nullopt;
  while (true) {
    if (stat(folder.c_str(), &info) != 0 || info.st_dev != start.st_dev) return std::nullopt;
    const std::string dot_git = folder + (folder == "/" ? ".git" : "/.git");
    bool bare = false;
    if (Exists(dot_git)) {
      if (info.st_uid != geteuid() || !IsOrdinaryGitDir(dot_git) ||
          !HasOrdinaryConfig(dot_git, &bare) || bare) {
        return std::nullopt;
      }
      return OrdinaryLayout{dot_git, folder};
    }
    if (Exists(folder + "/HEAD") && Exists(folder + "/objects")) {
      if (!IsOrdinaryGitDir(folder) || !HasOrdinaryConfig(folder, &bare) || !bare) {
        return std::nullopt;
      }
      return OrdinaryLayout{folder, ""};
    }
    const size_t slash = folder.rfind('/');
    if (folder == "/" || slash == std::string::npos) return std::nullopt;
    folder.resize(std::max<size_t>(slash, 1));
  }
}

}  // namespace testfed
