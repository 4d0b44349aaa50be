// Rows whose cells stand in columns, for people.
#ifndef TESTFED_REPORTERS_COLUMNS_H_
#define TESTFED_REPORTERS_COLUMNS_H_

#include <string>
#include <vector>

namespace testfed {

class Columns {
 public:
  // `gaps[i]` blanks stand between the columns i and i + 1; a row has gaps.size() + 1 cells. The
  // columns in `right`, not the last one, end together instead of beginning together.
  explicit Columns(std::vector<size_t> gaps, std::vector<size_t> right = {});

  void Row(std::vector<std::string> cells);

  // One line a row, each indented by two blanks, without blanks at its end. A column is as wide as
  // its widest cell up to kMaxWidth; a wider cell pushes only its own row to the right, so that the
  // text stays linear in the size of its cells.
  std::string Text() const;
  static constexpr size_t kMaxWidth = 100;

 private:
  std::vector<size_t> gaps_;
  std::vector<size_t> right_;
  std::vector<size_t> widths_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace testfed

#endif  // TESTFED_REPORTERS_COLUMNS_H_
