#include "cli/manifest_selection.h"

#include <algorithm>
#include <set>

#include "cli/known_tuples.h"
#include "cli/selection_options.h"
#include "contracts/quarantine_file.h"
#include "domains/date.h"
#include "domains/inline_text.h"
#include "domains/yaml.h"
#include "integration/curated_subset.h"
#include "selector/range.h"
#include "selector/test_reader.h"

namespace testfed {
namespace {

absl::Status RefuseOtherChanges(const Invocation& invocation) {
  for (const char* option : {"--base", "--head", "--staged", "--uncommitted", "--changed-files",
                             "--event", "--event-name", "--allow-empty"}) {
    if (!invocation.Has(option)) continue;
    return Error("`" + std::string(option) +
                 "` names another change than `--manifest`; a plan is for one of them");
  }
  return absl::OkStatus();
}

std::vector<ChangedComponent> ChangedComponents(const Manifest& manifest) {
  std::vector<ChangedComponent> components;
  for (const UnderTest& one : manifest.under_test) {
    const Pinned* pinned = FindPinned(manifest.pins, one.name);
    components.push_back({one.name, (one.before ? ShortText(*one.before) : "(new)") + " -> " +
                                        ShortText(pinned->pin)});
  }
  for (const std::string& name : manifest.removed) components.push_back({name, "removed"});
  return components;
}

// The targets of a job; of a whole suite those that its listing or its BUILD files name.
absl::Status AddTargets(const Job& job, const TestMap& tests, const Declarations& declarations,
                        std::vector<std::string>& labels) {
  if (job.runner != "bazel") {
    return Error("job `" + job.id + "` runs no Bazel targets, and a list of targets cannot hold it",
                 "run it from the plan", "testfed select --manifest MANIFEST --out plan.json");
  }
  if (!job.all) {
    for (const PlannedTest& test : job.tests) labels.push_back(test.id);
    return absl::OkStatus();
  }
  for (const SuiteTests& suite : tests.suites) {
    if (declarations[suite.domain].name != job.domain || suite.suite->name != job.suite) continue;
    if (!suite.listed) break;
    for (int test : suite.tests) {
      labels.push_back(tests.discovery.tests[static_cast<size_t>(test)].id);
    }
    return absl::OkStatus();
  }
  return Error("the targets of job `" + job.id + "` are not known", "list them",
               "--listing " + job.domain + "/" + job.suite + "=FILE");
}

absl::StatusOr<CuratedSubset> Curated(Invocation& invocation) {
  if (!invocation.Has("--curated")) return CuratedSubset();
  const std::string file = invocation.Text("--curated");
  TESTFED_ASSIGN_OR_RETURN(std::string text, invocation.ReadInput(file, kMaxYamlBytes));
  std::vector<Finding> findings;
  CuratedSubset curated = ReadCurated(text, file, findings);
  SortFindings(findings);
  if (!findings.empty()) return ToStatus(findings.front());
  return curated;
}

// Labels that a file lists, one a line, as `bazel query` answers.
std::set<std::string> LinesOf(std::string_view text) {
  std::set<std::string> lines;
  while (!text.empty()) {
    size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty()) lines.emplace(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

}  // namespace

std::vector<Option> ManifestSelectionOptions() {
  return {{.name = "--manifest",
           .value = "FILE",
           .help = "the components that a manifest changes",
           .group = "The change"},
          {.name = "--curated",
           .value = "FILE",
           .help = "with --manifest and --format subset: targets that run in any case",
           .group = "The plan"}};
}

absl::StatusOr<ManifestSelection> SelectManifest(Invocation& invocation,
                                                 const Workspace& workspace) {
  TESTFED_RETURN_IF_ERROR(RefuseOtherChanges(invocation));
  TESTFED_ASSIGN_OR_RETURN(Manifest manifest,
                           LoadManifest(invocation, invocation.Text("--manifest")));
  TESTFED_ASSIGN_OR_RETURN(CuratedSubset curated, Curated(invocation));
  SelectionRequest selection;
  if (invocation.Has("--full")) selection.requested = invocation.Text("--full");
  std::optional<std::string> environment = invocation.Environment("TESTFED_FULL");
  if (environment && !environment->empty()) selection.environment = environment;
  selection.components = ChangedComponents(manifest);

  const Repository& repository = *workspace.repository();
  RangeRequest request;
  request.base = "HEAD";
  request.head = "HEAD";
  TESTFED_ASSIGN_OR_RETURN(Snapshot head, HeadSnapshotOf(repository, request));
  TESTFED_ASSIGN_OR_RETURN(selection.head, workspace.Load(head));
  TESTFED_ASSIGN_OR_RETURN(selection.range, ResolveRange(repository, request));
  if (!manifest.integration_commit.empty() &&
      manifest.integration_commit != selection.range.head.commit) {
    invocation.Note("the manifest was made at " + manifest.integration_commit.substr(0, 7) +
                    " of this repository, and " + selection.range.head.commit.substr(0, 7) +
                    " is checked out");
  }
  selection.bases = {selection.head};
  TESTFED_ASSIGN_OR_RETURN(
      auto listings,
      ListingsFromOptions(invocation, selection.head->declarations, repository.Root()));
  TestReader reader(repository, invocation.cache(), WorkerThreads());
  TESTFED_ASSIGN_OR_RETURN(selection.head_tests,
                           reader.Read(head, selection.head->declarations, listings));
  selection.base_tests = {selection.head_tests};
  ManifestSelection result{Select(selection), ""};
  if (invocation.Text("--format") != "subset") return result;
  std::vector<std::string> labels;
  for (const Job& job : result.plan.jobs) {
    TESTFED_RETURN_IF_ERROR(
        AddTargets(job, *selection.head_tests, selection.head->declarations, labels));
  }
  TESTFED_ASSIGN_OR_RETURN(result.subset,
                           SubsetText(curated, labels, !manifest.may_shrink.empty()));
  return result;
}

absl::StatusOr<int> CheckCuratedList(Invocation& invocation) {
  const std::string file = invocation.Text("--curated");
  TESTFED_ASSIGN_OR_RETURN(std::string text, invocation.ReadInput(file, kMaxYamlBytes));
  std::vector<Finding> findings;
  CuratedSubset curated = ReadCurated(text, file, findings);
  CuratedChecks checks;
  TESTFED_ASSIGN_OR_RETURN(Workspace workspace, Workspace::Open(invocation));
  TESTFED_ASSIGN_OR_RETURN(auto head, workspace.repository()->Head());
  const std::int64_t now = head ? head->committer_time : 0;
  checks.today = DayOf(now);
  TESTFED_ASSIGN_OR_RETURN(Snapshot at, workspace.Current());
  TESTFED_ASSIGN_OR_RETURN(auto quarantine, workspace.repository()->ReadFile(
                                                at, std::string(kQuarantineFile), kMaxYamlBytes));
  if (quarantine) {
    std::vector<Finding> ignored;  // `testfed check` reports them
    for (const QuarantineEntry& entry :
         ReadQuarantine(*quarantine, std::string(kQuarantineFile), now, ignored)) {
      checks.quarantined.insert(entry.test);
    }
  }
  if (invocation.Has("--targets")) {
    TESTFED_ASSIGN_OR_RETURN(std::string targets,
                             invocation.ReadInput(invocation.Text("--targets"), kNoLimit));
    checks.targets = LinesOf(targets);
  }
  TESTFED_ASSIGN_OR_RETURN(auto configuration, workspace.LoadCurrent());
  TESTFED_ASSIGN_OR_RETURN(std::string path, workspace.PathInRepository(file));
  Ownership ownership(configuration->declarations);
  for (DomainId domain : ownership.Of(path).domains) {
    for (const DeclaredName& owner : configuration->declarations[domain].owners) {
      checks.curator += (checks.curator.empty() ? "" : ", ") + owner.name;
    }
  }
  for (Finding& finding : CheckCurated(curated, checks)) findings.push_back(std::move(finding));
  SortFindings(findings);
  int errors = 0;
  for (const Finding& finding : findings) {
    invocation.out() << Render(finding);
    errors += finding.severity == Severity::kError;
  }
  return errors == 0 ? 0 : 1;
}

}  // namespace testfed
