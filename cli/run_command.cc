// `testfed run`. (cli/run.cc is testfed as a function.)
#include <algorithm>

#include "cli/commands.h"
#include "cli/filter_folder.h"
#include "cli/job_process.h"
#include "cli/job_run.h"
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

// The jobs that were named, each once, by id; all of them where none was named.
absl::StatusOr<std::vector<Job>> JobsToRun(Invocation& invocation, const Plan& plan) {
  const std::vector<std::string>& names = invocation.Positionals();
  if (names.empty()) return plan.jobs;
  std::vector<Leg> legs;
  if (invocation.Has("--plan")) {
    absl::StatusOr<std::vector<Leg>> packed = PackLegs(plan, kMaxLegs);
    // More kinds of machine than legs: then there is no matrix, and no leg can be meant.
    if (packed.ok()) legs = *std::move(packed);
  }
  std::vector<std::string> known, wanted;
  for (const Job& job : plan.jobs) known.push_back(job.id);
  for (const Leg& leg : legs) {
    if (leg.jobs.size() > 1) known.push_back(leg.id);
  }
  for (const std::string& name : names) {
    auto leg = std::find_if(legs.begin(), legs.end(), [&](const Leg& l) { return l.id == name; });
    if (leg != legs.end()) {
      wanted.insert(wanted.end(), leg->jobs.begin(), leg->jobs.end());
    } else if (std::find(known.begin(), known.end(), name) != known.end()) {
      wanted.push_back(name);
    } else if (std::vector<std::string> shards = ShardsOf(name, plan); !shards.empty()) {
      wanted.insert(wanted.end(), shards.begin(), shards.end());
    } else if (!plan.jobs.empty() || name != "none") {  // the leg that a plan without jobs has
      return UnknownJob(name, known);
    }
  }
  std::vector<Job> jobs;
  for (const Job& job : plan.jobs) {
    if (std::find(wanted.begin(), wanted.end(), job.id) != wanted.end()) jobs.push_back(job);
  }
  return jobs;
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

void PrintSum(Invocation& invocation, const JobRunResult& result) {
  size_t all = result.passed + result.failed.size() + result.not_run.size();
  std::ostream& out = invocation.out();
  out << "\n";
  if (all > 1 && result.passed < all) {
    Columns columns({3});
    columns.Row({"JOB", "RESULT"});
    for (const std::string& id : result.failed) columns.Row({id, "FAILED"});
    for (const std::string& id : result.not_run) columns.Row({id, "not run"});
    out << columns.Text() << "\n";
  }
  out << Amount(all, "job") << ": " << result.passed << " passed";
  if (!result.failed.empty()) out << ", " << result.failed.size() << " failed";
  if (!result.not_run.empty()) out << ", " << result.not_run.size() << " not run";
  out << "\n";
  if (!result.failed.empty()) {
    out << RenderHints({{"after a repair", Again(invocation, result.failed)}});
  }
}

absl::StatusOr<int> RunRun(Invocation& invocation) {
  TESTFED_ASSIGN_OR_RETURN(std::int64_t at_once, invocation.Number("--jobs", 1, 1, 1024));
  TESTFED_ASSIGN_OR_RETURN(Workspace workspace, Workspace::Open(invocation));
  std::string root = workspace.repository()->Root();
  if (root.empty()) return Error("a bare repository has no working tree to run in");
  TESTFED_ASSIGN_OR_RETURN(Plan plan, PlanToRun(invocation, workspace));
  TESTFED_ASSIGN_OR_RETURN(std::vector<Job> jobs, JobsToRun(invocation, plan));
  if (jobs.empty()) {
    invocation.out() << "Nothing to run: " << WhyNothing(plan) << "\n";
    return 0;
  }
  if (invocation.Has("-n")) return PrintCommands(invocation, jobs);
  NoteServices(invocation, jobs);
  JobRunOptions options{.directory = root,
                        .digest = plan.digest,
                        .rest = invocation.Rest(),
                        .at_once = static_cast<size_t>(at_once),
                        .verbose = invocation.verbose()};
  std::string temporary = invocation.Environment("TMPDIR").value_or("");
  TESTFED_ASSIGN_OR_RETURN(FilterFolder filters,
                           FilterFolder::Make(temporary.empty() ? "/tmp" : temporary));
  options.filter_folder = filters.path();
  options.write_filter = [&](const std::string& name, const std::string& content) {
    return filters.Write(name, content);
  };
  std::unique_ptr<JobProcesses> processes = MakeRealJobProcesses();
  JobRunResult result = RunJobs(jobs, options, *processes, invocation.clock(), invocation.out());
  PrintSum(invocation, result);
  if (result.interrupted) return kInterrupted;
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
          "says so.",
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
                   {"testfed run --plan plan.json pack-001", "one leg of a matrix, in CI"}},
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
  command.options.push_back({.name = "-n", .help = "print the commands, run nothing"});
  command.options.push_back(
      {.name = "--jobs", .short_name = "-j", .value = "N", .help = "at most N jobs at once"});
  return command;
}

}  // namespace testfed
