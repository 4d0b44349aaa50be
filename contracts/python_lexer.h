// Python's words and lines, by docs.python.org/3/reference/lexical_analysis.html: logical lines
// (brackets and `\` join lines), indentation, strings of all prefixes and comments. f-strings are
// read as since Python 3.12, where an expression in them may hold any string again; every f-string
// of older versions reads the same.
#ifndef TESTFED_CONTRACTS_PYTHON_LEXER_H_
#define TESTFED_CONTRACTS_PYTHON_LEXER_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/comment_tags.h"

namespace testfed {

struct PythonToken {
  enum class Kind { kName, kString, kNumber, kOperator };
  Kind kind = Kind::kOperator;
  std::string_view text;  // as written; strings with prefix and quotes
  Position position;
  bool Is(std::string_view word) const { return kind != Kind::kString && text == word; }
};

struct PythonLine {
  size_t begin = 0;        // of the first word
  size_t code_end = 0;     // behind the last character that is neither blank nor comment
  int line = 0;            // where it begins, from 1
  size_t line_start = 0;   // the offset of that line
  int indent = 0;          // columns, tabs to multiples of eight
  int other_indent = 0;    // columns, a tab is one; the two must order lines alike
  bool semicolon = false;  // a `;` outside of brackets
};

// Goes through a text line by line. Linear; nesting of f-strings is bounded.
class PythonLines {
 public:
  // Comments go to `comments` in their order.
  PythonLines(std::string_view text, CommentTags& comments);

  // Goes to the next line that is neither blank nor a comment; false at the end and after an error.
  bool Start(PythonLine& line);
  // Goes to the end of that line: sets code_end and semicolon.
  bool Finish(PythonLine& line);
  // The words of a finished line. Empty after an error.
  std::vector<PythonToken> Tokens(const PythonLine& line) const;

  bool ok() const { return error_.empty(); }
  const std::string& error() const { return error_; }  // lower case, no full stop
  Position error_position() const { return error_position_; }

 private:
  bool Fail(std::string_view error, size_t at);
  void ReadComment();
  bool ReadNewline();  // whether there is one here; goes behind it
  Position PositionOf(size_t at) const;

  std::string_view text_;
  CommentTags& comments_;
  size_t at_ = 0;
  int line_ = 1;
  size_t line_start_ = 0;
  std::string brackets_;
  std::string error_;
  Position error_position_;
};

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_PYTHON_LEXER_H_
