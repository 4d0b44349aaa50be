// A walk that says on a terminal how far it is.
#ifndef TESTFED_CLI_WALK_PROGRESS_H_
#define TESTFED_CLI_WALK_PROGRESS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "cli/progress.h"
#include "domains/tree_visitor.h"

namespace testfed {

// Passes everything on to `visitor`; both arguments must outlive it.
class WalkProgress : public TreeVisitor {
 public:
  WalkProgress(TreeVisitor& visitor, Progress& progress, std::string_view what)
      : visitor_(visitor), progress_(progress), what_(what) {}

  bool EnterDirectory(std::string_view name, std::string_view id) override {
    return visitor_.EnterDirectory(name, id);
  }
  void LeaveDirectory() override { visitor_.LeaveDirectory(); }
  void FileWithId(std::string_view name, std::string_view raw_id, FileKind kind) override {
    Count();
    visitor_.FileWithId(name, raw_id, kind);
  }
  void File(std::string_view name) override {
    Count();
    visitor_.File(name);
  }

 private:
  void Count() {
    // A look at the clock for every file would cost more than the file.
    if ((++files_ & 0xfff) == 0) progress_.Show(what_, files_, "files");
  }

  TreeVisitor& visitor_;
  Progress& progress_;
  std::string what_;
  std::int64_t files_ = 0;
};

}  // namespace testfed

#endif  // TESTFED_CLI_WALK_PROGRESS_H_
