#include "contracts/jvm_annotation.h"

#include <utility>

namespace testfed {
namespace {

using Kind = JvmToken::Kind;

constexpr int kMaxDepth = 50;  // annotations in annotations

class Arguments {
 public:
  Arguments(JvmLexer& lexer, std::vector<Annotation>& into) : lexer_(lexer), into_(into) {}

  // At `(`; goes behind `)`. `index` is the annotation in `into`.
  void Read(size_t index, bool relevant, int depth) {
    if (depth > kMaxDepth) {
      lexer_.Fail(lexer_.token().at, "annotations stand too deep in each other");
      return;
    }
    lexer_.Advance();
    while (!lexer_.token().Is(")")) {
      if (lexer_.token().kind == Kind::kEnd || lexer_.token().Is("}") || lexer_.token().Is("]")) {
        lexer_.Fail(lexer_.token().at, "a `)` is missing");
        return;
      }
      bool is_value = true;
      if (lexer_.token().kind == Kind::kWord) {
        JvmToken word = lexer_.token();
        lexer_.Advance();
        if (lexer_.token().Is("=")) {
          lexer_.Advance();
          is_value = word.text == "value";
        } else {
          lexer_.GoTo(word);
        }
      }
      Value(index, relevant && is_value, depth);
      if (lexer_.token().Is(",")) lexer_.Advance();
    }
    lexer_.Advance();
  }

 private:
  bool AtEnd() const {
    const JvmToken& token = lexer_.token();
    return token.Is(",") || token.Is(")") || token.Is("}") || token.Is("]") ||
           token.kind == Kind::kEnd;
  }

  void Value(size_t index, bool relevant, int depth) {
    const JvmToken& token = lexer_.token();
    if (lexer_.kotlin() && token.Is("*")) lexer_.Advance();
    if (token.Is(lexer_.kotlin() ? "[" : "{")) {
      List(index, relevant, depth);
    } else if (token.Is("@")) {
      size_t at = token.at;
      lexer_.Advance();
      Nested(at, relevant, depth);
    } else if (token.kind == Kind::kText) {
      Text(index, relevant);
    } else if (token.kind == Kind::kNumber) {
      Rest();
    } else if (token.kind == Kind::kWord) {
      Word(index, relevant, depth);
    } else {
      // An operator or a bracket: a number such as -1, or text in brackets.
      bool number = token.Is("-") || token.Is("+");
      Rest();
      if (relevant && !number) into_[index].literal = false;
    }
    if (!AtEnd()) {
      Rest();
      if (relevant) into_[index].literal = false;
    }
  }

  void List(size_t index, bool relevant, int depth) {
    if (depth > kMaxDepth) {
      lexer_.Fail(lexer_.token().at, "annotations stand too deep in each other");
      return;
    }
    lexer_.Advance();
    while (!AtEnd() || lexer_.token().Is(",")) {
      if (lexer_.token().Is(",")) {
        lexer_.Advance();
      } else {
        Value(index, relevant, depth + 1);
      }
    }
    if (lexer_.token().kind != Kind::kEnd) lexer_.Advance();
  }

  void Text(size_t index, bool relevant) {
    std::optional<std::string> value = lexer_.ValueOf(lexer_.token());
    lexer_.Advance();
    while (lexer_.token().Is("+")) {
      JvmToken plus = lexer_.token();
      lexer_.Advance();
      if (lexer_.token().kind != Kind::kText) {
        lexer_.GoTo(plus);
        break;
      }
      std::optional<std::string> more = lexer_.ValueOf(lexer_.token());
      value = value && more ? std::optional(*value + *more) : std::nullopt;
      lexer_.Advance();
    }
    if (!relevant) return;
    if (value && AtEnd()) {
      into_[index].arguments.push_back(*std::move(value));
    } else {
      into_[index].literal = false;
    }
  }

  // A constant, a class literal, a boolean; in Kotlin also an annotation or arrayOf.
  void Word(size_t index, bool relevant, int depth) {
    JvmToken first = lexer_.token();
    JvmToken last = first;
    if (lexer_.kotlin()) {
      std::string name = ReadDottedName(lexer_);
      if (name.ends_with("rrayOf") && lexer_.token().Is("<")) lexer_.SkipAngles();
      if (lexer_.token().Is("(")) {
        if (name == "arrayOf") {
          List(index, relevant, depth);
        } else {
          lexer_.GoTo(first);
          Nested(first.at, relevant, depth);
        }
        return;
      }
      lexer_.GoTo(first);
    }
    while (!AtEnd()) {
      if (lexer_.token().Is("(") || lexer_.token().Is("[") || lexer_.token().Is("{")) {
        lexer_.SkipBrackets();
        last = JvmToken{};
        continue;
      }
      last = lexer_.token();
      lexer_.Advance();
    }
    bool harmless = last.IsWord("class") || last.IsWord("true") || last.IsWord("false");
    if (relevant && !harmless) into_[index].literal = false;
  }

  void Nested(size_t at, bool relevant, int depth) {
    Annotation nested;
    nested.name = ReadDottedName(lexer_);
    nested.position = lexer_.At(at);
    if (lexer_.token().Is("<")) lexer_.SkipAngles();
    if (!relevant) {
      if (lexer_.token().Is("(")) lexer_.SkipBrackets();
      return;
    }
    into_.push_back(std::move(nested));
    if (lexer_.token().Is("(")) Read(into_.size() - 1, relevant, depth + 1);
  }

  void Rest() {
    while (!AtEnd()) {
      if (lexer_.token().Is("(") || lexer_.token().Is("[") || lexer_.token().Is("{")) {
        lexer_.SkipBrackets();
      } else {
        lexer_.Advance();
      }
    }
  }

  JvmLexer& lexer_;
  std::vector<Annotation>& into_;
};

}  // namespace

std::string ReadDottedName(JvmLexer& lexer) {
  std::string name;
  while (lexer.token().kind == Kind::kWord) {
    name += lexer.token().text;
    lexer.Advance();
    if (!lexer.token().Is(".")) return name;
    JvmToken dot = lexer.token();
    lexer.Advance();
    if (lexer.token().kind != Kind::kWord) {
      lexer.GoTo(dot);
      return name;
    }
    name += '.';
  }
  return name;
}

std::string_view ReadJvmAnnotation(JvmLexer& lexer, size_t at, std::vector<Annotation>& into) {
  size_t begin = lexer.token().at;
  if (lexer.token().kind != Kind::kWord) {
    lexer.Fail(at, "a name is missing behind `@`");
    return {};
  }
  Annotation annotation;
  annotation.position = lexer.At(at);
  annotation.name = ReadDottedName(lexer);
  into.push_back(std::move(annotation));
  size_t index = into.size() - 1;
  if (lexer.kotlin() && lexer.token().Is("<")) lexer.SkipAngles();
  if (lexer.token().Is("(") && !(lexer.kotlin() && lexer.token().line_before)) {
    Arguments(lexer, into).Read(index, true, 0);
  }
  return lexer.text().substr(begin, lexer.token().at - begin);
}

}  // namespace testfed
