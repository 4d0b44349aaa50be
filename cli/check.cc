#include "cli/accepting.h"
#include "cli/commands.h"
#include "cli/contract_dumps.h"
#include "cli/dumping.h"
#include "cli/found_codeowners.h"
#include "cli/holes.h"
#include "cli/manifest_selection.h"
#include "cli/selection_options.h"
#include "cli/walk_progress.h"
#include "cli/workspace.h"
#include "contracts/standing.h"
#include "domains/amount.h"
#include "domains/checker.h"
#include "domains/declarations_reader.h"
#include "domains/folder_domains.h"
#include "domains/inline_text.h"
#include "domains/path_name.h"
#include "domains/sha256.h"
#include "domains/workflow_matrix.h"
#include "domains/yaml.h"
#include "reporters/findings.h"

namespace testfed {
namespace {

std::string Count(int count, std::string_view noun) {
  return WithThousands(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

std::string Rendered(const std::string& format, const std::vector<Finding>& findings) {
  if (format == "json") return RenderFindingsJson(findings);
  if (format == "sarif") return RenderSarif(findings, TESTFED_VERSION);
  if (format == "github") return RenderAnnotations(findings);
  if (format == "gitlab") return RenderCodeQuality(findings);
  std::string text;
  for (const Finding& finding : findings) text += Render(finding);
  return text;
}

// Every problem on stdout, the sum on stderr.
int Report(Invocation& invocation, const std::vector<Finding>& findings, std::string_view sum) {
  int errors = 0, warnings = 0;
  for (const Finding& finding : findings) {
    ++(finding.severity == Severity::kError ? errors : warnings);
  }
  invocation.out() << Rendered(invocation.Text("--format"), findings);
  if (!invocation.quiet()) {
    invocation.err() << Count(errors, "error") << ", " << Count(warnings, "warning") << sum << "\n";
  }
  const bool fails = errors > 0 || (invocation.Has("--strict") && warnings > 0);
  return fails ? 1 : 0;
}

// The dump of owners as it is once the contract dumps are written.
absl::Status CheckDump(Invocation& invocation, const Workspace& workspace,
                       const Declarations& declarations, std::string_view hash,
                       const AmendedFiles& amended, std::vector<Finding>& findings) {
  const Repository& repository = *workspace.repository();
  std::string file = OwnFilesOf(workspace.config_file()).dump;
  // What a commit would take: the dump is reviewed together with it.
  TESTFED_ASSIGN_OR_RETURN(Dump dump, MakeDump(repository, Snapshot::Index(), declarations, hash,
                                               invocation.cache(), amended));
  TESTFED_ASSIGN_OR_RETURN(std::string path, workspace.OnDisk(file));
  TESTFED_ASSIGN_OR_RETURN(std::optional<std::string> there,
                           invocation.files().Read(path, kNoLimit));
  std::optional<DumpDifference> difference = CompareDumps(there, dump.text);
  if (!difference) return absl::OkStatus();
  if (invocation.Has("--fix")) {
    TESTFED_RETURN_IF_ERROR(invocation.files().Write(path, dump.text));
    invocation.out() << QuotePath(file) << ": " << (there ? "updated" : "written") << "\n"
                     << difference->lines;
    return absl::OkStatus();
  }
  findings.push_back({Severity::kError,
                      {file, {}},
                      "stale-dump",
                      difference->summary,
                      {{"run", "testfed dump --update"}}});
  return absl::OkStatus();
}

// The contract dumps of the working tree, and what it will have once they are written.
absl::StatusOr<AmendedFiles> CheckContractDumps(Invocation& invocation, const Workspace& workspace,
                                                const Declarations& declarations,
                                                const Holes& holes, const Snapshot& at,
                                                std::vector<Finding>& findings) {
  // A contract that cannot be read is no reason to take it out of a dump.
  if (!holes.contracts_read) return AmendedFiles();
  const ContractDumps wanted = ContractDumpsOf(
      declarations,
      AgreementsOf(StandingAgreements(declarations, holes.contracts, *holes.source_tests)));
  findings.insert(findings.end(), wanted.findings.begin(), wanted.findings.end());
  const FoundCodeowners codeowners = FindCodeowners(*workspace.repository(), at);
  for (const std::string& note : codeowners.notes) invocation.Note(note);
  for (Finding& finding : FindUnaskedOwners(codeowners, declarations, wanted)) {
    findings.push_back(std::move(finding));
  }
  TESTFED_ASSIGN_OR_RETURN(std::vector<StaleContractDump> stale,
                           CompareContractDumps(*workspace.repository(), at, declarations, wanted));
  if (invocation.Has("--fix")) {
    TESTFED_ASSIGN_OR_RETURN(std::string done, WriteContractDumps(invocation, workspace, stale));
    invocation.out() << done;
  } else {
    for (const StaleContractDump& one : stale) findings.push_back(FindingOf(one));
  }
  return AmendedBy(wanted, stale);
}

// --matrix WORKFLOW and --folders GLOB.
absl::Status CheckWorkflows(Invocation& invocation, const Workspace& workspace,
                            const Declarations& declarations, const Snapshot& at,
                            const FileWalk& walk, std::vector<Finding>& findings) {
  auto add = [&](std::vector<Finding> found) {
    for (Finding& finding : found) findings.push_back(std::move(finding));
  };
  for (const std::string& typed : invocation.Texts("--matrix")) {
    TESTFED_ASSIGN_OR_RETURN(std::string file, workspace.PathInRepository(typed));
    TESTFED_ASSIGN_OR_RETURN(std::optional<std::string> text,
                             workspace.repository()->ReadFile(at, file, kMaxYamlBytes));
    if (!text) return Error("`" + QuotePath(file) + "` does not exist");
    add(CheckWorkflowMatrix(*text, file, declarations));
  }
  for (const std::string& glob : invocation.Texts("--folders")) {
    absl::StatusOr<Pattern> folders = Pattern::Parse(glob);
    if (!folders.ok()) {
      return Error("`--folders " + InlineText(glob) + "` " + MessageOf(folders.status()));
    }
    TESTFED_ASSIGN_OR_RETURN(std::vector<Finding> found,
                             CheckFolderDomains(declarations, *folders, walk));
    add(std::move(found));
  }
  return absl::OkStatus();
}

absl::StatusOr<int> RunCheck(Invocation& invocation) {
  if (invocation.Has("--curated")) return CheckCuratedList(invocation);
  if (invocation.Has("--targets")) return Error("`--targets` goes with `--curated FILE`");
  if (!invocation.Has("--accept") && (invocation.Has("--reason") || invocation.Has("--until"))) {
    return Error("`--reason` and `--until` go with `--accept CODE:PLACE`");
  }
  if (invocation.Has("--fix") && invocation.Text("--format") != "text") {
    return Error("`--fix` says what it wrote, which the format `" + invocation.Text("--format") +
                 "` has no place for; write first, then report");
  }
  TESTFED_ASSIGN_OR_RETURN(Workspace workspace, Workspace::Open(invocation));
  const Repository& repository = *workspace.repository();
  TESTFED_ASSIGN_OR_RETURN(Snapshot current, workspace.Current());
  TESTFED_ASSIGN_OR_RETURN(std::optional<std::string> text,
                           repository.ReadFile(current, workspace.config_file(), kMaxYamlBytes));
  if (!text) {
    return Error("`" + QuotePath(workspace.config_file()) + "` does not exist", "write a first one",
                 "testfed init");
  }
  DeclarationsResult read;
  {
    Phase phase(invocation.phases(), "read declarations");
    read = ReadDeclarations(*text, workspace.config_file(), invocation.cache());
  }
  if (!read.findings.empty()) {
    return Report(invocation, read.findings, "; the files were not looked at");
  }
  bool bare = repository.Root().empty();
  Snapshot files = bare ? current : Snapshot::Index();
  const FileWalk walk = [&](TreeVisitor& visitor) {
    WalkProgress progress(visitor, invocation.progress(), "checking");
    return repository.Walk(files, progress);
  };
  CheckResult result;
  {
    Phase phase(invocation.phases(), "own every file");
    TESTFED_ASSIGN_OR_RETURN(result, CheckDeclarations(read.declarations, walk));
    TESTFED_RETURN_IF_ERROR(
        CheckWorkflows(invocation, workspace, read.declarations, current, walk, result.findings));
  }
  TESTFED_ASSIGN_OR_RETURN(const std::int64_t now, TimeOf(invocation, repository));
  TESTFED_ASSIGN_OR_RETURN(
      Holes holes, FindRepositoryHoles(invocation, workspace, read.declarations, current, now));
  result.findings.insert(result.findings.end(), holes.findings.begin(), holes.findings.end());
  if (!bare) {
    Phase phase(invocation.phases(), "compare the dumps");
    TESTFED_ASSIGN_OR_RETURN(AmendedFiles amended,
                             CheckContractDumps(invocation, workspace, read.declarations, holes,
                                                current, result.findings));
    TESTFED_RETURN_IF_ERROR(CheckDump(invocation, workspace, read.declarations, Sha256Hex(*text),
                                      amended, result.findings));
  }
  SortFindings(result.findings);
  if (invocation.Has("--accept")) {
    TESTFED_RETURN_IF_ERROR(Accept(invocation, workspace, result.findings, now));
    return 0;
  }
  TESTFED_ASSIGN_OR_RETURN(AcceptedFindings findings,
                           ApplyAcceptedFile(workspace, current, std::move(result.findings), now));
  std::string sum;
  if (!findings.accepted.empty()) {
    sum += ", " + WithThousands(static_cast<std::int64_t>(findings.accepted.size())) + " accepted";
  }
  sum += " in " + Count(result.files, "file") + ", " +
         Count(static_cast<int>(read.declarations.domains.size()), "domain");
  if (holes.tests_found) sum += ", " + Count(*holes.tests_found, "test");
  return Report(invocation, findings.remaining, sum);
}

}  // namespace

Command CheckCommand() {
  return {
      .name = "check",
      .section = "Declare",
      .summary = "find what is wrong or missing; --fix the dumps",
      .description =
          "Reports every problem of domains.yaml at once: what cannot be read, patterns that match "
          "or decide no file, files that no domain owns, domains without suites, and a stale "
          "dump. Then it looks for holes: tests that no suite runs, tags and contracts "
          "that say nothing, and undeclared dependencies, which are paths, includes and imports of "
          "another domain that no edge, contract or smoke test covers. Ownership is that of git's "
          "index, all else is read from the working tree; what sources say is kept in the cache. "
          "`testfed explain CODE` describes a code in brackets.\n\n"
          "A finding that cannot be repaired now is accepted, with a reason and a last day, in "
          "domains.accepted.yaml. Days are measured at HEAD's committer time.",
      .options = {
          {.name = "--fix", .help = "write the dumps that are stale"},
          {.name = "--format",
           .value = "FORMAT",
           .help = "text, json, sarif (for code scanning), github (annotations), or gitlab "
                   "(code quality)",
           .choices = {"text", "json", "sarif", "github", "gitlab"},
           .default_text = "text"},
          [] {
            Option listing = ListingOption();
            listing.group.clear();
            return listing;
          }(),
          [] {
            Option timings = TimingsOption();
            timings.group.clear();
            return timings;
          }(),
          {.name = "--strict", .help = "fail on warnings, too"},
          {.name = "--curated",
           .value = "FILE",
           .help = "instead, what is wrong with a curated subset of Bazel targets"},
          {.name = "--targets",
           .value = "FILE",
           .help = "with --curated: the targets there are, as `bazel query` lists them"},
          {.name = "--matrix",
           .value = "WORKFLOW",
           .help = "a GitHub workflow whose hand-written matrix must name every domain that "
                   "has jobs",
           .repeatable = true},
          {.name = "--folders",
           .value = "GLOB",
           .help = "each folder that matches must be a domain of its own",
           .repeatable = true},
          {.name = "--now",
           .value = "TIME",
           .help = "the day, or seconds since 1970, at which entries expire"},
          {.name = "--accept",
           .value = "CODE:PLACE",
           .help = "accept the findings with this code at this file, or file:name",
           .group = "Accept a finding",
           .excludes = {"--fix"}},
          {.name = "--reason",
           .value = "TEXT",
           .help = "why it is accepted",
           .group = "Accept a finding"},
          {.name = "--until",
           .value = "DATE",
           .help = "the last day on which it is, YYYY-MM-DD",
           .group = "Accept a finding"}},
      .examples = {{"testfed check", "before a commit"},
                   {"testfed check --fix", "in a hook"},
                   {"testfed check --matrix .github/workflows/tests.yml --folders 'services/*'",
                    "a static matrix, and a domain for each service"},
                   {"testfed check --format sarif > testfed.sarif", "for code scanning"},
                   {"testfed check --accept orphan-tests:tools/test_release.py --reason \"moves "
                    "away\" --until 2027-03-01",
                    "put a finding off"}},
      .exit_notes = {{0, "no errors"}, {1, "errors found"}, {2, "no answer"}},
      .run = RunCheck,
  };
}

}  // namespace testfed
