#include "cli/job_run.h"

#include <algorithm>
#include <utility>

#include "contracts/suite_division.h"
#include "contracts/test_filter.h"
#include "domains/inline_text.h"
#include "domains/job_id.h"
#include "reporters/wording.h"
#include "selector/job_verdict.h"

namespace testfed {
namespace {

// Of the output of one job, the end; what came before is left out, and that is said.
constexpr size_t kMaxKeptBytes = size_t{32} << 20;

void Replace(std::string& word, std::string_view placeholder, std::string_view text) {
  for (size_t at = 0; (at = word.find(placeholder, at)) != std::string::npos; at += text.size()) {
    word.replace(at, placeholder.size(), text);
  }
}

class JobRun {
 public:
  JobRun(const std::vector<Job>& jobs, const JobRunOptions& options, JobProcesses& processes,
         const std::function<SteadyTime()>& now, std::ostream& out)
      : jobs_(jobs), options_(options), processes_(processes), now_(now), out_(out) {
    parallel_ = options.at_once > 1 && jobs.size() > 1;
    for (const Job& job : jobs) {
      width_ = std::max(width_, WidthOf(job.id));
      tests_width_ = std::max(tests_width_, TestsText(job).size());
    }
    states_.resize(jobs.size());
  }

  JobRunResult Run() {
    while (true) {
      while (MayStart()) StartNext();
      if (running_ == 0) break;
      bool goes_on = processes_.Wait(
          [this](size_t number, std::string_view output) { OnOutput(number, output); },
          [this](size_t number, const JobEnd& end) { OnEnd(number, end); });
      out_ << std::flush;
      if (!goes_on) {
        Interrupt();
        break;
      }
    }
    std::sort(result_.failed.begin(), result_.failed.end());
    std::sort(result_.not_run.begin(), result_.not_run.end());
    return std::move(result_);
  }

 private:
  struct State {
    SteadyTime start{};
    std::string output;  // kept, or the beginning of a line that is not complete
    size_t left_out = 0;
    bool begun = false;
    bool ended = false;
    std::vector<JobCall> calls;
    size_t next_call = 0;
    std::vector<CallEvidence> evidence;  // of the calls that ended
  };

  // Two jobs that write the same reports would be counted for each other.
  bool MayStart() const {
    if (running_ >= options_.at_once || next_ >= jobs_.size()) return false;
    for (size_t i = 0; i < next_; ++i) {
      const bool runs = states_[i].begun && !states_[i].ended;
      if (runs && ShareReports(jobs_[i], jobs_[next_])) return false;
    }
    return true;
  }

  void StartNext() {
    size_t number = next_++;
    const Job& job = jobs_[number];
    State& state = states_[number];
    absl::StatusOr<std::vector<JobCall>> calls =
        CallsOf(job, options_.rest, options_.filter_folder + "/" + job.id);
    absl::Status status = calls.status();
    if (calls.ok()) {
      state.calls = *std::move(calls);
      state.start = now_();
      status = StartCall(number);
    }
    if (!status.ok()) {
      state.ended = true;
      Receipt receipt = ReceiptOfNone(job, options_.digest, LegOf(job), MessageOf(status));
      const std::string why = JudgeJob(job, receipt).sentence;
      out_ << Head(job) << why << "\n";
      result_.not_run.push_back(job.id);
      result_.why[job.id] = why;
      Hand(receipt);
      return;
    }
    ++running_;
    state.begun = true;
  }

  std::string LegOf(const Job& job) const {
    auto leg = options_.legs.find(job.id);
    return leg == options_.legs.end() ? "" : leg->second;
  }

  void Hand(const Receipt& receipt) {
    if (!options_.on_receipt) return;
    absl::Status status = options_.on_receipt(receipt);
    if (result_.receipts.ok()) result_.receipts = status;
  }

  absl::Status WriteFilter(const Job& job, const JobCall& call) const {
    return call.content.empty() ? absl::OkStatus() : options_.write_filter(job.id, call.content);
  }

  absl::Status StartCall(size_t number) {
    const Job& job = jobs_[number];
    State& state = states_[number];
    const JobCall& call = state.calls[state.next_call++];
    TESTFED_RETURN_IF_ERROR(WriteFilter(job, call));
    std::string directory = options_.directory;
    if (!job.directory.empty()) directory += "/" + job.directory;
    JobCommand command{.words = call.words,
                       .directory = std::move(directory),
                       .variables = VariablesOf(job, options_.digest)};
    if (options_.reports != nullptr) {
      TESTFED_RETURN_IF_ERROR(options_.reports->Begin(number, job, command));
    }
    processes_.Start(number, command);
    return absl::OkStatus();
  }

  // Whether the job goes on with another call. All of them run, as all tests of a suite do.
  bool GoesOn(size_t number, const JobEnd& end) {
    State& state = states_[number];
    if (options_.reports != nullptr) {
      std::string rest;
      state.evidence.push_back(options_.reports->End(number, end, rest));
      Take(number, rest);
    } else {
      state.evidence.push_back({end.exit_code, end.problem, false, "no report was asked for", {}});
    }
    if (state.next_call == state.calls.size()) return false;
    absl::Status status = StartCall(number);
    if (!status.ok()) {
      CallEvidence& last = state.evidence.back();
      if (last.problem.empty()) last.problem = MessageOf(status);
      return false;
    }
    return true;
  }

  void OnOutput(size_t number, std::string_view output) {
    if (options_.reports == nullptr) return Take(number, output);
    Take(number, options_.reports->Output(number, output));
  }

  void Take(size_t number, std::string_view output) {
    State& state = states_[number];
    if (options_.verbose && !parallel_) {
      out_ << output;
      if (!output.empty()) open_line_ = output.back() != '\n';
      return;
    }
    state.output += output;
    if (options_.verbose) {
      size_t complete = state.output.rfind('\n') + 1;  // 0 where there is none
      Show(jobs_[number], std::string_view(state.output).substr(0, complete));
      state.output.erase(0, complete);
    } else if (state.output.size() > 2 * kMaxKeptBytes) {
      size_t dropped = state.output.size() - kMaxKeptBytes;
      state.output.erase(0, dropped);
      state.left_out += dropped;
    }
  }

  void OnEnd(size_t number, const JobEnd& end_of_call) {
    if (GoesOn(number, end_of_call)) return;
    const Job& job = jobs_[number];
    State& state = states_[number];
    --running_;
    state.ended = true;
    const Receipt receipt = ReceiptOf(job, options_.digest, LegOf(job), state.evidence);
    const JobVerdict verdict = JudgeJob(job, receipt);
    std::string time = DurationText(now_() - state.start);
    if (options_.verbose) Show(job, state.output);
    if (std::exchange(open_line_, false)) out_ << "\n";
    out_ << Head(job) << (verdict.good ? "passed" : "FAILED") << "   "
         << std::string(time.size() < 5 ? 5 - time.size() : 0, ' ') << time
         << Remark(verdict, receipt) << "\n";
    if (verdict.good) {
      ++result_.passed;
    } else {
      result_.failed.push_back(job.id);
      result_.why[job.id] = verdict.sentence;
    }
    if (receipt.tests) Sum(*receipt.tests);
    if (!verdict.good && receipt.tests) ShowNames(job, receipt.tests->failed);
    if (!verdict.good && !options_.verbose) {
      if (state.left_out > 0) {
        out_ << "      (" << state.left_out << " bytes of output left out)\n";
      }
      Show(job, state.output);
    }
    state.output = {};
    state.evidence = {};
    Hand(receipt);
  }

  // What stands behind the time.
  static std::string Remark(const JobVerdict& verdict, const Receipt& receipt) {
    if (!verdict.good) return "   " + verdict.sentence;
    constexpr std::string_view kPassed = "passed, ";
    if (!receipt.tests || !verdict.sentence.starts_with(kPassed)) return "";
    return "   " + verdict.sentence.substr(kPassed.size());
  }

  // The first one stands in the line above already.
  void ShowNames(const Job& job, const NamedTests& failed) {
    constexpr size_t kMaxShown = 20;
    if (failed.count < 2) return;
    const size_t shown = std::min(failed.names.size(), kMaxShown);
    std::string text;
    for (size_t i = 0; i < shown; ++i) text += InlineText(failed.names[i]) + "\n";
    const size_t more = static_cast<size_t>(failed.count) - shown;
    if (more > 0) text += "and " + std::to_string(more) + " more\n";
    Show(job, text);
  }

  void Sum(const TestCounts& tests) {
    result_.counted = true;
    result_.tests.passed += tests.passed;
    result_.tests.skipped += tests.skipped;
    result_.tests.failed.count += tests.failed.count;
    result_.tests.quarantined.insert(result_.tests.quarantined.end(), tests.quarantined.begin(),
                                     tests.quarantined.end());
  }

  // Lines, each with what belongs before it.
  void Show(const Job& job, std::string_view text) {
    std::string before = parallel_ ? job.id + " | " : options_.verbose ? "" : "      ";
    while (!text.empty()) {
      size_t end = std::min(text.find('\n'), text.size());
      std::string_view line = text.substr(0, end);
      out_ << (line.empty() && !parallel_ ? "" : before) << line << "\n";
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }

  void Interrupt() {
    result_.interrupted = true;
    if (std::exchange(open_line_, false)) out_ << "\n";
    for (size_t i = 0; i < jobs_.size(); ++i) {
      if (states_[i].ended) continue;
      result_.not_run.push_back(jobs_[i].id);
      result_.why[jobs_[i].id] = "interrupted";
      if (states_[i].begun) out_ << Head(jobs_[i]) << "not run to its end: interrupted\n";
    }
  }

  std::string Head(const Job& job) {
    std::string of = std::to_string(jobs_.size());
    std::string count = std::to_string(++printed_);
    std::string line = "[" + std::string(of.size() - count.size(), ' ') + count + "/" + of + "] " +
                       job.id + std::string(width_ - WidthOf(job.id) + 3, ' ');
    if (tests_width_ == 0) return line;
    std::string tests = TestsText(job);
    return line + std::string(tests_width_ - tests.size(), ' ') + tests + "   ";
  }

  const std::vector<Job>& jobs_;
  const JobRunOptions& options_;
  JobProcesses& processes_;
  const std::function<SteadyTime()>& now_;
  std::ostream& out_;
  bool parallel_ = false;
  size_t width_ = 0;
  size_t tests_width_ = 0;  // 0: no job's tests are known
  size_t next_ = 0;         // the first job that was not started
  size_t running_ = 0;
  size_t printed_ = 0;      // lines with a result
  bool open_line_ = false;  // the job that streams has not ended its last line
  std::vector<State> states_;
  JobRunResult result_;
};

}  // namespace

absl::StatusOr<std::vector<JobCall>> CallsOf(const Job& job, const std::vector<std::string>& rest,
                                             const std::string& filter_file) {
  if (job.command.empty()) {
    if (job.suite.empty()) return Error("domain `" + job.domain + "` declares no command");
    return Error("suite `" + job.suite + "` of " + job.domain + " declares no command");
  }
  FilterRequest request;
  request.runner = RunnerOf(job.runner).value_or(Runner::kCommand);
  request.command = job.command;
  request.all = job.all;
  for (const PlannedTest& test : job.tests) request.tests.push_back(test.id);
  request.directory = job.directory;
  request.file = filter_file;
  request.listing = job.listing;
  if (job.shard_by == Job::ShardBy::kTests) request.all = false;
  request.except = job.except;
  if (job.shard_by == Job::ShardBy::kRunner && !TakesShard(job.command)) {
    request.shard = job.shard;
    request.shards = job.shards;
  }
  TESTFED_ASSIGN_OR_RETURN(std::vector<RunnerCall> filters, FilterFor(request));
  std::vector<JobCall> calls;
  for (RunnerCall& filter : filters) {
    JobCall call;
    bool takes_file = false;
    for (std::string word : job.command) {
      if (word == "{filter}") {
        call.words.insert(call.words.end(), filter.words.begin(), filter.words.end());
        takes_file |= !filter.content.empty();
        continue;
      }
      if (word == "{filter_file}" && request.all) continue;
      if (request.all && word.find("{filter_file}") != std::string::npos) {
        return Error("`{filter_file}` inside the word `" + word +
                     "`: there is no filter for a whole suite; make it a word of its own");
      }
      if (word.find("{filter}") != std::string::npos) {
        return Error("`{filter}` inside the word `" + word +
                     "`: it becomes words of its own; make it one");
      }
      takes_file |= word.find("{filter_file}") != std::string::npos;
      Replace(word, "{filter_file}", filter_file);
      // A part by tests is one list, which the runner must not divide again.
      const bool divides = job.shard_by == Job::ShardBy::kRunner;
      Replace(word, "{shard}", std::to_string(divides ? job.shard : 1));
      Replace(word, "{shards}", std::to_string(divides ? job.shards : 1));
      call.words.push_back(std::move(word));
    }
    if (call.words.empty()) return Error("its command is nothing but a filter");
    if (takes_file) {
      call.content = std::move(filter.content);
      if (call.content.empty()) {
        for (const std::string& test : request.tests) call.content += test + "\n";
      }
    }
    call.words.insert(call.words.end(), rest.begin(), rest.end());
    calls.push_back(std::move(call));
  }
  return calls;
}

std::vector<std::pair<std::string, std::string>> VariablesOf(const Job& job,
                                                             const std::string& digest) {
  std::vector<std::pair<std::string, std::string>> variables = {{"TESTFED_JOB", job.id},
                                                                {"TESTFED_PLAN_DIGEST", digest}};
  if (job.shard_by == Job::ShardBy::kRunner && job.runner == ToString(Runner::kGtest) &&
      !TakesShard(job.command)) {
    variables.emplace_back("GTEST_TOTAL_SHARDS", std::to_string(job.shards));
    variables.emplace_back("GTEST_SHARD_INDEX", std::to_string(job.shard - 1));
  }
  for (const auto& [axis, value] : job.axes) {
    variables.emplace_back(AxisVariable(axis), AxisText(value));
  }
  return variables;
}

JobRunResult RunJobs(const std::vector<Job>& jobs, const JobRunOptions& options,
                     JobProcesses& processes, const std::function<SteadyTime()>& now,
                     std::ostream& out) {
  return JobRun(jobs, options, processes, now, out).Run();
}

std::string DurationText(SteadyTime::duration time) {
  auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time).count();
  auto two = [](auto number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  if (seconds < 60) return std::to_string(seconds) + "s";
  if (seconds < 3600) return std::to_string(seconds / 60) + "m" + two(seconds % 60);
  return std::to_string(seconds / 3600) + "h" + two(seconds / 60 % 60);
}

}  // namespace testfed
