#include <algorithm>
#include <filesystem>

#include "cli/commands.h"
#include "cli/known_tuples.h"
#include "domains/amount.h"
#include "domains/inline_text.h"
#include "domains/yaml.h"
#include "integration/curated_subset.h"
#include "integration/judgement.h"
#include "integration/pins_file.h"

namespace testfed {
namespace {

constexpr size_t kMaxReportBytes = size_t{256} << 20;
constexpr size_t kShownTargets = 20;

// All reports of the folder, by path. What stands in `test_attempts` came before the last attempt.
absl::StatusOr<std::vector<JunitReport>> ReportsIn(Invocation& invocation) {
  std::vector<JunitReport> reports;
  if (!invocation.Has("--reports")) return reports;
  const std::filesystem::path folder = invocation.PathOf(invocation.Text("--reports"));
  std::error_code error;
  if (!std::filesystem::is_directory(folder, error)) {
    return Error("`" + InlineText(invocation.Text("--reports")) + "`: no such folder");
  }
  std::vector<std::string> paths;
  // Bazel's folder is a symbolic link itself, and none is followed below it.
  for (std::filesystem::recursive_directory_iterator
           entry(std::filesystem::canonical(folder, error), error),
       end;
       entry != end; entry.increment(error)) {
    if (error) break;
    if (entry->is_directory() && entry->path().filename() == "test_attempts") {
      entry.disable_recursion_pending();
    } else if (entry->is_regular_file() && entry->path().extension() == ".xml") {
      paths.push_back(entry->path().string());
    }
  }
  if (error) return Error("the reports could not be listed: " + error.message());
  std::sort(paths.begin(), paths.end());
  const std::string root = std::filesystem::canonical(folder, error).string() + "/";
  for (const std::string& path : paths) {
    TESTFED_ASSIGN_OR_RETURN(auto text, invocation.files().Read(path, kMaxReportBytes));
    if (!text) continue;
    TESTFED_ASSIGN_OR_RETURN(JunitReport report, ReadJunitReport(*text, path.substr(root.size())));
    reports.push_back(std::move(report));
  }
  return reports;
}

absl::StatusOr<std::string> TimeOf(const Invocation& invocation) {
  std::string text = invocation.Text("--timestamp");
  std::string normal = NormalTimestamp(text);
  if (text.empty() || !normal.empty()) return normal;
  return Error("`--timestamp` is a time in UTC as `2026-02-10T21:12:42Z`, got `" +
               InlineText(text) + "`");
}

absl::StatusOr<int> RunVerdict(Invocation& invocation) {
  TESTFED_ASSIGN_OR_RETURN(Manifest manifest, LoadManifest(invocation, invocation.Argument(0)));
  if (manifest.NothingUnderTest() && manifest.event != CompositionEvent::kMains) {
    return Error("the manifest has nothing under test; no verdict can be one on the change");
  }
  if (!invocation.Has("--exit-code")) {
    return Error("how the run ended is not known", "say it, as in", "--exit-code $?");
  }
  RunEvidence evidence;
  TESTFED_ASSIGN_OR_RETURN(std::int64_t code, invocation.Number("--exit-code", 0, 0, 255));
  evidence.exit_code = static_cast<int>(code);
  TESTFED_ASSIGN_OR_RETURN(evidence.reports, ReportsIn(invocation));
  evidence.tuple_sha256 = TupleSha256(TupleOf(manifest.pins));
  if (invocation.Has("--subset")) {
    const std::string file = invocation.Text("--subset");
    TESTFED_ASSIGN_OR_RETURN(std::string text, invocation.ReadInput(file, kMaxYamlBytes));
    std::vector<Finding> findings;
    for (const CuratedTarget& target : ReadCurated(text, file, findings).targets) {
      evidence.planned.push_back(target.label);
    }
    if (!findings.empty()) return ToStatus(findings.front());
  }
  if (invocation.Has("--resolution")) {
    const std::string file = invocation.Text("--resolution");
    TESTFED_ASSIGN_OR_RETURN(std::string text, invocation.ReadInput(file, kMaxYamlBytes));
    TESTFED_ASSIGN_OR_RETURN(evidence.resolution, ReadResolution(text, file));
  }
  Verdict verdict;
  verdict.manifest = ToJson(manifest, nullptr);
  verdict.manifest_sha256 = ManifestSha256(manifest);
  verdict.tuple_sha256 = evidence.tuple_sha256;
  verdict.config = invocation.Text("--config-name");
  TESTFED_ASSIGN_OR_RETURN(verdict.duration_s,
                           invocation.Number("--duration", 0, 0, std::int64_t{1} << 31));
  TESTFED_ASSIGN_OR_RETURN(verdict.timestamp, TimeOf(invocation));
  if (invocation.Has("--bazel")) verdict.toolchain["bazel"] = invocation.Text("--bazel");
  verdict.run.id = invocation.Text("--run-id");
  verdict.run.url = invocation.Text("--run-url");
  TESTFED_ASSIGN_OR_RETURN(std::int64_t attempt, invocation.Number("--run-attempt", 0, 0, 1 << 20));
  verdict.run.attempt = static_cast<int>(attempt);
  JudgeRun(evidence, verdict);
  const std::string text = VerdictText(verdict);
  TESTFED_RETURN_IF_ERROR(ReadVerdict(text, "verdict.json").status());
  if (invocation.Has("--out")) {
    TESTFED_RETURN_IF_ERROR(
        invocation.files().Write(invocation.PathOf(invocation.Text("--out")), text));
  }
  const bool good = verdict.result == VerdictClass::kGood;
  if (invocation.Text("--format") == "json") {
    invocation.out() << text;
    return good ? 0 : 1;
  }
  std::string name(ToString(verdict.result));
  std::replace(name.begin(), name.end(), '_', ' ');
  invocation.out() << (good ? "good" : "bad   " + name) << (good ? "   " : ": ")
                   << InlineText(verdict.reason) << "\n";
  for (size_t i = 0; i < std::min(verdict.failing.size(), kShownTargets); ++i) {
    invocation.out() << "  " << InlineText(verdict.failing[i]) << "\n";
  }
  if (verdict.failing.size() > kShownTargets) {
    invocation.out() << "  and " << verdict.failing.size() - kShownTargets << " more\n";
  }
  return good ? 0 : 1;
}

}  // namespace

Command VerdictCommand() {
  return {
      .name = "verdict",
      .section = "Several repositories",
      .summary = "judge a run from its exit code and reports",
      .description =
          "Judges one run of a manifest's tests: good, integration finding (tests failed, or it "
          "does not build), integration conflict (it does not resolve, or what was resolved is "
          "not the manifest), harness defect (nothing was executed, or the reports say other than "
          "the exit code), infrastructure (a machine, a network or a time limit). A run without "
          "an executed test is never good.",
      .options =
          {{.name = "--exit-code", .value = "N", .help = "of `bazel test`", .group = "The run"},
           {.name = "--reports",
            .value = "DIR",
            .help = "a folder with JUnit reports, such as bazel-testlogs",
            .group = "The run"},
           {.name = "--subset",
            .value = "FILE",
            .help = "the targets that were to run; each must have reported",
            .group = "The run"},
           {.name = "--resolution",
            .value = "FILE",
            .help = "what `testfed overrides check --out` wrote",
            .group = "The run"},
           {.name = "--config-name",
            .value = "NAME",
            .help = "the configuration that ran",
            .group = "The run",
            .default_text = "default"},
           {.name = "--duration",
            .value = "SECONDS",
            .help = "how long it took",
            .group = "The run"},
           {.name = "--timestamp",
            .value = "TIME",
            .help = "when it ended, as 2026-02-10T21:12:42Z",
            .group = "The run"},
           {.name = "--bazel", .value = "VERSION", .help = "its version", .group = "The run"},
           {.name = "--run-id", .value = "ID", .help = "of the run in CI", .group = "The run"},
           {.name = "--run-attempt", .value = "N", .help = "which try it was", .group = "The run"},
           {.name = "--run-url",
            .value = "URL",
            .help = "where it can be seen",
            .group = "The run"},
           {.name = "--format",
            .value = "FORMAT",
            .group = "The output",
            .choices = {"text", "json"},
            .default_text = "text"},
           {.name = "--out",
            .value = "FILE",
            .help = "also write verdict.json",
            .group = "The output"}},
      .positionals = {{.name = "FILE", .help = "the manifest that was tested"}},
      .examples = {{"testfed verdict manifest.json --exit-code $? --reports bazel-testlogs",
                    "how was it?"}},
      .exit_notes = {{0, "good"}, {1, "anything else"}, {2, "no verdict"}},
      .run = RunVerdict,
  };
}

}  // namespace testfed
