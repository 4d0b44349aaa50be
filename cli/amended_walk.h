// A walk over files as it will be when some files were added and others removed: how git's list of
// files looks once the dumps that are being written are in it.
#ifndef TESTFED_CLI_AMENDED_WALK_H_
#define TESTFED_CLI_AMENDED_WALK_H_

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domains/tree_visitor.h"

namespace testfed {

// Hands a walk on to `visitor`, which must outlive it, in the same order. Paths of `added` may be
// in the walk, and those of `removed` need not be. A directory that has one of either below it has
// no id any more, since its tree is another one. Call Finish after the walk.
class AmendedWalk : public TreeVisitor {
 public:
  AmendedWalk(TreeVisitor& visitor, std::set<std::string> added, std::set<std::string> removed)
      : visitor_(visitor), added_(std::move(added)), removed_(std::move(removed)) {}

  bool EnterDirectory(std::string_view name, std::string_view id) override;
  void LeaveDirectory() override;
  void File(std::string_view name) override { FileWithId(name, "", FileKind::kRegular); }
  void FileWithId(std::string_view name, std::string_view raw_id, FileKind kind) override;
  void Finish() { PutBefore(""); }

 private:
  // Files to add below the open directory that come before `path`; "": all of them.
  void PutBefore(std::string_view path);
  static bool HasBelow(const std::set<std::string>& paths, const std::string& folder);

  TreeVisitor& visitor_;
  std::set<std::string> added_;  // those that are still to come
  std::set<std::string> removed_;
  std::string path_;  // of the open directory, with a slash at the end
  std::vector<size_t> lengths_;
};

}  // namespace testfed

#endif  // TESTFED_CLI_AMENDED_WALK_H_
