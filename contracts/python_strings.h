// Strings of Python: prefixes (r, b, f, t, u in any mix and case), three quotes or one, escapes,
// and the expressions of f-strings.
#ifndef TESTFED_CONTRACTS_PYTHON_STRINGS_H_
#define TESTFED_CONTRACTS_PYTHON_STRINGS_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace testfed {

inline bool IsPythonName(char c) {  // a letter or digit of a name; all beyond ASCII are
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         (c & '\x80') != 0;
}

// A place in a text that counts lines.
struct PythonCursor {
  std::string_view text;
  size_t at = 0;
  int line = 1;
  size_t line_start = 0;

  bool more() const { return at < text.size(); }
  char Here(size_t ahead = 0) const { return at + ahead < text.size() ? text[at + ahead] : '\0'; }
  // Goes over one character, which may end a line (`\n`, `\r` or both).
  void Step() {
    const char c = text[at++];
    if (c == '\n' || (c == '\r' && Here() != '\n')) {
      ++line;
      line_start = at;
    }
  }
  void StepEscaped() {  // a `\` and what it escapes
    ++at;
    if (!more()) return;
    if (text[at] == '\r' && Here(1) == '\n') ++at;
    Step();
  }
};

struct PythonPrefix {
  size_t length = 0;
  bool raw = false, format = false, bytes = false;
};

// The prefix of the string whose quote is at `quote`.
PythonPrefix PythonPrefixBefore(std::string_view text, size_t quote);

// Goes from the first quote behind the last one; false when the string does not end.
bool SkipPythonString(PythonCursor& cursor, const PythonPrefix& prefix);

// The value of a string as it stands in the source; nullopt for bytes, for f-strings with an
// expression and for escapes that need Unicode's names.
std::optional<std::string> PythonStringValue(std::string_view token);

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_PYTHON_STRINGS_H_
