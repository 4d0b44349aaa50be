// Text from a repository in GitHub-flavoured Markdown, also inside a cell of a table: it can break
// no cell, open no tag, mention nobody, refer to no issue, and turn into no emoji.
#ifndef TESTFED_REPORTERS_MARKDOWN_TEXT_H_
#define TESTFED_REPORTERS_MARKDOWN_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

namespace testfed {

// A code span: in back-ticks where Markdown takes `text` as it is, else a <code> element with every
// punctuation mark as a character reference, which Markdown never takes for structure.
std::string MarkdownCode(std::string_view text);
std::string MarkdownPath(std::string_view path);  // the same, of the quoted path

// Plain where `text` is words of letters, digits and harmless marks; else as MarkdownCode.
std::string MarkdownPlain(std::string_view text);

// Rows of a table, up to a number of rows and of bytes. What does not fit is counted.
class MarkdownRows {
 public:
  MarkdownRows(size_t max_rows, size_t max_bytes) : max_rows_(max_rows), max_bytes_(max_bytes) {}
  // `cells` are Markdown already.
  void Row(const std::vector<std::string>& cells);
  void Line(std::string line);  // a row of a list, "\n" at its end is added
  bool IsFull() const { return rows_ >= max_rows_ || full_; }
  size_t rows() const { return rows_; }
  const std::string& text() const { return text_; }

 private:
  size_t max_rows_;
  size_t max_bytes_;
  size_t rows_ = 0;
  bool full_ = false;  // once a row did not fit, no later one is taken: the order has no holes
  std::string text_;
};

}  // namespace testfed

#endif  // TESTFED_REPORTERS_MARKDOWN_TEXT_H_
