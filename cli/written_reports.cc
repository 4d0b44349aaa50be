#include "cli/written_reports.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "domains/path_name.h"

namespace testfed {
namespace {

namespace fs = std::filesystem;

std::int64_t Nanoseconds(const timespec& time) {
  return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

class Search {
 public:
  Search(const std::string& root, const std::vector<Pattern>& globs) : root_(root), globs_(globs) {}

  absl::StatusOr<ReportFiles> Run() {
    std::set<std::string> folders;
    for (const Pattern& glob : globs_) folders.emplace(glob.LiteralFolder());
    for (const std::string& folder : folders) TESTFED_RETURN_IF_ERROR(Walk(folder));
    return std::move(found_);
  }

 private:
  // A folder of its own, as its literal part may already be a file.
  absl::Status Walk(const std::string& below) {
    const fs::path start = below.empty() ? fs::path(root_) : fs::path(root_) / below;
    if (!below.empty()) Look(start, below);
    std::error_code error;
    if (fs::is_symlink(start, error) || !fs::is_directory(start, error)) return absl::OkStatus();
    fs::recursive_directory_iterator at(start, error), end;
    for (; !error && at != end; at.increment(error)) {
      const std::string path = at->path().lexically_relative(root_).generic_string();
      std::error_code type;
      if (at->is_directory(type) && at->path().filename() == ".git") at.disable_recursion_pending();
      Look(at->path(), path);
    }
    if (error) {
      return Error("the folder " + QuotePath(start.string()) +
                   " cannot be searched for reports: " + error.message());
    }
    return absl::OkStatus();
  }

  void Look(const fs::path& file, const std::string& path) {
    if (!path.ends_with(".xml")) return;
    if (std::none_of(globs_.begin(), globs_.end(),
                     [&](const Pattern& glob) { return glob.Match(path).has_value(); })) {
      return;
    }
    struct stat info {};
    if (lstat(file.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return;
    found_[path] = {info.st_dev, info.st_ino, info.st_size, Nanoseconds(info.st_mtim),
                    Nanoseconds(info.st_ctim)};
  }

  const std::string& root_;
  const std::vector<Pattern>& globs_;
  ReportFiles found_;
};

}  // namespace

absl::StatusOr<ReportFiles> FindReports(const std::string& root,
                                        const std::vector<Pattern>& globs) {
  return Search(root, globs).Run();
}

std::vector<std::string> WrittenSince(const ReportFiles& before, const ReportFiles& now) {
  std::vector<std::string> written;
  for (const auto& [path, identity] : now) {
    auto known = before.find(path);
    if (known == before.end() || known->second != identity) written.push_back(path);
  }
  return written;
}

}  // namespace testfed
