// Tests in Go sources, by the go command's own rules (cmd/go/internal/load/test.go, isTest and
// isTestFunc; go/doc/example.go): functions of a file, without a receiver, called Test, Fuzz or
// Example and then nothing or what is no lower case letter; of Test and Fuzz with one parameter
// *T or *F, or of that name in any package; examples without parameters. TestMain with *M is none;
// with *T it is a test. Examples without `// Output:` are compiled and not run, and are listed here
// all the same. Build constraints hide nothing.
//
// In the facts a test is a kFunction, its modifier `Test`, `Fuzz` or `Example`.
#include <algorithm>

#include "contracts/go_tokens.h"
#include "contracts/path_text.h"
#include "contracts/readers.h"

namespace testfed {
namespace {

using Kind = GoToken::Kind;

bool Has(std::string_view text, std::string_view word) {
  return text.find(word) != std::string_view::npos;
}

bool MayHaveTags(std::string_view text) {
  return Has(text, "@SmokeTest") || Has(text, "@AffectedBy") || Has(text, "@MustRun");
}

// Beyond ASCII every letter is taken for upper case: a name that matches nothing is no error.
bool HasPrefix(std::string_view name, std::string_view prefix) {
  if (!name.starts_with(prefix)) return false;
  return name.size() == prefix.size() || name[prefix.size()] < 'a' || name[prefix.size()] > 'z';
}

class GoReader {
 public:
  GoReader(std::string_view text, bool tags)
      : tags_(tags), tokens_(text, tags ? &comments_ : nullptr) {}

  SourceFacts Read() {
    Advance();
    if (token_.IsName("package")) {
      Advance();
      if (token_.kind == Kind::kName) facts_.package = token_.text;
    }
    while (token_.kind != Kind::kEnd) ReadOne();
    for (const Undecided& lost : tokens_.lost()) {
      facts_.undecided.push_back({-1, lost.position, lost.text});
    }
    if (tokens_.lost().empty() && !open_.empty()) {
      facts_.undecided.push_back(
          {-1, token_.position, std::string("a `") + open_.back() + "` is missing"});
    } else if (tokens_.lost().empty() && stray_ != '\0') {
      facts_.undecided.push_back(
          {-1, token_.position, std::string("a `") + stray_ + "` has no partner"});
    }
    for (Annotation& tag : comments_.TakeLoose()) facts_.loose_tags.push_back(std::move(tag));
    std::sort(facts_.loose_tags.begin(), facts_.loose_tags.end(),
              [](const Annotation& a, const Annotation& b) { return a.position < b.position; });
    return std::move(facts_);
  }

 private:
  void Advance() { token_ = tokens_.Next(); }

  void ReadOne() {
    if (open_.empty() && token_.kind == Kind::kName) {
      if (token_.text == "func") {
        ReadFunction();
        return;
      }
      if (token_.text == "import") {
        ReadImports();
        return;
      }
    }
    if (token_.kind == Kind::kOther) Nest(token_.text[0]);
    Advance();
  }

  void Nest(char c) {
    switch (c) {
      case '(':
        open_ += ')';
        break;
      case '[':
        open_ += ']';
        break;
      case '{':
        open_ += '}';
        break;
      case ')':
      case ']':
      case '}':
        if (open_.empty() || open_.back() != c) {
          stray_ = c;
          // A `}` closes what was forgotten, so that the functions behind it are read.
          if (c == '}') open_.resize(open_.find('}') == std::string::npos ? 0 : open_.rfind('}'));
        } else {
          open_.pop_back();
        }
        break;
      default:
        break;
    }
  }

  void ReadImports() {
    Advance();
    bool group = token_.Is('(');
    if (group) Advance();
    Import import;
    while (token_.kind == Kind::kName || token_.kind == Kind::kText || token_.Is('.') ||
           token_.Is(';')) {
      if (token_.kind == Kind::kText) {
        import.name = token_.text;
        import.wildcard = import.alias == ".";
        if (import.wildcard) import.alias.clear();
        facts_.imports.push_back(std::exchange(import, {}));
        if (!group) {
          Advance();
          return;
        }
      } else if (!group && token_.kind == Kind::kName && token_.text == "func") {
        return;
      } else {
        import.alias = token_.text;
      }
      Advance();
    }
    if (group && token_.Is(')')) Advance();
  }

  // `func Name(parameters) {`; whatever else it is, its tokens are read one by one afterwards.
  void ReadFunction() {
    std::vector<Annotation> tags;
    if (tags_) tags = comments_.TakeAbove(token_.position.line);
    Advance();
    GoToken name = token_;
    std::string_view prefix = PrefixOf(name);
    if (!prefix.empty()) {
      Advance();
      if (token_.Is('(') && ReadsAsTest(prefix)) {
        SourceDeclaration test;
        test.name = name.text;
        test.modifiers = {std::string(prefix)};
        test.annotations = std::move(tags);
        test.position = name.position;
        facts_.declarations.push_back(std::move(test));
        return;
      }
    }
    for (Annotation& tag : tags) facts_.loose_tags.push_back(std::move(tag));
  }

  static std::string_view PrefixOf(const GoToken& name) {
    if (name.kind != Kind::kName) return {};
    for (std::string_view prefix : {"Test", "Fuzz", "Example"}) {
      if (HasPrefix(name.text, prefix)) return prefix;
    }
    return {};
  }

  // At the `(` of the parameters; leaves the token behind the `)`, if it is a test.
  bool ReadsAsTest(std::string_view prefix) {
    Nest('(');
    Advance();
    if (prefix == "Example") return CloseParameters();
    if (token_.kind == Kind::kName) Advance();  // t, or _
    if (!token_.Is('*')) return false;
    Advance();
    std::string_view type = token_.text;
    if (token_.kind != Kind::kName) return false;
    Advance();
    if (token_.Is('.')) {
      Advance();
      type = token_.text;
      if (token_.kind != Kind::kName) return false;
      Advance();
    }
    if (token_.Is(',')) Advance();
    return type == (prefix == "Test" ? "T" : "F") && CloseParameters();
  }
  bool CloseParameters() {
    if (!token_.Is(')')) return false;
    Nest(')');
    Advance();
    return token_.Is('{');  // no results
  }

  bool tags_;
  CommentTags comments_;
  GoTokens tokens_;
  GoToken token_;
  std::string open_;  // the closing bracket of each that is open
  char stray_ = '\0';
  SourceFacts facts_;
};

}  // namespace

SourceFacts ReadGo(std::string_view text) {
  bool tags = MayHaveTags(text);
  if (!tags && !Has(text, "Test") && !Has(text, "Fuzz") && !Has(text, "Example")) return {};
  return GoReader(text, tags).Read();
}

std::vector<Reference> ReadGoReferences(std::string_view text) {
  std::vector<Reference> references;
  GoTokens tokens(text);
  bool imports = false;  // in the group of an `import`, or behind the word itself
  bool group = false;
  for (GoToken token = tokens.Next(); token.kind != Kind::kEnd; token = tokens.Next()) {
    if (token.IsName("import")) {
      imports = true;
      group = false;
    } else if (imports && token.Is('(')) {
      group = true;
    } else if (imports && token.Is(')')) {
      imports = false;
    } else if (token.kind == Kind::kText) {
      bool relative = token.text.starts_with("./") || token.text.starts_with("../");
      if (imports && relative) {
        references.push_back({Reference::Kind::kImport, std::string(token.text), token.position});
      } else if (!imports && LooksLikePath(token.text)) {
        references.push_back({Reference::Kind::kText, std::string(token.text), token.position});
      }
      imports = imports && group;
    }
  }
  return references;
}

}  // namespace testfed
