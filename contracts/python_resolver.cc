// Tests of Python by pytest's default conventions (docs.pytest.org, "Conventions for Python test
// discovery", and unittest's). Where it is not sure that a node id exists, the unit is the class or
// the file around it, since one id that does not exist stops pytest before any test.
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "contracts/python_tags.h"

namespace testfed {
namespace {

using Kind = SourceDeclaration::Kind;

constexpr int kMaxNesting = 20;  // of classes in classes and of superclasses

struct ClassName {
  int file = 0, declaration = 0;
  auto operator<=>(const ClassName&) const = default;
};

// A class with its superclasses, the nearest first.
struct Family {
  std::vector<ClassName> classes;
  bool test_case = false;  // of unittest
  bool open = false;       // has a superclass that cannot be seen
  std::string undecided;
  TagSet library_tags;
};

bool Has(const SourceDeclaration& declaration, std::string_view modifier) {
  return std::find(declaration.modifiers.begin(), declaration.modifiers.end(), modifier) !=
         declaration.modifiers.end();
}

std::string_view LastPart(std::string_view name) { return name.substr(name.rfind('.') + 1); }

// Decorators that replace a test by others with other names.
bool IsRenamed(const SourceDeclaration& declaration) {
  for (const Annotation& one : declaration.annotations) {
    const std::string_view last = LastPart(one.name);
    for (std::string_view known :
         {"expand", "parameters", "named_parameters", "product", "data", "file_data", "named_data",
          "idata", "parameterized_class", "ddt"}) {
      if (last == known) return true;
    }
  }
  return false;
}

bool HasGeneratedInit(const SourceDeclaration& declaration) {
  for (const Annotation& one : declaration.annotations) {
    for (std::string_view known : {"dataclass", "dataclasses.dataclass", "attr.s", "attr.attrs",
                                   "attr.define", "attrs.define", "attrs.frozen"}) {
      if (one.name == known) return true;
    }
  }
  return false;
}

class PythonResolver {
 public:
  PythonResolver(const std::vector<SourceFile>& files, const ResolveOptions& options,
                 Discovery& into)
      : files_(files), modules_(files), tags_(files, modules_, options, into), into_(into) {}

  void Resolve() {
    FindHooks();
    for (size_t i = 0; i < files_.size(); ++i) {
      if (files_[i].language != Language::kPython || files_[i].facts == nullptr) continue;
      if (files_[i].is_test_file) ResolveFile(static_cast<int>(i));
    }
    for (size_t i = 0; i < files_.size(); ++i) {
      if (files_[i].language == Language::kPython && files_[i].facts != nullptr) ReportUnused(i);
    }
  }

 private:
  const std::string& path(int file) const { return files_[static_cast<size_t>(file)].path; }
  const SourceDeclaration& At(const ClassName& name) const {
    return modules_.facts(name.file).declarations[static_cast<size_t>(name.declaration)];
  }

  // A hook of pytest in a conftest.py that names a mark that is a tag may give it to any test in
  // its folder and below: pytest_collection_modifyitems and its kin.
  void FindHooks() {
    for (size_t i = 0; i < files_.size(); ++i) {
      const SourceFile& file = files_[i];
      if (file.language != Language::kPython || file.facts == nullptr) continue;
      const size_t slash = file.path.rfind('/') + 1;  // 0 at the root
      if (file.path.compare(slash, std::string::npos, "conftest.py") != 0) continue;
      for (const SourceDeclaration& one : file.facts->declarations) {
        if (one.parent >= 0 || !one.name.starts_with("pytest_") || !Has(one, "marks")) continue;
        hooks_.try_emplace(file.path.substr(0, slash),
                           "`" + one.name + "` of " + file.path + " names marks");
      }
    }
  }

  // "" where no hook above the file gives marks.
  std::string HookAbove(const std::string& file) const {
    for (const auto& [folder, why] : hooks_) {
      if (file.starts_with(folder)) return why;
    }
    return "";
  }

  void ResolveFile(int file) {
    file_ = file;
    tests_.clear();
    const SourceFacts& facts = modules_.facts(file);
    TagSet marks = tags_.OfFile(file);
    for (const Undecided& one : facts.undecided) {
      into_.findings.push_back({Severity::kWarning,
                                {path(file), one.position},
                                "undecided-tag",
                                one.text + "; the file's tests are selected",
                                {}});
      if (marks.undecided.empty()) marks.undecided = one.text;
    }
    const bool is_read = marks.undecided.empty();  // then it has no other tests than these
    if (is_read) marks.undecided = HookAbove(path(file));
    for (size_t i = 0; i < facts.declarations.size(); ++i) {
      const SourceDeclaration& one = facts.declarations[i];
      if (one.parent >= 0) continue;
      AddTop({file, static_cast<int>(i)}, one.name, one.position, marks);
      if (one.name == "__test__" && Has(one, "untested")) return;
    }
    for (const Import& import : facts.imports) AddImported(import, marks);
    if (!is_read) Emit(path(file), {}, marks);
  }

  // A function or class that has a name in the file's module.
  void AddTop(const ClassName& name, std::string_view as, Position position, const TagSet& marks) {
    const SourceDeclaration& one = At(name);
    if (one.kind == Kind::kType) {
      AddClass(name, as, path(file_), position, marks, Has(one, "conditional"), 0);
      return;
    }
    if (one.kind == Kind::kFunction) AddFunction(name, as, path(file_), position, marks, false);
  }

  // Tests that are imported by name run here too.
  void AddImported(const Import& import, const TagSet& marks) {
    const bool test_name = import.alias.starts_with("test") || import.alias.starts_with("Test");
    if (import.is_static) return;
    if (import.wildcard) {
      for (int other : modules_.FilesOf(file_, import.name)) {
        const SourceFacts& facts = modules_.facts(other);
        for (size_t i = 0; other != file_ && i < facts.declarations.size(); ++i) {
          const SourceDeclaration& one = facts.declarations[i];
          if (one.parent < 0 && !one.name.starts_with('_')) {
            AddTop({other, static_cast<int>(i)}, one.name, {1, 1}, marks);
          }
        }
      }
      return;
    }
    for (const PythonName& name : modules_.Find(file_, import.alias)) {
      if (name.file < 0 || name.declaration < 0 || name.file == file_) continue;
      const SourceDeclaration& one = At({name.file, name.declaration});
      if (one.kind == Kind::kFunction && !test_name) continue;
      AddTop({name.file, name.declaration}, import.alias, {1, 1}, marks);
    }
  }

  void AddFunction(const ClassName& name, std::string_view as, const std::string& outer,
                   Position position, const TagSet& marks, bool unsure) {
    const SourceDeclaration& one = At(name);
    if (Has(one, "none")) return;
    TagSet own = tags_.Of(name.file, one);
    const bool convention = as.starts_with("test") || Has(one, "assigned");
    if (!convention && own.tags.empty()) return;
    if (std::any_of(one.annotations.begin(), one.annotations.end(), [](const Annotation& mark) {
          return mark.name == "pytest.fixture" || mark.name == "fixture";
        })) {
      return;
    }
    own.Add(marks);
    if (Has(one, "assigned")) {
      if (!own.empty()) Emit(outer, position, own);
      return;
    }
    if (unsure || !convention || Has(one, "conditional")) {
      Emit(path(file_), position, own);
    } else if (IsRenamed(one)) {
      Emit(outer, position, own);
    } else {
      Emit(outer + "::" + std::string(as), position, own);
    }
  }

  void AddClass(const ClassName& name, std::string_view as, const std::string& outer,
                Position position, const TagSet& outer_marks, bool unsure, int depth) {
    const SourceDeclaration& own = At(name);
    const Family family = FamilyOf(name);
    const bool convention = as.starts_with("Test");
    bool built = false, tested = true, decided = false, methods = false;
    TagSet marks;
    for (const ClassName& one : family.classes) {
      const SourceDeclaration& type = At(one);
      built = built || HasGeneratedInit(type);
      if (!decided && (Has(type, "untested") || Has(type, "tested"))) {
        decided = true;
        tested = Has(type, "tested");
      }
      for (int child : ChildrenOf(one)) {
        const SourceDeclaration& inner = At({one.file, child});
        built = built || inner.name == "__init__" || inner.name == "__new__";
        methods = methods || inner.name.starts_with("test") ||
                  (inner.kind == Kind::kFunction && !inner.annotations.empty() &&
                   !tags_.Of(one.file, inner).tags.empty());
      }
      marks.Add(tags_.Of(one.file, type));
    }
    marks.Add(family.library_tags);
    if (!tested || (built && !family.test_case && !family.open)) return;
    if (!family.test_case && !convention) {
      // Perhaps python_classes says so, perhaps a superclass that cannot be seen is a TestCase.
      if (!family.open && marks.tags.empty() && !(methods && HasTags(family))) return;
      if (!methods && marks.tags.empty()) return;
      unsure = true;
    }
    if (marks.undecided.empty()) marks.undecided = family.undecided;
    marks.Add(outer_marks);
    const std::string id = outer + "::" + std::string(as);
    const bool renamed = IsRenamed(own);
    std::set<std::string_view> seen;
    for (const ClassName& one : family.classes) {
      std::set<std::string_view> here;
      for (int child : ChildrenOf(one)) {
        const SourceDeclaration& inner = At({one.file, child});
        if (seen.count(inner.name) > 0) continue;
        here.insert(inner.name);
        const Position at = one == name ? inner.position : position;
        if (inner.kind == Kind::kFunction) {
          AddFunction({one.file, child}, inner.name, id, at, marks, unsure || renamed);
        } else if (inner.kind == Kind::kType && depth < kMaxNesting) {
          AddClass({one.file, child}, inner.name, id, at, marks,
                   unsure || Has(inner, "conditional"), depth + 1);
        }
      }
      seen.insert(here.begin(), here.end());
    }
    // What a superclass that cannot be seen brings along.
    if ((family.open || !family.undecided.empty()) && !marks.empty()) {
      Emit(unsure ? path(file_) : id, position, marks);
    }
  }

  bool HasTags(const Family& family) {
    for (const ClassName& one : family.classes) {
      for (int child : ChildrenOf(one)) {
        if (!tags_.Of(one.file, At({one.file, child})).tags.empty()) return true;
      }
    }
    return false;
  }

  const std::vector<int>& ChildrenOf(const ClassName& name) {
    auto [children, added] = children_.try_emplace(name.file);
    if (added) {
      const SourceFacts& facts = modules_.facts(name.file);
      children->second.resize(facts.declarations.size());
      for (size_t i = 0; i < facts.declarations.size(); ++i) {
        const int parent = facts.declarations[i].parent;
        if (parent >= 0)
          children->second[static_cast<size_t>(parent)].push_back(static_cast<int>(i));
      }
    }
    return children->second[static_cast<size_t>(name.declaration)];
  }

  Family FamilyOf(const ClassName& name) {
    Family family;
    AddFamily(name, 0, family);
    return family;
  }

  void AddFamily(const ClassName& name, int depth, Family& family) {
    if (depth > kMaxNesting ||
        std::find(family.classes.begin(), family.classes.end(), name) != family.classes.end()) {
      return;
    }
    family.classes.push_back(name);
    const SourceDeclaration& type = At(name);
    if (Has(type, "computed")) {
      family.open = true;
      family.undecided = "a superclass of `" + type.name + "` is computed";
    }
    if (name.file != file_ && !modules_.facts(name.file).undecided.empty()) {
      family.open = true;
      family.undecided = path(name.file) + " cannot be read";
    }
    for (const std::string& base : type.supertypes) AddBase(name, base, depth, family);
  }

  void AddBase(const ClassName& name, const std::string& base, int depth, Family& family) {
    const std::string last(LastPart(base));
    const std::vector<PythonName> found = modules_.Find(name.file, base);
    if (found.empty() && base != "object" && !base.ends_with("Exception") &&
        !base.ends_with("Error")) {
      family.open = true;
      family.test_case = family.test_case || last.ends_with("TestCase");
    }
    for (const PythonName& one : found) {
      const bool type = one.file >= 0 && one.declaration >= 0 &&
                        At({one.file, one.declaration}).kind == Kind::kType;
      if (type) {
        if (one.ambiguous) {
          family.open = true;
          family.undecided = "`" + base + "` may be of several modules";
        }
        AddFamily({one.file, one.declaration}, depth + 1, family);
        continue;
      }
      const std::string full = one.file < 0 ? one.full : base;
      family.test_case = family.test_case || LastPart(full).ends_with("TestCase");
      const bool known = full == "unittest.TestCase" ||
                         full == "unittest.IsolatedAsyncioTestCase" || full == "abc.ABC" ||
                         full.starts_with("typing.") || full.starts_with("enum.");
      family.open = family.open || !known;
      if (one.file < 0) {
        tags_.AddLibrary(full, false, {path(name.file), At(name).position}, family.library_tags);
      }
    }
  }

  void Emit(const std::string& id, Position position, const TagSet& tags) {
    for (const Tag& tag : tags.tags) used_.insert(tag.at);
    const auto [at, added] = tests_.try_emplace(id, into_.tests.size());
    if (added) {
      into_.tests.push_back({id, file_, position, tags.Sorted(), tags.undecided});
      return;
    }
    Test& test = into_.tests[at->second];
    TagSet both{test.tags, test.undecided};
    both.Add(tags);
    test.tags = both.Sorted();
    test.undecided = both.undecided;
  }

  void ReportUnused(size_t index) {
    const auto report = [&](const Annotation& tag) {
      const Place place{files_[index].path, tag.position};
      if (!tag.comment || used_.count(place) > 0) return;
      into_.findings.push_back({Severity::kWarning,
                                place,
                                "unused-tag",
                                "`@" + tag.name + "` stands above no test",
                                {}});
    };
    for (const Annotation& tag : files_[index].facts->loose_tags) report(tag);
    if (!files_[index].is_test_file) return;
    for (const SourceDeclaration& one : files_[index].facts->declarations) {
      for (const Annotation& tag : one.annotations) report(tag);
    }
  }

  const std::vector<SourceFile>& files_;
  PythonModules modules_;
  PythonTags tags_;
  Discovery& into_;
  int file_ = 0;                         // whose tests are made
  std::map<std::string, size_t> tests_;  // of that file: index into into_.tests
  std::map<int, std::vector<std::vector<int>>> children_;
  std::set<Place> used_;
  std::map<std::string, std::string> hooks_;  // by folder, "" or with a slash at its end: why
};

}  // namespace

void ResolvePython(const std::vector<SourceFile>& files, const ResolveOptions& options,
                   Discovery& into) {
  PythonResolver(files, options, into).Resolve();
}

}  // namespace testfed
