#include "cli/job_run.h"

#include <algorithm>
#include <utility>

#include "contracts/suite_division.h"
#include "contracts/test_filter.h"
#include "domains/inline_text.h"
#include "domains/job_id.h"
#include "reporters/wording.h"

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
      while (running_ < options_.at_once && next_ < jobs_.size()) StartNext();
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
    JobEnd worst;  // of the calls that ended
  };

  void StartNext() {
    size_t number = next_++;
    const Job& job = jobs_[number];
    State& state = states_[number];
    absl::StatusOr<std::vector<JobCall>> calls =
        CallsOf(job, options_.rest, options_.filter_folder + "/" + job.id);
    absl::Status status = calls.status();
    if (calls.ok()) {
      state.calls = *std::move(calls);
      status = WriteFilter(job, state.calls.front());
    }
    if (!status.ok()) {
      state.ended = true;
      result_.not_run.push_back(job.id);
      out_ << Head(job) << "not run: " << InlineText(MessageOf(status)) << "\n";
      return;
    }
    ++running_;
    state.begun = true;
    state.start = now_();
    StartCall(number);
  }

  absl::Status WriteFilter(const Job& job, const JobCall& call) const {
    return call.content.empty() ? absl::OkStatus() : options_.write_filter(job.id, call.content);
  }

  void StartCall(size_t number) {
    const Job& job = jobs_[number];
    State& state = states_[number];
    std::string directory = options_.directory;
    if (!job.directory.empty()) directory += "/" + job.directory;
    processes_.Start(number, {.words = state.calls[state.next_call++].words,
                              .directory = std::move(directory),
                              .variables = VariablesOf(job, options_.digest)});
  }

  // Whether the job goes on with another call. All of them run, as all tests of a suite do.
  bool GoesOn(size_t number, const JobEnd& end) {
    State& state = states_[number];
    if (state.worst.exit_code == 0 && state.worst.problem.empty()) state.worst = end;
    if (state.next_call == state.calls.size()) return false;
    absl::Status status = WriteFilter(jobs_[number], state.calls[state.next_call]);
    if (!status.ok()) {
      state.worst.problem = MessageOf(status);
      return false;
    }
    StartCall(number);
    return true;
  }

  void OnOutput(size_t number, std::string_view output) {
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
    const JobEnd& end = state.worst;
    --running_;
    state.ended = true;
    bool passed = end.exit_code == 0 && end.problem.empty();
    std::string time = DurationText(now_() - state.start);
    if (options_.verbose) Show(job, state.output);
    if (std::exchange(open_line_, false)) out_ << "\n";
    out_ << Head(job) << (passed ? "passed" : "FAILED") << "   "
         << std::string(time.size() < 5 ? 5 - time.size() : 0, ' ') << time;
    if (passed) {
      ++result_.passed;
    } else {
      result_.failed.push_back(job.id);
      out_ << "   "
           << (end.problem.empty() ? "exit code " + std::to_string(end.exit_code)
                                   : InlineText(end.problem));
    }
    out_ << "\n";
    if (!passed && !options_.verbose) {
      if (state.left_out > 0) {
        out_ << "      (" << state.left_out << " bytes of output left out)\n";
      }
      Show(job, state.output);
    }
    state.output = {};
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
