#include "cli/commands.h"
#include "cli/dumping.h"
#include "cli/workspace.h"
#include "domains/dump_sections.h"
#include "domains/finding.h"
#include "domains/path_name.h"
#include "selector/configuration.h"

namespace testfed {
namespace {

// Which list of files the command is about: a revision's tree, else what a commit would take.
absl::StatusOr<Snapshot> SnapshotOf(const Invocation& invocation, const Repository& repository) {
  if (!invocation.Has("--rev") && !repository.Root().empty()) return Snapshot::Index();
  std::string rev = invocation.Has("--rev") ? invocation.Text("--rev") : "HEAD";
  TESTFED_ASSIGN_OR_RETURN(Commit commit, repository.ReadCommit(rev));
  return Snapshot::OfTree(commit.tree);
}

absl::StatusOr<int> Check(Invocation& invocation, const Workspace& workspace, const Snapshot& at,
                          const std::string& file, const Dump& dump) {
  TESTFED_ASSIGN_OR_RETURN(std::optional<std::string> there,
                           ReadDump(*workspace.repository(), at, file));
  std::optional<DumpDifference> difference = CompareDumps(there, dump.text);
  if (!difference) return 0;
  const Hint hint{"run", "testfed dump --update"};
  if (int line = there ? ConflictLine(*there) : 0; line > 0) {
    invocation.out() << Render({Severity::kError,
                                {file, {line, 1}},
                                "conflict",
                                "a merge conflict; the file is written by testfed, so take either "
                                "side",
                                {hint}});
    return 1;
  }
  invocation.out() << QuotePath(file) << ": " << difference->summary << "\n"
                   << difference->lines << RenderHints({hint});
  return 1;
}

absl::StatusOr<int> Update(Invocation& invocation, const Workspace& workspace,
                           const std::string& file, const Dump& dump) {
  TESTFED_ASSIGN_OR_RETURN(std::string path, workspace.OnDisk(file));
  TESTFED_ASSIGN_OR_RETURN(std::optional<std::string> there,
                           invocation.files().Read(path, kNoLimit));
  std::string counts = std::to_string(dump.files) + (dump.files == 1 ? " file on " : " files on ") +
                       std::to_string(dump.lines) + (dump.lines == 1 ? " line" : " lines");
  if (there == dump.text) {
    invocation.out() << QuotePath(file) << ": up to date, " << counts << "\n";
    return 0;
  }
  TESTFED_RETURN_IF_ERROR(invocation.files().Write(path, dump.text));
  invocation.out() << QuotePath(file) << ": " << (there ? "updated, " : "written, ") << counts
                   << "\n"
                   << RenderHints({{"review it like code", "git diff " + QuotePath(file)}});
  return 0;
}

absl::StatusOr<int> RunDump(Invocation& invocation) {
  TESTFED_ASSIGN_OR_RETURN(Workspace workspace, Workspace::Open(invocation));
  const Repository& repository = *workspace.repository();
  TESTFED_ASSIGN_OR_RETURN(Snapshot at, SnapshotOf(invocation, repository));
  std::shared_ptr<const Configuration> configuration;
  {
    Phase phase(invocation.phases(), "read declarations");
    // With the configuration of the same list; --update is for what stands in the working tree.
    TESTFED_ASSIGN_OR_RETURN(
        configuration, workspace.Load(invocation.Has("--update") ? Snapshot::WorkingTree() : at));
  }
  if (invocation.Text("--format") == "sections") {
    Ownership ownership(configuration->declarations);
    SectionsWriter writer(ownership);
    TESTFED_RETURN_IF_ERROR(repository.Walk(at, writer));
    invocation.out() << writer.Finish();
    return 0;
  }
  Dump dump;
  {
    Phase phase(invocation.phases(), "own every file");
    TESTFED_ASSIGN_OR_RETURN(dump, MakeDump(repository, at, configuration->declarations,
                                            configuration->hash, invocation.cache()));
  }
  std::string file = OwnFilesOf(workspace.config_file()).dump;
  Phase phase(invocation.phases(), "compare the dump");
  if (invocation.Has("--check")) return Check(invocation, workspace, at, file, dump);
  if (invocation.Has("--update")) return Update(invocation, workspace, file, dump);
  invocation.out() << dump.text;
  return 0;
}

}  // namespace

Command DumpCommand() {
  return {
      .name = "dump",
      .section = "Declare",
      .summary = "print who owns every path; --update the reviewed file",
      .description =
          "Prints the ownership of the whole repository: one line a path, which holds for "
          "everything below, up to the next line that says otherwise. It is computed from git's "
          "list of files (the index, or a revision) with the configuration of that same list, so "
          "a stray local file cannot change it. GIT_INDEX_FILE is honoured.",
      .options = {{.name = "--rev",
                   .value = "REV",
                   .help = "of this revision instead of the index",
                   .excludes = {"--update"}},
                  {.name = "--check",
                   .help = "fail, with the difference, when domain.dump.txt is stale",
                   .excludes = {"--update", "--format"}},
                  {.name = "--update", .help = "write domain.dump.txt", .excludes = {"--format"}},
                  {.name = "--format",
                   .value = "FORMAT",
                   .help = "lines, or sections by owners as in Kotlin's dump: lines or sections",
                   .choices = {"lines", "sections"},
                   .default_text = "lines"}},
      .examples = {{"testfed dump --update", "after a change of domains.yaml or of folders"},
                   {"testfed dump --check", "in CI and in a pre-commit hook"}},
      .exit_notes = {{0, "printed, written or up to date"},
                     {1, "--check: the dump is stale"},
                     {2, "no answer"}},
      .run = RunDump,
  };
}

}  // namespace testfed
