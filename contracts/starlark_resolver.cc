// Bazel's tests as BUILD files say them, of the facts that starlark_reader.cc writes.
//
// - Ids are `//package:name`. Where a folder has BUILD.bazel, its BUILD does not count, as in
//   Bazel; *.bzl declares no target.
// - Tests with the tag `manual` are none: `bazel test //...` leaves them out, naming them would
// not.
// - A `test_suite` is none: its tests are tests, and its `tags` choose among them.
// - What makes tests that the file does not name (a computed name, a macro with `test` in its own
//   name) stands for all of the package: the undecided id `//package:all`, which Bazel takes.
// - Other macros are like annotations from a library: they carry no tag, and the tests that they
//   make run with the whole suite only. A listing (listing.h) has them all.
#include <map>
#include <set>

#include "contracts/tag_list.h"
#include "contracts/test_resolver.h"

namespace testfed {
namespace {

std::string FolderOf(const std::string& path) {
  size_t slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash);
}

std::string NameOf(const std::string& path) {
  size_t slash = path.rfind('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

bool IsManual(const SourceDeclaration& rule) {
  for (const Annotation& tag : rule.annotations) {
    if (!tag.comment && tag.literal && tag.name == "manual") return true;
  }
  return false;
}

// Why the rule is undecided; "" for most.
std::string WhyUndecided(const SourceDeclaration& rule, const std::string& kind, bool is_rule) {
  if (kind == "#lost") return "the end of the file is missing";
  if (!is_rule) return "the macro `" + kind + "` may make tests that the file does not name";
  if (!rule.literal) return "the name of a `" + kind + "` is no literal text";
  for (const Annotation& tag : rule.annotations) {
    if (!tag.literal) return "the tags of `" + rule.name + "` are no literal list";
  }
  return "";
}

class BuildFile {
 public:
  BuildFile(const SourceFile& file, int index, Discovery& into)
      : file_(file), index_(index), package_("//" + FolderOf(file.path)), into_(into) {}

  void Resolve() {
    for (const Undecided& undecided : file_.facts->undecided) {
      into_.findings.push_back(UndecidedFinding(undecided, file_.path));
      whole_file_ = undecided.text;
    }
    for (const SourceDeclaration& rule : file_.facts->declarations) ResolveRule(rule);
    for (const Annotation& tag : file_.facts->loose_tags) Unused(tag, "it stands above no test");
    for (auto& [id, test] : tests_) {
      SortTags(test.tags);
      into_.tests.push_back(std::move(test));
    }
  }

 private:
  void Unused(const Annotation& tag, const std::string& why) {
    into_.findings.push_back(UnusedTag(tag, file_.path, why));
  }

  void ResolveRule(const SourceDeclaration& rule) {
    const std::string kind = rule.modifiers.empty() ? "" : rule.modifiers[0];
    const bool manual = IsManual(rule);
    if (kind == "test_suite" || manual) {
      for (const Annotation& tag : rule.annotations) {
        if (tag.comment) Unused(tag, manual ? "the test is `manual`" : "a test_suite has no tags");
      }
      return;
    }
    if (!file_.is_test_file) return;
    const bool is_rule = kind.ends_with("_test");
    const std::string why = WhyUndecided(rule, kind, is_rule);
    Add(rule, package_ + ":" + (is_rule && rule.literal ? rule.name : "all"), why);
    if (!why.empty() && kind != "#lost") {
      into_.findings.push_back(UndecidedFinding({-1, rule.position, why}, file_.path));
    }
  }

  void Add(const SourceDeclaration& rule, const std::string& id, const std::string& why) {
    auto [place, is_new] = tests_.try_emplace(id);
    Test& test = place->second;
    if (is_new) {
      test.id = id;
      test.file = index_;
      test.position = rule.position;
      test.undecided = whole_file_;
    }
    if (test.undecided.empty()) test.undecided = why;
    for (const Annotation& tag : rule.annotations) {
      if (!tag.literal) continue;
      std::optional<TagName> name = tag.comment ? ReadTagName(tag.name) : ReadTagLabel(tag.name);
      if (name) test.tags.push_back({name->kind, name->domain, {file_.path, tag.position}});
    }
  }

  const SourceFile& file_;
  int index_;
  std::string package_;
  Discovery& into_;
  std::string whole_file_;
  std::map<std::string, Test> tests_;
};

}  // namespace

void ResolveStarlark(const std::vector<SourceFile>& files, const ResolveOptions&, Discovery& into) {
  std::set<std::string> folders;  // with BUILD.bazel
  for (const SourceFile& file : files) {
    if (NameOf(file.path) == "BUILD.bazel") folders.insert(FolderOf(file.path));
  }
  for (size_t i = 0; i < files.size(); ++i) {
    const SourceFile& file = files[i];
    if (file.language != Language::kStarlark || file.facts == nullptr) continue;
    const std::string name = NameOf(file.path);
    bool build =
        name == "BUILD.bazel" || (name == "BUILD" && !folders.contains(FolderOf(file.path)));
    if (build) BuildFile(file, static_cast<int>(i), into).Resolve();
  }
}

}  // namespace testfed
