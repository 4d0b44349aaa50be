// What a Python source says. Beyond the model of source_facts.h:
// - imports: `import a.b` is {a.b, a.b}, `import a.b as c` {a.b, c}, `from ..m import n as k`
//   {..m.n, k}; an assignment of a name to a name outside of functions, `k = a.b`, is {a.b, k} with
//   is_static, and its name is looked up in the file itself.
// - an assignment of marks outside of functions is a declaration of kind kAnnotationType with the
//   marks as its annotations: an alias, as if it were an annotation on annotations.
// - `pytestmark` becomes annotations of its class or of the file.
// - modifiers: "conditional" (below `if`, `try`, ...), "assigned" (a name that a test could have,
//   given by assignment), "none" (the same, to None), "computed" (a superclass that cannot be
//   read), "marks" (a function that names a mark of testfed, so that as a decorator it could add
//   it), "untested" and "tested" (`__test__` of a class, or of the file as a declaration of its
//   own).
#include <algorithm>
#include <utility>

#include "contracts/python_imports.h"
#include "contracts/python_marks.h"
#include "contracts/python_strings.h"
#include "contracts/readers.h"

namespace testfed {
namespace {

using Kind = PythonToken::Kind;

struct Block {
  int indent = 0, other_indent = 0;
  int declaration = -1;      // the innermost around it
  bool in_function = false;  // inside of any function
  bool conditional = false;
};

std::string_view WordAt(std::string_view text, size_t at) {
  size_t end = at;
  while (end < text.size() && IsPythonName(text[end])) ++end;
  return text.substr(at, end - at);
}

bool IsBlockWord(std::string_view word) {
  for (std::string_view known : {"if", "else", "elif", "try", "except", "finally", "with", "for",
                                 "while", "match", "case"}) {
    if (word == known) return true;
  }
  return false;
}

class PythonReader {
 public:
  explicit PythonReader(std::string_view text)
      : text_(text),
        lines_(text, comments_),
        names_marks_(text.find("mark") != std::string_view::npos),
        names_pytestmark_(names_marks_ && text.find("pytestmark") != std::string_view::npos) {}

  SourceFacts Read() {
    blocks_.push_back({});
    bool whole = true;
    while (whole && lines_.Start(line_)) whole = Enter() && ReadLine();
    if (whole && lines_.ok() && (opened_ || decorated_)) {
      Undecide(-1, line_.line, "the file ends before the body of a block");
    }
    if (!lines_.ok()) {
      facts_.undecided.push_back({-1, lines_.error_position(), lines_.error()});
    }
    facts_.loose_tags = comments_.TakeLoose();
    return std::move(facts_);
  }

 private:
  void Undecide(int declaration, int line, std::string text) {
    facts_.undecided.push_back({declaration, {line, 1}, std::move(text)});
  }

  // Opens and closes blocks by the line's indentation.
  bool Enter() {
    const auto order = [this](const Block& block) {
      const int wide = (line_.indent > block.indent) - (line_.indent < block.indent);
      const int narrow =
          (line_.other_indent > block.other_indent) - (line_.other_indent < block.other_indent);
      return wide == narrow ? wide : 2;
    };
    if (opened_) {
      if (order(blocks_.back()) != 1) return Fail("a block has no body");
      next_.indent = line_.indent;
      next_.other_indent = line_.other_indent;
      blocks_.push_back(next_);
      opened_ = false;
      return true;
    }
    int sign;
    while ((sign = order(blocks_.back())) == -1 && blocks_.size() > 1) blocks_.pop_back();
    return sign == 0 || Fail(sign == 2 ? "tabs and blanks are mixed in the indentation"
                                       : "the indentation fits no block");
  }

  bool Fail(std::string_view text) {
    Undecide(-1, line_.line, std::string(text));
    return false;
  }

  bool ReadLine() {
    const std::string_view word = WordAt(text_, line_.begin);
    const char first = text_[line_.begin];
    const bool declares = first == '@' || word == "def" || word == "class" || word == "async";
    if (declares) {
      for (Annotation& tag : comments_.TakeAbove(line_.line)) above_.push_back(std::move(tag));
    }
    if (!lines_.Finish(line_)) return false;
    const Block block = blocks_.back();
    if (line_.code_end > line_.begin && text_[line_.code_end - 1] == ':') {
      opened_ = true;
      next_ = block;
      next_.conditional = block.conditional || IsBlockWord(word);
    }
    if (declares) {
      for (Annotation& tag : comments_.TakeAbove(line_.line)) above_.push_back(std::move(tag));
      if (first == '@') return ReadDecorator();
      if (word == "class") return ReadClass(block);
      if (word == "def") return ReadFunction(block, line_.begin + 3);
      size_t def = text_.find_first_not_of(" \t\f", line_.begin + 5);
      if (def < line_.code_end && WordAt(text_, def) == "def") return ReadFunction(block, def + 3);
    }
    if (decorated_) return Fail("a decorator stands above no declaration");
    above_.clear();
    comments_.TakeAbove(-1);
    if (block.in_function) {
      if (names_marks_) FindMarksOf(block.declaration);
      return true;
    }
    const bool body_behind = !opened_ && IsBlockWord(word);
    if (!body_behind && !line_.semicolon && !CanMatter(word)) return true;
    ReadStatements(block, lines_.Tokens(line_), body_behind);
    return true;
  }

  // Whether a line outside of functions, which begins with `word`, can say something of interest:
  // it imports or assigns.
  bool CanMatter(std::string_view word) const {
    if (word == "import" || word == "from") return true;
    if (word.empty()) return false;
    const std::string_view code = text_.substr(line_.begin, line_.code_end - line_.begin);
    if (names_pytestmark_ && code.find("pytestmark") != std::string_view::npos) return true;
    const size_t next = text_.find_first_not_of(" \t\f", line_.begin + word.size());
    if (next >= line_.code_end) return false;
    if (text_[next] == ':') return true;
    if (text_[next] != '=' || text_[next + 1] == '=') return false;
    const size_t value = text_.find_first_not_of(" \t\f", next + 1);
    return value < line_.code_end && (IsPythonName(text_[value]) || text_[value] == '[' ||
                                      text_[value] == '(' || text_[value] == '\\');
  }

  bool ReadDecorator() {
    const std::vector<PythonToken> tokens = lines_.Tokens(line_);
    if (!decorated_) decorators_.clear();
    decorated_ = true;
    if (tokens.size() < 2) return Fail("a decorator has no name");
    ReadMarks({tokens.data(), 1, tokens.size()}, decorators_);
    return true;
  }

  int Declare(const Block& block, SourceDeclaration::Kind kind, std::string_view name,
              Position position) {
    SourceDeclaration declaration;
    declaration.kind = kind;
    declaration.parent = block.declaration;
    declaration.name = name;
    declaration.position = position;
    if (block.conditional) declaration.modifiers.push_back("conditional");
    facts_.declarations.push_back(std::move(declaration));
    return static_cast<int>(facts_.declarations.size()) - 1;
  }

  SourceDeclaration& At(int declaration) {
    return facts_.declarations[static_cast<size_t>(declaration)];
  }

  void Decorate(int declaration) {
    std::vector<Annotation>& annotations = At(declaration).annotations;
    if (decorated_) annotations = std::exchange(decorators_, {});
    for (Annotation& tag : above_) annotations.push_back(std::move(tag));
    decorated_ = false;
    above_.clear();
  }

  bool ReadFunction(const Block& block, size_t behind_def) {
    size_t at = behind_def;
    std::string_view name;
    Position position;
    at = text_.find_first_not_of(" \t\f", at);
    if (at < line_.code_end && text_[at] != '\\') {
      name = WordAt(text_, at);
      position = {line_.line, static_cast<int>(at - line_.line_start) + 1};
    } else {
      const std::vector<PythonToken> tokens = lines_.Tokens(line_);
      const size_t def = !tokens.empty() && tokens[0].Is("async") ? 2 : 1;
      if (def < tokens.size()) name = tokens[def].text, position = tokens[def].position;
    }
    if (name.empty()) return Fail("a function has no name");
    const int declaration = Declare(block, SourceDeclaration::Kind::kFunction, name, position);
    Decorate(declaration);
    if (opened_) {
      next_.declaration = declaration;
      next_.in_function = true;
      next_.conditional = false;
    } else if (names_marks_) {
      FindMarksOf(declaration);
    }
    return true;
  }

  bool ReadClass(const Block& block) {
    const std::vector<PythonToken> tokens = lines_.Tokens(line_);
    const PythonWords words{tokens.data(), 0, tokens.size()};
    if (words.size() < 3 || words[1].kind != Kind::kName) return Fail("a class has no name");
    const int declaration =
        Declare(block, SourceDeclaration::Kind::kType, words[1].text, words[1].position);
    Decorate(declaration);
    const size_t colon = FindOutside(words, ":");
    if (colon == words.size()) return Fail("a class has no body");
    size_t open = 2;  // behind type parameters, `class A[T](B)`
    if (words[open].Is("[")) open = FindOutside(words, "(", open);
    if (open < colon) {
      if (words[open].Is("[")) open = colon;
      int depth = 0;
      size_t close = open;
      for (; close < colon; ++close) {
        if (words[close].Is("(")) ++depth;
        if (words[close].Is(")") && --depth == 0) break;
      }
      if (close < colon) ReadBases(words.Part(open + 1, close), declaration);
    }
    Block inner = block;
    inner.declaration = declaration;
    inner.conditional = false;
    if (opened_) {
      next_.declaration = declaration;
      next_.conditional = false;
    } else {
      ReadSimple(inner, words.Part(colon + 1, words.size()));
    }
    return true;
  }

  void ReadBases(const PythonWords& words, int declaration) {
    for (const PythonWords& base : SplitOutside(words, ",")) {
      if (base.size() >= 2 && base[1].Is("=")) continue;  // metaclass=
      size_t length = 0;
      std::string name = DottedName(base, length);
      if (length == 0 || (length < base.size() && !base[length].Is("["))) {
        At(declaration).modifiers.push_back("computed");
      } else {
        At(declaration).supertypes.push_back(std::move(name));
      }
    }
  }

  // A line of simple statements, or `if x: statements`.
  void ReadStatements(Block block, const std::vector<PythonToken>& tokens, bool body_behind) {
    PythonWords words{tokens.data(), 0, tokens.size()};
    if (body_behind) {
      const size_t colon = FindOutside(words, ":");
      if (colon < words.size()) {
        words = words.Part(colon + 1, words.size());
        block.conditional = true;
      }
    }
    ReadSimple(block, words);
  }

  void ReadSimple(const Block& block, const PythonWords& words) {
    if (block.in_function) return;
    for (const PythonWords& statement : SplitOutside(words, ";")) {
      if (statement.empty()) continue;
      if (!ReadPythonImport(statement, facts_.imports)) {
        ReadAssignment(block, statement);
      }
    }
  }

  void ReadAssignment(const Block& block, const PythonWords& words) {
    const size_t equals = FindOutside(words, "=");
    const bool simple =
        words[0].kind == Kind::kName && (equals == 1 || (words.size() > 1 && words[1].Is(":"))) &&
        equals < words.size() && FindOutside(words, "=", equals + 1) == words.size();
    if (simple) {
      Assign(block, words[0], words.Part(equals + 1, words.size()));
      return;
    }
    for (size_t i = 0; i < words.size(); ++i) {
      if (words[i].Is("pytestmark")) {
        if (words.size() == 3 && words[1].Is(":")) return;  // only annotated
        Marks(block).push_back(Annotation{"", {}, false, false, words[i].position});
        return;
      }
    }
  }

  std::vector<Annotation>& Marks(const Block& block) {
    return block.declaration < 0 ? facts_.annotations : At(block.declaration).annotations;
  }

  void Assign(const Block& block, const PythonToken& name, const PythonWords& value) {
    if (value.empty()) return;
    if (name.text == "pytestmark") {
      ReadMarks(value, Marks(block));
      return;
    }
    if (name.text == "__test__") {
      const bool untested = value[0].Is("False");
      int declaration = block.declaration;
      if (declaration < 0) {
        declaration =
            Declare(block, SourceDeclaration::Kind::kAnnotationType, name.text, name.position);
      }
      At(declaration).modifiers.push_back(untested ? "untested" : "tested");
      return;
    }
    const bool test_name = name.text.starts_with("test") || name.text.starts_with("Test");
    if (test_name && (value[0].kind == Kind::kName)) {
      const int declaration =
          Declare(block, SourceDeclaration::Kind::kFunction, name.text, name.position);
      At(declaration).modifiers.push_back(value[0].Is("None") ? "none" : "assigned");
    }
    if (block.declaration >= 0) return;
    size_t length = 0;
    std::string target = DottedName(value, length);
    if (length == value.size()) {
      if (target == "None" || target == "True" || target == "False") return;
      facts_.imports.push_back({std::move(target), std::string(name.text), false, true});
      return;
    }
    AssignMarks(block, name, value);
  }

  void AssignMarks(const Block& block, const PythonToken& name, const PythonWords& value) {
    std::vector<Annotation> marks;
    ReadMarks(value, marks);
    const bool readable = std::none_of(marks.begin(), marks.end(),
                                       [](const Annotation& mark) { return mark.name.empty(); });
    if (!readable) {  // a table of parameters, or anything else
      bool names_mark = false, names_marks = false;
      for (size_t i = 0; i < value.size(); ++i) {
        names_mark = names_mark || value[i].Is("mark");
        names_marks = names_marks || value[i].Is("marks");
      }
      if (!names_mark && !names_marks) return;
      if (names_marks) {
        marks.clear();
        ReadParameterMarks(value, marks);
      }
    }
    if (marks.empty()) return;
    At(Declare(block, SourceDeclaration::Kind::kAnnotationType, name.text, name.position))
        .annotations = std::move(marks);
  }

  // Whether the line names a mark that is a tag: then the outermost function around it could add
  // it.
  void FindMarksOf(int declaration) {
    const std::string_view code = text_.substr(line_.begin, line_.code_end - line_.begin);
    if (code.find("mark") == std::string_view::npos ||
        (code.find("smoke") == std::string_view::npos &&
         code.find("affected_by") == std::string_view::npos)) {
      return;
    }
    while (declaration >= 0 && At(declaration).parent >= 0 &&
           At(At(declaration).parent).kind == SourceDeclaration::Kind::kFunction) {
      declaration = At(declaration).parent;
    }
    if (declaration < 0) return;
    std::vector<std::string>& modifiers = At(declaration).modifiers;
    if (std::find(modifiers.begin(), modifiers.end(), "marks") == modifiers.end()) {
      modifiers.push_back("marks");
    }
  }

  std::string_view text_;
  CommentTags comments_;
  PythonLines lines_;
  bool names_marks_, names_pytestmark_;
  SourceFacts facts_;
  PythonLine line_;
  std::vector<Block> blocks_;
  bool opened_ = false;  // the last line opened `next_`, whose indentation the next line sets
  Block next_;
  bool decorated_ = false;
  std::vector<Annotation> decorators_, above_;
};

}  // namespace

SourceFacts ReadPython(std::string_view text) { return PythonReader(text).Read(); }

}  // namespace testfed
