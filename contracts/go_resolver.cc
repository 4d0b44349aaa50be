// Go tests: ids are `./dir#TestName`, `.#TestName` in the root, the same for a package and its
// external test package. Only *_test.go counts, and not in folders that the go command's `./...`
// leaves out: testdata, vendor and those that begin with `_` or `.` ("go help packages").
//
// One name in two files of a package (for two systems) is two tests of one id.
#include <map>

#include "contracts/tag_list.h"
#include "contracts/test_resolver.h"

namespace testfed {
namespace {

bool IsBuilt(std::string_view path) {
  if (!path.ends_with("_test.go")) return false;
  for (size_t begin = 0; begin <= path.size();) {
    size_t end = std::min(path.find('/', begin), path.size());
    std::string_view part = path.substr(begin, end - begin);
    bool folder = end < path.size();
    if (part.starts_with('_') || part.starts_with('.')) return false;
    if (folder && (part == "testdata" || part == "vendor")) return false;
    begin = end + 1;
  }
  return true;
}

std::string PackageOf(const std::string& path) {
  size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : "./" + path.substr(0, slash);
}

void ResolveFile(const SourceFile& file, int index, Discovery& into) {
  const SourceFacts& facts = *file.facts;
  const std::string package = PackageOf(file.path);
  const bool built = IsBuilt(file.path);
  std::string why;
  for (const Undecided& undecided : facts.undecided) {
    if (built) into.findings.push_back(UndecidedFinding(undecided, file.path));
    if (why.empty()) why = undecided.text;
  }
  std::map<std::string, size_t> known;  // a name twice in one file does not compile
  for (const SourceDeclaration& declaration : facts.declarations) {
    if (!built || !file.is_test_file) {
      for (const Annotation& tag : declaration.annotations) {
        into.findings.push_back(UnusedTag(tag, file.path, "`go test` does not build this file"));
      }
      continue;
    }
    std::vector<Tag> tags;
    AddTags(declaration.annotations, file.path, tags);
    SortTags(tags);
    auto [place, is_new] = known.try_emplace(declaration.name, into.tests.size());
    if (is_new) {
      into.tests.push_back(
          {package + "#" + declaration.name, index, declaration.position, tags, why});
    } else {
      std::vector<Tag>& all = into.tests[place->second].tags;
      all.insert(all.end(), tags.begin(), tags.end());
      SortTags(all);
    }
  }
  for (const Annotation& tag : facts.loose_tags) {
    into.findings.push_back(UnusedTag(tag, file.path, "it stands above no test"));
  }
}

}  // namespace

void ResolveGo(const std::vector<SourceFile>& files, const ResolveOptions&, Discovery& into) {
  for (size_t i = 0; i < files.size(); ++i) {
    if (files[i].language != Language::kGo || files[i].facts == nullptr) continue;
    ResolveFile(files[i], static_cast<int>(i), into);
  }
}

}  // namespace testfed
