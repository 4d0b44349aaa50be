// A C++ source, one token ahead, and its `#define`s: what the macros of one file stand for where a
// test's suite or name is written.
#ifndef TESTFED_CONTRACTS_CPP_DEFINES_H_
#define TESTFED_CONTRACTS_CPP_DEFINES_H_

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/cpp_tokens.h"
#include "contracts/source_facts.h"

namespace testfed {

// The arguments of a macro, each a list of tokens; those of a text are `"`.
struct CppArguments {
  bool closed = false;  // the `)` was found
  std::vector<std::vector<std::string_view>> list;
};

struct CppCursor {
  CppTokens tokens;
  CppToken token;

  void Advance() { token = tokens.Next(); }
  // At `(`; leaves the token behind the `)`. Stops before what no argument of a test has: braces,
  // `;` and directives.
  CppArguments ReadArguments();
};

class CppDefines {
 public:
  // Macros that may make tests become declarations of `facts`, as cpp_macros.h describes.
  CppDefines(CppCursor& cursor, SourceFacts& facts)
      : cursor_(cursor), token_(cursor.token), facts_(facts) {}

  // At the name behind `#define`; `conditional` below an `#if`.
  void Read(bool conditional);
  // Whether the file defines a macro of that name that may make tests.
  bool contains(std::string_view name) const { return macros_.contains(name); }
  // Whether a call of that name may make tests.
  bool IsCandidate(std::string_view name) const;
  // What a mere name stands for: itself, or each text that the file's macros of that name have; and
  // what a call with one name stands for, of a macro that pastes names. `*` for all else. A name
  // with a single `#define` below an `#if` stands for itself, too; with several they are taken for
  // all that there are.
  std::vector<std::string> ValuesOf(const std::vector<std::string_view>& tokens,
                                    int depth = 0) const;

 private:
  void Advance() { cursor_.Advance(); }
  void ReadAliasMacro(const CppToken& macro, bool conditional);
  void ReadMacroText(const CppToken& macro, const std::vector<std::string_view>& parameters);
  int AddMacro(const CppToken& macro);
  void AddCall(int parent, std::string_view name, std::vector<std::string> templates,
               Position position);
  std::string TemplateOf(const std::vector<std::string_view>& tokens,
                         const std::vector<std::string_view>& parameters) const;

  CppCursor& cursor_;
  CppToken& token_;
  SourceFacts& facts_;
  struct Alias {
    std::vector<std::vector<std::string_view>> texts;
    bool conditional = true;
  };
  std::map<std::string_view, Alias, std::less<>> aliases_;
  // Of macros with parameters whose text is a template (cpp_macros.h).
  std::map<std::string_view, std::set<std::string>, std::less<>> templates_;
  std::set<std::string_view, std::less<>> macros_;
};

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_CPP_DEFINES_H_
