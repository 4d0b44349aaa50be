// Tags in comments, the same in every language: in the comment directly above a test, a line that
// begins with `@SmokeTest`, `@AffectedByX` or their newer names. Several on one line are separated
// by blanks or commas; what follows the last one is free text.
#ifndef TESTFED_CONTRACTS_COMMENT_TAGS_H_
#define TESTFED_CONTRACTS_COMMENT_TAGS_H_

#include <string_view>
#include <vector>

#include "contracts/source_facts.h"

namespace testfed {

// Appends the tags of one line of a comment. `text` begins after the comment's marker (`//`, `#`,
// `/*`, the `*` of a line inside a block) at `position`.
void AddCommentTags(std::string_view text, Position position, std::vector<Annotation>& tags);

// Collects comments while a reader goes through a file, and says which of them stand directly above
// what comes next: no blank line and nothing else between them.
class CommentTags {
 public:
  // One line of a comment, on line `position.line`.
  void AddLine(std::string_view text, Position position);
  // A whole comment of any number of lines, `/*` and `*/` included.
  void AddBlock(std::string_view text, Position position);
  // The tags of the comment that ends on the line before `line`, or on `line` itself; they are
  // taken out. All others become loose when `loose` takes them.
  std::vector<Annotation> TakeAbove(int line);
  // The tags that nothing took, in order.
  std::vector<Annotation> TakeLoose();

 private:
  struct Line {
    int line = 0;
    std::vector<Annotation> tags;
  };
  std::vector<Line> run_;  // comment lines without a gap
  std::vector<Annotation> loose_;
};

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_COMMENT_TAGS_H_
