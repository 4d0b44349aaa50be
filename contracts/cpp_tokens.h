// C and C++ as tokens (ISO C++20 [lex], plus what g++ and clang accept): comments, spliced lines,
// raw strings, escapes and digit separators are understood, and directives have an end. Tokens of
// all branches of an `#if` come one after another; only those below a literal `#if 0` do not come.
//
// Linear in the text, and every text has tokens: a quote without its partner ends with its line.
// The one thing not understood is an identifier that a spliced line cuts in two.
#ifndef TESTFED_CONTRACTS_CPP_TOKENS_H_
#define TESTFED_CONTRACTS_CPP_TOKENS_H_

#include <string_view>
#include <vector>

#include "contracts/comment_tags.h"

namespace testfed {

struct CppToken {
  enum class Kind {
    kEnd,
    kName,          // identifiers and keywords
    kText,          // "...": what stands between the quotes, as written
    kOther,         // one character, or `::`, `->`, `##`; a number as written; a character `'`
    kDirective,     // `#` and the directive's name, which is `text`
    kDirectiveEnd,  // the end of its line
  };
  Kind kind = Kind::kEnd;
  std::string_view text;
  Position position;

  bool Is(std::string_view other) const { return kind == Kind::kOther && text == other; }
  bool IsName(std::string_view name) const { return kind == Kind::kName && text == name; }
};

class CppTokens {
 public:
  // Comments go to `comments` where it is not null; both outlive this object.
  explicit CppTokens(std::string_view text, CommentTags* comments = nullptr)
      : text_(text), comments_(comments) {}

  CppToken Next();
  // A comment or raw string without an end, where the tokens ended too early.
  const std::vector<Undecided>& lost() const { return lost_; }

 private:
  CppToken Read();
  bool AtDeadBranch() const;
  bool SkipDeadBranch();  // true: at the line's end of a branch that lives
  bool SkipBlanks();      // false: at the end of a directive
  void SkipLineComment();
  void SkipBlockComment();
  size_t Splice(size_t at) const;  // the length of a spliced line's end at `at`; 0: none
  void NewLine(size_t next) {
    ++line_;
    line_start_ = next;
    code_on_line_ = false;
  }
  Position At(size_t offset) const { return {line_, static_cast<int>(offset - line_start_) + 1}; }
  CppToken Make(CppToken::Kind kind, size_t begin, size_t size, Position position);
  CppToken ReadName();
  CppToken ReadNumber();
  CppToken ReadQuoted(char quote);
  CppToken ReadRawText();
  CppToken ReadDirective();

  std::string_view text_;
  CommentTags* comments_;
  size_t at_ = 0;
  int line_ = 1;
  size_t line_start_ = 0;
  bool code_on_line_ = false;
  bool in_directive_ = false;
  std::vector<Undecided> lost_;
};

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_CPP_TOKENS_H_
