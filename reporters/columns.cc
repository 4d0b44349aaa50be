#include "reporters/columns.h"

#include <algorithm>

#include "domains/inline_text.h"

namespace testfed {

Columns::Columns(std::vector<size_t> gaps, std::vector<size_t> right)
    : gaps_(std::move(gaps)), right_(std::move(right)), widths_(gaps_.size(), 0) {}

void Columns::Row(std::vector<std::string> cells) {
  for (size_t i = 0; i < widths_.size(); ++i) {
    const size_t width = WidthOf(cells[i]);
    if (width <= kMaxWidth) widths_[i] = std::max(widths_[i], width);
  }
  rows_.push_back(std::move(cells));
}

std::string Columns::Text() const {
  std::string text;
  for (const std::vector<std::string>& row : rows_) {
    std::string line = "  ";
    for (size_t i = 0; i < row.size(); ++i) {
      if (i == widths_.size()) {
        line += row[i];
        break;
      }
      const size_t width = WidthOf(row[i]);
      const std::string fill(width < widths_[i] ? widths_[i] - width : 0, ' ');
      const bool right = std::find(right_.begin(), right_.end(), i) != right_.end();
      line += right ? fill + row[i] : row[i] + fill;
      line.append(gaps_[i], ' ');
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

}  // namespace testfed
