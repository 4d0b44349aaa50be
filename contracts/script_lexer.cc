// Many lines: one automaton, whose states share what they know of brackets, lines and values.
#include "contracts/script_lexer.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include "contracts/script_strings.h"

namespace testfed {
namespace {

using Kind = ScriptToken::Kind;

constexpr std::array<bool, 256> NameCharacters() {
  std::array<bool, 256> name{};
  for (size_t c = 0; c < 256; ++c) {
    name[c] = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
              c == '_' || c == '$' || c >= 0x80;
  }
  return name;
}
constexpr std::array<bool, 256> kName = NameCharacters();
bool IsName(char c) { return kName[static_cast<unsigned char>(c)]; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Words behind which an expression begins.
bool IsOperatorWord(std::string_view word) {
  static constexpr std::string_view kWords[] = {
      "return", "typeof", "case",  "do",    "else",  "in", "instanceof", "new",
      "void",   "delete", "throw", "yield", "await", "of", "default",    "extends"};
  return word.size() <= 10 &&
         std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
}

struct Open {
  enum class What { kBracket, kTemplate, kTag, kClosingTag, kChildren };
  What what = What::kBracket;
  char bracket = 0;
  int token = -1;
  bool value = false;  // whether what it closes is a value: then `/` divides
};

class ScriptLexer {
 public:
  explicit ScriptLexer(std::string_view text)
      : text_(text), keep_comments_(text.find('@') != std::string_view::npos) {
    words_.tokens.reserve(text.size() / 5);
  }

  ScriptWords Read() {
    if (text_.starts_with("\xef\xbb\xbf")) at_ = line_start_ = 3;
    if (text_.substr(at_).starts_with("#!")) at_ = EndOfLine(at_);
    while (words_.error.empty() && Step()) {
    }
    if (words_.error.empty() && !open_.empty()) {
      const Open& last = open_.back();
      if (last.what == Open::What::kBracket) {
        Fail(std::string("a `") + last.bracket + "` is not closed");
      } else {
        Fail(last.what == Open::What::kTemplate ? "a template is not closed"
                                                : "an element is not closed");
      }
    }
    return std::move(words_);
  }

 private:
  char Here(size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  Position PositionOf(size_t at) const { return {line_, static_cast<int>(at - line_start_) + 1}; }
  size_t EndOfLine(size_t at) const { return std::min(text_.find('\n', at), text_.size()); }

  void Fail(std::string text) {
    words_.error = std::move(text);
    words_.error_position = PositionOf(at_);
  }

  // Goes to `end`, counting lines.
  void GoTo(size_t end) {
    const std::string_view before = text_.substr(0, end);
    for (size_t next; (next = before.find('\n', at_)) != std::string_view::npos;) {
      at_ = line_start_ = next + 1;
      ++line_;
    }
    at_ = end;
  }

  void Add(Kind kind, size_t end, bool value) {
    words_.tokens.push_back({kind, text_.substr(at_, end - at_), PositionOf(at_), -1});
    value_ = value;
    broken_ = false;
    if (kind == Kind::kName || kind == Kind::kOperator || kind == Kind::kNumber) {
      at_ = end;
    } else {
      GoTo(end);
    }
  }

  // Goes over blanks and comments; false at the end.
  bool SkipBlanks() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v') {
        ++at_;
      } else if (c == '\n') {
        line_start_ = ++at_;
        ++line_;
        broken_ = true;
      } else if (c == '/' && (Here(1) == '/' || Here(1) == '*')) {
        const size_t begin = at_;
        size_t end = EndOfLine(at_);
        if (Here(1) == '*') {
          end = text_.find("*/", at_ + 2);
          if (end == std::string_view::npos) {
            Fail("a comment is not closed");
            return false;
          }
          end += 2;
        }
        if (keep_comments_) {
          const bool alone =
              text_.substr(line_start_, begin - line_start_).find_first_not_of(" \t") ==
              std::string_view::npos;
          words_.comments.push_back(
              {text_.substr(begin, end - begin), PositionOf(begin), Here(1) == '*', alone});
        }
        GoTo(end);
      } else {
        return true;
      }
    }
    return false;
  }

  bool Step() {
    if (!open_.empty() && open_.back().what == Open::What::kChildren) return StepChildren();
    if (!SkipBlanks()) return false;
    if (!open_.empty() &&
        (open_.back().what == Open::What::kTag || open_.back().what == Open::What::kClosingTag)) {
      return StepTag();
    }
    const char c = text_[at_];
    if (IsName(c) || c == '#' || (c == '\\' && Here(1) == 'u')) {
      ReadWord();
    } else if (c == '\'' || c == '"') {
      ReadString();
    } else if (c == '`') {
      ReadTemplate();
    } else if (c == '/') {
      if (value_) {
        Add(Kind::kOperator, at_ + 1, false);
      } else {
        ReadRegex();
      }
    } else if (c == '<' && !value_ && IsElement()) {
      OpenTag();
    } else {
      ReadOperator();
    }
    return true;
  }

  void ReadWord() {
    size_t end = at_ + 1;
    while (end < text_.size() && (IsName(text_[end]) || text_[end] == '\\')) ++end;
    if (IsDigit(text_[at_])) {
      while (end < text_.size() && (IsName(text_[end]) || text_[end] == '.')) ++end;
      return Add(Kind::kNumber, end, true);
    }
    const bool property =
        !words_.tokens.empty() && words_.tokens.back().Is(".") &&
        !(words_.tokens.size() > 1 && words_.tokens[words_.tokens.size() - 2].Is("."));
    const bool is_operator = !property && IsOperatorWord(text_.substr(at_, end - at_));
    Add(Kind::kName, end, !is_operator);
  }

  void ReadString() {
    size_t end = at_ + 1;
    while (end < text_.size() && text_[end] != text_[at_] && text_[end] != '\n') {
      if (text_[end] == '\\') end += text_.substr(end).starts_with("\\\r\n") ? 2 : 1;
      ++end;
    }
    if (end >= text_.size() || text_[end] == '\n') return Fail("a string is not closed");
    Add(Kind::kString, end + 1, true);
  }

  // From a back-tick, or from the `}` that ends an expression in a template.
  void ReadTemplate() {
    const bool first = text_[at_] == '`';
    size_t end = at_ + 1;
    while (end < text_.size() && text_[end] != '`' &&
           !(text_[end] == '$' && end + 1 < text_.size() && text_[end + 1] == '{')) {
      end += text_[end] == '\\' ? 2 : 1;
    }
    if (end >= text_.size()) return Fail("a template is not closed");
    const int opener = first ? -1 : open_.back().token;
    if (!first) open_.pop_back();
    const bool last = text_[end] == '`';
    Add(first && last ? Kind::kTemplate : Kind::kTemplatePart, end + (last ? 1 : 2), last);
    const int token = static_cast<int>(words_.tokens.size()) - 1;
    if (opener >= 0) words_.tokens[static_cast<size_t>(opener)].partner = token;
    if (!first) words_.tokens.back().partner = opener;
    if (!last) open_.push_back({Open::What::kTemplate, '`', token, true});
  }

  void ReadRegex() {
    bool in_class = false;
    size_t end = at_ + 1;
    for (; end < text_.size() && text_[end] != '\n' && (in_class || text_[end] != '/'); ++end) {
      if (text_[end] == '[') in_class = true;
      if (text_[end] == ']') in_class = false;
      if (text_[end] == '\\' && end + 1 < text_.size() && text_[end + 1] != '\n') ++end;
    }
    if (end >= text_.size() || text_[end] == '\n') {
      return Fail("a regular expression is not closed");
    }
    ++end;
    while (end < text_.size() && IsName(text_[end])) ++end;
    Add(Kind::kRegex, end, true);
  }

  void ReadOperator() {
    const char c = text_[at_];
    switch (c) {
      case '(':
      case '[':
      case '{':
        return OpenBracket(c);
      case ')':
      case ']':
      case '}':
        return CloseBracket(c);
      case '+':
      case '-':
        if (Here(1) == c) return Add(Kind::kOperator, at_ + 2, value_ && !broken_);
        break;
      case '=':
        if (Here(1) == '>') return Add(Kind::kOperator, at_ + 2, false);
        break;
      case '!':  // TypeScript's `x!` is a value
        return Add(Kind::kOperator, at_ + 1, value_ && !broken_ && Here(1) != '=');
      default:
        break;
    }
    Add(Kind::kOperator, at_ + 1, false);
  }

  void OpenBracket(char c) {
    const std::vector<ScriptToken>& tokens = words_.tokens;
    const auto last = [&](size_t back) -> std::string_view {
      return tokens.size() > back ? tokens[tokens.size() - 1 - back].text : std::string_view();
    };
    bool value = true;
    if (c == '(') {
      const bool property = last(1) == ".";
      value = property || !(last(0) == "if" || last(0) == "while" || last(0) == "for" ||
                            last(0) == "with" || (last(0) == "await" && last(1) == "for"));
    } else if (c == '{') {  // an object, or a block
      value = !value_ && !tokens.empty() && last(0) != ";" && last(0) != "{" && last(0) != "}" &&
              last(0) != "=>" && last(0) != "else" && last(0) != "do";
    }
    open_.push_back({Open::What::kBracket, c, static_cast<int>(tokens.size()), value});
    Add(Kind::kOperator, at_ + 1, false);
  }

  void CloseBracket(char c) {
    if (c == '}' && !open_.empty() && open_.back().what == Open::What::kTemplate) {
      return ReadTemplate();
    }
    const char opener = c == ')' ? '(' : c == ']' ? '[' : '{';
    if (open_.empty() || open_.back().bracket != opener) {
      return Fail(std::string("a `") + c + "` closes nothing");
    }
    const Open open = open_.back();
    open_.pop_back();
    Add(Kind::kOperator, at_ + 1, open.value);
    words_.tokens.back().partner = open.token;
    words_.tokens[static_cast<size_t>(open.token)].partner =
        static_cast<int>(words_.tokens.size()) - 1;
  }

  // Whether a `<` where an expression begins is an element of JSX, rather than the type parameters
  // of an arrow function or a type assertion of TypeScript.
  bool IsElement() {
    if (Here(1) == '>') return true;
    if (!IsName(Here(1)) || IsDigit(Here(1))) return false;
    size_t end = at_ + 1;
    while (end < text_.size() &&
           (IsName(text_[end]) || text_[end] == '.' || text_[end] == ':' || text_[end] == '-')) {
      ++end;
    }
    const std::string_view name = text_.substr(at_ + 1, end - at_ - 1);
    const size_t next = std::min(text_.find_first_not_of(" \t\r\n", end), text_.size());
    const std::string_view rest = text_.substr(next);
    if (rest.starts_with("/>") || rest.starts_with("//") || rest.starts_with("/*")) return true;
    if (rest.starts_with("extends ") || name == "const" || name == "keyof" || name == "typeof")
      return false;
    if (rest.empty()) return false;
    if (rest[0] != '>' && rest[0] != '<') return next > end && (IsName(rest[0]) || rest[0] == '{');
    // `<T>`: an element is closed somewhere.
    size_t& closed = closed_.try_emplace(name, 0).first->second;
    while (closed != std::string_view::npos && closed <= at_) {
      closed = text_.find("</" + std::string(name), at_ + 1);
    }
    return closed != std::string_view::npos;
  }

  void OpenTag() {
    const bool closing = Here(1) == '/';
    open_.push_back({closing ? Open::What::kClosingTag : Open::What::kTag, '<', -1, true});
    Add(Kind::kText, at_ + (closing ? 2 : 1), true);
    named_ = false;
  }

  void CloseTag() {
    open_.pop_back();
    value_ = true;
  }

  bool StepTag() {
    const char c = text_[at_];
    if (c == '>') {
      ++at_;
      if (open_.back().what == Open::What::kTag) {
        open_.back().what = Open::What::kChildren;
        return true;
      }
      CloseTag();
      if (open_.empty() || open_.back().what != Open::What::kChildren) {
        Fail("an element closes that is not open");
        return false;
      }
      CloseTag();
    } else if (c == '/' && Here(1) == '>') {
      at_ += 2;
      CloseTag();
    } else if (c == '"' || c == '\'') {
      const size_t end = text_.find(c, at_ + 1);
      if (end == std::string_view::npos) {
        Fail("a string is not closed");
        return false;
      }
      GoTo(end + 1);
    } else if (c == '{') {
      value_ = false;
      open_.push_back({Open::What::kBracket, c, static_cast<int>(words_.tokens.size()), true});
      Add(Kind::kOperator, at_ + 1, false);
    } else if (c == '<') {
      if (named_) return SkipTypeArguments();
      OpenTag();
    } else if (IsName(c)) {
      while (at_ < text_.size() &&
             (IsName(text_[at_]) || Here() == '.' || Here() == ':' || Here() == '-'))
        ++at_;
      named_ = true;
      return true;
    } else if (c == '=') {
      ++at_;
    } else {
      Fail("an element cannot be read");
      return false;
    }
    named_ = false;
    return true;
  }

  bool SkipTypeArguments() {
    int depth = 0;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '\n') ++line_, line_start_ = at_ + 1;
      if (c == '<') ++depth;
      if (c == '>' && text_[at_ - 1] != '=' && --depth == 0) {
        ++at_;
        return true;
      }
    }
    Fail("an element cannot be read");
    return false;
  }

  bool StepChildren() {
    const size_t end = text_.find_first_of("{<", at_);
    if (end == std::string_view::npos) {
      Fail("an element is not closed");
      return false;
    }
    GoTo(end);
    if (text_[at_] == '<') {
      OpenTag();
    } else {
      open_.push_back({Open::What::kBracket, '{', static_cast<int>(words_.tokens.size()), true});
      Add(Kind::kOperator, at_ + 1, false);
    }
    return true;
  }

  std::string_view text_;
  bool keep_comments_;
  ScriptWords words_;
  size_t at_ = 0;
  int line_ = 1;
  size_t line_start_ = 0;
  bool value_ = false;   // the last token ends a value, so that `/` divides and `<` compares
  bool broken_ = false;  // a line ended since
  bool named_ = false;   // the last thing of a tag was a name
  std::vector<Open> open_;
  std::unordered_map<std::string_view, size_t> closed_;  // where `</NAME` stands next
};

}  // namespace

ScriptWords ReadScriptWords(std::string_view text) { return ScriptLexer(text).Read(); }

}  // namespace testfed
