// Receives a walk over all files of a repository in git's order, which is the byte order of the
// full paths. Names are one segment.
#ifndef TESTFED_DOMAINS_TREE_VISITOR_H_
#define TESTFED_DOMAINS_TREE_VISITOR_H_

#include <string_view>

namespace testfed {

class TreeVisitor {
 public:
  virtual ~TreeVisitor() = default;
  // `id` is the tree's object id, or "" where none is known (index, working tree). Returning false
  // skips the directory: no LeaveDirectory follows. A directory always holds at least one file.
  virtual bool EnterDirectory(std::string_view name, std::string_view id) = 0;
  virtual void LeaveDirectory() = 0;
  virtual void File(std::string_view name) = 0;  // symbolic links and submodules are files
};

}  // namespace testfed

#endif  // TESTFED_DOMAINS_TREE_VISITOR_H_
