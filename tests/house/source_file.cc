#include "tests/house/source_file.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace testfed::house {
namespace {

// Nullopt would do; an empty list means the same here: there is no git, or no repository.
std::vector<std::string> ListByGit(const std::string& root) {
  // A checkout that belongs to somebody else is fine: nothing of it is executed.
  std::string command = "git -c safe.directory='*' -C '" + root +
                        "' ls-files -z --cached --others --exclude-standard 2>/dev/null";
  std::vector<std::string> paths;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return paths;
  std::string path;
  for (int byte = std::getc(pipe); byte != EOF; byte = std::getc(pipe)) {
    if (byte != '\0') {
      path += static_cast<char>(byte);
      continue;
    }
    paths.push_back(std::move(path));
    path.clear();
  }
  if (pclose(pipe) != 0) paths.clear();
  return paths;
}

std::vector<std::string> ListByWalking(const std::filesystem::path& root) {
  std::vector<std::string> paths;
  for (auto entry = std::filesystem::recursive_directory_iterator(root);
       entry != std::filesystem::recursive_directory_iterator(); ++entry) {
    std::string name = entry->path().filename().string();
    if (entry->is_directory() && (name == ".git" || name == "build" || name == ".cache")) {
      entry.disable_recursion_pending();
    } else if (entry->is_regular_file()) {
      paths.push_back(entry->path().lexically_relative(root).generic_string());
    }
  }
  return paths;
}

}  // namespace

Files ReadRepository(const std::string& root) {
  std::vector<std::string> paths = ListByGit(root);
  if (paths.empty()) paths = ListByWalking(root);
  std::sort(paths.begin(), paths.end());
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  Files files;
  for (const std::string& path : paths) {
    std::ifstream stream(root + "/" + path, std::ios::binary);
    if (!std::filesystem::is_regular_file(root + "/" + path) || !stream) continue;  // deleted
    std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
    if (text.find('\0') != std::string::npos) text.clear();
    files.push_back({path, std::move(text)});
  }
  // Rules over no files hold, so an empty list must not pass for a clean repository.
  for (std::string_view needed : {"CMakeLists.txt", "README.md", "dev", "domains/status.h"}) {
    if (TextOf(files, needed).empty()) {
      throw std::runtime_error("cannot read " + std::string(needed) + " in " + root);
    }
  }
  return files;
}

std::string TextOf(const Files& files, std::string_view path) {
  auto found = std::find_if(files.begin(), files.end(),
                            [&](const SourceFile& file) { return file.path == path; });
  return found == files.end() ? "" : found->text;
}

std::vector<std::string> LinesOf(std::string_view text) {
  std::vector<std::string> lines;
  for (size_t start = 0; start < text.size();) {
    size_t end = std::min(text.find('\n', start), text.size());
    lines.emplace_back(text.substr(start, end - start));
    start = end + 1;
  }
  return lines;
}

std::string At(const SourceFile& file, size_t line) {
  return file.path + ":" + std::to_string(line);
}

bool IsHeader(std::string_view path) { return path.ends_with(".h"); }
bool IsSource(std::string_view path) { return IsHeader(path) || path.ends_with(".cc"); }
bool IsForeign(std::string_view path) {
  return path.starts_with("tests/data/") || path.starts_with("examples/");
}

std::string_view FolderOf(std::string_view path) {
  size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? "" : path.substr(0, slash);
}

std::string_view BaseNameOf(std::string_view path) {
  size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

}  // namespace testfed::house
