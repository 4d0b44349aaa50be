// Rules in BUILD files (the Starlark specification, "Lexical elements"; Bazel's rule that a test
// rule's name ends in `_test`). In the facts each call is a kRule with the rule as its modifier:
// - calls of `*_test` and `native.*_test`, wherever they stand;
// - `test_suite`, for the comment tags above it;
// - calls of what else has `test` in its name, which may be macros that make tests.
// Entries of `tags` are annotations as written; a computed list is one annotation `tags` that is
// not literal. Calls of other macros are no tests: what they make runs with the whole suite only,
// or from a listing.
#include <algorithm>
#include <optional>

#include "contracts/comment_tags.h"
#include "contracts/readers.h"

namespace testfed {
namespace {

struct Token {
  enum class Kind { kEnd, kName, kText, kOther };
  Kind kind = Kind::kEnd;
  std::string text;  // of kText unescaped
  Position position;
  bool first = false;  // on its line
  bool Is(char c) const { return kind == Kind::kOther && text[0] == c; }
};

bool IsNameByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

class Tokens {
 public:
  Tokens(std::string_view text, CommentTags& comments) : text_(text), comments_(comments) {}

  Token Next() {
    SkipBlanks();
    Token token;
    token.position = Here();
    token.first = first_;
    if (at_ >= text_.size()) return token;
    first_ = false;
    size_t begin = at_;
    while (at_ < text_.size() && IsNameByte(text_[at_])) ++at_;
    std::string_view name = text_.substr(begin, at_ - begin);
    bool quote = at_ < text_.size() && (text_[at_] == '"' || text_[at_] == '\'');
    if (quote && (name.empty() || name == "r" || name == "b" || name == "rb" || name == "br")) {
      token.kind = Token::Kind::kText;
      token.text = ReadText(name.find('r') != std::string_view::npos);
    } else if (!name.empty()) {
      bool number = name[0] >= '0' && name[0] <= '9';
      token.kind = number ? Token::Kind::kOther : Token::Kind::kName;
      token.text = number ? "0" : name;
    } else {
      token.kind = Token::Kind::kOther;
      token.text = text_[at_++];
    }
    return token;
  }
  const std::optional<Undecided>& lost() const { return lost_; }

 private:
  Position Here() const { return {line_, static_cast<int>(at_ - line_start_) + 1}; }
  void NewLine() {
    ++line_;
    line_start_ = at_;
    first_ = true;
  }

  void SkipBlanks() {
    while (at_ < text_.size()) {
      char c = text_[at_];
      if (c == '\n') {
        ++at_;
        NewLine();
      } else if (c == '#') {
        Position position = Here();
        ++position.column;
        size_t end = std::min(text_.find('\n', at_), text_.size());
        comments_.AddLine(text_.substr(at_ + 1, end - at_ - 1), position);
        if (!first_) comments_.TakeAbove(-1);
        at_ = end;
      } else if (c == ' ' || c == '\t' || c == '\r' || c == '\\') {
        ++at_;
      } else {
        return;
      }
    }
  }

  std::string ReadText(bool raw) {
    Position position = Here();
    const char quote = text_[at_];
    const std::string triple(3, quote);
    const bool lines = text_.substr(at_, 3) == triple;
    at_ += lines ? 3 : 1;
    std::string value;
    while (at_ < text_.size()) {
      char c = text_[at_];
      if (lines ? text_.substr(at_, 3) == triple : c == quote) {
        at_ += lines ? 3 : 1;
        return value;
      }
      if (c == '\n' && !lines) break;
      if (c == '\\' && at_ + 1 < text_.size()) {
        char next = text_[at_ + 1];
        bool plain = next == '\\' || next == '"' || next == '\'';
        if (raw || !plain) value += c;
        if (next != '\n' || raw) value += next;
        at_ += 2;
        if (next == '\n') NewLine();
        continue;
      }
      value += c;
      ++at_;
      if (c == '\n') NewLine();
    }
    if (!lost_) lost_ = Undecided{-1, position, "a text has no end"};
    return value;
  }

  std::string_view text_;
  CommentTags& comments_;
  size_t at_ = 0;
  int line_ = 1;
  size_t line_start_ = 0;
  bool first_ = true;
  std::optional<Undecided> lost_;
};

class StarlarkReader {
 public:
  explicit StarlarkReader(std::string_view text) : tokens_(text, comments_) {}

  SourceFacts Read() {
    Advance();
    while (token_.kind != Token::Kind::kEnd) {
      if (token_.kind == Token::Kind::kName) {
        ReadName();
      } else {
        Pass();
      }
    }
    std::optional<Undecided> lost = tokens_.lost();
    if (!lost && depth_ != 0) lost = Undecided{-1, token_.position, "a bracket has no partner"};
    if (lost) {
      SourceDeclaration all;
      all.kind = SourceDeclaration::Kind::kRule;
      all.literal = false;
      all.modifiers = {"#lost"};
      all.position = lost->position;
      facts_.declarations.push_back(std::move(all));
      facts_.undecided.push_back(*lost);
    }
    for (Annotation& tag : comments_.TakeLoose()) facts_.loose_tags.push_back(std::move(tag));
    std::sort(facts_.loose_tags.begin(), facts_.loose_tags.end(),
              [](const Annotation& a, const Annotation& b) { return a.position < b.position; });
    return std::move(facts_);
  }

 private:
  using Kind = Token::Kind;

  void Advance() { token_ = tokens_.Next(); }
  void Pass() {
    Nest();
    previous_ = std::move(token_);
    Advance();
  }
  void Nest() {
    if (token_.Is('(') || token_.Is('[') || token_.Is('{')) ++depth_;
    if (token_.Is(')') || token_.Is(']') || token_.Is('}')) --depth_;
  }

  void ReadName() {
    Token name = token_;
    bool member = previous_.Is('.') && before_previous_ != "native";
    bool defined = previous_.kind == Kind::kName && previous_.text == "def";
    if (name.text.find("test") == std::string::npos || member || defined) {
      before_previous_ = name.text;
      Pass();
      return;
    }
    std::vector<Annotation> tags = comments_.TakeAbove(name.position.line);
    before_previous_ = name.text;
    Pass();
    if (!token_.Is('(')) {
      for (Annotation& tag : tags) facts_.loose_tags.push_back(std::move(tag));
      return;
    }
    ReadCall(name, std::move(tags));
  }

  void ReadCall(const Token& rule, std::vector<Annotation> tags) {
    SourceDeclaration call;
    call.kind = SourceDeclaration::Kind::kRule;
    call.literal = false;
    call.modifiers = {rule.text};
    call.annotations = std::move(tags);
    call.position = rule.position;
    const int inside = depth_ + 1;
    bool named = false;
    Pass();
    while (token_.kind != Kind::kEnd && depth_ >= inside) {
      const bool begins = depth_ == inside && (previous_.Is('(') || previous_.Is(','));
      if (begins && token_.Is('*')) {
        Token stars = token_;
        Pass();
        if (token_.Is('*')) AddComputedTags(call, stars.position);
        continue;
      }
      if (!begins || token_.kind != Kind::kName) {
        Pass();
        continue;
      }
      Token key = token_;
      Pass();
      if (!token_.Is('=')) continue;
      Pass();
      if (key.text == "name") {
        named = true;
        ReadRuleName(call);
      } else if (key.text == "tags") {
        ReadTags(call);
      }
    }
    // A call without a name is no rule: a helper such as `test_labels()`.
    if (named) {
      facts_.declarations.push_back(std::move(call));
    } else {
      for (Annotation& tag : call.annotations) {
        if (tag.comment) facts_.loose_tags.push_back(std::move(tag));
      }
    }
  }

  bool AtArgumentsEnd() const { return token_.Is(',') || token_.Is(')'); }

  void ReadRuleName(SourceDeclaration& call) {
    if (token_.kind != Kind::kText) return;
    Token text = token_;
    Pass();
    if (!AtArgumentsEnd()) return;
    call.literal = true;
    call.name = text.text;
    call.position = text.position;
  }

  static void AddComputedTags(SourceDeclaration& call, Position position) {
    Annotation tags;
    tags.name = "tags";
    tags.literal = false;
    tags.position = position;
    call.annotations.push_back(std::move(tags));
  }

  // ["a", "b"] + ["c"]
  void ReadTags(SourceDeclaration& call) {
    Position position = token_.position;
    bool literal = true;
    do {
      if (token_.Is('+')) Pass();
      literal = token_.Is('[');
      if (!literal) break;
      Pass();
      while (literal && token_.kind != Kind::kEnd && !token_.Is(']')) {
        literal = token_.kind == Kind::kText;
        if (!literal) break;
        Annotation tag;
        tag.name = token_.text;
        tag.position = token_.position;
        call.annotations.push_back(std::move(tag));
        Pass();
        literal = token_.Is(',') || token_.Is(']');
        if (token_.Is(',')) Pass();
      }
      if (token_.Is(']')) Pass();
    } while (literal && token_.Is('+'));
    if (!literal || !AtArgumentsEnd()) AddComputedTags(call, position);
  }

  CommentTags comments_;
  Tokens tokens_;
  Token token_;
  Token previous_;
  std::string before_previous_;
  int depth_ = 0;
  SourceFacts facts_;
};

}  // namespace

SourceFacts ReadStarlark(std::string_view text) {
  if (text.find("test") == std::string_view::npos && text.find('@') == std::string_view::npos) {
    return {};
  }
  return StarlarkReader(text).Read();
}

}  // namespace testfed
