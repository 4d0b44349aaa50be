#include "contracts/jvm_types.h"

#include <algorithm>
#include <utility>

#include "contracts/jvm_library.h"

namespace testfed {
namespace {

constexpr int kMaxDepth = 20;  // aliases of aliases, supertypes of enclosing types

bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }

// Before the first dot, and what is behind it.
std::pair<std::string_view, std::string_view> Split(std::string_view name) {
  size_t dot = name.find('.');
  if (dot == std::string_view::npos) return {name, {}};
  return {name.substr(0, dot), name.substr(dot + 1)};
}

std::string Dotted(std::string_view a, std::string_view b) {
  std::string name(a);
  if (!a.empty() && !b.empty()) name += '.';
  name += b;
  return name;
}

}  // namespace

bool HasModifier(const SourceDeclaration& declaration, std::string_view modifier) {
  return std::find(declaration.modifiers.begin(), declaration.modifiers.end(), modifier) !=
         declaration.modifiers.end();
}

std::string_view LastSegment(std::string_view dotted) {
  size_t dot = dotted.rfind('.');
  return dot == std::string_view::npos ? dotted : dotted.substr(dot + 1);
}

JvmTypes::JvmTypes(const std::vector<SourceFile>& files) : files_(files), names_(files.size()) {
  std::vector<JvmTypeId> of_declaration;
  for (size_t f = 0; f < files.size(); ++f) {
    const SourceFile& file = files[f];
    if (file.language != Language::kJava && file.language != Language::kKotlin) continue;
    for (const Import& import : file.facts->imports) {
      if (import.wildcard) {
        names_[f].wildcards.push_back(import.name);
      } else {
        names_[f].single.emplace(import.alias, import.name);
      }
    }
    const std::vector<SourceDeclaration>& declarations = file.facts->declarations;
    of_declaration.assign(declarations.size(), -1);
    for (size_t d = 0; d < declarations.size(); ++d) {
      const SourceDeclaration& declaration = declarations[d];
      JvmTypeId outer =
          declaration.parent < 0 ? -1 : of_declaration[static_cast<size_t>(declaration.parent)];
      if (declaration.kind == SourceDeclaration::Kind::kFunction) {
        if (outer >= 0) types_[static_cast<size_t>(outer)].functions.push_back(&declaration);
        continue;
      }
      JvmTypeId id = static_cast<JvmTypeId>(types_.size());
      of_declaration[d] = id;
      JvmType type;
      type.file = static_cast<int>(f);
      type.declaration = &declaration;
      type.outer = outer;
      if (outer >= 0) {
        JvmType& around = types_[static_cast<size_t>(outer)];
        around.nested.push_back(id);
        type.full_name = around.full_name + "." + declaration.name;
        type.binary_name = around.binary_name + "$" + declaration.name;
        nested_names_.insert(declaration.name);
      } else {
        type.full_name = Dotted(file.facts->package, declaration.name);
        type.binary_name = type.full_name;
      }
      types_.push_back(std::move(type));
    }
  }
  by_full_name_.reserve(types_.size());
  for (size_t t = 0; t < types_.size(); ++t) {
    auto [known, added] = by_full_name_.emplace(types_[t].full_name, static_cast<JvmTypeId>(t));
    if (!added) {
      JvmType& first = types_[static_cast<size_t>(known->second)];
      types_[t].next_same = first.next_same;
      first.next_same = static_cast<JvmTypeId>(t);
    }
  }
  // A supertype may itself be a type that is nested in a supertype: once more for those that were
  // not found when not all were known.
  supertypes_.resize(types_.size());
  library_supertypes_.resize(types_.size());
  for (int pass = 0; pass < 2; ++pass) {
    for (size_t t = 0; t < types_.size(); ++t) {
      const JvmType& type = types_[t];
      if (type.declaration->supertypes.empty()) continue;
      if (HasModifier(*type.declaration, "typealias")) continue;
      if (pass == 1 && library_supertypes_[t].empty()) continue;
      std::vector<JvmTypeId> known;
      std::vector<std::string> libraries;
      for (const std::string& name : type.declaration->supertypes) {
        Meaning meaning = Resolve(type.file, type.outer, name);
        for (JvmTypeId id = meaning.type; id >= 0; id = (*this)[id].next_same) known.push_back(id);
        if (meaning.type < 0) {
          libraries.push_back(meaning.full_name.empty() ? name : std::move(meaning.full_name));
        }
      }
      supertypes_[t] = std::move(known);
      library_supertypes_[t] = std::move(libraries);
    }
  }
}

JvmTypeId JvmTypes::Find(std::string_view full_name) const {
  auto found = by_full_name_.find(full_name);
  return found == by_full_name_.end() ? -1 : found->second;
}

JvmTypeId JvmTypes::FindIn(std::string_view prefix, std::string_view name) const {
  return prefix.empty() ? Find(name) : Find(Dotted(prefix, name));
}

JvmTypeId JvmTypes::Nested(JvmTypeId type, std::string_view name, int depth) const {
  if (depth > kMaxDepth) return -1;
  for (JvmTypeId id : (*this)[type].nested) {
    if ((*this)[id].declaration->name == name) return id;
  }
  for (JvmTypeId supertype : Supertypes(type)) {
    if (JvmTypeId id = Nested(supertype, name, depth + 1); id >= 0) return id;
  }
  return -1;
}

// A type, or what it is an alias of.
JvmTypes::Meaning JvmTypes::Known(JvmTypeId type, int depth) const {
  const SourceDeclaration& declaration = *(*this)[type].declaration;
  if (!HasModifier(declaration, "typealias")) return {type, "", true};
  if (declaration.supertypes.empty() || depth > kMaxDepth) return {};
  return Resolve((*this)[type].file, -1, declaration.supertypes[0], depth + 1);
}

JvmTypes::Meaning JvmTypes::Resolve(int file, JvmTypeId scope, std::string_view name) const {
  return Resolve(file, scope, name, 0);
}

JvmTypes::Meaning JvmTypes::Resolve(int file, JvmTypeId scope, std::string_view name,
                                    int depth) const {
  auto [first, rest] = Split(name);
  const Names& names = names_[static_cast<size_t>(file)];
  // Down from the type that the first segment names.
  auto descend = [&](JvmTypeId type) -> Meaning {
    std::string_view left = rest;
    while (type >= 0 && !left.empty()) {
      auto [segment, more] = Split(left);
      type = Nested(type, segment, 0);
      left = more;
    }
    return type < 0 ? Meaning{} : Known(type, depth);
  };
  if (nested_names_.contains(first)) {
    for (JvmTypeId type = scope; type >= 0; type = (*this)[type].outer) {
      if (JvmTypeId id = Nested(type, first, 0); id >= 0) return descend(id);
    }
  }
  if (auto single = names.single.find(first); single != names.single.end()) {
    if (JvmTypeId id = Find(single->second); id >= 0) return descend(id);
    // An import of a type nested in a supertype, or of something outside.
    return {-1, Dotted(single->second, rest), true};
  }
  if (JvmTypeId id = FindIn(file_package(file), first); id >= 0) return descend(id);
  for (std::string_view wildcard : names.wildcards) {
    if (JvmTypeId id = FindIn(wildcard, first); id >= 0) return descend(id);
  }
  if (!rest.empty()) {
    if (JvmTypeId id = Find(name); id >= 0) return Known(id, depth);
    // com.acme.Outer.Inner with a nested type that Outer inherits is not looked for.
    if (!IsUpper(first[0])) return {-1, std::string(name), true};
    return {-1, "", false};
  }
  for (std::string_view wildcard : names.wildcards) {
    std::string full = Dotted(wildcard, name);
    if (IsJunitName(full)) return {-1, std::move(full), true};
  }
  if (names.wildcards.size() == 1 && !IsPlatformSimpleName(name)) {
    return {-1, Dotted(names.wildcards[0], name), false};
  }
  return {};
}

std::vector<JvmTypeId> JvmTypes::Ancestry(JvmTypeId type) const {
  std::vector<JvmTypeId> all = {type};
  for (size_t i = 0; i < all.size(); ++i) {
    for (JvmTypeId supertype : Supertypes(all[i])) {
      if (std::find(all.begin(), all.end(), supertype) == all.end()) all.push_back(supertype);
    }
  }
  return all;
}

std::string JvmTypes::Parameters(JvmTypeId scope, const SourceDeclaration& function) const {
  if (function.parameters.empty()) return "";
  std::string text = "(";
  for (const std::string& parameter : function.parameters) {
    std::string type = ParameterType(scope, parameter);
    if (type.empty()) return "(*)";
    if (text.size() > 1) text += ',';
    text += type;
  }
  return text + ")";
}

// "" where it is not known.
std::string JvmTypes::ParameterType(JvmTypeId scope, std::string_view type) const {
  std::string_view name = type;
  std::string brackets;
  while (name.ends_with("[]")) {
    name.remove_suffix(2);
    brackets += "[]";
  }
  if (name.empty() || name == "*") return "";
  bool kotlin = file((*this)[scope].file).language == Language::kKotlin;
  if (!kotlin && IsPrimitive(name)) return std::string(type);
  bool nullable = kotlin && name.ends_with("?");
  if (nullable) name.remove_suffix(1);
  Meaning meaning = Resolve((*this)[scope].file, scope, name);
  if (meaning.type >= 0) return (*this)[meaning.type].binary_name + brackets;
  if (!meaning.full_name.empty()) {
    if (!meaning.qualified) return "";
    // By convention packages begin with a small letter and types with a capital one.
    std::string binary = meaning.full_name;
    for (size_t dot = binary.find('.'); dot != std::string::npos; dot = binary.find('.', dot + 1)) {
      size_t begin = binary.rfind('.', dot - 1);
      begin = begin == std::string::npos ? 0 : begin + 1;
      if (begin < dot && IsUpper(binary[begin])) binary[dot] = '$';
    }
    return binary + brackets;
  }
  // Not imported: what both languages know by themselves, unless a wildcard could bring another.
  std::string_view own = kotlin ? KotlinTypeName(name, nullable) : JavaLangName(name);
  return own.empty() ? "" : std::string(own) + brackets;
}

}  // namespace testfed
