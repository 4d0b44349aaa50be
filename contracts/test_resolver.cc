#include "contracts/test_resolver.h"

#include <algorithm>
#include <tuple>

namespace testfed {

Discovery ResolveTests(const std::vector<SourceFile>& files, const ResolveOptions& options) {
  Discovery discovery;
  discovery.files.reserve(files.size());
  for (const SourceFile& file : files) {
    discovery.files.push_back(file.path);
    discovery.languages.push_back(file.language);
  }
  ResolveJvm(files, options, discovery);
  ResolvePython(files, options, discovery);
  ResolveScripts(files, options, discovery);
  ResolveCpp(files, options, discovery);
  ResolveGo(files, options, discovery);
  ResolveStarlark(files, options, discovery);
  std::stable_sort(discovery.tests.begin(), discovery.tests.end(),
                   [](const Test& a, const Test& b) {
                     return std::tie(a.file, a.position, a.id) < std::tie(b.file, b.position, b.id);
                   });
  SortFindings(discovery.findings);
  std::sort(discovery.libraries.begin(), discovery.libraries.end(),
            [](const LibraryType& a, const LibraryType& b) { return a.name < b.name; });
  return discovery;
}

}  // namespace testfed
