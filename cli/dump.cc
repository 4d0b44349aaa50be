#include "cli/commands.h"
#include "cli/contract_dumps.h"
#include "cli/dumping.h"
#include "cli/workspace.h"
#include "domains/dump_sections.h"
#include "domains/finding.h"
#include "domains/path_name.h"
#include "selector/configuration.h"
#include "selector/git/refusal.h"

namespace testfed {
namespace {

// Which list of files the command is about: a revision's tree, else what a commit would take.
absl::StatusOr<Snapshot> SnapshotOf(const Invocation& invocation, const Repository& repository) {
  if (!invocation.Has("--rev") && !repository.Root().empty()) return Snapshot::Index();
  std::string rev = invocation.Has("--rev") ? invocation.Text("--rev") : "HEAD";
  TESTFED_ASSIGN_OR_RETURN(Commit commit, repository.ReadCommit(rev));
  return Snapshot::OfTree(commit.tree);
}

// All dumps of a repository as they must be.
struct Wanted {
  std::string file;
  Dump owners;
  std::vector<StaleContractDump> stale;  // of contracts
  std::vector<Finding> findings;
};

const Hint kUpdate{"run", "testfed dump --update"};

// Parties without a home have nowhere to put a dump.
std::string Render(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding& finding : findings) text += Render(finding);
  return text;
}

absl::StatusOr<int> Check(Invocation& invocation, const Workspace& workspace, const Snapshot& at,
                          const Wanted& wanted) {
  std::vector<StaleContractDump> all = wanted.stale;
  StaleContractDump owners{wanted.file, std::nullopt, wanted.owners.text, {}};
  TESTFED_ASSIGN_OR_RETURN(owners.there, ReadDump(*workspace.repository(), at, wanted.file));
  if (auto difference = CompareDumps(owners.there, wanted.owners.text)) {
    owners.difference = *std::move(difference);
    all.insert(all.begin(), std::move(owners));
  }
  if (all.empty() && wanted.findings.empty()) return 0;
  std::string text;
  for (const StaleContractDump& stale : all) {
    if (Finding finding = FindingOf(stale); finding.code == "conflict") {
      finding.hints.clear();
      text += Render(finding);
    } else {
      text +=
          QuotePath(stale.file) + ": " + stale.difference.summary + "\n" + stale.difference.lines;
    }
  }
  if (!all.empty()) text += RenderHints({kUpdate});
  invocation.out() << Render(wanted.findings) << text;
  return 1;
}

absl::StatusOr<int> Update(Invocation& invocation, const Workspace& workspace,
                           const Wanted& wanted) {
  const std::string& file = wanted.file;
  const Dump& dump = wanted.owners;
  const std::vector<StaleContractDump>& stale = wanted.stale;
  TESTFED_ASSIGN_OR_RETURN(std::string path, workspace.OnDisk(file));
  TESTFED_ASSIGN_OR_RETURN(std::optional<std::string> there,
                           invocation.files().Read(path, kNoLimit));
  std::string counts = std::to_string(dump.files) + (dump.files == 1 ? " file on " : " files on ") +
                       std::to_string(dump.lines) + (dump.lines == 1 ? " line" : " lines");
  std::string text = QuotePath(file) + ": ", review;
  if (there == dump.text) {
    text += "up to date, " + counts + "\n";
  } else {
    TESTFED_RETURN_IF_ERROR(invocation.files().Write(path, dump.text));
    text += (there ? "updated, " : "written, ") + counts + "\n";
    review = " " + QuotePath(file);
  }
  TESTFED_ASSIGN_OR_RETURN(std::string done, WriteContractDumps(invocation, workspace, stale));
  constexpr size_t kMostNamed = 3;  // beyond, the whole difference is shorter to ask for
  for (const StaleContractDump& one : stale) review += " " + QuotePath(one.file);
  if (stale.size() > kMostNamed) review = " ";
  invocation.out() << text << done << Render(wanted.findings);
  if (!review.empty()) {
    invocation.out() << RenderHints(
        {{"review it like code", "git diff" + (review == " " ? "" : review)}});
  }
  return wanted.findings.empty() ? 0 : 1;
}

// What a hook does: repairs what a commit would take, and fails so that it is looked at and staged.
// All is judged and written by what the commit has, not by what else stands in the working tree.
absl::StatusOr<int> Repair(Invocation& invocation, const Workspace& workspace, const Snapshot& at,
                           const Wanted& wanted) {
  std::string text, files;
  TESTFED_ASSIGN_OR_RETURN(auto committed, ReadDump(*workspace.repository(), at, wanted.file));
  if (auto difference = CompareDumps(committed, wanted.owners.text)) {
    TESTFED_ASSIGN_OR_RETURN(std::string path, workspace.OnDisk(wanted.file));
    TESTFED_ASSIGN_OR_RETURN(auto there, invocation.files().Read(path, kNoLimit));
    text += QuotePath(wanted.file) + ": ";
    if (there == wanted.owners.text) {
      text +=
          "up to date, but the commit would take " + std::string(committed ? "another" : "none");
    } else {
      TESTFED_RETURN_IF_ERROR(invocation.files().Write(path, wanted.owners.text));
      text += there ? "updated" : "written";
    }
    text += "\n" + difference->lines;
    files += " " + ShellWord(wanted.file);
  }
  TESTFED_ASSIGN_OR_RETURN(std::string done,
                           WriteContractDumps(invocation, workspace, wanted.stale));
  for (const StaleContractDump& one : wanted.stale) files += " " + ShellWord(one.file);
  invocation.out() << Render(wanted.findings) << text << done;
  if (!files.empty()) {
    invocation.out() << RenderHints({{"review it, and commit it too", "git add" + files}});
  }
  return files.empty() && wanted.findings.empty() ? 0 : 1;
}

absl::StatusOr<int> RunDump(Invocation& invocation) {
  TESTFED_ASSIGN_OR_RETURN(Workspace workspace, Workspace::Open(invocation));
  const Repository& repository = *workspace.repository();
  TESTFED_ASSIGN_OR_RETURN(Snapshot at, SnapshotOf(invocation, repository));
  std::shared_ptr<const Configuration> configuration;
  {
    Phase phase(invocation.phases(), "read declarations");
    // With the configuration of the same list; --update alone is for what stands in the working
    // tree.
    bool on_disk = invocation.Has("--update") && !invocation.Has("--check");
    TESTFED_ASSIGN_OR_RETURN(configuration, workspace.Load(on_disk ? Snapshot::WorkingTree() : at));
  }
  if (invocation.Text("--format") == "sections") {
    Ownership ownership(configuration->declarations);
    SectionsWriter writer(ownership);
    TESTFED_RETURN_IF_ERROR(repository.Walk(at, writer));
    invocation.out() << writer.Finish();
    return 0;
  }
  bool update = invocation.Has("--update"), check = invocation.Has("--check");
  Wanted wanted;
  AmendedFiles amended;
  if (update || check) {
    Phase phase(invocation.phases(), "find contracts");
    Snapshot files = check ? at : Snapshot::WorkingTree();
    TESTFED_ASSIGN_OR_RETURN(ContractDumps contracts,
                             ContractDumpsAt(invocation, repository, files, *configuration));
    TESTFED_ASSIGN_OR_RETURN(
        wanted.stale,
        CompareContractDumps(repository, files, configuration->declarations, contracts));
    amended = AmendedBy(contracts, wanted.stale);
    wanted.findings = std::move(contracts.findings);
  }
  {
    Phase phase(invocation.phases(), "own every file");
    TESTFED_ASSIGN_OR_RETURN(
        wanted.owners, MakeDump(repository, at, configuration->declarations, configuration->hash,
                                invocation.cache(), amended));
  }
  wanted.file = OwnFilesOf(workspace.config_file()).dump;
  Phase phase(invocation.phases(), "compare the dump");
  if (check && update) return Repair(invocation, workspace, at, wanted);
  if (check) return Check(invocation, workspace, at, wanted);
  if (update) return Update(invocation, workspace, wanted);
  invocation.out() << wanted.owners.text;
  return 0;
}

}  // namespace

Command DumpCommand() {
  return {
      .name = "dump",
      .section = "Declare",
      .summary = "print who owns every path; --update the reviewed files",
      .description =
          "Prints the ownership of the whole repository: one line a path, which holds for "
          "everything below, up to the next line that says otherwise. It is computed from git's "
          "list of files (the index, or a revision) with the configuration of that same list, so "
          "a stray local file cannot change it. GIT_INDEX_FILE is honoured.\n\n"
          "--update and --check are also about the `contract.dump.txt` in the home of each party "
          "of "
          "a contract: --update reads contracts and tags from the working tree, writes what "
          "differs "
          "and removes what is left over; --check reads them from the same list of files as above. "
          "Both "
          "together are for a hook: they repair by what the commit would take, and fail when there "
          "was something to repair.",
      .options = {{.name = "--rev",
                   .value = "REV",
                   .help = "of this revision instead of the index",
                   .excludes = {"--update"}},
                  {.name = "--check",
                   .help = "fail, with the difference, when a dump is stale",
                   .excludes = {"--format"}},
                  {.name = "--update",
                   .help = "write domain.dump.txt and each contract.dump.txt",
                   .excludes = {"--format"}},
                  {.name = "--format",
                   .value = "FORMAT",
                   .help = "lines, or sections by owners as in Kotlin's dump: lines or sections",
                   .choices = {"lines", "sections"},
                   .default_text = "lines"}},
      .examples = {{"testfed dump --update", "after a change of domains.yaml or of folders"},
                   {"testfed dump --check", "in CI"},
                   {"testfed dump --update --check", "in a pre-commit hook"}},
      .exit_notes = {{0, "printed, written or up to date"},
                     {1, "--check: a dump is stale; a party of a contract has no home"},
                     {2, "no answer"}},
      .run = RunDump,
  };
}

}  // namespace testfed
