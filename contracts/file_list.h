// All files of a repository, to be asked by path: what findings look paths up in.
#ifndef TESTFED_CONTRACTS_FILE_LIST_H_
#define TESTFED_CONTRACTS_FILE_LIST_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace testfed {

// Questions are logarithmic in the number of files.
class FileList {
 public:
  explicit FileList(std::vector<std::string> files);  // in any order

  const std::vector<std::string>& all() const { return files_; }  // sorted
  bool Has(std::string_view path) const;
  // The files below a folder; none where there is no such folder. "" is the root.
  std::span<const std::string> Below(std::string_view folder) const;
  // The one file that is called `suffix` or whose path ends with `/suffix`; null where there is
  // none, or where there are several.
  const std::string* OnlyEndingWith(std::string_view suffix) const;

 private:
  std::vector<std::string> files_;
  std::vector<int> by_name_;  // indices, by the last segment
};

// `path` as seen from `folder` ("" is the root), without `.` and `..`; "" where it is the root or
// outside.
std::string JoinedPath(std::string_view folder, std::string_view path);
// The folder of a file: "a/b" of "a/b/c", "" of "c".
std::string_view FolderOf(std::string_view path);

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_FILE_LIST_H_
