// The dump: the ownership of a whole repository, one line a path, reviewed like code.
//
// A line holds for its path and everything below, up to the next line that says otherwise; a
// folder's line says what a new file directly in it would get. Unowned files each have a line of
// their own. docs/dump.md describes the format for users.
#ifndef TESTFED_DOMAINS_DUMP_H_
#define TESTFED_DOMAINS_DUMP_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "domains/ownership.h"
#include "domains/tree_visitor.h"

namespace testfed {

// Receives a walk over all files in byte order of their paths and writes the dump as it goes; holds
// only the open directories.
class DumpWriter : public TreeVisitor {
 public:
  // `ownership` must outlive the writer. testfed's own files count as present wherever they are
  // missing from the walk.
  explicit DumpWriter(Ownership& ownership);

  bool EnterDirectory(std::string_view name, std::string_view id) override;
  void LeaveDirectory() override;
  void File(std::string_view name) override;

  std::string Finish();  // the text; call once, after the walk
  int files() const { return files_; }
  int lines() const { return lines_; }

 private:
  struct Level {
    MatchWalk::Directory directory;
    size_t path_size;         // of `path_` without this directory's own name
    const std::string* held;  // the label that lines above give to everything here
  };
  void Line(const std::string& label, std::string_view path);
  const std::string* LabelOf(WinnersId winners);
  void OpenDirectory(std::string_view name);
  void PutFile(std::string_view name);
  // Own files that come before `path` in byte order and were not in the walk.
  void PutMissingBefore(std::string_view path);

  Ownership& ownership_;
  std::vector<Level> levels_;
  std::string path_;  // of the innermost open directory, with a slash at the end
  std::string text_;
  std::map<std::string, std::string> labels_;   // interned: equal labels have equal addresses
  std::vector<const std::string*> by_winners_;  // label by WinnersId
  std::vector<std::string> missing_;            // own files not yet seen, sorted
  const std::string* unowned_ = nullptr;
  int files_ = 0;
  int lines_ = 0;
};

}  // namespace testfed

#endif  // TESTFED_DOMAINS_DUMP_H_
