// Go as tokens (The Go Programming Language Specification, "Lexical elements"): comments, raw and
// interpreted strings, runes. Semicolons are not inserted; numbers come as one token.
#ifndef TESTFED_CONTRACTS_GO_TOKENS_H_
#define TESTFED_CONTRACTS_GO_TOKENS_H_

#include <string_view>
#include <vector>

#include "contracts/comment_tags.h"

namespace testfed {

struct GoToken {
  enum class Kind {
    kEnd,
    kName,   // identifiers and keywords
    kText,   // "..." and `...`: what stands between the quotes, as written
    kOther,  // one character; a number is `0`, a rune `'`
  };
  Kind kind = Kind::kEnd;
  std::string_view text;
  Position position;

  bool Is(char c) const { return kind == Kind::kOther && text[0] == c; }
  bool IsName(std::string_view name) const { return kind == Kind::kName && text == name; }
};

// A line comment that tells the go command something: `//go:embed a b` as "embed a b".
struct GoDirective {
  std::string_view text;
  Position position;  // of the text
};

class GoTokens {
 public:
  // Comments go to `comments` where it is not null; it outlives this object.
  explicit GoTokens(std::string_view text, CommentTags* comments = nullptr)
      : text_(text), comments_(comments) {}

  GoToken Next();
  // A comment or string without an end: the tokens ended too early.
  const std::vector<Undecided>& lost() const { return lost_; }
  const std::vector<GoDirective>& directives() const { return directives_; }

 private:
  void SkipBlanks();
  void SkipLineComment();
  void SkipBlockComment();
  void CountLines(size_t end);  // from at_, which becomes `end`
  GoToken ReadText(char quote);
  GoToken ReadRawText();
  Position At(size_t offset) const { return {line_, static_cast<int>(offset - line_start_) + 1}; }

  std::string_view text_;
  CommentTags* comments_;
  size_t at_ = 0;
  int line_ = 1;
  size_t line_start_ = 0;
  bool code_on_line_ = false;
  std::vector<Undecided> lost_;
  std::vector<GoDirective> directives_;
};

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_GO_TOKENS_H_
