// Receives a walk over all files of a repository in git's order, which is the byte order of the
// full paths. Names are one segment.
#ifndef TESTFED_DOMAINS_TREE_VISITOR_H_
#define TESTFED_DOMAINS_TREE_VISITOR_H_

#include <string_view>

namespace testfed {

enum class FileKind { kRegular, kLink, kSubmodule };

class TreeVisitor {
 public:
  virtual ~TreeVisitor() = default;
  // `id` is the tree's object id, or "" where none is known (index, working tree). Returning false
  // skips the directory: no LeaveDirectory follows. A directory always holds at least one file.
  virtual bool EnterDirectory(std::string_view name, std::string_view id) = 0;
  virtual void LeaveDirectory() = 0;
  virtual void File(std::string_view name) = 0;  // symbolic links and submodules are files
  // The same for whoever asks what the file is; what walks calls this one. `raw_id` is the object
  // id as bytes, "" where it is not known (a file on the disk that differs from the index).
  virtual void FileWithId(std::string_view name, [[maybe_unused]] std::string_view raw_id,
                          [[maybe_unused]] FileKind kind) {
    File(name);
  }
};

}  // namespace testfed

#endif  // TESTFED_DOMAINS_TREE_VISITOR_H_
