// Words of JavaScript, TypeScript, JSX and TSX, by ECMA-262's lexical grammar and the JSX
// specification (facebook.github.io/jsx). What decides between a division and a regular expression,
// and between a comparison, type arguments and an element, is the word before; `)` and `}` are told
// by what their bracket began. A text that the rules read wrongly ends, almost always, in a bracket
// that does not fit or a string without an end, and then there is an error: never a silent loss.
#ifndef TESTFED_CONTRACTS_SCRIPT_LEXER_H_
#define TESTFED_CONTRACTS_SCRIPT_LEXER_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "domains/place.h"

namespace testfed {

struct ScriptToken {
  enum class Kind : uint8_t {
    kName,          // with keywords and #private names
    kString,        // with its quotes
    kTemplate,      // a whole template without `${}`, with its back-ticks
    kTemplatePart,  // of a template with `${}`: "`a${", "}b${" or "}c`"
    kNumber,
    kRegex,
    kText,      // of an element of JSX
    kOperator,  // one character, or `=>`
  };
  Kind kind = Kind::kOperator;
  std::string_view text;
  Position position;
  // `(`, `[`, `{` and "`a${": the index of the token that closes; of those, the one that opens.
  int partner = -1;
  bool Is(std::string_view word) const {
    return (kind == Kind::kName || kind == Kind::kOperator) && text == word;
  }
};

// A line of a comment that may hold tags, or stands next to one.
struct ScriptComment {
  std::string_view text;  // with its marker
  Position position;
  bool block = false;
  bool alone = false;  // nothing but blanks stands before it on its line
};

struct ScriptWords {
  std::vector<ScriptToken> tokens;
  std::vector<ScriptComment> comments;
  std::string error;  // "" for almost all; tokens end before it then
  Position error_position;
};

// Linear in the text.
ScriptWords ReadScriptWords(std::string_view text);

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_SCRIPT_LEXER_H_
