#include "cli/job_run.h"

#include <algorithm>
#include <utility>

#include "domains/inline_text.h"
#include "domains/job_id.h"

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
    for (const Job& job : jobs) width_ = std::max(width_, WidthOf(job.id));
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
  };

  void StartNext() {
    size_t number = next_++;
    const Job& job = jobs_[number];
    absl::StatusOr<std::vector<std::string>> words = WordsOf(job, options_.rest);
    if (!words.ok()) {
      states_[number].ended = true;
      result_.not_run.push_back(job.id);
      out_ << Head(job) << "not run: " << InlineText(MessageOf(words.status())) << "\n";
      return;
    }
    ++running_;
    states_[number].begun = true;
    states_[number].start = now_();
    processes_.Start(number, {.words = *std::move(words),
                              .directory = options_.directory,
                              .variables = VariablesOf(job, options_.digest)});
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

  void OnEnd(size_t number, const JobEnd& end) {
    const Job& job = jobs_[number];
    State& state = states_[number];
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
    return "[" + std::string(of.size() - count.size(), ' ') + count + "/" + of + "] " + job.id +
           std::string(width_ - WidthOf(job.id) + 3, ' ');
  }

  const std::vector<Job>& jobs_;
  const JobRunOptions& options_;
  JobProcesses& processes_;
  const std::function<SteadyTime()>& now_;
  std::ostream& out_;
  bool parallel_ = false;
  size_t width_ = 0;
  size_t next_ = 0;  // the first job that was not started
  size_t running_ = 0;
  size_t printed_ = 0;      // lines with a result
  bool open_line_ = false;  // the job that streams has not ended its last line
  std::vector<State> states_;
  JobRunResult result_;
};

}  // namespace

absl::StatusOr<std::vector<std::string>> WordsOf(const Job& job,
                                                 const std::vector<std::string>& rest) {
  if (job.command.empty()) {
    if (job.suite.empty()) return Error("domain `" + job.domain + "` declares no command");
    return Error("suite `" + job.suite + "` of " + job.domain + " declares no command");
  }
  std::vector<std::string> words;
  for (std::string word : job.command) {
    if (word == "{filter}" || word == "{filter_file}") continue;
    for (const char* placeholder : {"{filter}", "{filter_file}"}) {
      if (word.find(placeholder) == std::string::npos) continue;
      return Error(std::string("`") + placeholder + "` inside the word `" + word +
                   "`: there is no filter for a whole suite; make it a word of its own");
    }
    Replace(word, "{shard}", "1");
    Replace(word, "{shards}", "1");
    words.push_back(std::move(word));
  }
  if (words.empty()) return Error("its command is nothing but a filter");
  words.insert(words.end(), rest.begin(), rest.end());
  return words;
}

std::vector<std::pair<std::string, std::string>> VariablesOf(const Job& job,
                                                             const std::string& digest) {
  std::vector<std::pair<std::string, std::string>> variables = {{"TESTFED_JOB", job.id},
                                                                {"TESTFED_PLAN_DIGEST", digest}};
  for (const auto& [axis, value] : job.axes) {
    std::string name = "TESTFED_AXIS_";
    for (char c : axis) {
      if (c >= 'a' && c <= 'z') {
        name += static_cast<char>(c - 'a' + 'A');
      } else {
        name += (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ? c : '_';
      }
    }
    variables.emplace_back(std::move(name), AxisText(value));
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
