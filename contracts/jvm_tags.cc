#include "contracts/jvm_tags.h"

#include <algorithm>
#include <utility>

#include "contracts/jvm_library.h"

namespace testfed {
namespace {

std::string NotLiteral(std::string_view annotation) {
  return "the argument of `@" + std::string(annotation) + "` is not literal text";
}

}  // namespace

void JvmMarks::Add(const JvmMarks& other) {
  tags.insert(tags.end(), other.tags.begin(), other.tags.end());
  test = test || other.test;
  factory = factory || other.factory;
  nested = nested || other.nested;
  if (undecided.empty()) undecided = other.undecided;
}

JvmTags::JvmTags(const JvmTypes& types, const ResolveOptions& options, Discovery& into)
    : types_(types),
      options_(options),
      into_(into),
      by_annotation_type_(types.types().size()),
      by_own_(types.types().size()),
      by_class_(types.types().size()) {
  for (const JvmType& type : types.types()) {
    by_name_.resize(static_cast<size_t>(type.file) + 1);
    by_file_.resize(by_name_.size());
    const SourceDeclaration& declaration = *type.declaration;
    if (declaration.kind != SourceDeclaration::Kind::kAnnotationType) continue;
    if (type.outer >= 0) nested_annotations_[declaration.name] = 1;
    if (ReadTagName(declaration.name)) {
      declared_[declaration.name].push_back({types.file(type.file).path, declaration.position});
    }
  }
  for (size_t i = 0; i < into.libraries.size(); ++i) libraries_[into.libraries[i].name] = i;
}

void JvmTags::CountLibrary(const std::string& name, bool is_annotation, const Place& at) {
  auto [known, added] = libraries_.emplace(name, into_.libraries.size());
  if (added) into_.libraries.push_back({name, is_annotation, 0, at});
  LibraryType& library = into_.libraries[known->second];
  ++library.count;
  library.first = std::min(library.first, at);
}

void JvmTags::ReportUndecided(const Place& at, const std::string& text) {
  if (!reported_.emplace(at, text).second) return;
  into_.findings.push_back({Severity::kWarning,
                            at,
                            "undecided-tag",
                            text + ", so its tests are selected in every plan",
                            {}});
}

// Of the annotation type of a tag; "" for at most one declaration.
std::string JvmTags::TwoDeclarations(std::string_view simple_name) const {
  auto declared = declared_.find(simple_name);
  if (declared == declared_.end() || declared->second.size() < 2) return "";
  return "`@" + std::string(simple_name) + "` has two declarations, " +
         ToString(declared->second[0]) + " and " + ToString(declared->second[1]);
}

// What the name of an annotation means, its arguments aside.
const JvmTags::Meaning& JvmTags::OfName(int file, JvmTypeId scope, const std::string& name) {
  absl::flat_hash_map<std::string_view, Meaning>& known = by_name_[static_cast<size_t>(file)];
  bool scoped = nested_annotations_.contains(std::string_view(name).substr(0, name.find('.')));
  if (!scoped) {
    auto found = known.find(name);
    if (found != known.end()) return found->second;
  }
  Meaning meaning;
  JvmTypes::Meaning type = types_.Resolve(file, scope, name);
  const std::string& full = type.full_name;
  std::string_view simple = type.type >= 0 ? types_[type.type].declaration->name
                            : full.empty() ? LastSegment(name)
                                           : LastSegment(full);
  if (std::optional<TagName> tag = ReadTagName(simple)) {
    meaning.marks.tags.push_back({*tag, false, {}});
    meaning.marks.undecided = TwoDeclarations(simple);
  } else if (type.type < 0) {
    if (IsTestAnnotation(full)) {
      meaning.marks.test = true;
      meaning.marks.factory = IsTestFactory(full);
    } else if (full == "org.junit.jupiter.api.Nested") {
      meaning.marks.nested = true;
    } else if (full == "org.junit.jupiter.api.Tag") {
      meaning.is_junit_tag = true;
    } else if (!IsPlatformName(full.empty() ? name : full)) {
      auto mapped = options_.library_tags.find(full);
      std::optional<TagName> library_tag;
      if (mapped != options_.library_tags.end()) library_tag = ReadTagName(mapped->second);
      if (library_tag) {
        meaning.marks.tags.push_back({*library_tag, false, {}});
      } else {
        meaning.library = full.empty() ? name : full;
      }
      if (LooksLikeTestAnnotation(simple)) meaning.marks.test = meaning.marks.factory = true;
    }
  }
  for (JvmTypeId id = type.type; id >= 0; id = types_[id].next_same) {
    meaning.marks.Add(OfAnnotationType(id));
  }
  // A name that a nested type can have means something else in each scope.
  if (scoped) return scoped_ = std::move(meaning);
  return known.insert_or_assign(name, std::move(meaning)).first->second;
}

JvmTags::Meaning JvmTags::OfAnnotation(int file, JvmTypeId scope, const Annotation& annotation) {
  if (annotation.comment) {
    Meaning meaning;
    if (auto tag = ReadTagName(annotation.name)) meaning.marks.tags.push_back({*tag, false, {}});
    return meaning;
  }
  Meaning meaning = OfName(file, scope, annotation.name);
  if (!meaning.is_junit_tag) return meaning;
  for (const std::string& argument : annotation.arguments) {
    if (auto tag = ReadTagLabel(argument)) meaning.marks.tags.push_back({*tag, true, {}});
  }
  if (!annotation.literal) meaning.marks.undecided = NotLiteral(annotation.name);
  return meaning;
}

// What the annotations on an annotation type say, at any depth.
const JvmMarks& JvmTags::OfAnnotationType(JvmTypeId start) {
  std::optional<JvmMarks>& known = by_annotation_type_[static_cast<size_t>(start)];
  if (known) return *known;
  JvmMarks marks;
  struct Step {
    JvmTypeId type;
    bool visible;  // JUnit sees it
    bool operator==(const Step&) const = default;
  };
  std::vector<Step> steps;
  auto visit = [&](JvmTypeId type, bool visible) {
    visible = visible && HasModifier(*types_[type].declaration, "runtime");
    Step step{type, visible};
    if (std::find(steps.begin(), steps.end(), step) == steps.end()) steps.push_back(step);
  };
  visit(start, true);
  for (size_t i = 0; i < steps.size(); ++i) {
    Step step = steps[i];
    const JvmType& type = types_[step.type];
    for (const Undecided& one : types_.file(type.file).facts->undecided) {
      if (marks.undecided.empty()) {
        marks.undecided = types_.file(type.file).path + " cannot be read: " + one.text;
      }
    }
    for (const Annotation& annotation : type.declaration->annotations) {
      Place at{types_.file(type.file).path, annotation.position};
      if (annotation.comment) {
        if (auto tag = ReadTagName(annotation.name)) marks.tags.push_back({*tag, false, at});
        continue;
      }
      JvmTypes::Meaning meaning = types_.Resolve(type.file, type.outer, annotation.name);
      std::string_view simple = meaning.type >= 0           ? types_[meaning.type].declaration->name
                                : meaning.full_name.empty() ? LastSegment(annotation.name)
                                                            : LastSegment(meaning.full_name);
      if (auto tag = ReadTagName(simple)) {
        marks.tags.push_back({*tag, false, at});
        if (marks.undecided.empty()) marks.undecided = TwoDeclarations(simple);
      }
      for (JvmTypeId id = meaning.type; id >= 0; id = types_[id].next_same) visit(id, step.visible);
      if (meaning.type >= 0) continue;
      if (meaning.full_name == "org.junit.jupiter.api.Tag") {
        if (!step.visible) continue;
        for (const std::string& argument : annotation.arguments) {
          if (auto tag = ReadTagLabel(argument)) marks.tags.push_back({*tag, true, at});
        }
        if (!annotation.literal) {
          if (marks.undecided.empty()) marks.undecided = NotLiteral(annotation.name);
          ReportUndecided(at, NotLiteral(annotation.name));
        }
      } else if (IsTestAnnotation(meaning.full_name)) {
        marks.test = marks.test || step.visible;
        marks.factory = marks.factory || (step.visible && IsTestFactory(meaning.full_name));
      } else if (meaning.full_name == "org.junit.jupiter.api.Nested") {
        marks.nested = marks.nested || step.visible;
      } else {
        auto mapped = options_.library_tags.find(meaning.full_name);
        if (mapped != options_.library_tags.end()) {
          if (auto tag = ReadTagName(mapped->second)) marks.tags.push_back({*tag, false, at});
        }
      }
    }
  }
  known = std::move(marks);
  return *known;
}

JvmMarks JvmTags::OfAnnotations(int file, JvmTypeId scope,
                                const std::vector<Annotation>& annotations) {
  JvmMarks marks;
  for (const Annotation& annotation : annotations) {
    Meaning meaning = OfAnnotation(file, scope, annotation);
    if (meaning.marks.tags.empty() && meaning.library.empty() && meaning.marks.undecided.empty()) {
      marks.Add(meaning.marks);
      continue;
    }
    Place at{types_.file(file).path, annotation.position};
    for (JvmMarks::One& tag : meaning.marks.tags) tag.at = at;
    if (!meaning.library.empty()) CountLibrary(meaning.library, true, at);
    if (!meaning.marks.undecided.empty()) ReportUndecided(at, meaning.marks.undecided);
    marks.Add(meaning.marks);
  }
  return marks;
}

std::vector<std::string> JvmTags::LibraryAncestors(JvmTypeId type) const {
  std::vector<std::string> names;
  for (JvmTypeId ancestor : types_.Ancestry(type)) {
    const std::vector<std::string>& own = types_.LibrarySupertypes(ancestor);
    names.insert(names.end(), own.begin(), own.end());
  }
  return names;
}

// What stands on the class itself.
const JvmMarks& JvmTags::OfOwn(JvmTypeId type) {
  std::optional<JvmMarks>& known = by_own_[static_cast<size_t>(type)];
  if (known) return *known;
  const JvmType& one = types_[type];
  JvmMarks marks = OfAnnotations(one.file, one.outer, one.declaration->annotations);
  Place at{types_.file(one.file).path, one.declaration->position};
  for (const std::string& name : types_.LibrarySupertypes(type)) {
    auto mapped = options_.library_tags.find(name);
    std::optional<TagName> tag;
    if (mapped != options_.library_tags.end()) tag = ReadTagName(mapped->second);
    if (tag) {
      marks.tags.push_back({*tag, false, at});
    } else if (!IsPlatformName(name)) {
      CountLibrary(name, false, at);
    }
  }
  known = std::move(marks);
  return *known;
}

const JvmMarks& JvmTags::OfFile(int file) {
  std::optional<JvmMarks>& known = by_file_[static_cast<size_t>(file)];
  if (known) return *known;
  const SourceFacts& facts = *types_.file(file).facts;
  JvmMarks marks = OfAnnotations(file, -1, facts.annotations);
  if (!facts.undecided.empty()) {
    marks.undecided = types_.file(file).path + " cannot be read: " + facts.undecided[0].text;
  }
  known = std::move(marks);
  return *known;
}

const JvmTags::ClassMarks& JvmTags::OfClass(JvmTypeId type) {
  std::optional<ClassMarks>& known = by_class_[static_cast<size_t>(type)];
  if (known) return *known;
  const JvmType& one = types_[type];
  ClassMarks marks;
  marks.sources.push_back(type);
  marks.marks = OfOwn(type);
  marks.nested = marks.marks.nested && !HasModifier(*one.declaration, "static");
  if (one.outer >= 0) {
    const ClassMarks& outer = OfClass(one.outer);
    for (const JvmMarks::One& tag : outer.marks.tags) {
      if (marks.nested || !tag.label) marks.marks.tags.push_back(tag);
    }
    if (marks.marks.undecided.empty()) marks.marks.undecided = outer.marks.undecided;
    marks.sources.insert(marks.sources.end(), outer.sources.begin(), outer.sources.end());
  }
  std::vector<JvmTypeId> ancestry = types_.Ancestry(type);
  for (size_t i = 1; i < ancestry.size(); ++i) {
    marks.sources.push_back(ancestry[i]);
    marks.marks.Add(OfOwn(ancestry[i]));
    marks.marks.Add(OfFile(types_[ancestry[i]].file));
  }
  marks.marks.Add(OfFile(one.file));
  return by_class_[static_cast<size_t>(type)].emplace(std::move(marks));
}

}  // namespace testfed
