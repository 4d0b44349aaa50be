#include "contracts/python_tags.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace testfed {
namespace {

constexpr int kMaxDepth = 16;  // of aliases; a cycle ends here

bool IsOfRunner(std::string_view name) {
  for (std::string_view known : {"pytest", "unittest", "functools", "contextlib", "abc", "typing",
                                 "dataclasses", "enum", "asyncio"}) {
    if (name == known || (name.starts_with(known) && name[known.size()] == '.')) return true;
  }
  return false;
}

}  // namespace

void PythonTags::Undecide(int file, const Annotation& annotation, std::string text, TagSet& tags) {
  const Place place{files_[static_cast<size_t>(file)].path, annotation.position};
  const std::string message = text + "; the tests that it may mark are selected";
  const bool told =
      std::any_of(into_.findings.begin(), into_.findings.end(),
                  [&](const Finding& one) { return one.place == place && one.message == message; });
  if (!told) {
    into_.findings.push_back({Severity::kWarning, place, "undecided-tag", message, {}});
  }
  if (tags.undecided.empty()) tags.undecided = std::move(text);
}

void PythonTags::AddLibrary(const std::string& name, bool is_annotation, const Place& place,
                            TagSet& tags) {
  if (const auto known = options_.library_tags.find(name); known != options_.library_tags.end()) {
    if (const std::optional<TagName> tag = ReadTagName(known->second)) {
      tags.Add({tag->kind, tag->domain, place});
    }
    return;
  }
  if (IsOfRunner(name) || name == "object") return;
  const auto [at, added] = libraries_.try_emplace({name, is_annotation}, into_.libraries.size());
  if (added) into_.libraries.push_back({name, is_annotation, 0, place});
  ++into_.libraries[at->second].count;
}

void PythonTags::AddName(int file, const PythonName& name, const Annotation& annotation, bool mark,
                         int depth, TagSet& tags) {
  const Place place{files_[static_cast<size_t>(file)].path, annotation.position};
  if (name.file < 0) {
    std::string_view full = name.full;
    if (full.ends_with(".with_args")) full.remove_suffix(10);
    if (full == "pytest.mark.smoke") {
      tags.Add({Tag::Kind::kSmoke, "", place});
    } else if (full == "pytest.mark.affected_by") {
      for (const std::string& domain : annotation.arguments) {
        tags.Add({Tag::Kind::kAffected, domain, place});
      }
      if (!annotation.literal || annotation.arguments.empty()) {
        Undecide(file, annotation, "`affected_by` has an argument that is no literal text", tags);
      }
    } else {
      AddLibrary(std::string(full), true, place, tags);
    }
    return;
  }
  if (name.declaration < 0) {
    if (mark) Undecide(file, annotation, "`" + annotation.name + "` cannot be read", tags);
    return;
  }
  const SourceDeclaration& found =
      modules_.facts(name.file).declarations[static_cast<size_t>(name.declaration)];
  if (found.kind == SourceDeclaration::Kind::kAnnotationType) {
    for (const Annotation& inner : found.annotations) {
      Add(name.file, inner, mark, depth + 1, tags);
    }
  } else if (mark || std::find(found.modifiers.begin(), found.modifiers.end(), "marks") !=
                         found.modifiers.end()) {
    Undecide(file, annotation, "`" + annotation.name + "` is made at run time", tags);
  }
}

void PythonTags::Add(int file, const Annotation& annotation, bool mark, int depth, TagSet& tags) {
  if (annotation.comment) {
    if (const std::optional<TagName> tag = ReadTagName(annotation.name)) {
      tags.Add(
          {tag->kind, tag->domain, {files_[static_cast<size_t>(file)].path, annotation.position}});
    }
    return;
  }
  if (annotation.name.empty() || depth > kMaxDepth) {
    Undecide(file, annotation, "a mark cannot be read", tags);
    return;
  }
  const std::vector<PythonName> names = modules_.Find(file, annotation.name);
  TagSet found;
  bool ambiguous = false;
  for (const PythonName& name : names) {
    AddName(file, name, annotation, mark, depth, found);
    ambiguous = ambiguous || name.ambiguous;
  }
  if ((names.empty() && mark) || (ambiguous && !found.empty())) {
    Undecide(file, annotation,
             "`" + annotation.name +
                 (names.empty() ? "` is bound to nothing here" : "` may be of several modules"),
             found);
  }
  tags.Add(found);
}

TagSet PythonTags::OfFile(int file) {
  TagSet tags;
  for (const Annotation& one : modules_.facts(file).annotations) Add(file, one, true, 0, tags);
  return tags;
}

TagSet PythonTags::Of(int file, const SourceDeclaration& declaration) {
  TagSet tags;
  for (const Annotation& one : declaration.annotations) {
    // Behind the class' name stands its `pytestmark`.
    Add(file, one, declaration.position < one.position, 0, tags);
  }
  return tags;
}

}  // namespace testfed
