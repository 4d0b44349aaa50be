// Java sources as facts, by the shape of declarations: the Java Language Specification 25, chapters
// 7 to 9; tests compare it with javac's own parser. Bodies of methods and initializers are skipped:
// local and anonymous classes hold no tests that a runner can find.
//
// Kept are all types, and of the methods those with an annotation and, in types with supertypes,
// those that could override a test. Modifiers are what the JVM will see: types that are static
// without saying so are `static`, methods of interfaces without a body `abstract`. Others:
// `interface`, `runtime` (an annotation type that is kept at run time), `value` (a method that
// returns one). A parameter whose type is a type variable, which has no name of its own, is `*`.
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
  switch (word.size()) {
    case 5:
      return word == "final";
    case 6:
      return word == "public" || word == "static" || word == "native" || word == "sealed";
    case 7:
      return word == "private" || word == "default";
    case 8:
      return word == "abstract" || word == "volatile" || word == "strictfp";
    case 9:
      return word == "protected" || word == "transient";
    case 12:
      return word == "synchronized";
    default:
      return false;
  }
}

bool IsKept(std::string_view modifier) {
  return modifier == "abstract" || modifier == "static" || modifier == "private" ||
         modifier == "public" || modifier == "default";
}

class JavaReader {
 public:
  explicit JavaReader(std::string_view text) : lexer_(Language::kJava, text) {}

  SourceFacts Read() {
    while (token().kind != Kind::kEnd) {
      if (token().Is(";")) {
        lexer_.Advance();
      } else if (token().Is("}")) {
        Close();
      } else if (!Member()) {
        break;
      }
    }
    if (!open_.empty()) lexer_.Fail(lexer_.text().size(), "a `}` is missing");
    if (lexer_.trouble()) {
      facts_.undecided.push_back({-1, lexer_.At(lexer_.trouble()->at), lexer_.trouble()->text});
    }
    for (Annotation& tag : lexer_.TakeLooseTags()) facts_.loose_tags.push_back(std::move(tag));
    std::sort(facts_.loose_tags.begin(), facts_.loose_tags.end(),
              [](const Annotation& a, const Annotation& b) { return a.position < b.position; });
    return std::move(facts_);
  }

 private:
  struct Open {
    int declaration = -1;
    bool interface = false;
    bool derived = false;       // it has supertypes whose methods it may override
    size_t type_variables = 0;  // how many were known around it
  };

  const JvmToken& token() const { return lexer_.token(); }
  bool Unexpected() {
    return lexer_.Fail(token().at, token().kind == Kind::kEnd
                                       ? "the file ends inside of a declaration"
                                       : "unexpected `" + std::string(token().text.substr(0, 20)) +
                                             "` in a declaration");
  }

  void Close() {
    if (open_.empty()) {
      lexer_.Fail(token().at, "this `}` closes nothing");
      return;
    }
    type_variables_.resize(open_.back().type_variables);
    open_.pop_back();
    TakeTags();
    DropPending();
    lexer_.Advance();
  }

  void TakeTags() {
    if (!lexer_.has_tags()) return;
    for (Annotation& tag : lexer_.TakeTags()) annotations_.push_back(std::move(tag));
  }

  // What stood above something that is not kept.
  void DropPending() {
    for (Annotation& annotation : annotations_) {
      if (annotation.comment) facts_.loose_tags.push_back(std::move(annotation));
    }
    annotations_.clear();
    modifiers_.clear();
  }

  // Whatever can stand in a type or a file. False after trouble.
  bool Member() {
    runtime_ = false;
    TakeTags();
    while (true) {
      if (token().Is("@")) {
        size_t at = token().at;
        lexer_.Advance();
        if (token().IsWord("interface")) {
          return Type(SourceDeclaration::Kind::kAnnotationType, "interface");
        }
        std::string_view text = ReadJvmAnnotation(lexer_, at, annotations_);
        if (text.find("Retention") != std::string_view::npos &&
            text.find("RUNTIME") != std::string_view::npos) {
          runtime_ = true;
        }
      } else if (token().kind == Kind::kWord && IsModifier(token().text)) {
        if (IsKept(token().text)) modifiers_.emplace_back(token().text);
        lexer_.Advance();
      } else if (token().IsWord("non")) {
        JvmToken non = token();
        lexer_.Advance();
        if (!token().Is("-")) {
          lexer_.GoTo(non);
          break;
        }
        lexer_.Advance();
        lexer_.Advance();
      } else {
        break;
      }
      TakeTags();
    }
    bool read = Declaration();
    if (!annotations_.empty() || !modifiers_.empty()) DropPending();
    return read && !lexer_.trouble();
  }

  bool Declaration() {
    const JvmToken& now = token();
    if (now.Is("{")) {  // an initializer
      lexer_.SkipBrackets();
      return true;
    }
    if (now.kind == Kind::kWord) {
      for (std::string_view word : {"class", "interface", "enum"}) {
        if (now.text == word) return Type(SourceDeclaration::Kind::kType, word);
      }
      if (now.text == "record" && IsRecord()) return Type(SourceDeclaration::Kind::kType, "record");
      if (open_.empty()) {
        if (now.text == "package") return Package();
        if (now.text == "import") return ImportLine();
        if (IsModule()) return true;
      }
    }
    return MethodOrField();
  }

  // `record` is a keyword only where a name and its components follow.
  bool IsRecord() {
    JvmToken record = token();
    lexer_.Advance();
    bool is_record = token().kind == Kind::kWord;
    if (is_record) {
      lexer_.Advance();
      is_record = token().Is("(") || token().Is("<");
    }
    if (is_record && token().Is("<")) {
      lexer_.SkipAngles();
      is_record = token().Is("(");
    }
    lexer_.GoTo(record);
    return is_record && !lexer_.trouble();
  }

  bool IsModule() {
    JvmToken first = token();
    if (first.text != "module" && first.text != "open") return false;
    if (first.text == "open") lexer_.Advance();
    bool is_module = token().IsWord("module");
    if (is_module) {
      lexer_.Advance();
      is_module = token().kind == Kind::kWord;
      ReadDottedName(lexer_);
      is_module = is_module && token().Is("{");
    }
    if (is_module) {
      lexer_.SkipBrackets();
    } else {
      lexer_.GoTo(first);
    }
    return is_module;
  }

  bool Package() {
    lexer_.Advance();
    facts_.package = ReadDottedName(lexer_);
    if (!token().Is(";")) return Unexpected();
    lexer_.Advance();
    return true;
  }

  bool ImportLine() {
    lexer_.Advance();
    Import import;
    if (token().IsWord("static")) {
      import.is_static = true;
      lexer_.Advance();
    }
    JvmToken first = token();
    import.name = ReadDottedName(lexer_);
    bool is_module = import.name == "module" && token().kind == Kind::kWord;
    if (is_module) {
      import.name = ReadDottedName(lexer_);
    }
    if (token().Is(".")) {
      lexer_.Advance();
      if (!token().Is("*")) return Unexpected();
      lexer_.Advance();
      import.wildcard = true;
    } else {
      size_t dot = import.name.rfind('.');
      import.alias = dot == std::string::npos ? import.name : import.name.substr(dot + 1);
    }
    if (!token().Is(";") || first.kind != Kind::kWord) return Unexpected();
    lexer_.Advance();
    if (!is_module) facts_.imports.push_back(std::move(import));
    return true;
  }

  int Add(SourceDeclaration::Kind kind, const JvmToken& name) {
    SourceDeclaration declaration;
    declaration.kind = kind;
    declaration.parent = open_.empty() ? -1 : open_.back().declaration;
    declaration.name = name.text;
    declaration.modifiers = std::exchange(modifiers_, {});
    declaration.annotations = std::exchange(annotations_, {});
    declaration.position = lexer_.At(name.at);
    facts_.declarations.push_back(std::move(declaration));
    return static_cast<int>(facts_.declarations.size()) - 1;
  }

  // At the word `class` or the like.
  bool Type(SourceDeclaration::Kind kind, std::string_view word) {
    lexer_.Advance();
    TakeTags();
    if (token().kind != Kind::kWord) return Unexpected();
    JvmToken name = token();
    auto modify = [&](std::string_view modifier) {
      if (std::find(modifiers_.begin(), modifiers_.end(), modifier) == modifiers_.end()) {
        modifiers_.emplace_back(modifier);
      }
    };
    bool interface = word == "interface";
    if (interface) modify("interface");
    if (!open_.empty() && (word != "class" || open_.back().interface)) modify("static");
    if (runtime_ && kind == SourceDeclaration::Kind::kAnnotationType) modify("runtime");
    Open open;
    open.interface = interface;
    open.type_variables = type_variables_.size();
    open.declaration = Add(kind, name);
    lexer_.Advance();
    if (token().Is("<")) TypeParameters();
    if (token().Is("(")) lexer_.SkipBrackets();  // the components of a record
    while (token().kind == Kind::kWord) {
      bool supertypes = token().text == "extends" || token().text == "implements";
      if (!supertypes && token().text != "permits") return Unexpected();
      lexer_.Advance();
      while (true) {
        SkipAnnotations();
        if (token().kind != Kind::kWord) return Unexpected();
        std::string supertype = TypeName();
        if (supertypes) {
          facts_.declarations.back().supertypes.push_back(std::move(supertype));
          open.derived = true;
        }
        if (!token().Is(",")) break;
        lexer_.Advance();
      }
    }
    if (!token().Is("{")) return Unexpected();
    if (word == "enum") {
      // Constants, whose bodies are anonymous classes.
      lexer_.Advance();
      if (!token().Is("}")) lexer_.SkipBehind(';');
    } else {
      lexer_.Advance();
    }
    if (open_.size() == kMaxDepth)
      return lexer_.Fail(name.at, "types stand too deep in each other");
    open_.push_back(open);
    return true;
  }

  void SkipAnnotations() {
    while (token().Is("@")) {
      size_t at = token().at;
      lexer_.Advance();
      unused_.clear();
      ReadJvmAnnotation(lexer_, at, unused_);
    }
  }

  // A type's dotted name; type arguments and annotations in it are left out.
  std::string TypeName() {
    std::string name;
    while (token().kind == Kind::kWord) {
      name += ReadDottedName(lexer_);
      if (token().Is("<")) lexer_.SkipAngles();
      if (!token().Is(".")) break;
      lexer_.Advance();
      SkipAnnotations();
      name += '.';
    }
    return name;
  }

  void TypeParameters() {
    JvmToken open = token();
    int depth = 0;
    bool at_name = false;
    while (token().kind != Kind::kEnd) {
      if (token().Is("<")) {
        ++depth;
        at_name = depth == 1;
      } else if (token().Is(">")) {
        if (--depth == 0) break;
      } else if (token().Is(",")) {
        at_name = depth == 1;
      } else if (token().Is("@")) {
        SkipAnnotations();
        continue;
      } else if (token().kind == Kind::kWord) {
        if (at_name) type_variables_.push_back(token().text);
        at_name = false;
      } else if (!token().Is("&") && !token().Is(".") && !token().Is("?") && !token().Is("[") &&
                 !token().Is("]")) {
        Unexpected();
      }
      lexer_.Advance();
    }
    lexer_.GoTo(open);
    lexer_.SkipAngles();
  }

  bool MethodOrField() {
    size_t variables = type_variables_.size();
    if (token().Is("<")) TypeParameters();
    SkipAnnotations();
    bool returns_value = !token().IsWord("void");
    int words = 0;
    JvmToken name;
    while (true) {
      TakeTags();
      if (token().kind == Kind::kWord) {
        name = token();
        ++words;
        lexer_.Advance();
      } else if (token().Is(".")) {  // of a qualified type
        --words;
        lexer_.Advance();
      } else if (token().Is("<")) {
        lexer_.SkipAngles();
      } else if (token().Is("[") || token().Is("]")) {
        lexer_.Advance();
      } else if (token().Is("@")) {
        SkipAnnotations();
      } else {
        break;
      }
    }
    bool read = true;
    if (token().Is("(") && (words == 1 || words == 2)) {
      read = Method(name, words == 1, returns_value);
    } else if (token().Is("{") && words == 1) {  // the short constructor of a record
      lexer_.SkipBrackets();
    } else if ((token().Is("=") || token().Is(",")) && words == 2) {
      lexer_.Advance();
      lexer_.SkipBehind(';');
    } else if (token().Is(";") && words == 2) {
      lexer_.Advance();
    } else {
      read = Unexpected();
    }
    type_variables_.resize(std::min(variables, type_variables_.size()));
    return read;
  }

  bool IsOverriding() const {
    if (open_.empty() || !open_.back().derived) return false;
    return std::none_of(modifiers_.begin(), modifiers_.end(), [](const std::string& modifier) {
      return modifier == "static" || modifier == "private";
    });
  }

  bool Method(const JvmToken& name, bool is_constructor, bool returns_value) {
    bool kept = !is_constructor && (!annotations_.empty() || IsOverriding());
    std::vector<std::string> parameters;
    if (!kept) {
      lexer_.SkipBrackets();
    } else if (!Parameters(parameters)) {
      return false;
    }
    int declaration = -1;
    if (kept) {
      if (returns_value) modifiers_.emplace_back("value");
      declaration = Add(SourceDeclaration::Kind::kFunction, name);
      facts_.declarations.back().parameters = std::move(parameters);
    }
    SkipAnnotations();
    while (token().Is("[") || token().Is("]")) {
      lexer_.Advance();
      SkipAnnotations();
    }
    if (token().IsWord("throws")) {
      do {
        lexer_.Advance();
        SkipAnnotations();
        TypeName();
      } while (token().Is(","));
    }
    if (token().Is("{")) {
      lexer_.SkipBrackets();
      return true;
    }
    if (token().IsWord("default")) {
      lexer_.Advance();
      lexer_.SkipBehind(';');
    } else if (token().Is(";")) {
      lexer_.Advance();
    } else {
      return Unexpected();
    }
    if (declaration >= 0 && !open_.empty() && open_.back().interface) {
      std::vector<std::string>& modifiers =
          facts_.declarations[static_cast<size_t>(declaration)].modifiers;
      if (std::find(modifiers.begin(), modifiers.end(), "abstract") == modifiers.end()) {
        modifiers.emplace_back("abstract");
      }
    }
    return true;
  }

  bool Parameters(std::vector<std::string>& types) {
    lexer_.Advance();
    while (!token().Is(")")) {
      while (token().Is("@") || token().IsWord("final")) {
        if (token().Is("@")) {
          SkipAnnotations();
        } else {
          lexer_.Advance();
        }
      }
      if (token().kind != Kind::kWord) return Unexpected();
      std::string type = TypeName();
      if (std::find(type_variables_.begin(), type_variables_.end(), type) !=
          type_variables_.end()) {
        type = "*";
      }
      bool receiver = false;
      while (!token().Is(",") && !token().Is(")")) {
        if (token().Is("@")) {
          SkipAnnotations();
          continue;
        }
        if (token().Is("[") || token().Is("...")) {
          type += "[]";
        } else if (token().IsWord("this")) {
          receiver = true;
        } else if (token().kind != Kind::kWord && !token().Is("]") && !token().Is(".")) {
          return Unexpected();
        }
        lexer_.Advance();
      }
      if (!receiver) types.push_back(std::move(type));
      if (token().Is(",")) lexer_.Advance();
    }
    lexer_.Advance();
    return true;
  }

  JvmLexer lexer_;
  SourceFacts facts_;
  std::vector<Open> open_;
  std::vector<std::string_view> type_variables_;
  std::vector<Annotation> annotations_;  // of the declaration that is being read
  std::vector<Annotation> unused_;
  std::vector<std::string> modifiers_;
  bool runtime_ = false;
};

}  // namespace

SourceFacts ReadJava(std::string_view text) {
  if (std::optional<std::string> plain = WithoutUnicodeEscapes(text)) {
    return JavaReader(*plain).Read();
  }
  return JavaReader(text).Read();
}

}  // namespace testfed
