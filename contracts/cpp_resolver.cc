// Tests of GoogleTest, of the facts that cpp_reader.cc writes.
//
// - Tags of a fixture hold for its tests in the same file: of the class, of an alias of it, and of
//   the classes that it is derived from, all of that file.
// - A macro that is defined anywhere in the repository in terms of TEST() makes tests where it is
//   used, in any file. Names that it does not spell out become `*`.
// - A macro that looks like TEST_F(Suite, Name) { and is defined nowhere in the repository makes an
//   undecided test.
// - A header's macro without TEST in its name is looked for in the header alone, because files
//   without that word are not read at all: the header stands for an undecided test `*`.
#include <algorithm>
#include <map>
#include <set>

#include "contracts/cpp_macros.h"
#include "contracts/tag_list.h"
#include "contracts/test_resolver.h"

namespace testfed {
namespace {

using Declaration = SourceDeclaration;
using Names = std::vector<std::string>;

bool Is(const Declaration& declaration, std::string_view modifier) {
  return !declaration.modifiers.empty() && declaration.modifiers[0] == modifier;
}

// A `#define` and the calls in its text; those of one name in all files are one macro.
struct Macro {
  std::vector<std::pair<std::string, Names>> calls;
};
using Macros = std::map<std::string, Macro, std::less<>>;

struct MadeTest {
  std::string macro, suite, name;
  auto operator<=>(const MadeTest&) const = default;
};

Macros CollectMacros(const std::vector<SourceFile>& files) {
  Macros macros;
  for (const SourceFile& file : files) {
    if (file.language != Language::kCpp || file.facts == nullptr) continue;
    const std::vector<Declaration>& declarations = file.facts->declarations;
    for (const Declaration& call : declarations) {
      if (!Is(call, "#call") || call.parent < 0) continue;
      const std::string& name = declarations[static_cast<size_t>(call.parent)].name;
      macros[name].calls.emplace_back(call.name, call.parameters);
    }
  }
  return macros;
}

constexpr int kMostSteps = 1000;

// The tests that `name(arguments)` makes; false where there are too many steps to tell.
bool Expand(const Macros& macros, const std::string& name, const Names& arguments, int& steps,
            std::set<MadeTest>& tests, int depth = 0) {
  constexpr int kDeepest = 8;
  auto macro = macros.find(name);
  if (macro == macros.end()) {
    if (IsTestMacro(name) && arguments.size() >= 2)
      tests.insert({name, arguments[0], arguments[1]});
    return true;
  }
  if (depth == kDeepest || --steps < 0) return false;
  for (const auto& [callee, templates] : macro->second.calls) {
    Names filled;
    for (const std::string& text : templates) filled.push_back(FillTemplate(text, arguments));
    if (!Expand(macros, callee, filled, steps, tests, depth + 1)) return false;
  }
  return true;
}

bool LooksLikeTest(const Declaration& use) {
  const std::string& name = use.name;
  return use.modifiers.size() > 1 && use.parameters.size() == 2 && use.parameters[0] != "*" &&
         use.parameters[1] != "*" &&
         (name.ends_with("_TEST") || name.ends_with("TEST_F") || name.ends_with("TEST_P") ||
          name.starts_with("TEST_"));
}

bool IsHeader(const std::string& path) {
  for (std::string_view ending : {".cc", ".cpp", ".cxx", ".c++", ".C"}) {
    if (path.ends_with(ending)) return false;
  }
  return true;
}

class FileResolver {
 public:
  FileResolver(const SourceFile& file, int index, const Macros& macros, Discovery& into)
      : file_(file), facts_(*file.facts), index_(index), macros_(macros), into_(into) {}

  void Resolve() {
    for (const Undecided& undecided : facts_.undecided) {
      if (undecided.declaration < 0) {
        whole_file_ = undecided.text;
      } else {
        why_[static_cast<size_t>(undecided.declaration)] = undecided.text;
      }
    }
    for (size_t i = 0; i < facts_.declarations.size(); ++i) {
      const Declaration& declaration = facts_.declarations[i];
      if (declaration.kind == Declaration::Kind::kType) types_[declaration.name].push_back(i);
    }
    for (size_t i = 0; i < facts_.declarations.size(); ++i) ResolveOne(i);
    for (Annotation const& tag : facts_.loose_tags) Unused(tag, "it stands above no test");
    for (const auto& [name, indices] : types_) {
      if (used_.contains(name)) continue;
      for (size_t i : indices) {
        for (const Annotation& tag : facts_.declarations[i].annotations) {
          Unused(tag, "no test in this file has the fixture `" + name + "`");
        }
      }
    }
    // Whatever a file without tests leaves open matters to nobody.
    for (const Undecided& undecided : facts_.undecided) {
      if (tests_.empty()) break;
      into_.findings.push_back(UndecidedFinding(undecided, file_.path));
    }
    for (auto& [id, test] : tests_) {
      SortTags(test.tags);
      into_.tests.push_back(std::move(test));
    }
  }

 private:
  void Unused(const Annotation& tag, const std::string& why) {
    if (file_.is_test_file) into_.findings.push_back(UnusedTag(tag, file_.path, why));
  }

  void ResolveOne(size_t i) {
    const Declaration& declaration = facts_.declarations[i];
    if (Is(declaration, "#define")) {
      ResolveDefine(declaration);
    } else if (Is(declaration, "#use")) {
      ResolveUse(declaration);
    } else if (declaration.kind == Declaration::Kind::kFunction && !Is(declaration, "#call") &&
               declaration.supertypes.size() == 1) {
      auto why = why_.find(i);
      Add(declaration,
          {declaration.modifiers.empty() ? "" : declaration.modifiers[0], declaration.supertypes[0],
           declaration.name},
          why == why_.end() ? "" : why->second);
    }
  }

  void ResolveDefine(const Declaration& macro) {
    if (!IsHeader(file_.path) || macro.name.find("TEST") != std::string::npos) return;
    std::set<MadeTest> made;
    Names unknown(9, "*");
    int steps = kMostSteps;
    Expand(macros_, macro.name, unknown, steps, made);
    if (made.empty()) return;
    AddUndecided(macro, {"", "*", "*"},
                 "tests that the macro `" + macro.name +
                     "` makes in other files are not found, because its name has no TEST");
  }

  void ResolveUse(const Declaration& use) {
    if (!file_.is_test_file) return;
    std::set<MadeTest> made;
    int steps = kMostSteps;
    if (!Expand(macros_, use.name, use.parameters, steps, made)) {
      AddUndecided(use, {"", "*", "*"}, "the macro `" + use.name + "` has too many steps");
    }
    if (made.empty() && !macros_.contains(use.name) && LooksLikeTest(use)) {
      AddUndecided(use, {use.name, use.parameters[0], use.parameters[1]},
                   "the macro `" + use.name + "` is defined outside the repository");
      return;
    }
    for (const MadeTest& test : made) {
      bool plain =
          test.suite.find('*') == std::string::npos && test.name.find('*') == std::string::npos;
      if (plain) {
        Add(use, test, "");
      } else {
        AddUndecided(use, test,
                     "the macro `" + use.name + "` makes tests whose names it does not spell out");
      }
    }
    if (made.empty()) {
      for (const Annotation& tag : use.annotations) Unused(tag, "it stands above no test");
    }
  }

  void AddUndecided(const Declaration& at, const MadeTest& test, const std::string& why) {
    into_.findings.push_back(UndecidedFinding({-1, at.position, why}, file_.path));
    Add(at, test, why);
  }

  void Add(const Declaration& at, const MadeTest& made, const std::string& why) {
    std::vector<Tag> tags;
    AddTags(at.annotations, file_.path, tags);
    if (IsFixtureMacro(made.macro)) {
      std::set<std::string> seen;
      AddFixtureTags(made.suite, seen, tags);
    }
    if (!file_.is_test_file) return;
    std::string id = made.suite == "*" && made.name == "*" ? "*" : made.suite + "." + made.name;
    auto [place, is_new] = tests_.try_emplace(id);
    Test& test = place->second;
    if (is_new) {
      test.id = id;
      test.file = index_;
      test.position = at.position;
      test.undecided = whole_file_;
    }
    if (test.undecided.empty()) test.undecided = why;
    test.tags.insert(test.tags.end(), tags.begin(), tags.end());
  }

  void AddFixtureTags(const std::string& suite, std::set<std::string>& seen,
                      std::vector<Tag>& tags) {
    auto types = types_.find(suite);
    if (types == types_.end() || !seen.insert(suite).second) return;
    used_.insert(suite);
    for (size_t i : types->second) {
      const Declaration& type = facts_.declarations[i];
      AddTags(type.annotations, file_.path, tags);
      for (const std::string& base : type.supertypes) {
        AddFixtureTags(base, seen, tags);
      }
    }
  }

  const SourceFile& file_;
  const SourceFacts& facts_;
  int index_;
  const Macros& macros_;
  Discovery& into_;
  std::string whole_file_;
  std::map<size_t, std::string> why_;  // by declaration
  std::map<std::string, std::vector<size_t>> types_;
  std::set<std::string> used_;
  std::map<std::string, Test> tests_;
};

}  // namespace

void ResolveCpp(const std::vector<SourceFile>& files, const ResolveOptions&, Discovery& into) {
  Macros macros = CollectMacros(files);
  for (size_t i = 0; i < files.size(); ++i) {
    if (files[i].language != Language::kCpp || files[i].facts == nullptr) continue;
    FileResolver(files[i], static_cast<int>(i), macros, into).Resolve();
  }
}

}  // namespace testfed
