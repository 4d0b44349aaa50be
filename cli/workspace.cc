#include "cli/workspace.h"

#include <filesystem>
#include <vector>

#include "domains/path_name.h"
#include "domains/yaml.h"
#include "selector/open_repository.h"

namespace testfed {
namespace {

std::string Canonical(const std::string& path) {
  std::error_code failed;
  std::filesystem::path canonical = std::filesystem::weakly_canonical(path, failed);
  return failed ? path : canonical.string();
}

// `path` relative to `root`; nullopt when it lies outside.
std::optional<std::string> Below(const std::string& root, const std::string& path) {
  if (path == root) return "";
  std::string folder = root.ends_with('/') ? root : root + "/";
  if (!path.starts_with(folder)) return std::nullopt;
  return path.substr(folder.size());
}

absl::Status NoConfiguration(const std::string& file) {
  return Error("`" + QuotePath(file) + "` does not exist", "write a first one", "testfed init");
}

}  // namespace

absl::StatusOr<Workspace> Workspace::Open(Invocation& invocation) {
  Workspace workspace;
  workspace.invocation_ = &invocation;
  {
    Phase phase(invocation.phases(), "open the repository");
    TESTFED_ASSIGN_OR_RETURN(workspace.repository_, OpenRepository(invocation.directory()));
  }
  std::string root = workspace.repository_->Root();
  if (!root.empty()) {
    root = Canonical(root);
    std::string prefix = Below(root, Canonical(invocation.directory())).value_or("");
    workspace.prefix_ = prefix.empty() ? "" : prefix + "/";
  }
  workspace.config_file_ = "domains.yaml";
  if (std::optional<std::string> typed = invocation.config()) {
    TESTFED_ASSIGN_OR_RETURN(workspace.config_file_, workspace.PathInRepository(*typed));
  }
  return workspace;
}

absl::Status Workspace::Reopen() {
  TESTFED_ASSIGN_OR_RETURN(repository_, OpenRepository(invocation_->directory()));
  return absl::OkStatus();
}

absl::StatusOr<Workspace> Workspace::OpenOrStandalone(Invocation& invocation) {
  absl::StatusOr<Workspace> opened = Open(invocation);
  std::optional<std::string> config = invocation.config();
  if (opened.ok() || !config) return opened;
  Workspace workspace;
  workspace.invocation_ = &invocation;
  workspace.config_path_ = invocation.PathOf(*config);
  workspace.config_file_ = *config;
  return workspace;
}

absl::StatusOr<std::shared_ptr<const Configuration>> Workspace::Load(const Snapshot& at) const {
  if (!repository_) {
    TESTFED_ASSIGN_OR_RETURN(std::optional<std::string> text,
                             invocation_->files().Read(config_path_, kMaxYamlBytes));
    if (!text) return NoConfiguration(config_file_);
    return ReadConfiguration(*text, config_file_, invocation_->cache());
  }
  TESTFED_ASSIGN_OR_RETURN(auto configuration, LoadConfiguration(*repository_, at, config_file_,
                                                                 nullptr, invocation_->cache()));
  if (!configuration) return NoConfiguration(config_file_);
  return configuration;
}

absl::StatusOr<Snapshot> Workspace::Current() const {
  if (!repository_ || !repository_->Root().empty()) return Snapshot::WorkingTree();
  TESTFED_ASSIGN_OR_RETURN(std::optional<Commit> head, repository_->Head());
  return Snapshot::OfTree(head ? head->tree : "");
}

absl::StatusOr<std::shared_ptr<const Configuration>> Workspace::LoadCurrent() const {
  TESTFED_ASSIGN_OR_RETURN(Snapshot current, Current());
  return Load(current);
}

absl::StatusOr<std::string> Workspace::PathInRepository(std::string_view typed) const {
  std::string path(typed);
  if (path.starts_with('/') && repository_ && !repository_->Root().empty()) {
    std::filesystem::path absolute(path);
    // The file itself may be a symbolic link: only its folder is resolved.
    std::string canonical = Canonical(absolute.parent_path().string());
    std::string name = absolute.filename().string();
    std::optional<std::string> below =
        Below(Canonical(repository_->Root()), canonical + (name.empty() ? "" : "/" + name));
    if (!below) return Error("`" + QuotePath(path) + "` is outside the repository");
    path = *below + (name.empty() && !below->empty() ? "/" : "");
  } else {
    path = prefix_ + path;
  }
  std::vector<std::string> segments;
  bool folder = path.empty() || path.ends_with('/') || path.ends_with("/.");
  for (size_t begin = 0; begin <= path.size();) {
    size_t end = std::min(path.find('/', begin), path.size());
    std::string segment = path.substr(begin, end - begin);
    begin = end + 1;
    if (segment.empty() || segment == ".") continue;
    if (segment != "..") {
      segments.push_back(std::move(segment));
    } else if (segments.empty()) {
      return Error("`" + QuotePath(typed) + "` is outside the repository");
    } else {
      segments.pop_back();
    }
  }
  std::string joined;
  for (const std::string& segment : segments) joined += (joined.empty() ? "" : "/") + segment;
  return folder && !joined.empty() ? joined + "/" : joined;
}

absl::StatusOr<std::string> Workspace::OnDisk(std::string_view path) const {
  if (!repository_ || repository_->Root().empty()) {
    return Error("a bare repository has no working tree to write `" + QuotePath(path) + "` to");
  }
  return repository_->Root() + "/" + std::string(path);
}

}  // namespace testfed
