#include <algorithm>
#include <filesystem>

#include "cli/amended_walk.h"
#include "cli/ci_file.h"
#include "cli/commands.h"
#include "cli/dumping.h"
#include "cli/first_declarations.h"
#include "cli/found_codeowners.h"
#include "cli/workspace.h"
#include "domains/checker.h"
#include "domains/declarations_reader.h"
#include "domains/path_name.h"

namespace testfed {
namespace {

constexpr size_t kShown = 3;

std::string Lines(const std::vector<int>& numbers) {
  std::string text = WithThousands(static_cast<std::int64_t>(numbers.size()));
  return text + (numbers.size() == 1 ? " line" : " lines");
}

void NoteUnused(Invocation& invocation, const FoundCodeowners& found) {
  auto note = [&](const std::vector<int>& numbers, const std::string& one,
                  const std::string& many) {
    if (numbers.empty()) return;
    invocation.Note(found.file + ":" + std::to_string(numbers.front()) + ": " + Lines(numbers) +
                    (numbers.size() == 1 ? one : many));
  };
  note(found.owners.narrow_lines(), " is about less than a folder at the root; not used",
       " are about less than a folder at the root; not used");
  note(found.owners.unread_lines(), " is none that GitHub reads; not used",
       " are none that GitHub reads; not used");
}

// "a, b, c and 10 more"
std::string Some(const std::vector<std::string>& names) {
  std::string text;
  // Two more are not worth a number.
  size_t shown = names.size() <= kShown + 1 ? names.size() : kShown;
  for (size_t i = 0; i < shown; ++i) {
    text += i == 0 ? "" : i + 1 == names.size() ? " and " : ", ";
    text += QuotePath(names[i]);
  }
  if (shown < names.size()) text += " and " + std::to_string(names.size() - shown) + " more";
  return text;
}

std::string Count(size_t count, std::string_view noun) {
  return WithThousands(static_cast<std::int64_t>(count)) + " " + std::string(noun) +
         (count == 1 ? "" : "s");
}

std::string WithSlash(const std::vector<std::string>& names) {
  std::vector<std::string> folders;
  for (const std::string& name : names) folders.push_back(name + "/");
  return Some(folders);
}

// What init prints: a word, then what became of it.
class Report {
 public:
  explicit Report(const std::vector<std::string>& files) {
    for (const std::string& file : files) width_ = std::max(width_, QuotePath(file).size() + 3);
  }
  void Row(const std::string& word, const std::string& text) {
    text_ += word + std::string(width_ > word.size() ? width_ - word.size() : 1, ' ') + text + "\n";
  }
  const std::string& text() const { return text_; }

 private:
  size_t width_ = 0;
  std::string text_;
};

std::string DomainsText(const FirstDeclarations& first) {
  if (first.has_root_domain) return "1 domain, Root, for the files at the root";
  std::vector<std::string> left_out = first.ignored_folders;
  for (const std::string& path : first.pipeline_folders) {
    // All of it, and no domain is left of the folder.
    std::string folder = path.substr(0, path.find('/'));
    bool is_domain = std::any_of(first.domains.begin(), first.domains.end(),
                                 [&](const FirstDomain& domain) { return domain.home == folder; });
    bool is_listed = std::find(left_out.begin(), left_out.end(), folder) != left_out.end();
    if (!is_domain && !is_listed) left_out.push_back(folder);
  }
  std::string text = Count(first.domains.size(), "domain");
  text +=
      first.domains.size() == 1 ? ", for the top-level folder" : ", one for each top-level folder";
  if (!left_out.empty()) text += " but " + WithSlash(left_out);
  return text;
}

void AddFull(const FirstDeclarations& first, Report& report) {
  for (const auto& [kind, names] : first.full_files) {
    std::string what = kind == RootFile::kBuild      ? "build file"
                       : kind == RootFile::kPipeline ? "pipeline file"
                                                     : "file";
    std::string where =
        kind == RootFile::kOther ? " at the root that testfed does not know: " : " at the root: ";
    report.Row("  full", Count(names.size(), what) + where + Some(names));
  }
  if (!first.pipeline_folders.empty()) {
    report.Row("  full", "the pipeline: " + WithSlash(first.pipeline_folders));
  }
}

void AddIgnored(const FirstDeclarations& first, Report& report) {
  std::string text = WithSlash(first.ignored_folders);
  if (!first.ignored_files.empty()) {
    text += (text.empty() ? "" : ", and ") + Count(first.ignored_files.size(), "file") +
            " at the root: " + Some(first.ignored_files);
  }
  if (!text.empty()) report.Row("  ignored", text);
}

void AddOwners(const FirstDeclarations& first, const std::string& file, Report& report) {
  if (file.empty()) {
    std::string places;
    for (const std::string& place : Codeowners::Places()) {
      places += (places.empty()                         ? ""
                 : place == Codeowners::Places().back() ? " or "
                                                        : ", ") +
                place;
    }
    report.Row("  owners", "none: there is no " + places);
    return;
  }
  std::vector<std::string> without;
  for (const FirstDomain& domain : first.domains) {
    if (domain.owners.empty()) without.push_back(domain.name);
  }
  std::string text =
      "for " + Count(first.domains.size() - without.size(), "domain") + ", from " + file;
  if (!without.empty()) {
    text +=
        "; " + Some(without) + (without.size() == 1 ? " has no line there" : " have no line there");
  }
  report.Row("  owners", text);
}

struct First {
  FirstDeclarations declarations;
  std::string yaml;
  Declarations read;
};

// Only what check accepts is ever written.
absl::StatusOr<First> Compose(const RootCensus& census, const Codeowners& codeowners,
                              const std::string& file, const FileWalk& walk) {
  First first;
  first.declarations = FirstDeclarationsOf(census, codeowners, OwnFilesOf(file).Expected());
  first.yaml = YamlOf(first.declarations);
  DeclarationsResult read = ReadDeclarations(first.yaml, file);
  if (read.findings.empty()) {
    TESTFED_ASSIGN_OR_RETURN(CheckResult checked, CheckDeclarations(read.declarations, walk));
    read.findings = std::move(checked.findings);
  }
  if (!read.findings.empty()) {
    return WithHint(Error("what testfed would write does not pass its own check; nothing written"),
                    "see it, and repair it by hand: " + MessageOf(ToStatus(read.findings.front())),
                    "testfed init --dry-run");
  }
  first.read = std::move(read.declarations);
  return first;
}

// git's list of files; of a repository in which nothing is tracked yet, the files there are.
absl::StatusOr<Snapshot> FilesOf(const Repository& repository) {
  RootCensus census;
  TESTFED_RETURN_IF_ERROR(repository.Walk(Snapshot::Index(), census));
  if (!census.empty()) return Snapshot::Index();
  TESTFED_RETURN_IF_ERROR(repository.Walk(Snapshot::WorkingTree(), census));
  if (!census.empty()) return Snapshot::WorkingTree();
  return Error("there are no files yet; nothing written");
}

// The files at `at`, and those that init is about to write.
absl::Status WalkAmended(const Repository& repository, const Snapshot& at,
                         const std::set<std::string>& added, TreeVisitor& visitor) {
  AmendedWalk walk(visitor, added, {});
  TESTFED_RETURN_IF_ERROR(repository.Walk(at, walk));
  walk.Finish();
  return absl::OkStatus();
}

absl::Status RefuseExisting(Invocation& invocation, const Workspace& workspace,
                            const std::vector<std::string>& files) {
  for (const std::string& file : files) {
    TESTFED_ASSIGN_OR_RETURN(std::string path, workspace.OnDisk(file));
    if (invocation.files().Exists(path)) {
      return Error(QuotePath(file) + ": exists; nothing written");
    }
  }
  return absl::OkStatus();
}

// What --ci asks for; nothing without it. `base` is the branch that changes are measured against,
// as far as the declarations say.
absl::StatusOr<std::optional<CiFile>> WantedCiFile(Invocation& invocation,
                                                   const Repository& repository,
                                                   const std::string& base) {
  if (!invocation.Has("--ci")) {
    if (invocation.Has("--testfed")) return Error("`--testfed` goes with `--ci`");
    return std::nullopt;
  }
  std::string branch = base;
  if (branch.empty()) {
    TESTFED_ASSIGN_OR_RETURN(std::optional<std::string> found, repository.DefaultBranch());
    branch = found.value_or("main");
    constexpr std::string_view kOrigin = "origin/";
    if (branch.starts_with(kOrigin)) branch.erase(0, kOrigin.size());
  }
  TESTFED_ASSIGN_OR_RETURN(
      CiFile file, CiFileFor(invocation.Text("--ci"), invocation.Text("--testfed"), branch));
  return file;
}

absl::Status WriteCiFile(Invocation& invocation, const Workspace& workspace, const CiFile& ci) {
  TESTFED_ASSIGN_OR_RETURN(std::string path, workspace.OnDisk(ci.path));
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  std::error_code error;
  // Nothing is written through a link: it may lead out of the repository.
  for (size_t slash = 0; (slash = ci.path.find('/', slash + 1)) != std::string::npos;) {
    const std::string above = path.substr(0, path.size() - ci.path.size() + slash);
    if (std::filesystem::is_symlink(above, error)) {
      return Error("`" + ci.path.substr(0, slash) + "` is a symbolic link; nothing written");
    }
  }
  std::filesystem::create_directories(folder, error);
  if (error) return Error("cannot make the folder of `" + ci.path + "`: " + error.message());
  return invocation.files().Write(path, ci.text);
}

std::string CiRow(const CiFile& ci) { return "written: " + ci.shape; }

// With declarations there is only the CI's file to write.
absl::StatusOr<int> InitCi(Invocation& invocation, const Workspace& workspace) {
  TESTFED_ASSIGN_OR_RETURN(std::shared_ptr<const Configuration> configuration,
                           workspace.LoadCurrent());
  TESTFED_ASSIGN_OR_RETURN(
      std::optional<CiFile> ci,
      WantedCiFile(invocation, *workspace.repository(), configuration->declarations.settings.base));
  if (invocation.Has("--dry-run")) {
    invocation.out() << ci->text;
    return 0;
  }
  TESTFED_RETURN_IF_ERROR(RefuseExisting(invocation, workspace, {ci->path}));
  TESTFED_RETURN_IF_ERROR(WriteCiFile(invocation, workspace, *ci));
  Report report({ci->path});
  report.Row(QuotePath(ci->path), CiRow(*ci));
  invocation.out() << report.text() << "hint: " << ci->next << ", then\n  git add " << ci->path
                   << "\n  testfed check\n";
  return 0;
}

absl::StatusOr<int> RunInit(Invocation& invocation) {
  TESTFED_ASSIGN_OR_RETURN(Workspace workspace, Workspace::Open(invocation));
  const Repository& repository = *workspace.repository();
  OwnFiles own = OwnFilesOf(workspace.config_file());
  TESTFED_ASSIGN_OR_RETURN(std::string path, workspace.OnDisk(own.declarations));
  TESTFED_ASSIGN_OR_RETURN(std::string dump_path, workspace.OnDisk(own.dump));
  if (invocation.Has("--ci") && invocation.files().Exists(path)) {
    return InitCi(invocation, workspace);
  }
  TESTFED_ASSIGN_OR_RETURN(std::optional<CiFile> ci, WantedCiFile(invocation, repository, ""));
  bool dry = invocation.Has("--dry-run");
  if (dry && ci) {
    invocation.out() << ci->text;
    return 0;
  }
  if (!dry) {
    std::vector<std::string> files = {own.declarations, own.dump};
    if (ci) files.push_back(ci->path);
    TESTFED_RETURN_IF_ERROR(RefuseExisting(invocation, workspace, files));
  }

  TESTFED_ASSIGN_OR_RETURN(Snapshot at, FilesOf(repository));
  AmendedFiles amended;
  if (ci) amended.added.insert(ci->path);
  RootCensus census;
  TESTFED_RETURN_IF_ERROR(WalkAmended(repository, at, amended.added, census));
  FoundCodeowners found = FindCodeowners(repository, at);
  for (const std::string& note : found.notes) invocation.Note(note);
  absl::StatusOr<First> composed = Compose(
      census, found.owners, own.declarations,
      [&](TreeVisitor& visitor) { return WalkAmended(repository, at, amended.added, visitor); });
  if (dry) {
    if (!composed.ok()) invocation.Note(MessageOf(composed.status()));
    invocation.out() << (composed.ok()
                             ? composed->yaml
                             : YamlOf(FirstDeclarationsOf(census, found.owners, own.Expected())));
    return 0;
  }
  TESTFED_ASSIGN_OR_RETURN(First first, std::move(composed));
  TESTFED_ASSIGN_OR_RETURN(Dump dump, MakeDump(repository, at, first.read, "", nullptr, amended));
  if (ci) TESTFED_RETURN_IF_ERROR(WriteCiFile(invocation, workspace, *ci));
  TESTFED_RETURN_IF_ERROR(invocation.files().Write(path, first.yaml));
  TESTFED_RETURN_IF_ERROR(invocation.files().Write(dump_path, dump.text));

  std::vector<std::string> words = own.Expected();
  if (ci) words.push_back(ci->path);
  Report report(words);
  if (ci) report.Row(QuotePath(ci->path), CiRow(*ci));
  report.Row(QuotePath(own.declarations), "written: " + DomainsText(first.declarations));
  report.Row(QuotePath(own.dump), "written: " + Count(static_cast<size_t>(dump.files), "file") +
                                      " on " + Count(static_cast<size_t>(dump.lines), "line"));
  AddFull(first.declarations, report);
  AddIgnored(first.declarations, report);
  AddOwners(first.declarations, found.file, report);
  NoteUnused(invocation, found);
  if (!first.declarations.unwritable.empty()) {
    invocation.Note("YAML cannot hold names that are not UTF-8; `?` stands for their bytes: " +
                    Some(first.declarations.unwritable));
  }
  // What is to be checked must be in git's list of files, also the CI's file.
  bool add = at.kind != Snapshot::Kind::kIndex || ci.has_value();
  invocation.out() << report.text();
  if (ci) invocation.out() << "hint: " << ci->next << "\n";
  invocation.out() << "hint: edit " << QuotePath(own.declarations) << ", then\n"
                   << (add ? "  git add --all\n" : "") << "  testfed check\n";
  return 0;
}

}  // namespace

Command InitCommand() {
  return {
      .name = "init",
      .section = "Declare",
      .summary = "write a first domains.yaml, from folders and CODEOWNERS",
      .description =
          "Writes domains.yaml and domain.dump.txt for the files that git tracks, so that `testfed "
          "check` has nothing to say. Never overwrites a file.\n\n"
          "Each folder at the root becomes a domain, called like it in UpperCamel. `docs/` is "
          "ignored when it holds only documents. Files at the root that are known as documents or "
          "editor settings are ignored; a change of any other file at the root, and of the CI's "
          "folders, runs everything: build files, lock files, and what testfed does not know.\n\n"
          "The owners of a domain are those of its whole folder by CODEOWNERS (in .github/, at the "
          "root or in docs/), where the last line that matches decides.\n\n"
          "With --ci it also writes the file by which a CI runs testfed: a plan, its jobs as a "
          "matrix or a child pipeline, and a gate; where there is a domains.yaml, only that one. "
          "docs/ci.md explains each part. There is no published testfed: the CI builds the one "
          "that --testfed names, by default the version that writes the file.",
      .options = {{.name = "--dry-run",
                   .help = "print domains.yaml, or with --ci the CI's file; write nothing"},
                  {.name = "--ci",
                   .value = "CI",
                   .help = "also write .github/workflows/testfed.yml, or .gitlab-ci.yml",
                   .choices = {"github", "gitlab"}},
                  {.name = "--testfed",
                   .value = "SOURCE",
                   .help = "where that gets testfed from: OWNER/NAME@REF for github, URL@REF for "
                           "gitlab"}},
      .examples = {{"testfed init", "the first step in a repository"},
                   {"testfed init --dry-run", "what would it say?"},
                   {"testfed init --ci github", "and the workflow that runs it"}},
      .run = RunInit,
  };
}

}  // namespace testfed
