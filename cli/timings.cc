// `testfed timings`: import, show and merge.
#include <algorithm>
#include <map>

#include "cli/commands.h"
#include "cli/report_files.h"
#include "cli/timings_file.h"
#include "cli/workspace.h"
#include "domains/inline_text.h"
#include "domains/path_name.h"
#include "domains/suggest.h"
#include "reporters/columns.h"
#include "reporters/wording.h"
#include "selector/report_times.h"
#include "selector/reported_name.h"

namespace testfed {
namespace {

constexpr std::int64_t kShownTests = 20;

struct NamedSuite {
  std::string name;  // "Billing/unit"
  Runner runner = Runner::kCommand;
};

absl::StatusOr<NamedSuite> SuiteCalled(const std::string& name, const Declarations& declarations) {
  std::vector<std::string> known;
  for (size_t i = 0; i < declarations.domains.size(); ++i) {
    for (const Suite* suite : declarations.SuitesOf(DomainId{static_cast<int>(i)})) {
      known.push_back(declarations.domains[i].name + "/" + suite->name);
      if (known.back() == name) return NamedSuite{name, suite->runner};
    }
  }
  return Error("there is no suite `" + InlineText(name) + "`" + DidYouMean(name, known),
               "a suite is called by its domain, as in",
               "testfed timings import --suite Domain/unit");
}

// Milliseconds as people read them: "0.004 s", "6m05".
std::string Shown(Milliseconds ms) {
  return ms < 10'000 ? SecondsText(ms) + "s" : TimeText((ms + 500) / 1000);
}

absl::StatusOr<int> Import(Invocation& invocation, const std::vector<std::string>& named) {
  TESTFED_ASSIGN_OR_RETURN(Workspace workspace, Workspace::Open(invocation));
  TESTFED_ASSIGN_OR_RETURN(auto configuration, workspace.LoadCurrent());
  const Declarations& declarations = configuration->declarations;
  std::optional<NamedSuite> suite;
  if (invocation.Has("--suite")) {
    TESTFED_ASSIGN_OR_RETURN(suite, SuiteCalled(invocation.Text("--suite"), declarations));
  }
  std::optional<TimingsFile> file = TimingsFileOf(invocation, "--file", workspace, declarations);
  if (!file)
    return Error("a bare repository has no folder for the timings; name a file with --file");
  TESTFED_ASSIGN_OR_RETURN(std::vector<JunitReport> reports, ReadReports(invocation, named));
  std::map<std::string, std::pair<Runner, std::vector<JunitReport>>> by_suite;
  for (JunitReport& report : reports) {
    const Runner runner = suite ? suite->runner : RunnerOfReport(report);
    auto& of_suite = by_suite[suite ? suite->name : "(" + std::string(ToString(runner)) + ")"];
    of_suite.first = runner;
    of_suite.second.push_back(std::move(report));
  }
  std::map<std::string, ReportTimes> times;
  int unnamed = 0;
  for (const auto& [name, of_suite] : by_suite) {
    times[name] = TimesOf(of_suite.first, of_suite.second);
    unnamed += times[name].unnamed;
  }
  TESTFED_RETURN_IF_ERROR(UpdateTimings(invocation, *file, [&](Timings& timings) {
                            for (const auto& [name, of] : times) timings.Record(name, of.times);
                          }).status());
  std::string text = QuotePath(file->name) + ": ";
  for (const auto& [name, of] : times) {
    auto flaky = std::count_if(of.times.begin(), of.times.end(),
                               [](const ReportedTime& time) { return time.flaky; });
    text += (&name == &times.begin()->first ? "" : ", ") + Amount(of.times.size(), "test") +
            " of " + InlineText(name);
    if (flaky > 0) text += ", " + std::to_string(flaky) + " flaky";
  }
  invocation.out() << text << "\n";
  if (unnamed > 0) {
    invocation.Note(Amount(unnamed, "case") +
                    " of reports tell no test, such as Gradle's `[1] ...`; they have no time");
  }
  return 0;
}

struct Line {
  const std::string* suite;
  const std::string* name;
  const TestTimes* times;
  Milliseconds ms;
};

absl::StatusOr<int> Show(Invocation& invocation) {
  TESTFED_ASSIGN_OR_RETURN(Workspace workspace, Workspace::Open(invocation));
  TESTFED_ASSIGN_OR_RETURN(auto configuration, workspace.LoadCurrent());
  std::optional<TimingsFile> file =
      TimingsFileOf(invocation, "--file", workspace, configuration->declarations);
  if (!file) return Error("a bare repository has no file of timings; name one with --file");
  TESTFED_ASSIGN_OR_RETURN(std::optional<std::string> text,
                           invocation.files().Read(file->path, kMaxTimingsBytes));
  if (!text) {
    return Error("`" + QuotePath(file->name) + "`: no such file", "it is written by",
                 "testfed timings import REPORTS --suite Domain/suite");
  }
  TESTFED_ASSIGN_OR_RETURN(Timings timings, Timings::Read(*text, QuotePath(file->name)));
  TESTFED_ASSIGN_OR_RETURN(std::int64_t most,
                           invocation.Number("--most", kShownTests, 0, 1'000'000));

  const std::string only = invocation.Text("--suite");
  std::vector<Line> slow, flaky;
  std::map<std::string, std::vector<Milliseconds>> by_suite;
  for (const auto& [key, times] : timings.tests()) {
    if (!only.empty() && key.first != only) continue;
    by_suite[key.first];
    std::optional<Milliseconds> ms = times.Usual();
    if (times.FlakyRuns() > 0) flaky.push_back({&key.first, &key.second, &times, ms.value_or(0)});
    if (!ms) continue;
    by_suite[key.first].push_back(*ms);
    slow.push_back({&key.first, &key.second, &times, *ms});
  }
  if (by_suite.empty() && !only.empty()) {
    return Error("no times of `" + InlineText(only) + "`" + DidYouMean(only, timings.Suites()));
  }
  std::ostream& out = invocation.out();
  Columns suites({3, 3, 3, 3, 3}, {1, 2, 3, 4});
  suites.Row({"SUITE", "TESTS", "TOGETHER", "MEDIAN", "RUNS", ""});
  for (auto& [name, ms] : by_suite) {
    std::sort(ms.begin(), ms.end());
    Milliseconds sum = 0;
    for (Milliseconds one : ms) sum += one;
    suites.Row({InlineText(name), WithThousands(static_cast<std::int64_t>(ms.size())), Shown(sum),
                ms.empty() ? "" : Shown(ms[(ms.size() - 1) / 2]),
                std::to_string(timings.LastRunOf(name)), ""});
  }
  out << suites.Text();
  std::stable_sort(slow.begin(), slow.end(),
                   [](const Line& a, const Line& b) { return a.ms > b.ms; });
  const size_t shown = std::min(slow.size(), static_cast<size_t>(most));
  if (shown > 0) {
    out << "\nThe slowest\n\n";
    Columns columns({3, 3}, {0});
    for (size_t i = 0; i < shown; ++i) {
      columns.Row({Shown(slow[i].ms), InlineText(*slow[i].suite), InlineText(*slow[i].name)});
    }
    out << columns.Text();
    if (shown < slow.size())
      out << "  and " << WithThousands(static_cast<std::int64_t>(slow.size() - shown)) << " more\n";
  }
  if (!flaky.empty()) {
    out << "\nFlaky\n\n";
    std::stable_sort(flaky.begin(), flaky.end(), [](const Line& a, const Line& b) {
      return a.times->FlakyRuns() > b.times->FlakyRuns();
    });
    Columns columns({3, 3}, {});
    for (const Line& line : flaky) {
      columns.Row({std::to_string(line.times->FlakyRuns()) + " of " +
                       Amount(line.times->runs.size(), "run"),
                   InlineText(*line.suite), InlineText(*line.name)});
    }
    out << columns.Text();
  }
  return 0;
}

absl::StatusOr<int> Merge(Invocation& invocation, const std::vector<std::string>& named) {
  Timings merged;
  for (const std::string& typed : named) {
    TESTFED_ASSIGN_OR_RETURN(std::string text, invocation.ReadInput(typed, kMaxTimingsBytes));
    TESTFED_ASSIGN_OR_RETURN(Timings timings, Timings::Read(text, QuotePath(typed)));
    merged.Merge(timings);
  }
  if (!invocation.Has("--file")) {
    invocation.out() << merged.ToText();
    return 0;
  }
  const std::string typed = invocation.Text("--file");
  const TimingsFile file{invocation.PathOf(typed), typed, true};
  TESTFED_ASSIGN_OR_RETURN(Timings written, UpdateTimings(invocation, file, [&](Timings& timings) {
                             timings.Merge(merged);
                           }));
  invocation.out() << QuotePath(typed) << ": " << Amount(written.tests().size(), "test") << "\n";
  return 0;
}

absl::StatusOr<int> RunTimings(Invocation& invocation) {
  std::vector<std::string> named = invocation.Positionals();
  const std::string what = named.front();
  named.erase(named.begin());
  if (what == "show") {
    if (!named.empty()) {
      return Error("`show` takes no report, and got `" + InlineText(named.front()) + "`",
                   "another file of timings is named by", "testfed timings show --file FILE");
    }
    return Show(invocation);
  }
  if (named.empty()) {
    return Error("`" + what + "` needs " + (what == "merge" ? "files of timings" : "test reports"),
                 "as in",
                 what == "merge" ? "testfed timings merge A B --file C"
                                 : "testfed timings import build/test-results --suite Domain/unit");
  }
  return what == "merge" ? Merge(invocation, named) : Import(invocation, named);
}

}  // namespace

Command TimingsCommand() {
  return {
      .name = "timings",
      .section = "Learn",
      .summary = "import durations from test reports; list slow and flaky tests",
      .usage = "testfed timings import|show|merge [OPTIONS] [FILE...]",
      .description =
          "import reads test reports in JUnit's XML, files or folders with all `*.xml` in them, "
          "and "
          "adds them as one run to the file of timings: `$settings.timings`, or "
          "`domains.timings.txt` beside domains.yaml. With --suite they are those of one suite; "
          "without, the runner is told from the report, and the times count for each suite of that "
          "runner that has the test.\n\n"
          "show prints what each suite takes, its slowest tests, and those that failed and passed "
          "in one run.\n\n"
          "merge unites files of timings, in any order, and prints the result, or with --file adds "
          "it to that file.\n\n"
          "`select` and `run` read the file for the times of jobs and the sizes of shards. What "
          "runs never depends on it. docs/timings.md describes it.",
      .options = {{.name = "--suite",
                   .value = "NAME",
                   .help = "import: the suite that the reports are of; show: only this one"},
                  {.name = "--file", .value = "FILE", .help = "the file of timings"},
                  {.name = "--most",
                   .value = "N",
                   .help = "show: so many of the slowest tests",
                   .default_text = "20"}},
      .positionals = {{.name = "ACTION",
                       .help = "import, show or merge",
                       .choices = {"import", "show", "merge"}},
                      {.name = "FILE",
                       .help = "import: reports; merge: files of timings",
                       .repeatable = true,
                       .optional = true}},
      .examples = {{"testfed timings import build/test-results --suite Billing/unit",
                    "remember how long these took"},
                   {"testfed timings show", "what is slow or flaky?"},
                   {"testfed timings merge a.txt b.txt --file domains.timings.txt",
                    "unite what two jobs recorded"}},
      .run = RunTimings,
  };
}

}  // namespace testfed
