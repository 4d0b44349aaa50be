// Tokens of Java and Kotlin, made on demand: a reader skips what is inside of bodies without making
// any. Rules: the Java Language Specification, chapter 3, and Kotlin's grammar (lexical part):
// comments (nested in Kotlin), text with escapes and templates, text blocks and raw text, names in
// back-ticks, labels (`return@x`), which are left out. Linear in the text.
//
// The first thing that cannot be read (text, a comment or a bracket that does not end) is
// `trouble`; then every token is the end. Comments that may hold tags are kept until a reader takes
// them.
#ifndef TESTFED_CONTRACTS_JVM_LEXER_H_
#define TESTFED_CONTRACTS_JVM_LEXER_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/comment_tags.h"
#include "contracts/language.h"
#include "contracts/source_facts.h"

namespace testfed {

struct JvmToken {
  enum class Kind { kEnd, kWord, kText, kNumber, kMark };
  Kind kind = Kind::kEnd;
  std::string_view text;     // of a name in back-ticks the name alone; of kText with its quotes
  size_t at = 0;             // offset in the text
  bool line_before = false;  // a line ends between the token before and this one
  bool quoted = false;       // a name in back-ticks, which is no keyword

  bool Is(std::string_view mark) const { return kind == Kind::kMark && text == mark; }
  bool IsWord(std::string_view word) const {
    return kind == Kind::kWord && !quoted && text == word;
  }
};

class JvmLexer {
 public:
  struct Trouble {
    size_t at = 0;
    std::string text;
  };

  // `text` must outlive the lexer and its tokens.
  JvmLexer(Language language, std::string_view text);

  const JvmToken& token() const { return token_; }
  void Advance();
  // Back to a token that was read before.
  void GoTo(const JvmToken& token);

  // The token is an opening bracket: goes behind the one that closes it.
  void SkipBrackets();
  // Goes on until `mark` stands outside of all brackets, and behind it; stops before a bracket that
  // closes more than was opened.
  void SkipBehind(char mark);
  // The token is `<` of type arguments or parameters: goes behind its `>`.
  void SkipAngles();

  bool Fail(size_t at, std::string text);  // false, always
  const std::optional<Trouble>& trouble() const { return trouble_; }

  Position At(size_t offset);
  Position Here() { return At(token_.at); }
  bool has_tags() const { return has_tags_; }
  // The tags of the comment directly above the token.
  std::vector<Annotation> TakeTags();
  std::vector<Annotation> TakeLooseTags() { return comments_.TakeLoose(); }

  // What literal text says; nullopt where it holds a template, and for text blocks.
  std::optional<std::string> ValueOf(const JvmToken& text) const;

  bool kotlin() const { return kotlin_; }
  std::string_view text() const { return text_; }

 private:
  bool SkipBlank();  // whether a line ended
  void SkipComment();
  void SkipText();
  void SkipRawText();
  void SkipCharacter();
  void SkipQuotedName();
  void SkipTemplate();
  void Scan(char mark, size_t depth);
  void NoteComment(size_t begin, bool block);
  char Byte(size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }

  std::string_view text_;
  bool kotlin_;
  size_t at_ = 0;
  JvmToken token_;
  std::optional<Trouble> trouble_;
  std::vector<char> brackets_;  // what Scan waits for
  int templates_ = 0;           // open templates around at_

  // Where At was asked last.
  size_t known_ = 0;
  size_t line_start_ = 0;
  int line_ = 1;

  CommentTags comments_;
  bool has_tags_ = false;
  size_t comments_end_ = 0;  // those before were noted
};

// Java sources may write any character as \uXXXX, structure included (JLS 3.3). Nullopt where the
// text has none, which is almost every file.
std::optional<std::string> WithoutUnicodeEscapes(std::string_view text);
void AppendUtf8(unsigned long character, std::string& text);

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_JVM_LEXER_H_
