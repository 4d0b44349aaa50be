// Tests of Jest and Vitest. What has no name that can be known is asked for by its whole file; a
// file in which no test is seen is one test, since an own wrapper may call the runner.
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "contracts/tag_set.h"
#include "contracts/test_resolver.h"

namespace testfed {
namespace {

using Kind = SourceDeclaration::Kind;

bool Has(const SourceDeclaration& declaration, std::string_view modifier) {
  return std::find(declaration.modifiers.begin(), declaration.modifiers.end(), modifier) !=
         declaration.modifiers.end();
}

class ScriptResolver {
 public:
  ScriptResolver(const SourceFile& file, int index, Discovery& into)
      : file_(file), facts_(*file.facts), index_(index), into_(into) {}

  void Resolve() {
    TagSet outer = TagsOf(facts_.annotations);
    for (const Undecided& one : facts_.undecided) {
      Warn(one.position, "undecided-tag", one.text + "; the file's tests are selected");
      if (outer.undecided.empty()) outer.undecided = one.text;
    }
    std::vector<bool> has_tests(facts_.declarations.size(), false);
    bool any = false;
    for (const SourceDeclaration& one : facts_.declarations) {
      if (one.kind != Kind::kFunction || Has(one, "call")) continue;
      any = true;
      for (int at = one.parent; at >= 0; at = At(at).parent)
        has_tests[static_cast<size_t>(at)] = true;
    }
    for (size_t i = 0; i < facts_.declarations.size(); ++i) {
      const SourceDeclaration& one = facts_.declarations[i];
      TagSet tags = TagsOf(one.annotations);
      bool literal = one.literal;
      std::string name = one.name;
      for (int at = one.parent; at >= 0; at = At(at).parent) {
        tags.Add(TagsOf(At(at).annotations));
        literal = literal && At(at).literal;
        name = At(at).name + " > " + name;
      }
      tags.Add(outer);
      if (one.kind == Kind::kGroup || Has(one, "call")) {
        // Tests that cannot be seen would be missed where tags hold for them.
        const bool unseen = one.kind == Kind::kFunction || !has_tests[i];
        if (unseen && !tags.empty()) Emit(file_.path, one.position, tags);
        continue;
      }
      Emit(literal ? file_.path + " > " + name : file_.path, one.position, tags);
    }
    if (!any || !outer.undecided.empty()) Emit(file_.path, {1, 1}, outer);
    for (const Annotation& tag : facts_.loose_tags) {
      Warn(tag.position, "unused-tag", "`@" + tag.name + "` stands above no test");
    }
  }

 private:
  const SourceDeclaration& At(int declaration) const {
    return facts_.declarations[static_cast<size_t>(declaration)];
  }

  void Warn(Position position, const char* code, std::string message) {
    into_.findings.push_back(
        {Severity::kWarning, {file_.path, position}, code, std::move(message), {}});
  }

  TagSet TagsOf(const std::vector<Annotation>& annotations) const {
    TagSet tags;
    for (const Annotation& one : annotations) {
      if (const std::optional<TagName> tag = ReadTagName(one.name)) {
        tags.Add({tag->kind, tag->domain, {file_.path, one.position}});
      }
    }
    return tags;
  }

  void Emit(const std::string& id, Position position, const TagSet& tags) {
    const auto [at, added] = tests_.try_emplace(id, into_.tests.size());
    if (added) {
      into_.tests.push_back({id, index_, position, tags.Sorted(), tags.undecided});
      return;
    }
    Test& test = into_.tests[at->second];
    TagSet both{test.tags, test.undecided};
    both.Add(tags);
    test.tags = both.Sorted();
    test.undecided = both.undecided;
  }

  const SourceFile& file_;
  const SourceFacts& facts_;
  int index_;
  Discovery& into_;
  std::map<std::string, size_t> tests_;  // index into into_.tests
};

}  // namespace

void ResolveScripts(const std::vector<SourceFile>& files, const ResolveOptions&, Discovery& into) {
  for (size_t i = 0; i < files.size(); ++i) {
    const SourceFile& file = files[i];
    if (file.language != Language::kScript || file.facts == nullptr || !file.is_test_file) continue;
    ScriptResolver(file, static_cast<int>(i), into).Resolve();
  }
}

}  // namespace testfed
