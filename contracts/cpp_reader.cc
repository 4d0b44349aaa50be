// Tests of GoogleTest in C++ sources. What is written where in the facts: cpp_macros.h.
//
// A macro is taken for a test wherever a declaration or statement can begin, at any depth, with two
// arguments or more and no `;` behind it: this needs no grammar of C++, and what it takes too much
// costs a pattern that matches nothing.
#include <algorithm>
#include <optional>

#include "contracts/cpp_defines.h"
#include "contracts/cpp_macros.h"
#include "contracts/readers.h"

namespace testfed {
namespace {

using Kind = CppToken::Kind;
using Declaration = SourceDeclaration;

bool Has(std::string_view text, std::string_view word) {
  return text.find(word) != std::string_view::npos;
}

bool MayHaveTags(std::string_view text) {
  return Has(text, "@SmokeTest") || Has(text, "@AffectedBy") || Has(text, "@MustRun");
}

class CppReader {
 public:
  CppReader(std::string_view text, bool tags)
      : tags_(tags), cursor_{CppTokens(text, tags ? &comments_ : nullptr), {}} {}

  SourceFacts Read() {
    Advance();
    while (token_.kind != Kind::kEnd) ReadOne();
    for (const Undecided& lost : cursor_.tokens.lost()) {
      AddPatternTest("*", "*", "#lost", lost.position, lost.text + ", and tests may be behind it");
    }
    if (!broken_.empty() || depth_ != 0) {
      if (broken_.empty()) broken_ = depth_ > 0 ? "a `}` is missing" : "a `{` is missing";
      facts_.undecided.push_back({-1, token_.position, broken_});
    }
    std::vector<Annotation> loose = comments_.TakeLoose();
    facts_.loose_tags.insert(facts_.loose_tags.end(), loose.begin(), loose.end());
    std::sort(facts_.loose_tags.begin(), facts_.loose_tags.end(),
              [](const Annotation& a, const Annotation& b) { return a.position < b.position; });
    return std::move(facts_);
  }

 private:
  void Advance() { cursor_.Advance(); }

  void ReadOne() {
    if (token_.kind == Kind::kDirective) {
      ReadDirective();
      Boundary();
      return;
    }
    if (token_.kind == Kind::kName) {
      ReadName();
      return;
    }
    if (token_.kind == Kind::kOther && token_.text.size() == 1) {
      char c = token_.text[0];
      if (c == '{') ++depth_;
      if (c == '}') --depth_;
      if (c == '{' || c == '}' || c == ';') {
        Boundary();
        Advance();
        return;
      }
    }
    Pass();
  }

  void Boundary() {
    boundary_ = true;
    previous_ = {};
  }
  void Pass() {
    previous_ = token_;
    boundary_ = false;
    Advance();
  }

  // Whether a declaration or statement may begin here.
  bool MayBegin() const {
    if (boundary_) return true;
    // Behind a macro without `;`, which may be a mere name on a line of its own.
    if (previous_.kind == Kind::kName) return previous_.position.line != token_.position.line;
    return previous_.Is(")") || previous_.Is("]") || previous_.Is(">") || previous_.Is(":");
  }

  void ReadName() {
    if (boundary_) begin_line_ = token_.position.line;
    std::string_view name = token_.text;
    if (tags_ && (name == "class" || name == "struct") && !previous_.IsName("enum") &&
        !previous_.Is("<") && !previous_.Is(",")) {
      ReadClass();
    } else if (tags_ && boundary_ && name == "using") {
      ReadAlias();
    } else if (name == "RegisterTest" && previous_.Is("::") && before_previous_ == "testing") {
      AddPatternTest("*", "*", "RegisterTest", token_.position,
                     "`testing::RegisterTest` makes tests whose names are not written as a macro");
      Pass();
    } else if (MayBegin() && defines_.IsCandidate(name)) {
      ReadMacro();
    } else {
      before_previous_ = name;
      Pass();
    }
  }

  void ReadMacro() {
    CppToken macro = token_;
    std::vector<Annotation> tags;
    if (tags_) tags = comments_.TakeAbove(macro.position.line);
    bool known = IsTestMacro(macro.text) && !defines_.contains(macro.text);
    Pass();
    if (!token_.Is("(")) {
      Loosen(std::move(tags));
      return;
    }
    CppArguments arguments = cursor_.ReadArguments();
    previous_ = {Kind::kOther, ")", token_.position};
    if (known) {
      // A macro of that name with one argument belongs to another framework.
      bool fuzz = macro.text.starts_with("FUZZ");
      if (arguments.closed && (arguments.list.size() < 2 || (!fuzz && token_.Is(";")))) {
        Loosen(std::move(tags));
        return;
      }
      if (arguments.list.size() < 2) arguments.list.resize(2);
      AddTests(macro, arguments, tags);
      return;
    }
    Declaration use;
    use.name = macro.text;
    use.modifiers = {"#use"};
    if (token_.Is("{")) use.modifiers.push_back("body");
    for (const std::vector<std::string_view>& argument : arguments.list) {
      std::vector<std::string> values = defines_.ValuesOf(argument);
      use.parameters.push_back(values.size() == 1 ? values[0] : "*");
    }
    use.annotations = std::move(tags);
    use.position = macro.position;
    facts_.declarations.push_back(std::move(use));
  }

  void Loosen(std::vector<Annotation> tags) {
    for (Annotation& tag : tags) facts_.loose_tags.push_back(std::move(tag));
  }

  void AddTests(const CppToken& macro, const CppArguments& arguments,
                const std::vector<Annotation>& tags) {
    for (const std::string& suite : defines_.ValuesOf(arguments.list[0])) {
      for (const std::string& name : defines_.ValuesOf(arguments.list[1])) {
        if (suite == "*" || name == "*") {
          AddPatternTest(suite, name, macro.text, macro.position,
                         "the arguments of `" + std::string(macro.text) + "` are no plain names");
        } else {
          AddTest(suite, name, macro.text, macro.position);
        }
        facts_.declarations.back().annotations = tags;
      }
    }
  }
  void AddTest(std::string_view suite, std::string_view name, std::string_view macro,
               Position position) {
    Declaration test;
    test.name = name;
    test.supertypes = {std::string(suite)};
    test.modifiers = {std::string(macro)};
    test.position = position;
    facts_.declarations.push_back(std::move(test));
  }
  void AddPatternTest(std::string_view suite, std::string_view name, std::string_view macro,
                      Position position, std::string why) {
    AddTest(suite, name, macro, position);
    facts_.declarations.back().literal = false;
    facts_.undecided.push_back(
        {static_cast<int>(facts_.declarations.size()) - 1, position, std::move(why)});
  }

  void ReadClass() {
    std::vector<Annotation> tags = comments_.TakeAbove(begin_line_);
    Declaration type;
    type.kind = Declaration::Kind::kType;
    Pass();
    for (; token_.kind == Kind::kName || token_.Is("::") || token_.Is("[") || token_.Is("]") ||
           token_.Is("(") || token_.Is(")");
         Pass()) {
      if (token_.kind != Kind::kName || token_.text == "final") continue;
      type.name = token_.text;
      type.position = token_.position;
    }
    if (token_.Is(":")) ReadBases(type);
    if (!token_.Is("{")) {
      Loosen(std::move(tags));
      return;
    }
    type.annotations = std::move(tags);
    facts_.declarations.push_back(std::move(type));
  }
  void ReadBases(Declaration& type) {
    int angles = 0;
    std::string base;
    while (token_.kind != Kind::kEnd && !token_.Is("{") && !token_.Is(";")) {
      Pass();
      if (token_.Is("<")) ++angles;
      if (token_.Is(">")) --angles;
      if (angles == 0 && token_.kind == Kind::kName) base = token_.text;
      if (angles <= 0 && !base.empty() && (token_.Is(",") || token_.Is("{"))) {
        type.supertypes.push_back(std::exchange(base, {}));
      }
    }
  }

  void ReadAlias() {  // using FooDeathTest = FooTest;
    std::vector<Annotation> tags = comments_.TakeAbove(token_.position.line);
    Declaration alias;
    alias.kind = Declaration::Kind::kType;
    Pass();
    if (token_.kind == Kind::kName) {
      alias.name = token_.text;
      alias.position = token_.position;
      Pass();
    }
    if (!token_.Is("=") || alias.name.empty()) {
      Loosen(std::move(tags));
      return;
    }
    ReadBases(alias);
    if (previous_.kind == Kind::kName) alias.supertypes = {std::string(previous_.text)};
    alias.annotations = std::move(tags);
    facts_.declarations.push_back(std::move(alias));
  }

  void ReadDirective() {
    std::string_view name = token_.text;
    if (name == "define") {
      Advance();
      if (token_.kind == Kind::kName) defines_.Read(!branches_.empty());
    } else if (name == "if" || name == "ifdef" || name == "ifndef") {
      branches_.push_back({depth_, std::nullopt});
    } else if (name.starts_with("el") && !branches_.empty()) {
      if (!branches_.back().after) branches_.back().after = depth_;
      depth_ = branches_.back().before;
    } else if (name == "endif" && !branches_.empty()) {
      depth_ = branches_.back().after.value_or(depth_);
      branches_.pop_back();
    }
    while (token_.kind != Kind::kEnd && token_.kind != Kind::kDirectiveEnd) Advance();
    if (token_.kind != Kind::kEnd) Advance();
  }

  struct Branch {
    int before;
    std::optional<int> after;  // of the first branch
  };

  bool tags_;
  CommentTags comments_;
  CppCursor cursor_;
  CppToken& token_ = cursor_.token;
  CppToken previous_;
  std::string_view before_previous_;
  bool boundary_ = true;
  int begin_line_ = 1;
  int depth_ = 0;
  std::string broken_;
  std::vector<Branch> branches_;
  SourceFacts facts_;
  CppDefines defines_{cursor_, facts_};
};

}  // namespace

SourceFacts ReadCpp(std::string_view text) {
  bool tags = MayHaveTags(text);
  if (!tags && !Has(text, "TEST") && !Has(text, "RegisterTest")) return {};
  return CppReader(text, tags).Read();
}

}  // namespace testfed
