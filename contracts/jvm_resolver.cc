// Tests of Java and Kotlin: what JUnit would find in the classes, read from their sources. Rules:
// the JUnit 5 user guide ("Test Classes and Methods", "Nested Tests", "Test Interfaces and Default
// Methods"), tried with its console launcher; JUnit 4 and, where a supertype is called TestCase,
// JUnit 3.
//
// An id without `#` is a whole class. It stands where single methods cannot be named: in a file
// that cannot be read, for @Nested classes inherited from a superclass, and for a class that looks
// like a test, shows none and extends a class of a library whose name says test. `#name(*)` is a
// method with a parameter whose full name is not known; `#name$*` an `internal` function of Kotlin,
// whose name the compiler completes with that of the module.
//
// Supertypes outside of the repository are listed as libraries, when they are supertypes of a class
// with tests: tests and tags that such a class inherits from there cannot be seen.
#include <algorithm>
#include <deque>
#include <set>
#include <utility>

#include "contracts/jvm_library.h"
#include "contracts/jvm_tags.h"

namespace testfed {
namespace {

using Kind = SourceDeclaration::Kind;

class Resolver {
 public:
  Resolver(const std::vector<SourceFile>& files, const ResolveOptions& options, Discovery& into)
      : files_(files), types_(files), tags_(types_, options, into), into_(into) {
    used_types_.resize(types_.types().size());
    used_files_.resize(files.size());
    tests_in_.resize(files.size());
  }

  void Run() {
    for (size_t t = 0; t < types_.types().size(); ++t) {
      JvmTypeId type = static_cast<JvmTypeId>(t);
      if (types_.file(types_[type].file).is_test_file) TestsOf(type);
    }
    for (size_t f = 0; f < files_.size(); ++f) {
      const SourceFile& file = files_[f];
      if (file.language != Language::kJava && file.language != Language::kKotlin) continue;
      UnreadableFile(static_cast<int>(f));
      UnusedTags(static_cast<int>(f));
    }
  }

 private:
  // Whether JUnit makes an object of the class: not abstract, not private, and either no inner
  // class or a @Nested one in such a class.
  bool IsContainer(JvmTypeId type) {
    const JvmType& one = types_[type];
    const SourceDeclaration& declaration = *one.declaration;
    if (declaration.kind != Kind::kType) return false;
    for (const std::string& modifier : declaration.modifiers) {
      if (modifier == "abstract" || modifier == "interface" || modifier == "private" ||
          modifier == "typealias") {
        return false;
      }
    }
    if (one.outer < 0 || HasModifier(declaration, "static")) return true;
    return tags_.OfClass(type).nested && IsContainer(one.outer);
  }

  static bool IsTest(const SourceDeclaration& function, const JvmMarks& marks) {
    bool value = false;
    for (const std::string& modifier : function.modifiers) {
      if (modifier == "abstract" || modifier == "static" || modifier == "private") return false;
      value = value || modifier == "value";
    }
    return marks.test && (!value || marks.factory);
  }

  static bool IsOldTest(const SourceDeclaration& function) {
    return function.name.starts_with("test") && function.parameters.empty() &&
           HasModifier(function, "public") && !HasModifier(function, "value") &&
           !HasModifier(function, "static") && !HasModifier(function, "abstract");
  }

  struct Method {
    JvmTypeId type = -1;
    const SourceDeclaration* function = nullptr;
    JvmMarks marks;
  };

  // The tests that an object of the class has, its own ones first.
  std::vector<Method> MethodsOf(JvmTypeId type) {
    std::vector<Method> methods;
    std::vector<JvmTypeId> ancestry = types_.Ancestry(type);
    bool old = false;
    for (const std::string& name : tags_.LibraryAncestors(type)) {
      old = old || LastSegment(name) == "TestCase";
    }
    // Names and parameters, to find what is overridden.
    absl::flat_hash_set<std::string> seen;
    for (JvmTypeId id : ancestry) {
      for (const SourceDeclaration* function : types_[id].functions) {
        if (ancestry.size() > 1) {
          std::string key = function->name + types_.Parameters(id, *function);
          if (key.ends_with("(*)")) {  // overriding only where it is written in the same words
            for (const std::string& parameter : function->parameters) key += " " + parameter;
          }
          bool generic = std::find(function->parameters.begin(), function->parameters.end(), "*") !=
                         function->parameters.end();
          bool overridden = !seen.insert(std::move(key)).second;
          if (overridden && !generic && id != type) continue;
        }
        Method method{id, function, {}};
        if (!function->annotations.empty()) {
          auto [known, added] = marks_.try_emplace(function);
          if (added) {
            known->second = tags_.OfAnnotations(types_[id].file, id, function->annotations);
          }
          method.marks = known->second;
        }
        if (IsTest(*function, method.marks) || (old && IsOldTest(*function))) {
          methods.push_back(std::move(method));
        }
      }
    }
    return methods;
  }

  // The class has tests of its own or from its supertypes, its nested classes included.
  bool HasTests(JvmTypeId type) {
    if (!MethodsOf(type).empty()) return true;
    for (JvmTypeId nested : types_[type].nested) {
      if (tags_.OfClass(nested).nested && HasTests(nested)) return true;
    }
    return false;
  }

  bool InheritsNestedTests(JvmTypeId type) {
    for (JvmTypeId ancestor : types_.Ancestry(type)) {
      if (ancestor == type) continue;
      for (JvmTypeId nested : types_[ancestor].nested) {
        if (tags_.OfClass(nested).nested && HasTests(nested)) {
          Use(nested);
          return true;
        }
      }
    }
    return false;
  }

  // A class that shows no test, but may have some from a library.
  bool MayInheritTests(JvmTypeId type) {
    if (!LooksLikeTestClass(types_[type].declaration->name)) return false;
    for (const std::string& name : tags_.LibraryAncestors(type)) {
      if (!IsPlatformName(name) && LastSegment(name).find("Test") != std::string_view::npos) {
        return true;
      }
    }
    return false;
  }

  void Use(JvmTypeId type) {
    for (JvmTypeId source : tags_.OfClass(type).sources) {
      used_types_[static_cast<size_t>(source)] = true;
      used_files_[static_cast<size_t>(types_[source].file)] = true;
    }
  }

  void TestsOf(JvmTypeId type) {
    // Most types of a repository have nothing to do with tests.
    const JvmType& one = types_[type];
    if (one.functions.empty() && one.declaration->supertypes.empty()) return;
    if (!IsContainer(type)) return;
    std::vector<Method> methods = MethodsOf(type);
    for (const Method& method : methods) {
      Test test;
      test.id = one.binary_name + "#" + MethodName(*method.function) +
                types_.Parameters(method.type, *method.function);
      test.position = method.type == type ? method.function->position : one.declaration->position;
      used_functions_.insert(method.function);
      Emit(std::move(test), type, method.marks);
    }
    if (one.declaration->supertypes.empty()) return;
    if (InheritsNestedTests(type) || (methods.empty() && MayInheritTests(type))) {
      Test test;
      test.id = one.binary_name;
      test.position = one.declaration->position;
      Emit(std::move(test), type, {});
    }
  }

  static std::string MethodName(const SourceDeclaration& function) {
    for (const Annotation& annotation : function.annotations) {
      if (LastSegment(annotation.name) == "JvmName" && annotation.arguments.size() == 1) {
        return annotation.arguments[0];
      }
    }
    return HasModifier(function, "internal") ? function.name + "$*" : function.name;
  }

  void Emit(Test test, JvmTypeId type, const JvmMarks& own) {
    const JvmTags::ClassMarks& around = tags_.OfClass(type);
    test.file = types_[type].file;
    for (const JvmMarks* marks : {&own, &around.marks}) {
      for (const JvmMarks::One& one : marks->tags) {
        auto same = [&](const Tag& tag) {
          return tag.kind == one.tag.kind && tag.domain == one.tag.domain;
        };
        if (std::none_of(test.tags.begin(), test.tags.end(), same)) {
          test.tags.push_back({one.tag.kind, one.tag.domain, one.at});
        }
      }
      if (test.undecided.empty()) test.undecided = marks->undecided;
    }
    std::sort(test.tags.begin(), test.tags.end());
    ++tests_in_[static_cast<size_t>(test.file)];
    if (used_tests_of_ != type) Use(type);
    used_tests_of_ = type;
    into_.tests.push_back(std::move(test));
  }

  // A file that cannot be read to its end may hold more tests than were seen: its classes run
  // whole.
  void UnreadableFile(int f) {
    const SourceFile& file = files_[static_cast<size_t>(f)];
    const SourceFacts& facts = *file.facts;
    if (facts.undecided.empty() || !file.is_test_file) return;
    bool tests = tests_in_[static_cast<size_t>(f)] > 0;
    for (const Import& import : facts.imports) {
      tests =
          tests || import.name.starts_with("org.junit") || import.name.starts_with("kotlin.test");
    }
    if (!tests) return;
    std::string why = "the file cannot be read: " + facts.undecided[0].text;
    into_.findings.push_back({Severity::kWarning,
                              {file.path, facts.undecided[0].position},
                              "undecided-tag",
                              why + ", so its tests are selected in every plan",
                              {}});
    std::string package = facts.package.empty() ? "" : facts.package + ".";
    size_t slash = file.path.rfind('/');
    std::string name = file.path.substr(slash == std::string::npos ? 0 : slash + 1);
    std::set<std::string> classes = {package + name.substr(0, name.rfind('.'))};
    for (const SourceDeclaration& declaration : facts.declarations) {
      if (declaration.parent < 0 && declaration.kind == Kind::kType) {
        classes.insert(package + declaration.name);
      }
    }
    for (const std::string& id : classes) {
      Test test;
      test.id = id;
      test.file = f;
      test.position = {1, 1};
      test.undecided = why;
      into_.tests.push_back(std::move(test));
    }
  }

  void Unused(int file, const Annotation& annotation) {
    into_.findings.push_back(
        {Severity::kWarning,
         {files_[static_cast<size_t>(file)].path, annotation.position},
         "unused-tag",
         (annotation.comment ? "the comment `@" : "`@") + annotation.name + "` applies to no test",
         {}});
  }

  // Ours, directly; what comes through other annotations may be meant for anything.
  void UnusedTags(int f) {
    const SourceFacts& facts = *files_[static_cast<size_t>(f)].facts;
    auto check = [&](const std::vector<Annotation>& annotations) {
      for (const Annotation& annotation : annotations) {
        if (ReadTagName(LastSegment(annotation.name))) Unused(f, annotation);
      }
    };
    check(facts.loose_tags);
    if (!used_files_[static_cast<size_t>(f)]) check(facts.annotations);
    for (const SourceDeclaration& declaration : facts.declarations) {
      if (declaration.annotations.empty() || declaration.kind == Kind::kAnnotationType) continue;
      if (declaration.kind == Kind::kFunction && !used_functions_.contains(&declaration)) {
        check(declaration.annotations);
      }
    }
    // The types of a file follow each other in the table.
    auto first = std::lower_bound(types_.types().begin(), types_.types().end(), f,
                                  [](const JvmType& type, int file) { return type.file < file; });
    for (; first != types_.types().end() && first->file == f; ++first) {
      size_t t = static_cast<size_t>(first - types_.types().begin());
      if (used_types_[t] || first->declaration->kind != Kind::kType) continue;
      check(first->declaration->annotations);
    }
  }

  const std::vector<SourceFile>& files_;
  JvmTypes types_;
  JvmTags tags_;
  Discovery& into_;
  std::vector<bool> used_types_, used_files_;  // whose annotations apply to a test
  JvmTypeId used_tests_of_ = -1;               // the last type that Use has seen
  std::vector<int> tests_in_;                  // of each file
  absl::flat_hash_set<const SourceDeclaration*> used_functions_;
  absl::flat_hash_map<const SourceDeclaration*, JvmMarks> marks_;  // of functions
};

}  // namespace

void ResolveJvm(const std::vector<SourceFile>& files, const ResolveOptions& options,
                Discovery& into) {
  Resolver(files, options, into).Run();
}

}  // namespace testfed
