// Kotlin sources as facts, by the shape of declarations (Kotlin's grammar, "Syntax grammar"). The
// bodies of functions, initializers and accessors are skipped; expressions outside of brackets, as
// in `val x = ...` and `fun f() = ...`, are gone through token by token until a declaration begins,
// which its keyword tells.
//
// Kept are all types and aliases of types, and of the functions those with an annotation and those
// that may override a test. Modifiers are what the JVM will see, as java_reader.cc describes them,
// and `companion`, `internal` (the compiler completes the name) and `typealias`, whose target
// stands in the supertypes. Types of parameters keep their `?`.
//
// More lines than other files: it is one grammar, whose rules call each other.
#include <algorithm>
#include <utility>

#include "contracts/jvm_annotation.h"
#include "contracts/readers.h"

namespace testfed {
namespace {

using Kind = JvmToken::Kind;

constexpr size_t kMaxDepth = 100;  // types in types

bool IsModifier(std::string_view word) {
  static constexpr std::string_view kModifiers[] = {
      "public",   "private", "protected", "internal", "abstract", "final",  "open",
      "override", "sealed",  "data",      "inner",    "enum",     "inline", "annotation",
      "value",    "infix",   "operator",  "suspend",  "tailrec",  "expect", "external",
      "lateinit", "const",   "actual",    "companion"};
  return std::find(std::begin(kModifiers), std::end(kModifiers), word) != std::end(kModifiers);
}

class KotlinReader {
 public:
  explicit KotlinReader(std::string_view text) : lexer_(Language::kKotlin, text) {}

  SourceFacts Read() {
    while (token().kind != Kind::kEnd) Step();
    if (!open_.empty()) lexer_.Fail(lexer_.text().size(), "a `}` is missing");
    if (lexer_.trouble()) {
      facts_.undecided.push_back({-1, lexer_.At(lexer_.trouble()->at), lexer_.trouble()->text});
    }
    Drop();
    for (Annotation& tag : lexer_.TakeLooseTags()) facts_.loose_tags.push_back(std::move(tag));
    std::sort(facts_.loose_tags.begin(), facts_.loose_tags.end(),
              [](const Annotation& a, const Annotation& b) { return a.position < b.position; });
    return std::move(facts_);
  }

 private:
  struct Open {
    int declaration = -1;
    bool interface = false;
    bool derived = false;
    size_t type_variables = 0;
  };

  const JvmToken& token() const { return lexer_.token(); }
  bool Has(std::string_view modifier) const {
    return std::find(modifiers_.begin(), modifiers_.end(), modifier) != modifiers_.end();
  }

  void TakeTags() {
    if (!lexer_.has_tags()) return;
    for (Annotation& tag : lexer_.TakeTags()) annotations_.push_back(std::move(tag));
  }

  void Drop() {
    for (Annotation& annotation : annotations_) {
      if (annotation.comment) facts_.loose_tags.push_back(std::move(annotation));
    }
    annotations_.clear();
    modifiers_.clear();
    runtime_ = true;
  }

  // One token, or one declaration, of a file or a type's body.
  void Step() {
    TakeTags();
    const JvmToken& now = token();
    if (now.kind == Kind::kMark) {
      if (now.text == "}") {
        Close();
      } else if (now.text == "{" || now.text == "(" || now.text == "[") {
        Drop();
        lexer_.SkipBrackets();
      } else if (now.text == ")" || now.text == "]") {
        lexer_.Fail(now.at, "this `" + std::string(now.text) + "` closes nothing");
      } else if (now.text == "@") {
        AnnotationsHere();
      } else {
        bool selects = now.text == "::" || now.text == ".";
        Drop();
        lexer_.Advance();
        // `X::class` and `x.data` are no declarations.
        if (selects && token().kind == Kind::kWord) lexer_.Advance();
      }
      return;
    }
    size_t at = now.at;
    if (now.kind != Kind::kWord || now.quoted || !Word()) {
      Drop();
      if (token().at == at) lexer_.Advance();
    }
  }

  // False where the word begins no declaration.
  bool Word() {
    std::string_view word = token().text;
    if (IsModifier(word)) {
      modifiers_.emplace_back(word);
      lexer_.Advance();
      return true;
    }
    if (word == "class" || word == "interface") return Type(word);
    if (word == "object") return Object();
    if (word == "fun") return Function();
    if (word == "typealias") return Alias();
    if (!open_.empty()) return false;
    if (word == "package" && facts_.package.empty() && facts_.declarations.empty()) {
      lexer_.Advance();
      facts_.package = ReadDottedName(lexer_);
      return true;
    }
    if (word == "import") return ImportLine();
    return false;
  }

  bool ImportLine() {
    lexer_.Advance();
    Import import;
    import.name = ReadDottedName(lexer_);
    if (import.name.empty()) return true;
    size_t dot = import.name.rfind('.');
    import.alias = dot == std::string::npos ? import.name : import.name.substr(dot + 1);
    if (token().Is(".")) {
      lexer_.Advance();
      if (token().Is("*")) lexer_.Advance();
      import.wildcard = true;
      import.alias.clear();
    } else if (token().IsWord("as") && !token().line_before) {
      lexer_.Advance();
      import.alias = token().text;
      lexer_.Advance();
    }
    facts_.imports.push_back(std::move(import));
    return true;
  }

  // `@A`, `@get:A`, `@[A B]`, `@file:A`, `@file:[A B]`.
  void AnnotationsHere() {
    size_t at = token().at;
    lexer_.Advance();
    std::vector<Annotation>* into = &annotations_;
    if (token().kind == Kind::kWord && !token().quoted) {
      JvmToken word = token();
      lexer_.Advance();
      if (token().Is(":")) {
        lexer_.Advance();
        if (word.text == "file") into = &facts_.annotations;
      } else {
        lexer_.GoTo(word);
      }
    }
    if (token().Is("[")) {
      lexer_.Advance();
      while (token().kind == Kind::kWord) One(token().at, *into);
      if (!token().Is("]")) {
        lexer_.Fail(at, "a `]` is missing");
        return;
      }
      lexer_.Advance();
    } else if (token().kind == Kind::kWord) {
      One(at, *into);
    }
    // Else an `@` in an expression, such as a label.
  }

  void One(size_t at, std::vector<Annotation>& into) {
    std::string_view text = ReadJvmAnnotation(lexer_, at, into);
    if (text.find("Retention") != std::string_view::npos &&
        (text.find("BINARY") != std::string_view::npos ||
         text.find("SOURCE") != std::string_view::npos)) {
      runtime_ = false;
    }
  }

  void SkipAnnotations() {
    while (token().Is("@")) {
      std::vector<Annotation> kept = std::exchange(annotations_, {});
      AnnotationsHere();
      annotations_ = std::move(kept);
    }
  }

  void Close() {
    if (open_.empty()) {
      lexer_.Fail(token().at, "this `}` closes nothing");
      return;
    }
    Drop();
    type_variables_.resize(open_.back().type_variables);
    open_.pop_back();
    lexer_.Advance();
  }

  SourceDeclaration& Add(SourceDeclaration::Kind kind, std::string_view name, size_t at) {
    SourceDeclaration declaration;
    declaration.kind = kind;
    declaration.parent = open_.empty() ? -1 : open_.back().declaration;
    declaration.name = name;
    declaration.annotations = std::exchange(annotations_, {});
    declaration.position = lexer_.At(at);
    bool function = kind == SourceDeclaration::Kind::kFunction;
    bool hidden = false;
    for (std::string_view modifier : {"abstract", "internal", "private", "companion"}) {
      if (!Has(modifier) || (modifier == "internal" && !function)) continue;
      // A private class of a file can be seen in its package by the JVM.
      if (modifier == "private" && !function && open_.empty()) continue;
      hidden = hidden || modifier == "private" || modifier == "internal";
      declaration.modifiers.emplace_back(modifier);
    }
    if (Has("sealed") && !Has("abstract")) declaration.modifiers.emplace_back("abstract");
    if (!function && !open_.empty() && !Has("inner")) declaration.modifiers.emplace_back("static");
    if (function && !hidden && !Has("protected")) declaration.modifiers.emplace_back("public");
    facts_.declarations.push_back(std::move(declaration));
    return facts_.declarations.back();
  }

  bool Type(std::string_view word) {
    lexer_.Advance();
    TakeTags();
    if (token().kind != Kind::kWord) return false;
    JvmToken name = token();
    bool is_enum = Has("enum");
    bool interface = word == "interface";
    bool runtime = runtime_;
    SourceDeclaration& declaration =
        Add(Has("annotation") ? SourceDeclaration::Kind::kAnnotationType
                              : SourceDeclaration::Kind::kType,
            name.text, name.at);
    if (interface) declaration.modifiers.emplace_back("interface");
    if (runtime && declaration.kind == SourceDeclaration::Kind::kAnnotationType) {
      declaration.modifiers.emplace_back("runtime");
    }
    Drop();
    lexer_.Advance();
    Header(interface, is_enum);
    return true;
  }

  bool Object() {
    JvmToken object = token();
    lexer_.Advance();
    JvmToken name = token();
    if (name.kind == Kind::kWord && !(Has("companion") && name.line_before)) {
      Add(SourceDeclaration::Kind::kType, name.text, name.at);
      lexer_.Advance();
    } else if (Has("companion")) {
      Add(SourceDeclaration::Kind::kType, "Companion", object.at);
    } else {
      lexer_.GoTo(object);  // an expression
      return false;
    }
    Drop();
    Header(false, false);
    return true;
  }

  // From behind the name of the last declaration, a type, into its body if it has one.
  void Header(bool interface, bool is_enum) {
    Open open;
    open.declaration = static_cast<int>(facts_.declarations.size()) - 1;
    open.interface = interface;
    open.type_variables = type_variables_.size();
    if (token().Is("<")) TypeParameters();
    PrimaryConstructor();
    if (token().Is(":")) {
      lexer_.Advance();
      open.derived = true;
      Supertypes();
    }
    if (token().IsWord("where")) {
      while (token().kind != Kind::kEnd && !token().Is("{") && !token().Is("}") &&
             !StartsDeclaration()) {
        if (token().Is("<")) {
          lexer_.SkipAngles();
        } else {
          lexer_.Advance();
        }
      }
    }
    if (!token().Is("{")) {
      type_variables_.resize(open.type_variables);
      return;
    }
    if (open_.size() == kMaxDepth) {
      lexer_.Fail(token().at, "types stand too deep in each other");
      return;
    }
    lexer_.Advance();
    if (is_enum && !token().Is("}")) lexer_.SkipBehind(';');
    open_.push_back(open);
  }

  // `@A private constructor(...)` or `(...)`: annotations and modifiers on the next line may belong
  // to the next declaration.
  void PrimaryConstructor() {
    JvmToken begin = token();
    std::vector<Annotation> kept = std::exchange(annotations_, {});
    std::vector<std::string> kept_modifiers = std::exchange(modifiers_, {});
    while (token().Is("@") || (token().kind == Kind::kWord && IsModifier(token().text))) {
      if (token().Is("@")) {
        AnnotationsHere();
      } else {
        lexer_.Advance();
      }
    }
    annotations_ = std::move(kept);
    modifiers_ = std::move(kept_modifiers);
    runtime_ = true;
    if (token().IsWord("constructor")) {
      lexer_.Advance();
    } else {
      lexer_.GoTo(begin);
    }
    if (token().Is("(")) lexer_.SkipBrackets();
  }

  void Supertypes() {
    while (true) {
      SkipAnnotations();
      if (token().Is("(") || token().IsWord("suspend")) {
        SkipType();
      } else if (token().kind == Kind::kWord) {
        std::string name = ReadDottedName(lexer_);
        if (token().Is("<")) lexer_.SkipAngles();
        facts_.declarations[facts_.declarations.size() - 1].supertypes.push_back(std::move(name));
        if (token().Is("(")) lexer_.SkipBrackets();
      } else {
        return;
      }
      if (token().IsWord("by")) Delegate();
      if (!token().Is(",")) return;
      lexer_.Advance();
    }
  }

  // The expression behind `by`: no lambda can follow it without brackets.
  void Delegate() {
    lexer_.Advance();
    bool first = true;
    while (token().kind != Kind::kEnd && !token().Is(",") && !token().Is("{") && !token().Is("}")) {
      if (!first && StartsDeclaration()) return;
      if (first && token().IsWord("object")) {
        while (token().kind != Kind::kEnd && !token().Is("{")) lexer_.Advance();
        if (token().Is("{")) lexer_.SkipBrackets();
      } else if (token().Is("(") || token().Is("[")) {
        lexer_.SkipBrackets();
      } else if (token().Is("<")) {
        JvmToken angle = token();
        lexer_.Advance();
        if (token().kind == Kind::kWord) {
          lexer_.GoTo(angle);
          lexer_.SkipAngles();
        }
      } else {
        lexer_.Advance();
      }
      first = false;
    }
  }

  bool StartsDeclaration() const {
    if (!token().line_before && !token().IsWord("class")) return false;
    if (token().Is("@")) return true;
    if (token().kind != Kind::kWord || token().quoted) return false;
    for (std::string_view word :
         {"class", "interface", "object", "fun", "val", "var", "typealias", "init"}) {
      if (token().text == word) return true;
    }
    return IsModifier(token().text);
  }

  // The names of the variables in `<A : B, reified C>`, which the lexer is at.
  void TypeParameters() {
    JvmToken open = token();
    int depth = 0;
    bool at_name = false;
    while (token().kind != Kind::kEnd) {
      if (token().Is("<")) {
        at_name = ++depth == 1;
      } else if (token().Is(">")) {
        if (--depth == 0) break;
      } else if (token().Is(",")) {
        at_name = depth == 1;
      } else if (token().Is("(") || token().Is("[")) {
        lexer_.SkipBrackets();
        continue;
      } else if (token().Is("{") || token().Is("}") || token().Is(";")) {
        break;
      } else if (token().kind == Kind::kWord && at_name && token().text != "reified" &&
                 token().text != "in" && token().text != "out") {
        type_variables_.push_back(token().text);
        at_name = false;
      }
      lexer_.Advance();
    }
    lexer_.GoTo(open);
    lexer_.SkipAngles();
  }

  // Behind one type of any form.
  void SkipType() {
    while (true) {
      SkipAnnotations();
      while (token().IsWord("suspend")) lexer_.Advance();
      if (token().Is("(")) {
        lexer_.SkipBrackets();
      } else if (token().kind == Kind::kWord) {
        ReadDottedName(lexer_);
        if (token().Is("<")) lexer_.SkipAngles();
      } else {
        return;
      }
      while (token().Is("?") || token().Is("!")) lexer_.Advance();
      if (token().Is("->") || token().Is("&") || token().Is(".")) {
        lexer_.Advance();
        continue;
      }
      return;
    }
  }

  bool Function() {
    lexer_.Advance();
    if (token().IsWord("interface")) return Type("interface");
    size_t variables = type_variables_.size();
    if (token().Is("<")) TypeParameters();
    TakeTags();
    JvmToken name;
    bool has_receiver = false;
    bool named = false;  // the last token was a name
    while (true) {
      if (token().kind == Kind::kWord) {
        name = token();
        named = true;
        lexer_.Advance();
      } else if (token().Is("<")) {
        lexer_.SkipAngles();
      } else if (token().Is(".")) {
        has_receiver = true;
        named = false;
        lexer_.Advance();
      } else if (token().Is("?")) {
        lexer_.Advance();
      } else if (token().Is("@")) {
        SkipAnnotations();
      } else if (token().Is("(") && !named && !has_receiver) {
        lexer_.SkipBrackets();  // a receiver in brackets, or a function without a name
        if (!token().Is(".") && !token().Is("?")) {
          type_variables_.resize(variables);
          Drop();
          return true;
        }
      } else {
        break;
      }
    }
    if (!named || !token().Is("(")) {  // a function without a name
      type_variables_.resize(variables);
      Drop();
      return !lexer_.trouble();
    }
    bool in_type = !open_.empty();
    bool old = in_type && open_.back().derived && name.text.starts_with("test");
    bool kept = !annotations_.empty() || (in_type && Has("override")) || old;
    bool interface = in_type && open_.back().interface;
    bool suspends = Has("suspend");
    std::vector<std::string> parameters;
    if (has_receiver || suspends) parameters.emplace_back("*");
    if (kept) {
      Parameters(parameters);
      Add(SourceDeclaration::Kind::kFunction, name.text, name.at).parameters =
          std::move(parameters);
    } else {
      lexer_.SkipBrackets();
    }
    size_t index = facts_.declarations.size() - 1;
    Drop();
    if (token().Is(":")) {
      lexer_.Advance();
      SkipType();
    }
    if (token().IsWord("where")) {
      do {
        lexer_.Advance();
        SkipAnnotations();
        ReadDottedName(lexer_);
        if (token().Is(":")) lexer_.Advance();
        SkipType();
      } while (token().Is(","));
    }
    if (token().Is("{")) {
      lexer_.SkipBrackets();
    } else if (token().Is("=")) {
      lexer_.Advance();
    } else if (kept && interface) {
      facts_.declarations[index].modifiers.emplace_back("abstract");
    }
    type_variables_.resize(std::min(variables, type_variables_.size()));
    return !lexer_.trouble();
  }

  // At `(`; goes behind `)`. What has an unusual shape is `*`.
  void Parameters(std::vector<std::string>& types) {
    lexer_.Advance();
    while (!token().Is(")") && token().kind != Kind::kEnd) {
      SkipAnnotations();
      bool many = false;
      JvmToken name = token();
      while (token().kind == Kind::kWord) {
        many = many || token().IsWord("vararg");
        lexer_.Advance();
        SkipAnnotations();
      }
      std::string type = "*";
      if (token().Is(":") && name.kind == Kind::kWord) {
        lexer_.Advance();
        SkipAnnotations();
        if (token().kind == Kind::kWord && !token().IsWord("suspend")) {
          type = ReadDottedName(lexer_);
          if (token().Is("<")) lexer_.SkipAngles();
          if (token().Is("?")) {
            type += '?';
            lexer_.Advance();
          }
          bool variable = std::find(type_variables_.begin(), type_variables_.end(), type) !=
                          type_variables_.end();
          if (variable || type.starts_with("Array")) type = "*";
        }
        if (many) type += "[]";
      }
      if (!token().Is(",") && !token().Is(")")) {
        type = "*";
        while (token().kind != Kind::kEnd && !token().Is(",") && !token().Is(")")) {
          if (token().Is("}") || token().Is("]")) {
            lexer_.Fail(token().at, "a `)` is missing");
          } else if (token().Is("(") || token().Is("{") || token().Is("[")) {
            lexer_.SkipBrackets();
          } else {
            lexer_.Advance();
          }
        }
      }
      types.push_back(std::move(type));
      if (token().Is(",")) lexer_.Advance();
    }
    if (token().kind == Kind::kEnd) {
      lexer_.Fail(token().at, "a `)` is missing");
    } else {
      lexer_.Advance();
    }
  }

  bool Alias() {
    lexer_.Advance();
    TakeTags();
    if (token().kind != Kind::kWord) return false;
    SourceDeclaration& alias = Add(SourceDeclaration::Kind::kType, token().text, token().at);
    alias.modifiers.emplace_back("typealias");
    Drop();
    lexer_.Advance();
    if (token().Is("<")) lexer_.SkipAngles();
    if (!token().Is("=")) return true;
    lexer_.Advance();
    SkipAnnotations();
    if (token().kind == Kind::kWord) alias.supertypes.push_back(ReadDottedName(lexer_));
    if (token().Is("<")) lexer_.SkipAngles();
    return true;
  }

  JvmLexer lexer_;
  SourceFacts facts_;
  std::vector<Open> open_;
  std::vector<std::string_view> type_variables_;
  std::vector<Annotation> annotations_;  // that wait for their declaration
  std::vector<std::string> modifiers_;
  bool runtime_ = true;
};

}  // namespace

SourceFacts ReadKotlin(std::string_view text) { return KotlinReader(text).Read(); }

}  // namespace testfed
