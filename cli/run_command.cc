// `testfed run`. (cli/run.cc is testfed as a function.)
#include <algorithm>
#include <map>
#include <set>

#include "cli/commands.h"
#include "cli/filter_folder.h"
#include "cli/job_process.h"
#include "cli/job_run.h"
#include "cli/receipt_folder.h"
#include "cli/report_collector.h"
#include "cli/selection_options.h"
#include "cli/workspace.h"
#include "domains/finding.h"
#include "domains/inline_text.h"
#include "domains/path_name.h"
#include "domains/suggest.h"
#include "domains/words.h"
#include "reporters/columns.h"
#include "reporters/wording.h"
#include "selector/packing.h"
#include "selector/plan_json.h"

namespace testfed {
namespace {

constexpr size_t kMaxPlanBytes = size_t{256} << 20;
constexpr int kInterrupted = 130;

absl::StatusOr<Plan> PlanToRun(Invocation& invocation, Workspace& workspace) {
  if (!invocation.Has("--plan")) return PlanFromOptions(invocation, workspace);
  std::string file = invocation.Text("--plan");
  TESTFED_ASSIGN_OR_RETURN(std::string text, invocation.ReadInput(file, kMaxPlanBytes));
  TESTFED_ASSIGN_OR_RETURN(Plan plan, ReadPlan(text, file == "-" ? "standard input" : file));
  TESTFED_ASSIGN_OR_RETURN(std::optional<Commit> head, workspace.repository()->Head());
  if (head && !plan.head.commit.empty() && head->id != plan.head.commit) {
    invocation.Note("the plan was made for " + InlineText(ShortId(plan.head.commit)) +
                    ", but HEAD is " + InlineText(ShortId(head->id)) +
                    "; its jobs run on what is checked out here");
  }
  return plan;
}

absl::Status UnknownJob(const std::string& name, const std::vector<std::string>& known) {
  return Error("the plan has no job `" + InlineText(name) + "`" + DidYouMean(name, known),
               "its jobs", "testfed select --all");
}

// All shards of what would be the job `name` if it were not divided.
std::vector<std::string> ShardsOf(const std::string& name, const Plan& plan) {
  std::vector<std::string> shards;
  for (const Job& job : plan.jobs) {
    if (job.shards > 1 && job.id.starts_with(name + "-") &&
        job.id.find_first_not_of('-', name.size()) ==
            job.id.size() - std::to_string(job.shard).size() &&
        job.id.ends_with(std::to_string(job.shard))) {
      shards.push_back(job.id);
    }
  }
  return shards;
}

// The leg of several jobs that is called so. A plan that was not saved has no legs, for nobody can
// have printed them. The ids of other legs are appended to `known`.
std::optional<Leg> LegOf(const Invocation& invocation, const Plan& plan, const std::string& name,
                         std::vector<std::string>& known) {
  if (!invocation.Has("--plan")) return std::nullopt;
  const size_t max_legs = MaxLegsOf(name).value_or(kMaxLegs);
  absl::StatusOr<std::vector<Leg>> legs = PackLegs(plan, max_legs);
  // More kinds of machine than legs: then there is no matrix, and no leg can be meant.
  if (!legs.ok()) return std::nullopt;
  for (Leg& leg : *legs) {
    if (leg.jobs.size() == 1) continue;
    if (leg.id == name) return std::move(leg);
    known.push_back(leg.id);
  }
  return std::nullopt;
}

struct Wanted {
  std::vector<Job> jobs;
  std::map<std::string, std::string> legs;  // of those that were named by a leg of several
};

// The jobs that were named, each once, by id; all of them where none was named.
absl::StatusOr<Wanted> JobsToRun(Invocation& invocation, const Plan& plan) {
  const std::vector<std::string>& names = invocation.Positionals();
  if (names.empty()) return Wanted{plan.jobs, {}};
  std::set<std::string> known;
  for (const Job& job : plan.jobs) known.insert(job.id);
  std::set<std::string> ids;
  Wanted wanted;
  for (const std::string& name : names) {
    if (known.contains(name)) {
      ids.insert(name);
      continue;
    }
    if (plan.jobs.empty() && name == "none") continue;  // the leg of a plan without jobs
    std::vector<std::string> others(known.begin(), known.end());
    const std::optional<Leg> leg = LegOf(invocation, plan, name, others);
    if (!leg) {
      const std::vector<std::string> shards = ShardsOf(name, plan);
      if (shards.empty()) return UnknownJob(name, others);
      ids.insert(shards.begin(), shards.end());
      continue;
    }
    ids.insert(leg->jobs.begin(), leg->jobs.end());
    for (const std::string& job : leg->jobs) wanted.legs[job] = leg->id;
  }
  for (const Job& job : plan.jobs) {
    if (ids.contains(job.id)) wanted.jobs.push_back(job);
  }
  return wanted;
}

int PrintCommands(Invocation& invocation, const std::vector<Job>& jobs) {
  Columns columns({3});
  bool complete = true;
  bool names_filter = false;
  for (const Job& job : jobs) {
    absl::StatusOr<std::vector<JobCall>> calls =
        CallsOf(job, invocation.Rest(), "FILTERS/" + job.id);
    if (!calls.ok()) {
      complete = false;
      columns.Row({job.id, "not run: " + InlineText(MessageOf(calls.status()))});
      continue;
    }
    std::string before = job.directory.empty() ? "" : "cd " + QuoteWord(job.directory) + " && ";
    for (const JobCall& call : *calls) {
      std::string command = before;
      for (const std::string& word : call.words) {
        command += (command.size() == before.size() ? "" : " ") + QuoteWord(word);
      }
      names_filter |= !call.content.empty();
      columns.Row({job.id, std::move(command)});
    }
  }
  invocation.out() << columns.Text();
  if (names_filter) {
    invocation.Note("FILTERS is the folder that `run` writes filters to, and removes");
  }
  return complete ? 0 : 1;
}

void NoteServices(Invocation& invocation, const std::vector<Job>& jobs) {
  for (const Job& job : jobs) {
    std::string names;
    for (const auto& [name, service] : job.ci["services"].Members()) {
      names += (names.empty() ? "" : ", ") + InlineText(name);
    }
    if (names.empty()) continue;
    invocation.Note(job.id + ": the CI starts services for it, which testfed does not: " + names);
  }
}

// The command line that runs `jobs` of the same plan again.
std::string Again(const Invocation& invocation, const std::vector<std::string>& jobs) {
  std::string line = "testfed run";
  for (const Option& option : invocation.command().options) {
    if (option.group.empty() || !invocation.Has(option.name)) continue;
    line += " " + option.name;
    if (!option.value.empty()) line += " " + QuoteWord(invocation.Text(option.name));
  }
  for (const std::string& job : jobs) line += " " + job;
  return line;
}

// "605 tests: 604 passed, 1 failed"
std::string TestsSum(const TestCounts& tests) {
  const int all = tests.Executed() + tests.skipped;
  std::string text = Amount(all, "test") + ": " + std::to_string(tests.passed) + " passed";
  auto add = [&](size_t count, const char* what) {
    if (count > 0) text += ", " + std::to_string(count) + what;
  };
  add(static_cast<size_t>(tests.failed.count), " failed");
  add(tests.quarantined.size(), " failed in quarantine");
  add(static_cast<size_t>(tests.skipped), " skipped");
  return text;
}

void PrintSum(Invocation& invocation, const JobRunResult& result) {
  size_t all = result.passed + result.failed.size() + result.not_run.size();
  std::ostream& out = invocation.out();
  out << "\n";
  if (all > 1 && result.passed < all) {
    Columns columns({3, 3});
    columns.Row({"JOB", "RESULT", "WHY"});
    for (const std::string& id : result.failed) columns.Row({id, "FAILED", result.why.at(id)});
    for (const std::string& id : result.not_run) {
      std::string why = result.why.at(id);
      if (why.starts_with("not run: ")) why.erase(0, 9);
      columns.Row({id, "not run", std::move(why)});
    }
    out << columns.Text() << "\n";
  }
  out << Amount(all, "job") << ": " << result.passed << " passed";
  if (!result.failed.empty()) out << ", " << result.failed.size() << " failed";
  if (!result.not_run.empty()) out << ", " << result.not_run.size() << " not run";
  out << "\n";
  if (result.counted) out << TestsSum(result.tests) << "\n";
  if (!result.failed.empty()) {
    out << RenderHints({{"after a repair", Again(invocation, result.failed)}});
  }
}

// A receipt says that the plan's commit was tested, so another one must not be checked out.
absl::Status CheckOutOf(const Workspace& workspace, const Plan& plan) {
  TESTFED_ASSIGN_OR_RETURN(std::optional<Commit> head, workspace.repository()->Head());
  if (!head || plan.head.commit.empty() || head->id == plan.head.commit) return absl::OkStatus();
  for (const auto& [name, value] : plan.inputs) {
    if (name == "head_tree" && value == head->tree) return absl::OkStatus();
  }
  return Error("the plan was made for " + InlineText(ShortId(plan.head.commit)) + ", but HEAD is " +
                   InlineText(ShortId(head->id)) +
                   "; a receipt would say that the former was tested",
               "check out the plan's commit", "git checkout " + QuoteWord(plan.head.commit));
}

absl::StatusOr<std::optional<ReceiptFolder>> ReceiptsOf(Invocation& invocation,
                                                        const Workspace& workspace,
                                                        const Plan& plan) {
  if (!invocation.Has("--receipts")) return std::optional<ReceiptFolder>();
  if (!invocation.Rest().empty()) {
    return Error(
        "arguments after `--` can change which tests run, so that a receipt would prove nothing");
  }
  TESTFED_RETURN_IF_ERROR(CheckOutOf(workspace, plan));
  TESTFED_ASSIGN_OR_RETURN(
      ReceiptFolder folder,
      ReceiptFolder::Open(invocation.PathOf(invocation.Text("--receipts")), invocation.files()));
  return std::optional<ReceiptFolder>(std::move(folder));
}

absl::StatusOr<int> RunRun(Invocation& invocation) {
  TESTFED_ASSIGN_OR_RETURN(std::int64_t at_once, invocation.Number("--jobs", 1, 1, 1024));
  TESTFED_ASSIGN_OR_RETURN(Workspace workspace, Workspace::Open(invocation));
  std::string root = workspace.repository()->Root();
  if (root.empty()) return Error("a bare repository has no working tree to run in");
  TESTFED_ASSIGN_OR_RETURN(Plan plan, PlanToRun(invocation, workspace));
  TESTFED_ASSIGN_OR_RETURN(Wanted wanted, JobsToRun(invocation, plan));
  const std::vector<Job>& jobs = wanted.jobs;
  if (jobs.empty()) {
    invocation.out() << "Nothing to run: " << WhyNothing(plan) << "\n";
    return 0;
  }
  if (invocation.Has("-n")) return PrintCommands(invocation, jobs);
  TESTFED_ASSIGN_OR_RETURN(std::optional<ReceiptFolder> receipts,
                           ReceiptsOf(invocation, workspace, plan));
  NoteServices(invocation, jobs);
  JobRunOptions options{.directory = root,
                        .digest = plan.digest,
                        .rest = invocation.Rest(),
                        .at_once = static_cast<size_t>(at_once),
                        .verbose = invocation.verbose()};
  options.legs = std::move(wanted.legs);
  std::string temporary = invocation.Environment("TMPDIR").value_or("");
  TESTFED_ASSIGN_OR_RETURN(FilterFolder filters,
                           FilterFolder::Make(temporary.empty() ? "/tmp" : temporary));
  options.filter_folder = filters.path();
  options.write_filter = [&](const std::string& name, const std::string& content) {
    return filters.Write(name, content);
  };
  ReportCollector reports(
      root, filters.path() + "/.reports",
      [&](const std::string& name) { return invocation.Environment(name); }, invocation.files());
  options.reports = &reports;
  if (receipts) {
    for (const Job& job : jobs) TESTFED_RETURN_IF_ERROR(receipts->Forget(job.id));
    options.on_receipt = [&](const Receipt& receipt) { return receipts->Write(receipt); };
  }
  std::unique_ptr<JobProcesses> processes = MakeRealJobProcesses();
  JobRunResult result = RunJobs(jobs, options, *processes, invocation.clock(), invocation.out());
  PrintSum(invocation, result);
  if (result.interrupted) return kInterrupted;
  TESTFED_RETURN_IF_ERROR(result.receipts);
  return result.failed.empty() && result.not_run.empty() ? 0 : 1;
}

}  // namespace

Command RunCommand() {
  Command command{
      .name = "run",
      .section = "Select and run",
      .summary = "run the plan here, or some of its jobs",
      .usage = "testfed run [OPTIONS] [JOB...] [-- ARGS]",
      .description =
          "Runs the jobs of a plan one after the other, by their ids, each from the root of the "
          "repository, or the suite's `directory`, and without a shell. Without --plan it is the "
          "plan that `testfed select` shows with the same options. A job of which the plan selects "
          "single tests runs exactly those: `{filter}` in its command becomes what the runner "
          "takes.\n\n"
          "The output of a job is shown when it fails, or with -v; with -j its lines begin with "
          "the job's id. A job has TESTFED_JOB, TESTFED_PLAN_DIGEST and TESTFED_AXIS_NAME for "
          "each axis in its environment. A job without a command cannot run, and the exit code "
          "says so.\n\n"
          "Where its runner can be asked for a report, or the suite declares `reports`, the tests "
          "are counted: a job of which no test ran has failed, and so has one of which a test that "
          "the plan names did not run. The failure of a test in quarantine is shown and does not "
          "count, when the report shows that nothing else failed. --receipts DIR writes down what "
          "became of each job, for `testfed gate`.",
      .options = {{.name = "--plan",
                   .value = "FILE",
                   .help = "run a plan that `select --out` saved; - is stdin",
                   .group = "The plan"}},
      .positionals = {{.name = "JOB",
                       .help = "the id of a job, or of a leg of the saved plan",
                       .repeatable = true,
                       .optional = true}},
      .rest = "ARGS",
      .examples = {{"testfed run", "what my branch needs"},
                   {"testfed run Billing-unit -- --info", "one job, with an option of its runner"},
                   {"testfed run --plan plan.json --receipts receipts pack-001",
                    "one leg of a matrix, in CI"}},
      .exit_notes = {{0, "every job passed, or nothing to run"},
                     {1, "a job failed or could not run"},
                     {2, "no plan"},
                     {kInterrupted, "interrupted; the jobs were ended"}},
      .streams = true,
      .run = RunRun,
  };
  for (Option& option : SelectionOptions()) {
    command.options.front().excludes.push_back(option.name);
    command.options.push_back(std::move(option));
  }
  command.options.push_back({.name = "--receipts",
                             .value = "DIR",
                             .help = "write a receipt of each job, for `testfed gate`"});
  command.options.push_back({.name = "-n", .help = "print the commands, run nothing"});
  command.options.push_back(
      {.name = "--jobs", .short_name = "-j", .value = "N", .help = "at most N jobs at once"});
  return command;
}

}  // namespace testfed
