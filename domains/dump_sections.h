// The ownership of a repository grouped by owners, in the layout of Kotlin's Test Federation, for
// those who compare with it: a group for each set of domains, with the topmost paths below which
// every file, a new one too, has exactly those owners.
//
// Groups are ordered by the number of their domains, then by the sum of their places in the order
// of declaration; names inside a header are alphabetical. Source: the format of JetBrains Kotlin's
// repo/domains.dump.txt.
#ifndef TESTFED_DOMAINS_DUMP_SECTIONS_H_
#define TESTFED_DOMAINS_DUMP_SECTIONS_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domains/ownership.h"
#include "domains/tree_visitor.h"

namespace testfed {

// Receives a walk over all files in byte order of their paths.
class SectionsWriter : public TreeVisitor {
 public:
  explicit SectionsWriter(Ownership& ownership);  // which must outlive the writer
  bool EnterDirectory(std::string_view name, std::string_view id) override;
  void LeaveDirectory() override;
  void File(std::string_view name) override;
  std::string Finish();  // call once, after the walk

 private:
  using Entry = std::pair<const Judgement*, std::string>;  // owners and path
  struct Level {
    MatchWalk::Directory directory;
    size_t path_size;  // of `path_` without this directory's own name
    std::vector<Entry> entries;
  };

  Ownership& ownership_;
  std::vector<Level> levels_;
  std::string path_;  // of the innermost open directory, with a slash at the end
};

}  // namespace testfed

#endif  // TESTFED_DOMAINS_DUMP_SECTIONS_H_
