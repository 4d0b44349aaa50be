#include "tests/contracts/found_holes.h"

#include <algorithm>
#include <memory>

#include "contracts/hole_finder.h"
#include "contracts/test_resolver.h"
#include "tests/contracts/agreed.h"

namespace testfed {

std::string HolesOf(const Tree& tree) {
  const Declarations declarations = Declared(tree.declarations);
  std::vector<Contract> contracts;
  for (const auto& [consumer, yaml] : tree.contracts) {
    for (Contract& contract : Agreed(declarations, consumer, yaml)) {
      contracts.push_back(std::move(contract));
    }
  }
  SuiteClaims claims(declarations);
  std::vector<std::string> paths;
  std::vector<SourceFile> sources;
  std::vector<SourceReferences> references;
  for (const auto& [path, text] : tree.files) {
    paths.push_back(path);
    std::optional<Language> language = LanguageOf(path);
    if (!language) continue;
    references.push_back({path, *language, false, ReadReferences(*language, text)});
    if (!claims.Reads(*language)) continue;
    const bool is_test = !claims.Of(path).empty() || IsTestFileOf(Runner::kPytest, path);
    auto facts = std::make_shared<const SourceFacts>(ReadSource(*language, text));
    sources.push_back({path, *language, std::move(facts), is_test});
  }
  for (const auto& [path, target] : tree.links) {
    paths.push_back(path);
    references.push_back({path, Language{}, true, {{Reference::Kind::kText, target, {}}}});
  }
  std::sort(references.begin(), references.end(),
            [](const auto& a, const auto& b) { return a.path < b.path; });
  ResolveOptions options;
  options.library_tags = declarations.settings.library_tags;
  const TestMap tests = MapTests(claims, ResolveTests(sources, options), {});
  const FileList files(std::move(paths));
  std::vector<QuarantineEntry> quarantine;
  for (const std::string& test : tree.quarantine) {
    const int line = static_cast<int>(quarantine.size()) + 1;
    quarantine.push_back(
        {test, "flaky", "Ann", "2027-01-01", {"domains.quarantine.yaml", {line, 1}}});
  }
  return Rendered(FindHoles({declarations, contracts, tests, files, references, {}, quarantine}));
}

}  // namespace testfed
