#include <set>

#include "cli/commands.h"
#include "cli/dumping.h"
#include "cli/workspace.h"
#include "contracts/annotation_sources.h"
#include "domains/finding.h"
#include "domains/path_name.h"
#include "domains/words.h"

namespace testfed {
namespace {

constexpr size_t kMaxSourceBytes = size_t{1} << 24;

// Files directly in a folder of the working tree, by name.
class FolderList : public TreeVisitor {
 public:
  explicit FolderList(std::string folder) : folder_(std::move(folder)) {}
  bool EnterDirectory(std::string_view name, std::string_view) override {
    std::string path = path_ + std::string(name) + "/";
    if (!folder_.starts_with(path)) return false;
    path_ = std::move(path);
    return true;
  }
  void LeaveDirectory() override {
    path_.pop_back();
    path_.resize(path_.rfind('/') + 1);  // npos + 1 is 0
  }
  void File(std::string_view name) override { FileWithId(name, "", FileKind::kRegular); }
  void FileWithId(std::string_view name, std::string_view, FileKind kind) override {
    if (path_ == folder_ && kind == FileKind::kRegular) names.insert(std::string(name));
  }
  std::set<std::string> names;

 private:
  std::string folder_;  // with a slash at the end; "" is the root
  std::string path_;
};

struct Source {
  std::string path;  // from the root
  std::string disk;
  std::optional<std::string> there;
  std::string wanted;  // "": it must go
};

// What must be below the folder, and what testfed wrote there once for a domain that is no more.
absl::StatusOr<std::vector<Source>> SourcesIn(Invocation& invocation, const Workspace& workspace,
                                              const std::vector<AnnotationSource>& wanted) {
  TESTFED_ASSIGN_OR_RETURN(std::string folder,
                           workspace.PathInRepository(invocation.Text("--out")));
  if (!folder.empty() && !folder.ends_with('/')) folder += '/';
  std::vector<Source> sources;
  std::set<std::string> known;
  std::string header;  // the first line of all of them
  auto add = [&](const std::string& name, const std::string& text) -> absl::Status {
    Source source{folder + name, "", std::nullopt, text};
    TESTFED_ASSIGN_OR_RETURN(source.disk, workspace.OnDisk(source.path));
    TESTFED_ASSIGN_OR_RETURN(source.there, invocation.files().Read(source.disk, kMaxSourceBytes));
    // Somebody's own file is nothing of ours.
    bool leftover = source.wanted.empty() && (!source.there || !source.there->starts_with(header));
    if (!leftover) sources.push_back(std::move(source));
    return absl::OkStatus();
  };
  for (const AnnotationSource& source : wanted) {
    known.insert(source.name);
    header = source.text.substr(0, source.text.find('\n') + 1);
    TESTFED_RETURN_IF_ERROR(add(source.name, source.text));
  }
  FolderList list(folder);
  TESTFED_RETURN_IF_ERROR(workspace.repository()->Walk(Snapshot::WorkingTree(), list));
  for (const std::string& name : list.names) {
    const std::string& like = wanted.front().name;
    bool same_kind = name.ends_with(like.substr(like.rfind('.')));
    if (same_kind && !known.contains(name)) TESTFED_RETURN_IF_ERROR(add(name, ""));
  }
  return sources;
}

// The command as it was typed, but for --check.
std::string Again(const Invocation& invocation) {
  std::string text = "testfed annotations " + invocation.Argument(0);
  if (invocation.Has("--package")) text += " --package " + QuoteWord(invocation.Text("--package"));
  return text + " --out " + QuoteWord(invocation.Text("--out"));
}

int Check(Invocation& invocation, const std::vector<Source>& sources) {
  std::string text;
  for (const Source& source : sources) {
    if (source.wanted.empty()) {
      text += QuotePath(source.path) + ": stale, its domain is not declared\n";
    } else if (auto difference = CompareDumps(source.there, source.wanted)) {
      text += QuotePath(source.path) + ": " + difference->summary + "\n" + difference->lines;
    }
  }
  if (text.empty()) return 0;
  invocation.out() << text << RenderHints({{"run", Again(invocation)}});
  return 1;
}

absl::Status Write(Invocation& invocation, const std::vector<Source>& sources) {
  int current = 0;
  for (const Source& source : sources) {
    if (source.there == source.wanted) {
      ++current;
      continue;
    }
    invocation.out() << QuotePath(source.path) << ": ";
    if (source.wanted.empty()) {
      TESTFED_RETURN_IF_ERROR(invocation.files().Remove(source.disk));
      invocation.out() << "removed, its domain is not declared\n";
    } else {
      TESTFED_RETURN_IF_ERROR(invocation.files().Write(source.disk, source.wanted));
      invocation.out() << (source.there ? "updated\n" : "written\n");
    }
  }
  if (current > 0) {
    invocation.out() << current << (current == 1 ? " file is" : " files are") << " up to date\n";
  }
  return absl::OkStatus();
}

absl::StatusOr<int> RunAnnotations(Invocation& invocation) {
  if (invocation.Has("--check") && !invocation.Has("--out")) {
    return Error("`--check` goes with `--out DIR`", "say where the sources stand, as in",
                 "testfed annotations " + invocation.Argument(0) + " --out DIR --check");
  }
  bool to_disk = invocation.Has("--out");
  TESTFED_ASSIGN_OR_RETURN(Workspace workspace, to_disk ? Workspace::Open(invocation)
                                                        : Workspace::OpenOrStandalone(invocation));
  TESTFED_ASSIGN_OR_RETURN(auto configuration, workspace.LoadCurrent());
  TESTFED_ASSIGN_OR_RETURN(std::vector<AnnotationSource> wanted,
                           AnnotationSourcesFor(invocation.Argument(0), configuration->declarations,
                                                invocation.Text("--package")));
  if (!to_disk) {
    bool several = wanted.size() > 1;
    for (const AnnotationSource& source : wanted) {
      if (several) invocation.out() << (&source == wanted.data() ? "" : "\n");
      if (several) invocation.out() << "// " << source.name << "\n";
      invocation.out() << source.text;
    }
    return 0;
  }
  TESTFED_ASSIGN_OR_RETURN(std::vector<Source> sources, SourcesIn(invocation, workspace, wanted));
  if (invocation.Has("--check")) return Check(invocation, sources);
  TESTFED_RETURN_IF_ERROR(Write(invocation, sources));
  return 0;
}

}  // namespace

Command AnnotationsCommand() {
  Command command{
      .name = "annotations",
      .section = "Declare",
      .summary = "write the annotations or markers for the declared domains",
      .description =
          "Prints the sources that tests need for their tags: annotation types for Java and "
          "Kotlin, registered markers for pytest. There is one for each declared domain, so "
          "`@AffectedByBilling` does not compile until somebody declares Billing.\n\n"
          "With --out they are written into that folder of the working tree, and what testfed "
          "wrote there for a domain that is no longer declared is removed. The folder must exist.",
      .options = {{.name = "--package",
                   .value = "NAME",
                   .help = "the package of Java and Kotlin sources"},
                  {.name = "--out", .value = "DIR", .help = "write them into DIR"},
                  {.name = "--check",
                   .help = "with --out: write nothing, and fail with the difference when a source "
                           "is not up to date"}},
      .positionals = {{.name = "LANGUAGE", .help = "the language of the tests"}},
      .examples = {{"testfed annotations python", "show the markers"},
                   {"testfed annotations kotlin --package com.acme.testing --out testing/src",
                    "write the annotation types"}},
      .exit_notes = {{0, "printed, written or up to date"},
                     {1, "--check: a source is not up to date"},
                     {2, "no answer"}},
      .run = RunAnnotations,
  };
  for (std::string_view language : AnnotationLanguages()) {
    command.positionals.front().choices.emplace_back(language);
  }
  return command;
}

}  // namespace testfed
