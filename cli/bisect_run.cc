#include <map>
#include <optional>

#include "cli/bisect.h"
#include "cli/job_run.h"
#include "domains/inline_text.h"
#include "domains/words.h"
#include "integration/bisect/report.h"
#include "integration/bisect/trial_judgement.h"

namespace testfed {
namespace {

constexpr int kInterrupted = 130;
constexpr std::int64_t kMostJobs = 64;

// "bisect.json" -> "bisect.probe-1.json", beside it.
std::string Beside(const std::string& state, const std::string& what, size_t number) {
  size_t dot = state.ends_with(".json") ? state.size() - 5 : state.size();
  return state.substr(0, dot) + "." + what + "-" + std::to_string(number + 1) + ".json";
}

class BisectRun {
 public:
  BisectRun(Invocation& invocation, BisectSession session, size_t jobs, JobProcesses& processes)
      : invocation_(invocation),
        session_(std::move(session)),
        jobs_(jobs),
        processes_(processes),
        state_(invocation.Text("--state")),
        count_(session_.trials().size()) {}

  absl::StatusOr<int> Run() {
    while (true) {
      Decision decision = session_.Decide(jobs_);
      if (decision.conclusion) {
        invocation_.out() << "\n" << ReportText(session_, false) << std::flush;
        if (ExitCodeOf(*decision.conclusion) == 0) {
          invocation_.err() << "hint: everything else can advance\n"
                               "  testfed bisect hold-back --out manifest.json\n";
        }
        return ExitCodeOf(*decision.conclusion);
      }
      TESTFED_ASSIGN_OR_RETURN(bool finished, Round(decision.probes));
      if (!finished) return kInterrupted;
    }
  }

 private:
  // Runs the probes, each recorded as it ends. False: the user has ended it.
  absl::StatusOr<bool> Round(const std::vector<Probe>& probes) {
    std::vector<SteadyTime> began;
    ended_.assign(probes.size(), std::nullopt);
    printed_ = 0;
    for (size_t i = 0; i < probes.size(); ++i) {
      TESTFED_ASSIGN_OR_RETURN(std::string text, ProbeText(session_, probes[i]));
      std::string manifest = invocation_.PathOf(Beside(state_, "probe", i));
      std::string verdict = invocation_.PathOf(Beside(state_, "verdict", i));
      TESTFED_RETURN_IF_ERROR(invocation_.files().Write(manifest, text));
      // A verdict of an earlier run must not be taken for one of this.
      TESTFED_RETURN_IF_ERROR(invocation_.files().Remove(verdict));
      began.push_back(invocation_.clock()());
      processes_.Start(i, {invocation_.Rest(),
                           invocation_.directory(),
                           {{"TESTFED_MANIFEST", manifest}, {"TESTFED_VERDICT", verdict}}});
    }
    size_t left = probes.size();
    absl::Status problem;
    while (left > 0) {
      bool alive = processes_.Wait(
          [&](size_t number, std::string_view output) { Show(number, output, probes.size()); },
          [&](size_t number, const JobEnd& end) {
            --left;
            absl::Status recorded =
                Record(probes[number], number, end, invocation_.clock()() - began[number]);
            if (problem.ok()) problem = recorded;
          });
      if (!alive) return false;
    }
    TESTFED_RETURN_IF_ERROR(problem);
    return true;
  }

  void Show(size_t number, std::string_view output, size_t at_once) {
    if (invocation_.quiet()) return;
    if (at_once == 1) {
      invocation_.err() << output;
      return;
    }
    std::string& line = lines_[number];
    line += output;
    for (size_t end = line.find('\n'); end != std::string::npos; end = line.find('\n')) {
      invocation_.err() << number + 1 << " | " << line.substr(0, end + 1);
      line.erase(0, end + 1);
    }
  }

  absl::StatusOr<Trial> TrialOf(const Probe& probe, size_t number, const JobEnd& end) {
    if (!end.problem.empty()) {
      return Error("`" + InlineText(invocation_.Rest()[0]) + "` cannot be run: " + end.problem +
                   "; nothing is recorded");
    }
    std::string verdict = Beside(state_, "verdict", number);
    if (invocation_.files().Exists(invocation_.PathOf(verdict))) {
      return TrialFromVerdicts(invocation_, {verdict}, session_.signature(), probe.digest);
    }
    std::optional<BisectVerdict> answer = VerdictOfExitCode(end.exit_code);
    if (!answer) {
      return Error("`" + InlineText(invocation_.Rest()[0]) + "` ended with exit code " +
                       std::to_string(end.exit_code) + ", which is no verdict; nothing is recorded",
                   "0 is good, 125 skip, any other up to 127 bad; go on with",
                   "testfed bisect run -- COMMAND");
    }
    return Trial{probe.digest, *answer, {}, ""};
  }

  absl::Status Record(const Probe& probe, size_t number, const JobEnd& end,
                      SteadyTime::duration took) {
    TESTFED_ASSIGN_OR_RETURN(Trial trial, TrialOf(probe, number, end));
    std::string name = ProbeName(session_, probe);
    size_t width = WidthOf(name);
    std::string line = name + std::string(width < kNameWidth ? kNameWidth - width : 0, ' ') + "   ";
    std::string verdict(NameOf(trial.verdict));
    line += verdict + std::string(5 - verdict.size(), ' ') + "   " + DurationText(took);
    if (!trial.failing.empty()) line += "   " + InlineText(trial.failing[0]);
    if (trial.failing.size() > 1) line += " +" + std::to_string(trial.failing.size() - 1);
    if (!trial.note.empty()) line += "   " + InlineText(trial.note);
    session_.Record(std::move(trial));
    TESTFED_RETURN_IF_ERROR(WriteBisect(invocation_, session_));
    ended_[number] = std::move(line);
    Print();
    return absl::OkStatus();
  }

  // What ended, in the order in which it was begun: the output does not depend on who was faster.
  void Print() {
    for (; printed_ < ended_.size() && ended_[printed_]; ++printed_) {
      std::string count = std::to_string(++count_);
      invocation_.out() << std::string(count.size() < 3 ? 3 - count.size() : 0, ' ') << count
                        << "  " << *ended_[printed_] << "\n"
                        << std::flush;
    }
  }

  static constexpr size_t kNameWidth = 40;
  Invocation& invocation_;
  BisectSession session_;
  size_t jobs_;
  JobProcesses& processes_;
  std::string state_;
  size_t count_;                                   // lines so far, those of earlier calls included
  std::vector<std::optional<std::string>> ended_;  // of this round, by probe
  size_t printed_ = 0;                             // of this round
  std::map<size_t, std::string> lines_;            // of output, not yet ended
};

}  // namespace

absl::StatusOr<int> RunBisect(Invocation& invocation, const std::vector<std::string>&) {
  TESTFED_ASSIGN_OR_RETURN(BisectSession session, ReadBisect(invocation));
  TESTFED_ASSIGN_OR_RETURN(std::int64_t jobs, invocation.Number("--jobs", 1, 1, kMostJobs));
  std::unique_ptr<JobProcesses> processes = MakeRealJobProcesses();
  return BisectRun(invocation, std::move(session), static_cast<size_t>(jobs), *processes).Run();
}

}  // namespace testfed
