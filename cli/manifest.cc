#include <algorithm>

#include "cli/commands.h"
#include "cli/known_tuples.h"
#include "cli/manifest_text.h"
#include "domains/inline_text.h"
#include "domains/yaml.h"
#include "integration/changeset.h"
#include "integration/merge_order.h"
#include "integration/pins_file.h"
#include "integration/reproduction.h"

namespace testfed {
namespace {

constexpr size_t kMaxPayloadBytes = size_t{64} << 20;

CloneFinder ClonesFrom(Invocation& invocation) {
  if (!invocation.Has("--clones")) return {};
  auto clones = std::make_shared<Clones>(invocation.PathOf(invocation.Text("--clones")));
  return [clones](const std::string& component) { return clones->Find(component); };
}

absl::Status RefuseArguments(const Invocation& invocation, size_t count, const std::string& usage) {
  if (invocation.Positionals().size() == count + 1) return absl::OkStatus();
  return Error("`testfed manifest " + invocation.Argument(0) + "` takes " + usage);
}

// The event's own time: nothing here looks at a clock.
absl::StatusOr<std::string> TimeOf(Invocation& invocation) {
  std::string text = invocation.Text("--timestamp");
  if (text.empty()) return "";
  std::string normal = NormalTimestamp(text);
  if (!normal.empty()) return normal;
  return Error("`--timestamp` is a time in UTC as `2026-02-10T21:12:42Z`, got `" +
               InlineText(text) + "`");
}

absl::StatusOr<CompositionRequest> RequestOf(Invocation& invocation, CompositionEvent event) {
  CompositionRequest request;
  request.event = event;
  request.line = invocation.Text("--line");
  request.subset = invocation.Text("--subset");
  request.may_shrink = invocation.Text("--allow-shrink");
  request.integration_repo = invocation.Text("--integration-repo");
  TESTFED_ASSIGN_OR_RETURN(request.timestamp, TimeOf(invocation));
  if (invocation.Has("--integration-commit")) {
    TESTFED_ASSIGN_OR_RETURN(Pin pin, CommitPin(invocation.Text("--integration-commit")));
    request.integration_commit = pin.text;
  }
  return request;
}

absl::StatusOr<int> Finish(Invocation& invocation, const KnownTuple& base,
                           const Components& components, const CompositionRequest& request) {
  TESTFED_ASSIGN_OR_RETURN(Manifest manifest, Compose(base.base, components, request));
  std::string json = ToText(manifest, &components);
  // What is written must be what a later command reads.
  std::vector<Finding> findings;
  Manifest again = ReadManifest(json, "manifest.json", findings);
  if (!findings.empty()) return ToStatus(findings.front());
  if (again != manifest) return Error("the manifest does not read back as it was written");
  if (invocation.Has("--out")) {
    TESTFED_RETURN_IF_ERROR(
        invocation.files().Write(invocation.PathOf(invocation.Text("--out")), json));
  }
  if (invocation.Text("--format") == "json") {
    invocation.out() << json;
  } else {
    TESTFED_ASSIGN_OR_RETURN(std::string text,
                             DescribeManifest(manifest, base.base.name, ClonesFrom(invocation)));
    invocation.out() << text;
  }
  return manifest.not_advanced.empty() ? 0 : 1;
}

absl::StatusOr<Components> RequiredComponents(Invocation& invocation) {
  TESTFED_ASSIGN_OR_RETURN(Components components, LoadComponents(invocation));
  if (!components.empty()) return components;
  return Error("no component is declared; `" + std::string(kComponentsFile) +
                   "` says who takes part in the integration",
               "declare the first", "comm: {repo: \"https://github.com/orbit/comm\"}");
}

absl::StatusOr<int> RunPullRequest(Invocation& invocation) {
  TESTFED_RETURN_IF_ERROR(RefuseArguments(invocation, 0, "no arguments"));
  std::string file = invocation.Text("--event");
  if (file.empty()) file = invocation.Environment("GITHUB_EVENT_PATH").value_or("");
  if (file.empty()) return Error("no event; `--event FILE` is the payload that asks for it");
  TESTFED_ASSIGN_OR_RETURN(Components components, RequiredComponents(invocation));
  TESTFED_ASSIGN_OR_RETURN(std::string payload, invocation.ReadInput(file, kMaxPayloadBytes));
  TESTFED_ASSIGN_OR_RETURN(
      Replacement replacement,
      ReadPullRequestEvent(payload, file == "-" ? "standard input" : file, components));
  TESTFED_ASSIGN_OR_RETURN(CompositionRequest request,
                           RequestOf(invocation, CompositionEvent::kPullRequest));
  request.replacements.push_back(std::move(replacement));
  TESTFED_ASSIGN_OR_RETURN(KnownTuple base, ReadKnown(invocation, invocation.Text("--known-good"),
                                                      components, request.line));
  return Finish(invocation, base, components, request);
}

absl::StatusOr<ChangesetOptions> ChangesetOptionsOf(Invocation& invocation) {
  ChangesetOptions options;
  for (const std::string& text : invocation.Texts("--order")) {
    const std::optional<PullRequestId> id = ReadPullRequestId(text, "github.com");
    if (!id) {
      return Error("`--order` is a pull request as `orbit/comm#117`, got `" + InlineText(text) +
                   "`");
    }
    options.order.push_back(*id);
  }
  if (!invocation.Has("--heads")) return options;
  const std::string file = invocation.Text("--heads");
  TESTFED_ASSIGN_OR_RETURN(std::string text, invocation.ReadInput(file, kMaxYamlBytes));
  std::vector<Finding> findings;
  const Heads heads = ReadHeads(text, file == "-" ? "standard input" : file, findings);
  SortFindings(findings);
  if (!findings.empty()) return ToStatus(findings.front());
  for (const auto& [component, head] : heads) {
    if (head.error.empty()) options.heads[component] = head.commit;
  }
  return options;
}

absl::StatusOr<int> RunChangeset(Invocation& invocation) {
  TESTFED_RETURN_IF_ERROR(RefuseArguments(invocation, 1, "the changeset's name"));
  const std::string file = invocation.Text("--pull-requests");
  if (file.empty()) {
    return Error("no pull requests; `--pull-requests FILE` is what the platform answered");
  }
  TESTFED_ASSIGN_OR_RETURN(const std::string text, invocation.ReadInput(file, kMaxPayloadBytes));
  const std::string name = file == "-" ? "standard input" : file;
  TESTFED_ASSIGN_OR_RETURN(const PullRequestList list, ReadPullRequests(text, name));
  TESTFED_ASSIGN_OR_RETURN(Components components, RequiredComponents(invocation));
  TESTFED_ASSIGN_OR_RETURN(const ChangesetOptions options, ChangesetOptionsOf(invocation));
  TESTFED_ASSIGN_OR_RETURN(const Changeset set,
                           ReadChangeset(invocation.Argument(1), list, name, components, options));
  TESTFED_ASSIGN_OR_RETURN(CompositionRequest request,
                           RequestOf(invocation, CompositionEvent::kChangeset));
  request.changeset = set.name;
  request.replacements = ReplacementsOf(set, options);
  TESTFED_ASSIGN_OR_RETURN(KnownTuple base, ReadKnown(invocation, invocation.Text("--known-good"),
                                                      components, request.line));
  TESTFED_ASSIGN_OR_RETURN(const int code, Finish(invocation, base, components, request));
  if (invocation.Text("--format") == "text") {
    TESTFED_ASSIGN_OR_RETURN(const Manifest manifest, Compose(base.base, components, request));
    TESTFED_ASSIGN_OR_RETURN(const MergePlan plan,
                             MergePlanOf(manifest, components, ClonesFrom(invocation), list));
    invocation.out() << DescribeMergePlan(plan);
  }
  return code;
}

absl::StatusOr<Heads> HeadsOf(Invocation& invocation, const Components& components,
                              const std::string& line) {
  if (invocation.Has("--heads")) {
    std::string file = invocation.Text("--heads");
    TESTFED_ASSIGN_OR_RETURN(std::string text, invocation.ReadInput(file, kMaxYamlBytes));
    std::vector<Finding> findings;
    Heads heads = ReadHeads(text, file == "-" ? "standard input" : file, findings);
    SortFindings(findings);
    if (!findings.empty()) return ToStatus(findings.front());
    return heads;
  }
  if (!invocation.Has("--clones")) {
    return Error("where the components' heads are is not known",
                 "a file of components and commits, or a folder of clones",
                 "testfed manifest mains --heads heads.json");
  }
  Clones clones(invocation.PathOf(invocation.Text("--clones")));
  Heads heads;
  for (const Component& component : components) {
    auto track = component.tracks.find(line);
    if (track == component.tracks.end() || track->second.kind == Track::Kind::kVersion) continue;
    absl::StatusOr<ResolvedHead> head = clones.Resolve(component.name, track->second);
    if (head.ok())
      heads[component.name] = {head->pin.text, head->ref, ""};
    else
      heads[component.name] = {"", "", MessageOf(head.status())};
  }
  return heads;
}

absl::StatusOr<int> RunMains(Invocation& invocation) {
  TESTFED_RETURN_IF_ERROR(RefuseArguments(invocation, 0, "no arguments"));
  TESTFED_ASSIGN_OR_RETURN(Components components, RequiredComponents(invocation));
  TESTFED_ASSIGN_OR_RETURN(CompositionRequest request,
                           RequestOf(invocation, CompositionEvent::kMains));
  TESTFED_ASSIGN_OR_RETURN(KnownTuple base, ReadKnown(invocation, invocation.Text("--known-good"),
                                                      components, request.line));
  TESTFED_ASSIGN_OR_RETURN(Heads heads, HeadsOf(invocation, components, request.line));
  request.released = invocation.Texts("--release");
  TESTFED_RETURN_IF_ERROR(
      TakeMains(base.base, components, heads, invocation.Has("--keep-pin-on-error"), request));
  return Finish(invocation, base, components, request);
}

absl::StatusOr<int> RunCheck(Invocation& invocation) {
  TESTFED_RETURN_IF_ERROR(RefuseArguments(invocation, 1, "one file"));
  TESTFED_ASSIGN_OR_RETURN(Components components, LoadComponents(invocation));
  const std::string file = invocation.Argument(1);
  TESTFED_ASSIGN_OR_RETURN(std::string text, invocation.ReadInput(file, kMaxYamlBytes));
  std::vector<Finding> findings;
  const KnownTuple known = CheckKnown(invocation, text, file, components, findings);
  bool wrong = false;
  for (const Finding& finding : findings) {
    invocation.out() << Render(finding);
    wrong = wrong || finding.severity == Severity::kError;
  }
  if (wrong) return 1;
  invocation.out() << "tuple " << TupleSha256(TupleOf(known.base.pins)) << ", "
                   << known.base.pins.size()
                   << (known.base.pins.size() == 1 ? " component" : " components");
  if (known.manifest) invocation.out() << ", manifest " << ManifestSha256(*known.manifest);
  invocation.out() << "\n";
  return 0;
}

absl::StatusOr<int> RunDiff(Invocation& invocation) {
  TESTFED_RETURN_IF_ERROR(RefuseArguments(invocation, 2, "two compositions"));
  TESTFED_ASSIGN_OR_RETURN(Components components, LoadComponents(invocation));
  const std::string line = invocation.Text("--line");
  TESTFED_ASSIGN_OR_RETURN(KnownTuple before,
                           ReadKnown(invocation, invocation.Argument(1), components, line));
  TESTFED_ASSIGN_OR_RETURN(KnownTuple after,
                           ReadKnown(invocation, invocation.Argument(2), components, line));
  std::map<std::string, std::string> renames;
  for (const Component& component : components) {
    for (const std::string& former : component.formerly) renames[former] = component.name;
  }
  TESTFED_ASSIGN_OR_RETURN(std::vector<TupleChange> changes,
                           DiffTuples(TupleOf(before.base.pins), TupleOf(after.base.pins), renames,
                                      ClonesFrom(invocation)));
  if (invocation.Text("--format") == "json") {
    invocation.out() << ToText(ToJson(changes), 2) << "\n";
  } else {
    invocation.out() << DescribeDiff(changes, before.shadowed, after.shadowed);
  }
  return 0;
}

absl::StatusOr<int> RunReproduce(Invocation& invocation) {
  TESTFED_RETURN_IF_ERROR(RefuseArguments(invocation, 1, "one manifest"));
  TESTFED_ASSIGN_OR_RETURN(Manifest manifest, LoadManifest(invocation, invocation.Argument(1)));
  invocation.out() << ReproductionScript(
      manifest, {invocation.Texts("--target"), invocation.Texts("--bazel-config")});
  return 0;
}

absl::StatusOr<int> RunManifest(Invocation& invocation) {
  const std::string action = invocation.Argument(0);
  if (action == "pr") return RunPullRequest(invocation);
  if (action == "changeset") return RunChangeset(invocation);
  if (action == "mains") return RunMains(invocation);
  if (action == "check") return RunCheck(invocation);
  if (action == "diff") return RunDiff(invocation);
  return RunReproduce(invocation);
}

}  // namespace

Command ManifestCommand() {
  Command command{
      .name = "manifest",
      .section = "Several repositories",
      .summary = "compose the commits that are tested together",
      .usage = "testfed manifest pr|changeset|mains|check|diff|reproduce [OPTIONS] [FILE...]",
      .description =
          "A manifest holds every component of an integration to one commit or version, and says "
          "what asked for it.\n\n"
          "  pr              the head of one pull request, and known good for the rest\n"
          "  changeset NAME  the heads of the pull requests with the label changeset:NAME, as one\n"
          "                  unit\n"
          "  mains           what the track of each component points to now\n"
          "  check FILE      what is wrong with a manifest or with known_good.json\n"
          "  diff A B        what differs between two of them\n"
          "  reproduce FILE  the commands that build and test a manifest anywhere\n\n"
          "What was asked for is in the manifest, or there is none: a repository that is no "
          "component, a commit that is not whole and a head that cannot be read are no answer.",
      .options = {{.name = "--event",
                   .value = "FILE",
                   .help = "pr: the payload of the event; else what GITHUB_EVENT_PATH names",
                   .group = "The event"},
                  {.name = "--heads",
                   .value = "FILE",
                   .help = "mains: a map of components to commits, or to the error that kept one "
                           "from being read",
                   .group = "The event"},
                  {.name = "--pull-requests",
                   .value = "FILE",
                   .help = "changeset: the pull requests as the platform's API answers, whole",
                   .group = "The event"},
                  {.name = "--order",
                   .value = "PR",
                   .help = "changeset: two of one repository, the lowest of the stack first",
                   .group = "The event",
                   .repeatable = true},
                  {.name = "--release",
                   .value = "COMPONENT",
                   .help = "mains: take its head although known good holds it back; when that "
                           "passes and is promoted, it is held back no more",
                   .group = "The event",
                   .repeatable = true},
                  {.name = "--keep-pin-on-error",
                   .help = "mains: a component whose head cannot be read keeps its pin; exits 1",
                   .group = "The event"},
                  {.name = "--timestamp",
                   .value = "TIME",
                   .help = "when the event was, as 2026-02-10T21:12:42Z",
                   .group = "The event"},
                  {.name = "--line",
                   .value = "LINE",
                   .help = "the release line",
                   .group = "The composition",
                   .default_text = std::string(kMainLine)},
                  {.name = "--known-good",
                   .value = "FILE",
                   .help = "what the composition starts from: the store, of which the newest "
                           "record of the line counts, or another file of pins",
                   .group = "The composition",
                   .default_text = "known-good.jsonl"},
                  {.name = "--subset",
                   .value = "NAME",
                   .help = "which suite is asked for",
                   .group = "The composition"},
                  {.name = "--allow-shrink",
                   .value = "REASON",
                   .help = "the plan may leave out curated targets",
                   .group = "The composition"},
                  {.name = "--integration-commit",
                   .value = "COMMIT",
                   .help = "of the integration repository, where patches and tests are",
                   .group = "The composition"},
                  {.name = "--integration-repo",
                   .value = "URL",
                   .help = "and its remote, for reproduce",
                   .group = "The composition"},
                  {.name = "--target",
                   .value = "LABEL",
                   .help = "reproduce: only this target",
                   .group = "The reproduction",
                   .repeatable = true},
                  {.name = "--bazel-config",
                   .value = "NAME",
                   .help = "reproduce: with this --config",
                   .group = "The reproduction",
                   .repeatable = true},
                  {.name = "--format",
                   .value = "FORMAT",
                   .group = "The output",
                   .choices = {"text", "json"},
                   .default_text = "text"},
                  {.name = "--out",
                   .value = "FILE",
                   .help = "also write the manifest",
                   .group = "The output"}},
      .positionals = {{.name = "ACTION",
                       .help = "what to do",
                       .choices = {"pr", "changeset", "mains", "check", "diff", "reproduce"}},
                      {.name = "FILE",
                       .help = "a manifest, known_good.json, last_known_good.yaml or a tuple",
                       .repeatable = true,
                       .optional = true}},
      .examples = {{"testfed manifest pr --event \"$GITHUB_EVENT_PATH\" --out manifest.json",
                    "one pull request on known good"},
                   {"testfed manifest mains --clones clones --out manifest.json", "all heads"},
                   {"testfed manifest diff known_good.json manifest.json", "what is new in it?"}},
      .exit_notes = {{0, "an answer, also \"nothing under test\""},
                     {1, "check: an error; mains: a component was not advanced"},
                     {2, "no answer, and no manifest"}},
      .run = RunManifest,
  };
  for (Option& option : KnownTupleOptions()) command.options.push_back(std::move(option));
  return command;
}

}  // namespace testfed
