// The dump: the ownership of a whole repository, one line a path, reviewed like code.
//
// A line holds for its path and everything below, up to the next line that says otherwise; a
// folder's line says what a new file directly in it would get. Unowned files each have a line of
// their own. docs/dump.md describes the format for users.
#ifndef TESTFED_DOMAINS_DUMP_H_
#define TESTFED_DOMAINS_DUMP_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domains/known_dump.h"
#include "domains/ownership.h"
#include "domains/tree_visitor.h"

namespace testfed {

// Receives a walk over all files in byte order of their paths and writes the dump as it goes; holds
// only the open directories. With the dump of another time it skips the trees that are known.
// A tree is worth a row in a KnownDump from so many files on: one with less is walked in no time.
inline constexpr int kLeastKnownFiles = 64;

class DumpWriter : public TreeVisitor {
 public:
  // `ownership` must outlive the writer. testfed's own files count as present wherever they are
  // missing from the walk. `known` (null: nothing is known) was made by the same configuration.
  explicit DumpWriter(Ownership& ownership, const KnownDump* known = nullptr,
                      int least_files = kLeastKnownFiles);

  bool EnterDirectory(std::string_view name, std::string_view id) override;
  void LeaveDirectory() override;
  void File(std::string_view name) override;

  std::string Finish();  // the text; call once, after the walk
  // What to know the next time, encoded; `text` is what Finish gave. Nullopt when the walk had no
  // tree that was not known before.
  std::optional<std::string> Learned(std::string_view text) const;
  int files() const { return files_; }
  int lines() const { return lines_; }

 private:
  struct Level {
    MatchWalk::Directory directory;
    size_t path_size;         // of `path_` without this directory's own name
    const std::string* held;  // the label that lines above give to everything here
    bool settled = false;     // all files here have the label `held`, and no line
    // For the row of this directory: where its id begins in `ids_`, and what there was before it.
    size_t id_begin = 0;
    size_t row = 0;
    size_t text_begin = 0;
    int files_before = 0;
    int lines_before = 0;
  };
  struct NewRow {  // KnownDump::Row, with its lines as a range of `text_`
    std::string path;
    std::string id;
    size_t begin = 0;
    size_t size = 0;
    int files = 0;
    int lines = 0;
  };
  void Line(const std::string& label, std::string_view path);
  const std::string* LabelOf(WinnersId winners);
  void OpenDirectory(std::string_view name);
  void CloseDirectory();
  // Takes the lines of a directory from `known_`, if its tree is there.
  bool TakeKnown(std::string_view name, std::string_view id);
  // Whether an own file below the open directory has not been seen yet.
  bool MissesBelow() const {
    return !missing_.empty() && std::string_view(missing_.front()).starts_with(path_);
  }
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
  const KnownDump* known_;
  size_t known_at_ = 0;  // rows before were passed by the walk
  int least_files_;
  std::string ids_;  // of the open directories, one after the other
  std::vector<NewRow> rows_;
  bool learned_ = false;
  bool is_sound_ = true;  // names are single segments
};

}  // namespace testfed

#endif  // TESTFED_DOMAINS_DUMP_H_
