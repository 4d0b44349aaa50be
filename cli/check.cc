#include "cli/commands.h"
#include "cli/dumping.h"
#include "cli/walk_progress.h"
#include "cli/workspace.h"
#include "domains/checker.h"
#include "domains/declarations_reader.h"
#include "domains/path_name.h"
#include "domains/sha256.h"
#include "domains/yaml.h"

namespace testfed {
namespace {

std::string Count(int count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

// Every problem on stdout, the sum on stderr.
int Report(Invocation& invocation, const std::vector<Finding>& findings, std::string_view sum) {
  int errors = 0, warnings = 0;
  for (const Finding& finding : findings) {
    invocation.out() << Render(finding);
    ++(finding.severity == Severity::kError ? errors : warnings);
  }
  if (!invocation.quiet()) {
    invocation.err() << Count(errors, "error") << ", " << Count(warnings, "warning") << sum << "\n";
  }
  bool fails = errors > 0 || (invocation.Has("--strict") && warnings > 0);
  return fails ? 1 : 0;
}

absl::Status CheckDump(Invocation& invocation, const Workspace& workspace,
                       const Declarations& declarations, std::string_view hash,
                       std::vector<Finding>& findings) {
  const Repository& repository = *workspace.repository();
  std::string file = OwnFilesOf(workspace.config_file()).dump;
  // What a commit would take: the dump is reviewed together with it.
  TESTFED_ASSIGN_OR_RETURN(
      Dump dump, MakeDump(repository, Snapshot::Index(), declarations, hash, invocation.cache()));
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

absl::StatusOr<int> RunCheck(Invocation& invocation) {
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
  CheckResult result;
  {
    Phase phase(invocation.phases(), "own every file");
    TESTFED_ASSIGN_OR_RETURN(result,
                             CheckDeclarations(read.declarations, [&](TreeVisitor& visitor) {
                               WalkProgress walk(visitor, invocation.progress(), "checking");
                               return repository.Walk(files, walk);
                             }));
  }
  if (!bare) {
    Phase phase(invocation.phases(), "compare the dump");
    TESTFED_RETURN_IF_ERROR(
        CheckDump(invocation, workspace, read.declarations, Sha256Hex(*text), result.findings));
  }
  SortFindings(result.findings);
  return Report(invocation, result.findings,
                " in " + Count(result.files, "file") + ", " +
                    Count(static_cast<int>(read.declarations.domains.size()), "domain"));
}

}  // namespace

Command CheckCommand() {
  return {
      .name = "check",
      .section = "Declare",
      .summary = "find what is wrong or missing in domains.yaml; --fix the dump",
      .description =
          "Reports every problem of domains.yaml at once: what cannot be read, patterns that match "
          "or decide no file, files that no domain owns, domains without suites, and a stale "
          "domain.dump.txt. It reads the domains.yaml of the working tree and git's index for the "
          "list of files. `testfed explain CODE` describes a code in brackets.",
      .options = {{.name = "--fix", .help = "write domain.dump.txt where it is stale"},
                  {.name = "--strict", .help = "fail on warnings, too"}},
      .examples = {{"testfed check", "before a commit"}, {"testfed check --fix", "in a hook"}},
      .exit_notes = {{0, "no errors"}, {1, "errors found"}, {2, "no answer"}},
      .run = RunCheck,
  };
}

}  // namespace testfed
