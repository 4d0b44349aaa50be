#include "integration/overrides.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "cli/commands.h"
#include "cli/known_tuples.h"
#include "domains/inline_text.h"
#include "domains/sha256.h"
#include "domains/yaml.h"
#include "integration/module_graph.h"
#include "integration/override_findings.h"
#include "integration/resolution.h"

namespace testfed {
namespace {

constexpr size_t kMaxGraphBytes = size_t{256} << 20;
constexpr size_t kMaxModuleFiles = 256;
constexpr size_t kDiffLines = 12;

OverridesOptions OptionsOf(const Invocation& invocation) {
  return {invocation.Text("--prefix"), invocation.Text("--order") == "source"};
}

std::string Counted(int count, const std::string& what) {
  return std::to_string(count) + " " + what;
}

absl::StatusOr<KnownTuple> Composition(Invocation& invocation) {
  TESTFED_ASSIGN_OR_RETURN(Components components, LoadComponents(invocation));
  TESTFED_ASSIGN_OR_RETURN(KnownTuple known, ReadKnown(invocation, invocation.Argument(1),
                                                       components, invocation.Text("--line")));
  if (!known.manifest) known.base.pins = Updated(known.base.pins, components);
  return known;
}

absl::StatusOr<int> RunRender(Invocation& invocation) {
  TESTFED_ASSIGN_OR_RETURN(KnownTuple known, Composition(invocation));
  RenderedOverrides rendered = RenderOverrides(known.base.pins, OptionsOf(invocation));
  if (!invocation.Has("--out")) {
    for (const auto& [name, text] : rendered.files) {
      if (name.ends_with(".MODULE.bazel")) invocation.out() << text;
    }
    return 0;
  }
  const std::string folder = invocation.Text("--out");
  std::error_code error;
  std::filesystem::create_directories(invocation.PathOf(folder), error);
  if (error) return Error("`" + InlineText(folder) + "` cannot be made: " + error.message());
  for (const auto& [name, text] : rendered.files) {
    const std::string path = folder + "/" + name;
    TESTFED_RETURN_IF_ERROR(invocation.files().Write(invocation.PathOf(path), text));
    invocation.out() << InlineText(path) << "\twritten\n";
  }
  invocation.out() << Counted(rendered.git, "git_override") << ", "
                   << Counted(rendered.single_version, "single_version_override") << "\n";
  return 0;
}

// Files that stand in the folder and look like ours, by name.
std::set<std::string> FragmentsIn(const std::string& folder, const std::string& prefix) {
  std::set<std::string> names;
  std::error_code error;
  for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    std::string name = entry->path().filename().string();
    if (name.starts_with(prefix) && name.ends_with(".MODULE.bazel")) names.insert(name);
  }
  return names;
}

// Each file that is not as it would be written: missing, other or too many.
absl::StatusOr<int> CompareRendered(Invocation& invocation, const RenderedOverrides& rendered,
                                    const std::string& folder, const std::string& prefix) {
  int wrong = 0;
  std::set<std::string> names = FragmentsIn(invocation.PathOf(folder), prefix);
  for (const auto& [name, text] : rendered.files) names.insert(name);
  for (const std::string& name : names) {
    const std::string path = folder + "/" + name;
    TESTFED_ASSIGN_OR_RETURN(auto is,
                             invocation.files().Read(invocation.PathOf(path), kMaxYamlBytes));
    auto should = rendered.files.find(name);
    const bool extra = should == rendered.files.end();
    if (is && !extra && *is == should->second) continue;
    ++wrong;
    invocation.out() << InlinePath(path) << ": error: "
                     << (extra ? "no component is in this file"
                         : is  ? "is not what the manifest renders"
                               : "is missing")
                     << " [stale-overrides]\n";
    std::string diff = LineDiff(is ? &*is : nullptr, extra ? nullptr : &should->second, kDiffLines);
    for (size_t at = 0; at < diff.size();) {
      size_t end = std::min(diff.find('\n', at), diff.size());
      invocation.out() << "  " << InlineText(diff.substr(at, end - at)) << "\n";
      at = end + 1;
    }
  }
  return wrong;
}

// MODULE.bazel and what it includes, but for what we render ourselves.
absl::StatusOr<std::vector<ModuleCall>> HandWrittenCalls(Invocation& invocation,
                                                         const RenderedOverrides& rendered,
                                                         std::vector<Finding>& findings) {
  std::vector<ModuleCall> calls;
  std::vector<std::string> queue = invocation.Texts("--module-file");
  const bool named = !queue.empty();
  if (!named) queue.push_back("MODULE.bazel");
  std::set<std::string> seen;
  for (size_t i = 0; i < queue.size(); ++i) {
    const std::string file = queue[i];
    if (!seen.insert(file).second) continue;
    if (seen.size() > kMaxModuleFiles) return Error("more than 256 module files are included");
    TESTFED_ASSIGN_OR_RETURN(auto text,
                             invocation.files().Read(invocation.PathOf(file), kMaxYamlBytes));
    if (!text) {
      if (named || i > 0) return Error("`" + InlineText(file) + "`: no such file");
      return calls;
    }
    for (ModuleCall& call : ReadModuleFile(*text, file, findings)) {
      if (call.function == "include") {
        std::string path = PathOfInclude(call.Text(""));
        std::string name = path.substr(path.rfind('/') + 1);
        if (!path.empty() && !rendered.files.contains(name)) queue.push_back(path);
      }
      calls.push_back(std::move(call));
    }
  }
  return calls;
}

absl::StatusOr<int> RunCheck(Invocation& invocation) {
  TESTFED_ASSIGN_OR_RETURN(KnownTuple known, Composition(invocation));
  const Pins& pins = known.base.pins;
  RenderedOverrides rendered = RenderOverrides(pins, OptionsOf(invocation));
  Resolution resolution;
  std::vector<Finding> findings;
  TESTFED_ASSIGN_OR_RETURN(std::vector<ModuleCall> calls,
                           HandWrittenCalls(invocation, rendered, findings));
  for (Finding& finding : ConflictsWith(pins, calls)) findings.push_back(std::move(finding));
  std::vector<Finding> loose = MutablePins(calls);
  TESTFED_ASSIGN_OR_RETURN(auto rc,
                           invocation.files().Read(invocation.PathOf(".bazelrc"), kMaxYamlBytes));
  for (Finding& finding : MutableRegistries(rc.value_or(""), ".bazelrc")) {
    loose.push_back(std::move(finding));
  }
  SortFindings(loose);
  for (Finding& finding : loose) {
    resolution.mutable_pins.push_back(ToString(finding.place) + ": " + finding.message);
    if (invocation.Has("--allow-mutable")) finding.severity = Severity::kWarning;
    findings.push_back(std::move(finding));
  }
  SortFindings(findings);
  int wrong = 0;
  for (const Finding& finding : findings) {
    invocation.out() << Render(finding);
    wrong += finding.severity == Severity::kError;
    if (finding.code == "override-conflict") {
      resolution.disagreements.push_back(ToString(finding.place) + ": " + finding.message);
    }
  }
  if (invocation.Has("--rendered")) {
    TESTFED_ASSIGN_OR_RETURN(int stale,
                             CompareRendered(invocation, rendered, invocation.Text("--rendered"),
                                             invocation.Text("--prefix")));
    wrong += stale;
    if (stale > 0) resolution.disagreements.push_back("the rendered overrides are stale");
  }
  if (invocation.Has("--graph")) {
    const std::string file = invocation.Text("--graph");
    TESTFED_ASSIGN_OR_RETURN(std::string text, invocation.ReadInput(file, kMaxGraphBytes));
    TESTFED_ASSIGN_OR_RETURN(ModuleGraph graph,
                             ReadModuleGraph(text, file == "-" ? "standard input" : file));
    GraphVerdict verdict = JudgeGraph(graph, pins, known.base.disabled);
    for (const auto& [list, code] : {std::pair(&verdict.not_effective, "not-effective"),
                                     std::pair(&verdict.disabled, "disabled")}) {
      for (const std::string& sentence : *list) {
        invocation.out() << "error: " << sentence << " [" << code << "]\n";
        resolution.disagreements.push_back(sentence);
        ++wrong;
      }
    }
    if (!graph.cut.empty()) {
      invocation.out() << "warning: the graph does not show what " << *graph.cut.begin()
                       << " requires; ask without `--depth` [cut-graph]\n";
    }
    if (!verdict.unpinned.empty()) {
      invocation.out() << "warning: " << verdict.unpinned.size()
                       << (verdict.unpinned.size() == 1 ? " module" : " modules")
                       << " resolved without a pin of ours: ";
      for (size_t i = 0; i < verdict.unpinned.size(); ++i) {
        invocation.out() << (i == 0 ? "" : ", ") << verdict.unpinned[i];
      }
      invocation.out() << " [unpinned]\n";
    }
    invocation.out() << verdict.effective << " of " << pins.size() << " overrides took effect\n";
    resolution.sha256 = Sha256Hex(CanonicalResolved(graph, pins, invocation.Text("--bazel")));
  }
  resolution.tuple_sha256 = TupleSha256(TupleOf(pins));
  if (invocation.Has("--out")) {
    TESTFED_RETURN_IF_ERROR(invocation.files().Write(invocation.PathOf(invocation.Text("--out")),
                                                     ResolutionText(resolution)));
  }
  return wrong == 0 ? 0 : 1;
}

absl::StatusOr<int> RunOverrides(Invocation& invocation) {
  return invocation.Argument(0) == "render" ? RunRender(invocation) : RunCheck(invocation);
}

}  // namespace

Command OverridesCommand() {
  Command command{
      .name = "overrides",
      .section = "Several repositories",
      .summary = "render a manifest for Bazel, and check that it took effect",
      .usage = "testfed overrides render|check [OPTIONS] MANIFEST",
      .description =
          "  render   fragments of MODULE.bazel with one override for each component, the options "
          "for local clones, and what the graph of modules must then show\n"
          "  check    the repository and the resolved graph against the manifest: a second "
          "override, pins that are not reproducible, fragments that are stale, missing or too "
          "many, and overrides that did not take effect\n\n"
          "In place of a manifest stands any file of pins, as for `testfed manifest`.",
      .options = {{.name = "--prefix",
                   .value = "NAME",
                   .help = "fragments are NAME.MODULE.bazel, or NAME_GROUP.MODULE.bazel",
                   .group = "The fragments",
                   .default_text = "components"},
                  {.name = "--order",
                   .value = "ORDER",
                   .help = "of the modules in a fragment: by name, or as in the source",
                   .group = "The fragments",
                   .choices = {"name", "source"},
                   .default_text = "name"},
                  {.name = "--graph",
                   .value = "FILE",
                   .help = "check: the output of `bazel mod graph --output=json`; - is stdin",
                   .group = "The check"},
                  {.name = "--bazel",
                   .value = "VERSION",
                   .help = "check: the version of Bazel that resolved",
                   .group = "The check"},
                  {.name = "--rendered",
                   .value = "DIR",
                   .help = "check: the folder with the fragments that render wrote",
                   .group = "The check"},
                  {.name = "--module-file",
                   .value = "FILE",
                   .help = "check: instead of MODULE.bazel; what it includes is read too",
                   .group = "The check",
                   .repeatable = true},
                  {.name = "--allow-mutable",
                   .value = "REASON",
                   .help = "check: pins that are not reproducible are warnings",
                   .group = "The check"},
                  {.name = "--line",
                   .value = "LINE",
                   .help = "the release line, for `@latest`",
                   .group = "Files",
                   .default_text = std::string(kMainLine)},
                  {.name = "--known-good",
                   .value = "FILE",
                   .help = "the store that `@latest` and `@43` mean",
                   .group = "Files",
                   .default_text = "known-good.jsonl"},
                  {.name = "--out",
                   .value = "PATH",
                   .help = "render: the folder to write to; check: the file for `testfed verdict`",
                   .group = "The output"}},
      .positionals = {{.name = "ACTION", .help = "what to do", .choices = {"render", "check"}},
                      {.name = "FILE", .help = "a manifest, or another file of pins"}},
      .examples =
          {{"testfed overrides render manifest.json --out bazel_common", "for Bazel"},
           {"bazel mod graph --output=json | testfed overrides check manifest.json --graph -",
            "did it take effect?"}},
      .exit_notes = {{0, "written, or as it should be"},
                     {1, "check: something is wrong"},
                     {2, "no answer"}},
      .run = RunOverrides,
  };
  for (Option& option : KnownTupleOptions()) command.options.push_back(std::move(option));
  return command;
}

}  // namespace testfed
