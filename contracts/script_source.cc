// What a JavaScript or TypeScript source says about tests. Beyond the model of source_facts.h:
// - imports: names of the runner under another name, {module, alias}.
// - modifiers: "each" (`.each`, `.for`: the title is a pattern), "nested" (the call stands in a
//   function that somebody else calls, so that the groups around it are not known), "passed" (the
//   runner's function itself is handed on), "call" (a group calls another function, which may hold
//   tests). All but "call" have literal == false.
// - tags above the first statement, where that is no test, are tags of the file.
// Many lines: one walk over the words, whose parts share the brackets and groups around a word.
#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <utility>

#include "contracts/comment_tags.h"
#include "contracts/readers.h"
#include "contracts/script_strings.h"

namespace testfed {
namespace {

using Token = ScriptToken;
using Kind = SourceDeclaration::Kind;

bool Among(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

struct Group {
  int declaration = -1;
  size_t open = 0, close = 0;  // its brackets
};

class ScriptReader {
 public:
  explicit ScriptReader(std::string_view text)
      : words_(ReadScriptWords(text)), tokens_(words_.tokens) {
    for (const char* name : {"describe", "suite", "fdescribe", "xdescribe"}) {
      Know(name, Kind::kGroup);
    }
    for (const char* name : {"it", "test", "specify", "fit", "xit", "xtest"}) {
      Know(name, Kind::kFunction);
    }
  }

  SourceFacts Read() {
    for (at_ = 0; at_ < tokens_.size(); ++at_) {
      while (!groups_.empty() && groups_.back().close < at_) groups_.pop_back();
      const Token& token = tokens_[at_];
      if (token.kind == Token::Kind::kOperator && token.text.size() == 1) {
        const char c = token.text[0];
        if (c == '(' || c == '[' || c == '{') {
          open_.push_back(at_);
        } else if ((c == ')' || c == ']' || c == '}') && token.partner >= 0 && !open_.empty()) {
          open_.pop_back();
        }
        continue;
      }
      if (token.kind == Token::Kind::kTemplatePart) {
        if (token.partner >= 0 && token.text[0] == '}' && !open_.empty()) open_.pop_back();
        if (token.text.back() == '{') open_.push_back(at_);
        continue;
      }
      if (token.kind == Token::Kind::kName) ReadName();
    }
    if (!words_.error.empty()) {
      facts_.undecided.push_back({-1, words_.error_position, words_.error});
    }
    ReadTags();
    return std::move(facts_);
  }

 private:
  const Token* Get(size_t at) const { return at < tokens_.size() ? &tokens_[at] : nullptr; }
  bool IsAt(size_t at, std::string_view word) const {
    return at < tokens_.size() && tokens_[at].Is(word);
  }
  // The bracket that closes the one at `at`; the end where none does.
  size_t Closing(size_t at) const {
    return tokens_[at].partner < 0 ? tokens_.size() : static_cast<size_t>(tokens_[at].partner);
  }

  void ReadName() {
    const std::string_view name = tokens_[at_].text;
    if (name == "import" && !IsAt(at_ + 1, "(")) return ReadImport();
    const bool member =
        at_ > 0 && tokens_[at_ - 1].Is(".") && !(at_ > 1 && tokens_[at_ - 2].Is("."));
    if (member) {
      const bool known =
          at_ > 1 && (spaces_.count(tokens_[at_ - 2].text) > 0 ||
                      Among(tokens_[at_ - 2].text, {"globalThis", "window", "global"}));
      if (!known) return;
    }
    const auto found = MayBeRunner(name) ? runner_.find(name) : runner_.end();
    if (found == runner_.end()) {
      if (!groups_.empty() || open_.empty()) ReadOtherCall(member);
      return;
    }
    if (at_ > 0 && Among(tokens_[at_ - 1].text, {"function", "class", "const", "let", "var"}))
      return;
    ReadUse(found->second);
  }

  // `import {test as t, it} from 'vitest'`, `import * as v from 'vitest'`: goes to its end.
  void ReadImport() {
    size_t at = at_ + 1;
    std::vector<std::pair<std::string_view, std::string_view>> names;
    std::string_view space;
    if (IsAt(at, "type")) ++at;
    for (; at < tokens_.size() && tokens_[at].kind != Token::Kind::kString && !IsAt(at, ";") &&
           !IsAt(at, "(") && !IsAt(at, "=");
         ++at) {
      if (tokens_[at].Is("as") && at + 1 < tokens_.size() && at > at_ + 1) {
        if (tokens_[at - 1].Is("*")) {
          space = tokens_[at + 1].text;
        } else {
          names.push_back({tokens_[at - 1].text, tokens_[at + 1].text});
        }
      }
    }
    if (at >= tokens_.size() || tokens_[at].kind != Token::Kind::kString) return;
    const std::string module = ScriptStringValue(tokens_[at]).value_or("");
    for (const auto& [original, alias] : names) {
      const auto kind = runner_.find(original);
      if (kind == runner_.end()) continue;
      Know(alias, kind->second);
      facts_.imports.push_back(
          {module + "." + std::string(original), std::string(alias), false, false});
    }
    if (!space.empty() &&
        Among(module, {"vitest", "@jest/globals", "node:test", "mocha", "bun:test"})) {
      spaces_[space] = true;
    }
    at_ = at;
  }

  void Know(std::string_view name, Kind kind) {
    runner_[name] = kind;
    lengths_[static_cast<unsigned char>(name[0])] |= 1u << (name.size() % 32);
  }
  // A cheap sieve before the table: most names are no functions of the runner.
  bool MayBeRunner(std::string_view name) const {
    return (lengths_[static_cast<unsigned char>(name[0])] >> (name.size() % 32) & 1u) != 0;
  }

  // A name of the runner: a call of a test or group, an alias, or handed on.
  void ReadUse(Kind kind) {
    size_t at = at_ + 1;
    bool each = false;
    while (at < tokens_.size()) {
      if (IsAt(at, ".") && at + 1 < tokens_.size() && tokens_[at + 1].kind == Token::Kind::kName) {
        const std::string_view member = tokens_[at + 1].text;
        if (!Among(member, {"only", "skip", "todo", "concurrent", "sequential", "fails", "failing",
                            "each", "for", "runIf", "skipIf", "shuffle", "extend", "scoped"})) {
          return;  // a property of something else, or hooks
        }
        each = each || member == "each" || member == "for";
        at += 2;
        if (Among(member, {"each", "for", "runIf", "skipIf", "extend", "scoped"})) {
          at = SkipTypes(at);
          if (IsAt(at, "(")) {
            at = Closing(at) + 1;
          } else if (at < tokens_.size() && IsTemplate(at)) {
            at = EndOfTemplate(at) + 1;
          }
        }
        continue;
      }
      break;
    }
    at = SkipTypes(at);
    if (!IsAt(at, "(")) {
      ReadValue(kind, at);
      return;
    }
    const size_t close = Closing(at);
    // A method or function of that name: `test(x) {`, or `test(x): T {`.
    if (at == at_ + 1 && (IsAt(close + 1, "{") || (IsAt(close + 1, ":") && IsMember()))) return;
    Declare(kind, at, close, each);
  }

  bool IsMember() const {
    return at_ > 0 && Among(tokens_[at_ - 1].text, {"{", "}", ";", ",", "async", "static", "public",
                                                    "private", "protected"});
  }

  bool IsTemplate(size_t at) const {
    return tokens_[at].kind == Token::Kind::kTemplate ||
           tokens_[at].kind == Token::Kind::kTemplatePart;
  }
  size_t EndOfTemplate(size_t at) const {
    while (tokens_[at].kind == Token::Kind::kTemplatePart && tokens_[at].text.back() == '{' &&
           tokens_[at].partner > static_cast<int>(at)) {
      at = static_cast<size_t>(tokens_[at].partner);
    }
    return at;
  }

  // Behind `<A, B<C>>`, if a call or template stands there; else `at`.
  size_t SkipTypes(size_t at) const {
    if (!IsAt(at, "<")) return at;
    int depth = 0;
    for (size_t end = at; end < tokens_.size() && end < at + 2000; ++end) {
      if (tokens_[end].Is("<")) ++depth;
      if (tokens_[end].Is(">") && --depth == 0) {
        ++end;
        return IsAt(end, "(") || (end < tokens_.size() && IsTemplate(end)) ? end : at;
      }
      if (tokens_[end].Is(";")) break;
    }
    return at;
  }

  // `const t = test.extend({...})`, `const {test: t} = require(...)`, `x ? it : it.skip`.
  void ReadValue(Kind kind, size_t behind) {
    if (IsAt(at_ + 1, ":") && at_ > 0 && (IsAt(at_ - 1, "{") || IsAt(at_ - 1, ","))) {
      if (open_.empty() || !IsAt(Closing(open_.back()) + 1, "=")) return;  // a key of an object
      if (at_ + 2 < tokens_.size()) Know(tokens_[at_ + 2].text, kind);
      return;
    }
    if (!open_.empty() && tokens_[open_.back()].Is("{") && IsAt(Closing(open_.back()) + 1, "="))
      return;
    if (IsAt(behind, "=>") || IsAt(behind, "=") || IsAt(behind, ":") ||
        (at_ > 0 && Among(tokens_[at_ - 1].text, {"export", "as"}))) {
      if (!(IsAt(behind, ":") && at_ > 0)) return;  // a parameter, an assignment, a label
    }
    for (size_t back = 1; back <= 40 && back <= at_; ++back) {  // the variable that it becomes
      const Token& token = tokens_[at_ - back];
      const bool inside = token.Is("(") && token.partner > static_cast<int>(at_);
      if (inside || token.Is(";") || token.Is("=>")) break;
      if (token.Is("=") && back < at_ && tokens_[at_ - back - 1].kind == Token::Kind::kName) {
        Know(tokens_[at_ - back - 1].text, kind);
        return;
      }
    }
    if (behind < tokens_.size() && !Among(tokens_[behind].text, {",", ")", ";", "}", "]"})) return;
    SourceDeclaration& passed = Add(Kind::kFunction);
    passed.literal = false;
    passed.modifiers = {"passed"};
  }

  SourceDeclaration& Add(Kind kind) {
    SourceDeclaration declaration;
    declaration.kind = kind;
    declaration.parent = groups_.empty() ? -1 : groups_.back().declaration;
    declaration.position = tokens_[at_].position;
    facts_.declarations.push_back(std::move(declaration));
    return facts_.declarations.back();
  }

  void Declare(Kind kind, size_t open, size_t close, bool each) {
    SourceDeclaration& declaration = Add(kind);
    declaration.literal = ReadTitle(open, close, declaration.name) && !each;
    if (each) declaration.modifiers.push_back("each");
    if (!StandsInPlace()) {
      declaration.literal = false;
      declaration.modifiers.push_back("nested");
    }
    if (kind == Kind::kGroup) {
      groups_.push_back({static_cast<int>(facts_.declarations.size()) - 1, open, close});
    }
  }

  bool ReadTitle(size_t open, size_t close, std::string& title) const {
    for (size_t at = open + 1; at < close && at < tokens_.size(); at += 2) {
      const std::optional<std::string> part = ScriptStringValue(tokens_[at]);
      if (!part) break;
      title += *part;
      if (at + 1 >= close || tokens_[at + 1].Is(",")) return true;
      if (!tokens_[at + 1].Is("+")) break;
    }
    title.clear();
    return false;
  }

  // Whether what stands here runs where it stands: all brackets up to the group around it are the
  // group's function, control flow or a loop by a function.
  bool StandsInPlace() const {
    const size_t outer = groups_.empty() ? tokens_.size() : groups_.back().open;
    if (at_ > 0 && tokens_[at_ - 1].Is("=>") &&
        (open_.empty() || (open_.back() != outer && !IsLoopCall(open_.back())))) {
      return false;  // a function without braces that somebody else calls
    }
    for (size_t i = open_.size(); i-- > 0;) {
      const size_t open = open_[i];
      if (!groups_.empty() && open <= outer) return true;
      if (tokens_[open].Is("(")) {
        if (!IsLoopCall(open)) return false;
        continue;
      }
      if (!tokens_[open].Is("{") || open == 0) return false;
      const Token& before = tokens_[open - 1];
      if (before.Is("=>") || (before.Is(")") && !IsControl(open - 1))) {
        // A function: of the group, or of a loop, both of which are arguments.
        const bool argument = i > 0 && tokens_[open_[i - 1]].Is("(");
        if (!argument) return false;
        continue;
      }
      if (before.Is(")") ||
          Among(before.text, {"else", "do", "try", "finally", ";", "{", "}", "catch"})) {
        continue;
      }
      return false;
    }
    return true;
  }

  bool IsControl(size_t close) const {  // `if (...)` and the like end at `close`
    const int open = tokens_[close].partner;
    return open > 0 && Among(tokens_[static_cast<size_t>(open) - 1].text,
                             {"if", "for", "while", "switch", "catch", "with", "await"});
  }
  bool IsLoopCall(size_t open) const {
    return open > 1 && tokens_[open - 2].Is(".") &&
           Among(tokens_[open - 1].text, {"forEach", "map"});
  }

  // A statement that calls something, directly in a group or file.
  void ReadOtherCall(bool member) {
    const int group = groups_.empty() ? -1 : groups_.back().declaration;
    if (group == called_ || member || at_ == 0 || spaces_.count(tokens_[at_].text) > 0) return;
    const Token& before = tokens_[at_ - 1];
    if (!Among(before.text, {";", "{", "}", ")", "=>", "await"})) return;
    const bool called = at_ + 1 < tokens_.size() &&
                        (tokens_[at_ + 1].text[0] == '(' || tokens_[at_ + 1].text[0] == '.');
    if (!called) return;
    if (before.Is(")") && !IsControl(at_ - 1) && !IsStatementEnd()) return;
    if (Among(tokens_[at_].text, {"if",        "for",       "while",
                                  "switch",    "catch",     "return",
                                  "function",  "class",     "const",
                                  "let",       "var",       "expect",
                                  "jest",      "vi",        "beforeEach",
                                  "afterEach", "beforeAll", "afterAll",
                                  "before",    "after",     "setup",
                                  "teardown",  "console",   "process",
                                  "require",   "typeof",    "onTestFinished",
                                  "afterThis", "Object",    "export",
                                  "import",    "throw",     "new"})) {
      return;
    }
    size_t at = at_ + 1;
    while (IsAt(at, ".") && at + 1 < tokens_.size()) at += 2;
    if (!IsAt(at, "(") || IsAt(Closing(at) + 1, "{")) return;
    if (groups_.empty() ? !open_.empty() : !StandsInPlace()) return;
    // One is enough to know.
    const int parent = groups_.empty() ? -1 : groups_.back().declaration;
    called_ = parent;
    if (!calls_.try_emplace(parent, true).second) return;
    SourceDeclaration& call = Add(Kind::kFunction);
    call.literal = false;
    call.modifiers = {"call"};
  }
  bool IsStatementEnd() const {  // a `)` and a new line
    return tokens_[at_ - 1].position.line < tokens_[at_].position.line;
  }

  // Comments go to what stands below them.
  void ReadTags() {
    if (words_.comments.empty()) return;
    CommentTags comments;
    size_t next = 0;
    std::vector<Annotation> trailing;
    const auto read_until = [&](Position position) {
      for (; next < words_.comments.size() && words_.comments[next].position < position; ++next) {
        const ScriptComment& comment = words_.comments[next];
        if (!comment.alone) {
          AddCommentTags(comment.text.substr(2), comment.position, trailing);
        } else if (comment.block) {
          comments.AddBlock(comment.text, comment.position);
        } else {
          comments.AddLine(comment.text.substr(2),
                           {comment.position.line, comment.position.column + 2});
        }
      }
    };
    if (!tokens_.empty()) {
      const bool test =
          !facts_.declarations.empty() && facts_.declarations[0].position == tokens_[0].position;
      read_until(tokens_[0].position);
      if (!test) facts_.annotations = comments.TakeAbove(tokens_[0].position.line);
    }
    for (SourceDeclaration& one : facts_.declarations) {
      read_until(one.position);
      if (Among(one.modifiers.empty() ? "" : one.modifiers[0], {"call", "passed"})) continue;
      one.annotations = comments.TakeAbove(one.position.line);
    }
    read_until({1 << 30, 0});
    facts_.loose_tags = comments.TakeLoose();
    for (Annotation& tag : trailing) facts_.loose_tags.push_back(std::move(tag));
  }

  ScriptWords words_;
  const std::vector<Token>& tokens_;
  std::map<std::string_view, Kind> runner_;  // the runner's functions, by their names here
  std::map<std::string_view, bool> spaces_;  // `import * as NAME`
  std::array<uint32_t, 256> lengths_{};      // of names in runner_ modulo 32, by their first byte
  int called_ = -2;                          // the group that was added to calls_ last
  std::map<int, bool> calls_;                // groups that call something
  SourceFacts facts_;
  size_t at_ = 0;
  std::vector<Group> groups_;
  std::vector<size_t> open_;  // brackets around the token
};

}  // namespace

SourceFacts ReadScript(std::string_view text) { return ScriptReader(text).Read(); }

}  // namespace testfed
