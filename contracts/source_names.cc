#include "contracts/source_names.h"

#include <algorithm>

namespace testfed {
namespace {

using Kind = SourceDeclaration::Kind;

bool IsJvm(Language language) {
  return language == Language::kJava || language == Language::kKotlin;
}

NameHash HashOf(std::string_view name) {  // FNV-1a
  std::uint64_t hash = 0xcbf29ce484222325;
  for (char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return static_cast<NameHash>(hash ^ (hash >> 32));
}

void AddName(std::string_view name, std::vector<NameHash>& names) { names.push_back(HashOf(name)); }

// Each part of `a.b.C[]?`; of `..` none.
void AddParts(std::string_view dotted, std::vector<NameHash>& names) {
  constexpr std::string_view kBetween = ".[]?*/ ";
  for (size_t begin = 0; begin < dotted.size();) {
    size_t end = std::min(dotted.find_first_of(kBetween, begin), dotted.size());
    if (end > begin) AddName(dotted.substr(begin, end - begin), names);
    begin = end + 1;
  }
}

std::string_view LastPart(std::string_view dotted) { return dotted.substr(dotted.rfind('.') + 1); }

void AddAnnotations(const std::vector<Annotation>& annotations, std::vector<NameHash>& names) {
  for (const Annotation& annotation : annotations) {
    if (!annotation.comment) AddParts(annotation.name, names);
  }
}

void Sort(std::vector<NameHash>& names) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
}

std::string_view FolderOf(std::string_view path) {
  size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

std::string_view NameOf(std::string_view path) { return path.substr(path.rfind('/') + 1); }

void AddDeep(const SourceFacts& facts, std::vector<NameHash>& names) {
  AddAnnotations(facts.annotations, names);
  for (const SourceDeclaration& one : facts.declarations) {
    AddAnnotations(one.annotations, names);
    for (const std::string& supertype : one.supertypes) AddParts(supertype, names);
  }
}

void AddJvm(const SourceFacts& facts, SourceNames& names) {
  AddDeep(facts, names.deep);
  for (const SourceDeclaration& one : facts.declarations) {
    if (one.kind != Kind::kFunction) AddName(one.name, names.declared);
    for (const std::string& parameter : one.parameters) AddParts(parameter, names.shallow);
  }
  for (const Import& import : facts.imports) {
    if (import.wildcard || import.alias == LastPart(import.name)) continue;
    AddName(LastPart(import.name), names.deep);
  }
}

// The end of a module's path: `c` of a/b/c.py and of a/b/c/__init__.py.
std::string_view ModuleName(std::string_view path) {
  if (path.ends_with(".py")) path.remove_suffix(3);
  if (NameOf(path) == "__init__") path = FolderOf(path);
  return NameOf(path);
}

std::string HooksIn(std::string_view folder) { return "conftest.py in " + std::string(folder); }

void AddPython(std::string_view path, const SourceFacts& facts, SourceNames& names) {
  AddName(ModuleName(path), names.declared);
  if (NameOf(path) == "conftest.py") AddName(HooksIn(FolderOf(path)), names.declared);
  for (std::string_view folder = path; !folder.empty();) {
    folder = FolderOf(folder);
    AddName(HooksIn(folder), names.shallow);
  }
  AddDeep(facts, names.deep);
  bool relative = false;
  for (const Import& import : facts.imports) {
    AddParts(import.name, names.deep);
    AddParts(import.alias, names.deep);
    relative = relative || import.name.starts_with('.');
  }
  if (!relative) return;
  AddName("", names.deep);  // the package of the root
  AddParts(FolderOf(path), names.deep);
  for (size_t begin = 0, end; begin < path.size(); begin = end + 1) {
    end = std::min(path.find('/', begin), path.size());
    AddName(path.substr(begin, end - begin), names.deep);
  }
}

void AddCpp(const SourceFacts& facts, SourceNames& names) {
  for (const SourceDeclaration& one : facts.declarations) {
    if (one.modifiers.empty() || !one.modifiers[0].starts_with('#')) continue;
    if (one.modifiers[0] == "#define") AddName(one.name, names.declared);
    AddName(one.name, names.deep);
  }
}

bool IsMacroPart(const SourceDeclaration& one) {
  return !one.modifiers.empty() && (one.modifiers[0] == "#define" || one.modifiers[0] == "#call");
}

// Which macros there are, and what they call; what stands between them is nobody's business.
std::string VisibleMacros(const SourceFacts& facts) {
  SourceFacts macros;
  for (const SourceDeclaration& one : facts.declarations) {
    if (!IsMacroPart(one)) continue;
    SourceDeclaration& macro = macros.declarations.emplace_back(one);
    macro.parent = -1;
    macro.annotations.clear();
    macro.position = {};
    // A call belongs to the macro with this name.
    if (one.parent >= 0) {
      macro.supertypes = {facts.declarations[static_cast<size_t>(one.parent)].name};
    }
  }
  return EncodeFacts(macros);
}

// Functions of pytest in a conftest.py count for all tests below, by their names alone.
std::string VisibleHooks(const SourceFacts& facts) {
  SourceFacts hooks;
  for (const SourceDeclaration& one : facts.declarations) {
    if (one.parent >= 0 || !one.name.starts_with("pytest_")) continue;
    SourceDeclaration& hook = hooks.declarations.emplace_back();
    hook.name = one.name;
    hook.modifiers = one.modifiers;
  }
  return EncodeFacts(hooks);
}

}  // namespace

SourceNames NamesOf(std::string_view path, Language language, const SourceFacts& facts) {
  SourceNames names;
  if (IsJvm(language)) {
    AddJvm(facts, names);
  } else if (language == Language::kPython) {
    AddPython(path, facts, names);
  } else if (language == Language::kCpp) {
    AddCpp(facts, names);
  } else if (language == Language::kStarlark) {
    const std::string hiding = "BUILD.bazel in " + std::string(FolderOf(path));
    if (NameOf(path) == "BUILD.bazel") AddName(hiding, names.declared);
    if (NameOf(path) == "BUILD") AddName(hiding, names.deep);
  }
  for (auto* list : {&names.declared, &names.deep, &names.shallow}) Sort(*list);
  std::erase_if(names.shallow, [&](NameHash name) {
    return std::binary_search(names.deep.begin(), names.deep.end(), name);
  });
  return names;
}

std::string VisibleFacts(Language language, const SourceFacts& facts, bool with_types) {
  if (language == Language::kCpp) return VisibleMacros(facts);
  if (!IsJvm(language) && language != Language::kPython) return "";
  SourceFacts seen = facts;
  seen.loose_tags.clear();
  for (Undecided& one : seen.undecided) one.position = {};
  for (SourceDeclaration& one : seen.declarations) {
    // Python's marks stand before or behind the name that they belong to.
    const bool marked = language == Language::kPython && !one.annotations.empty();
    if (!marked && !(with_types && one.kind == Kind::kType)) one.position = {};
  }
  return EncodeFacts(seen);
}

std::string VisibleTypes(Language language, const SourceFacts& facts) {
  if (language == Language::kPython) return VisibleHooks(facts);
  if (!IsJvm(language)) return "";
  SourceFacts types;
  types.package = facts.package;
  types.imports = facts.imports;
  std::vector<int> numbers(facts.declarations.size(), -1);  // among the types
  for (size_t i = 0; i < facts.declarations.size(); ++i) {
    SourceDeclaration one = facts.declarations[i];
    if (one.kind == Kind::kFunction) continue;
    if (one.parent >= 0) one.parent = numbers[static_cast<size_t>(one.parent)];
    numbers[i] = static_cast<int>(types.declarations.size());
    one.annotations.clear();
    one.parameters.clear();
    one.position = {};
    types.declarations.push_back(std::move(one));
  }
  return EncodeFacts(types);
}

}  // namespace testfed
