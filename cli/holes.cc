#include "cli/holes.h"

#include <algorithm>

#include "cli/selection_options.h"
#include "cli/timings_file.h"
#include "contracts/contract_file.h"
#include "contracts/hole_finder.h"
#include "domains/amount.h"
#include "domains/path_name.h"
#include "domains/yaml.h"
#include "selector/reference_reader.h"
#include "selector/smoke_times.h"
#include "selector/test_reader.h"

namespace testfed {
namespace {

void NoteLibraries(Invocation& invocation, const Discovery& discovery) {
  for (const LibraryType& type : discovery.libraries) {
    if (SuggestsTag(type)) continue;  // a finding
    invocation.Note("`" + type.name + "` of a library carries no tag, used " +
                    AmountOf(static_cast<size_t>(type.count), "time"));
  }
}

}  // namespace

absl::StatusOr<Holes> FindRepositoryHoles(Invocation& invocation, const Workspace& workspace,
                                          const Declarations& declarations, const Snapshot& at,
                                          std::int64_t now) {
  Holes holes;
  const Repository& repository = *workspace.repository();
  for (size_t i = 0; i < declarations.domains.size(); ++i) {
    const std::string file = ContractFileOf(declarations.domains[i]);
    if (file.empty()) continue;
    TESTFED_ASSIGN_OR_RETURN(std::optional<std::string> text,
                             repository.ReadFile(at, file, kMaxYamlBytes));
    if (!text) continue;
    for (Contract& contract :
         ReadContracts(*text, file, DomainId{static_cast<int>(i)}, declarations, holes.findings)) {
      holes.contracts.push_back(std::move(contract));
    }
  }
  holes.contracts_read = holes.findings.empty();
  const std::string quarantine_file = OwnFilesOf(declarations.file).quarantine;
  TESTFED_ASSIGN_OR_RETURN(std::optional<std::string> quarantine_text,
                           repository.ReadFile(at, quarantine_file, kMaxYamlBytes));
  std::vector<QuarantineEntry> quarantine;
  if (quarantine_text) {
    quarantine = ReadQuarantine(*quarantine_text, quarantine_file, now, holes.findings);
  }
  int looked_at = 0, read = 0;
  {
    Phase phase(invocation.phases(), "find tests");
    TestReader reader(repository, invocation.cache(), WorkerThreads());
    TESTFED_ASSIGN_OR_RETURN(holes.source_tests, reader.Read(at, declarations));
    TESTFED_ASSIGN_OR_RETURN(auto listings,
                             ListingsFromOptions(invocation, declarations, repository.Root()));
    holes.tests = holes.source_tests;
    if (!listings.empty()) {
      TESTFED_ASSIGN_OR_RETURN(holes.tests, reader.Read(at, declarations, listings));
    }
    looked_at = reader.scan().sources();
    read = reader.scan().sources_read();
  }
  RepositoryReferences references;
  {
    Phase phase(invocation.phases(), "read references");
    TESTFED_ASSIGN_OR_RETURN(
        references, ReadRepositoryReferences(repository, at, declarations, invocation.cache(),
                                             WorkerThreads()));
  }
  Phase phase(invocation.phases(), "find holes");
  const FileList files(std::move(references.files));
  const HoleSearch search{declarations,       holes.contracts,       *holes.tests, files,
                          references.sources, references.stray_tags, quarantine};
  std::vector<Finding> found = FindHoles(search);
  TESTFED_ASSIGN_OR_RETURN(LoadedTimings loaded, LoadTimings(invocation, workspace, declarations));
  if (loaded.timings != nullptr) FindSmokeTimes(search, *loaded.timings, found);
  holes.findings.insert(holes.findings.end(), found.begin(), found.end());
  const auto& suites = holes.tests->suites;
  if (std::any_of(suites.begin(), suites.end(), [](const auto& suite) { return suite.listed; })) {
    holes.tests_found = static_cast<int>(holes.tests->discovery.tests.size());
  }
  if (invocation.verbose()) {
    invocation.Note(WithThousands(looked_at + references.sources_looked_at) +
                    " looks at sources, " + WithThousands(read + references.sources_read) +
                    " of them not in the cache");
    NoteLibraries(invocation, holes.tests->discovery);
  }
  return holes;
}

}  // namespace testfed
