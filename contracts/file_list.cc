#include "contracts/file_list.h"

#include <algorithm>
#include <utility>

namespace testfed {
namespace {

std::string_view NameOf(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

}  // namespace

FileList::FileList(std::vector<std::string> files) : files_(std::move(files)) {
  if (!std::is_sorted(files_.begin(), files_.end())) std::sort(files_.begin(), files_.end());
  by_name_.resize(files_.size());
  for (size_t i = 0; i < files_.size(); ++i) by_name_[i] = static_cast<int>(i);
  std::sort(by_name_.begin(), by_name_.end(), [&](int a, int b) {
    return NameOf(files_[static_cast<size_t>(a)]) < NameOf(files_[static_cast<size_t>(b)]);
  });
}

bool FileList::Has(std::string_view path) const {
  return std::binary_search(files_.begin(), files_.end(), path);
}

std::span<const std::string> FileList::Below(std::string_view folder) const {
  if (folder.empty()) return files_;
  std::string first = std::string(folder) + "/", after = first;
  after.back() = static_cast<char>('/' + 1);
  auto begin = std::lower_bound(files_.begin(), files_.end(), first);
  return {begin, std::lower_bound(begin, files_.end(), after)};
}

const std::string* FileList::OnlyEndingWith(std::string_view suffix) const {
  struct ByName {
    const std::vector<std::string>& files;
    bool operator()(int a, std::string_view b) const {
      return NameOf(files[static_cast<size_t>(a)]) < b;
    }
    bool operator()(std::string_view a, int b) const {
      return a < NameOf(files[static_cast<size_t>(b)]);
    }
  };
  auto [begin, end] =
      std::equal_range(by_name_.begin(), by_name_.end(), NameOf(suffix), ByName{files_});
  const std::string* only = nullptr;
  for (auto i = begin; i != end; ++i) {
    const std::string& file = files_[static_cast<size_t>(*i)];
    const bool ends = file == suffix || (file.size() > suffix.size() && file.ends_with(suffix) &&
                                         file[file.size() - suffix.size() - 1] == '/');
    if (!ends) continue;
    if (only != nullptr) return nullptr;
    only = &file;
  }
  return only;
}

std::string JoinedPath(std::string_view folder, std::string_view path) {
  std::string joined(folder);
  while (!path.empty()) {
    const size_t end = std::min(path.find('/'), path.size());
    std::string_view segment = path.substr(0, end);
    path.remove_prefix(std::min(end + 1, path.size()));
    if (segment.empty() || segment == ".") continue;
    if (segment == "..") {
      if (joined.empty()) return "";
      const size_t slash = joined.rfind('/');
      joined.resize(slash == std::string::npos ? 0 : slash);
      continue;
    }
    if (!joined.empty()) joined += '/';
    joined += segment;
  }
  return joined;
}

std::string_view FolderOf(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

}  // namespace testfed
