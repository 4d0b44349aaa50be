#include "cli/job_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <deque>
#include <fstream>
#include <map>
#include <sstream>

namespace testfed {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

Job JobOf(const std::string& id, std::vector<std::string> command = {"x"}) {
  Job job;
  job.id = id;
  job.domain = "D";
  job.suite = "s";
  job.command = std::move(command);
  return job;
}

// What happens is told beforehand: "2 out", "2 = 0" or "interrupt".
class FakeProcesses : public JobProcesses {
 public:
  struct Event {
    size_t number = 0;
    std::string output;
    std::optional<JobEnd> end;
    bool interrupts = false;
  };
  void Start(size_t number, const JobCommand& command) override {
    started.push_back(number);
    commands[number] = command;
  }
  bool Wait(const std::function<void(size_t, std::string_view)>& on_output,
            const std::function<void(size_t, const JobEnd&)>& on_end) override {
    if (events.empty() || events.front().interrupts) return false;
    Event event = events.front();
    events.pop_front();
    EXPECT_TRUE(commands.contains(event.number)) << "not started: " << event.number;
    if (event.end)
      on_end(event.number, *event.end);
    else
      on_output(event.number, event.output);
    return true;
  }

  std::deque<Event> events;
  std::vector<size_t> started;
  std::map<size_t, JobCommand> commands;
};

struct Played {
  JobRunResult result;
  std::string out;
};

Played Play(const std::vector<Job>& jobs, const JobRunOptions& options, FakeProcesses& processes) {
  std::ostringstream out;
  SteadyTime time{};
  std::function<SteadyTime()> now = [&] { return time += std::chrono::seconds(5); };
  Played played;
  played.result = RunJobs(jobs, options, processes, now, out);
  played.out = out.str();
  return played;
}

TEST(JobRun, ShowsTheOutputOfWhatFails) {
  FakeProcesses processes;
  processes.events = {{0, "fine\n", {}},
                      {0, "", JobEnd{0, ""}},
                      {1, "a\n\nb", {}},
                      {1, "", JobEnd{3, ""}},
                      {2, "", JobEnd{127, "`x` cannot be started: no"}}};
  Played played = Play({JobOf("A"), JobOf("Bb"), JobOf("C"), JobOf("D", {})}, {}, processes);
  EXPECT_EQ(played.out,
            "[1/4] A    passed      5s\n"
            "[2/4] Bb   FAILED      5s   exit code 3\n"
            "      a\n\n      b\n"
            "[3/4] C    FAILED      5s   `x` cannot be started: no\n"
            "[4/4] D    not run: suite `s` of D declares no command\n");
  EXPECT_EQ(played.result.passed, 1u);
  EXPECT_THAT(played.result.failed, ElementsAre("Bb", "C"));
  EXPECT_THAT(played.result.not_run, ElementsAre("D"));
}

TEST(JobRun, SeveralAtOnceKeepTheirLinesApart) {
  FakeProcesses processes;
  processes.events = {{0, "a1\na", {}},       {1, "b1\n", {}},        {0, "2\n", {}},
                      {1, "b2", {}},          {1, "", JobEnd{0, ""}}, {2, "c", {}},
                      {0, "", JobEnd{1, ""}}, {2, "", JobEnd{0, ""}}};
  Played played =
      Play({JobOf("A"), JobOf("B"), JobOf("C")}, {.at_once = 2, .verbose = true}, processes);
  EXPECT_EQ(played.out,
            "A | a1\nB | b1\nA | a2\nB | b2\n"
            "[1/3] B   passed      5s\n"
            "[2/3] A   FAILED     20s   exit code 1\n"
            "C | c\n"
            "[3/3] C   passed     10s\n");
  EXPECT_THAT(processes.started, ElementsAre(0u, 1u, 2u));
}

TEST(JobRun, StopsWhenItIsInterrupted) {
  FakeProcesses processes;
  processes.events = {{0, "", JobEnd{0, ""}}, {1, "half", {}}, {0, "", {}, true}};
  Played played = Play({JobOf("A"), JobOf("B"), JobOf("C")}, {.verbose = true}, processes);
  EXPECT_EQ(played.out,
            "[1/3] A   passed      5s\nhalf\n[2/3] B   not run to its end: interrupted\n");
  EXPECT_TRUE(played.result.interrupted);
  EXPECT_THAT(played.result.not_run, ElementsAre("B", "C"));
}

std::string ProblemOf(const Job& job) { return MessageOf(CallsOf(job, {}, "/f").status()); }

TEST(JobRun, ExpandsWhatIsLeftOfTheCommand) {
  auto calls =
      CallsOf(JobOf("A", {"t", "{filter}", "{shard}/{shards}", "{filter_file}"}), {"--x"}, "/f");
  ASSERT_TRUE(calls.ok());
  ASSERT_EQ(calls->size(), 1u);
  EXPECT_THAT(calls->front().words, ElementsAre("t", "1/1", "--x"));
  EXPECT_EQ(calls->front().content, "");
  EXPECT_EQ(
      ProblemOf(JobOf("A", {"t", "-f={filter_file}"})),
      "`{filter_file}` inside the word `-f={filter_file}`: there is no filter for a whole suite; "
      "make it a word of its own");
  EXPECT_EQ(ProblemOf(JobOf("A", {"t", "-f={filter}"})),
            "`{filter}` inside the word `-f={filter}`: it becomes words of its own; make it one");
  EXPECT_EQ(ProblemOf(JobOf("A", {"{filter}"})), "its command is nothing but a filter");
  Job whole = JobOf("A", {});
  whole.suite = "";
  EXPECT_EQ(ProblemOf(whole), "domain `D` declares no command");
}

Job JobOfTests(const std::string& runner, std::vector<std::string> command,
               const std::vector<std::string>& tests) {
  Job job = JobOf("A", std::move(command));
  job.runner = runner;
  job.all = false;
  for (const std::string& test : tests) job.tests.push_back({test, {}});
  return job;
}

TEST(JobRun, WritesTheFilterOfSingleTests) {
  auto calls = CallsOf(JobOfTests("gtest", {"t", "{filter}"}, {"A.a", "B.b"}), {}, "/f");
  ASSERT_TRUE(calls.ok());
  ASSERT_EQ(calls->size(), 1u);
  EXPECT_THAT(calls->front().words, ElementsAre("t", "--gtest_flagfile=/f"));
  EXPECT_THAT(calls->front().content, ::testing::HasSubstr("A.a"));
  EXPECT_THAT(calls->front().content, ::testing::HasSubstr("B.b"));
}

TEST(JobRun, AFilterFileOfOnesOwnHoldsTheIds) {
  auto calls =
      CallsOf(JobOfTests("go", {"t", "--only={filter_file}"}, {"./a#A", "./b#B"}), {}, "/f");
  ASSERT_TRUE(calls.ok());
  EXPECT_THAT(calls->front().words, ElementsAre("t", "--only=/f"));
  EXPECT_EQ(calls->front().content, "./a#A\n./b#B\n");
}

TEST(JobRun, RunsAllCallsOfAJob) {
  FakeProcesses processes;
  processes.events = {
      {0, "1\n", {}}, {0, "", JobEnd{1, ""}}, {0, "2\n", {}}, {0, "", JobEnd{0, ""}}};
  // Other names in each package: one call cannot name both without a third.
  Played played =
      Play({JobOfTests("go", {"go", "test", "{filter}"}, {"./a#A", "./b#B"})}, {}, processes);
  EXPECT_THAT(processes.started, ElementsAre(0u, 0u));
  EXPECT_THAT(played.result.failed, ElementsAre("A"));
  EXPECT_EQ(played.out, "[1/1] A   FAILED      5s   exit code 1\n      1\n      2\n");
}

TEST(JobRun, JobsThatWriteTheSameReportsWaitForEachOther) {
  std::vector<Job> jobs = {JobOf("A"), JobOf("B"), JobOf("C")};
  jobs[0].reports = {"out/*.xml"};
  jobs[1].reports = {"more/*.xml", "out/*.xml"};
  FakeProcesses processes;
  processes.events = {{0, "", JobEnd{0, ""}}, {1, "", JobEnd{0, ""}}, {2, "", JobEnd{0, ""}}};
  std::vector<std::vector<size_t>> started;
  JobRunOptions options{.at_once = 3};
  options.on_receipt = [&](const Receipt&) {
    started.push_back(processes.started);
    return absl::OkStatus();
  };
  Play(jobs, options, processes);
  using Numbers = std::vector<size_t>;
  EXPECT_THAT(started, ElementsAre(Numbers{0}, Numbers{0, 1, 2}, Numbers{0, 1, 2}));
}

TEST(JobRun, HandsOutAReceiptOfEachJobAsItEnds) {
  FakeProcesses processes;
  processes.events = {{0, "", JobEnd{0, ""}}, {1, "", JobEnd{3, ""}}};
  JobRunOptions options{.digest = "sha256:0"};
  options.legs = {{"B", "pack-001"}};
  std::vector<Receipt> receipts;
  options.on_receipt = [&](const Receipt& receipt) {
    receipts.push_back(receipt);
    return receipt.job == "B" ? Error("the disk is full") : absl::OkStatus();
  };
  Played played = Play({JobOf("A"), JobOf("B"), JobOf("C", {})}, options, processes);
  ASSERT_EQ(receipts.size(), 3u);
  EXPECT_EQ(receipts[0].plan_digest, "sha256:0");
  EXPECT_EQ(receipts[0].leg, "");
  EXPECT_EQ(receipts[0].calls, 1);
  EXPECT_EQ(receipts[0].exit_code, 0);
  EXPECT_EQ(receipts[0].opaque, "no report was asked for");
  EXPECT_EQ(receipts[1].leg, "pack-001");
  EXPECT_EQ(receipts[1].exit_code, 3);
  EXPECT_EQ(receipts[2].calls, 0);
  EXPECT_EQ(receipts[2].problem, "suite `s` of D declares no command");
  EXPECT_EQ(MessageOf(played.result.receipts), "the disk is full");
}

TEST(JobRun, AnInterruptedJobHasNoReceipt) {
  FakeProcesses processes;
  processes.events = {{0, "half", {}}, {0, "", {}, true}};
  JobRunOptions options;
  int receipts = 0;
  options.on_receipt = [&](const Receipt&) {
    ++receipts;
    return absl::OkStatus();
  };
  Played played = Play({JobOf("A"), JobOf("B")}, options, processes);
  EXPECT_TRUE(played.result.interrupted);
  EXPECT_EQ(receipts, 0);
}

TEST(JobRun, TellsAJobItsAxes) {
  Job job = JobOf("A");
  job.axes = {{"runs-on", "ubuntu"}, {"n", 3}};
  EXPECT_THAT(VariablesOf(job, "sha256:0"),
              ElementsAre(Pair("TESTFED_JOB", "A"), Pair("TESTFED_PLAN_DIGEST", "sha256:0"),
                          Pair("TESTFED_AXIS_RUNS_ON", "ubuntu"), Pair("TESTFED_AXIS_N", "3")));
}

TEST(JobRun, DurationsAreShort) {
  using std::chrono::seconds;
  EXPECT_EQ(DurationText(seconds(0)), "0s");
  EXPECT_EQ(DurationText(seconds(231)), "3m51");
  EXPECT_EQ(DurationText(seconds(6720)), "1h52");
}

struct Ran {
  std::string output;
  JobEnd end;
};

Ran RunReal(std::vector<std::string> words) {
  auto processes = MakeRealJobProcesses();
  processes->Start(7, {std::move(words), "/", {{"TESTFED_JOB", "J"}}});
  Ran ran;
  for (bool ended = false; !ended;) {
    EXPECT_TRUE(processes->Wait([&](size_t, std::string_view output) { ran.output += output; },
                                [&](size_t number, const JobEnd& end) {
                                  EXPECT_EQ(number, 7u);
                                  ran.end = end;
                                  ended = true;
                                }));
  }
  return ran;
}

TEST(JobProcess, Succeeds) {
  Ran ran = RunReal({"sh", "-c", "echo $TESTFED_JOB; pwd >&2; cat"});
  EXPECT_EQ(ran.output, "J\n/\n");
  EXPECT_EQ(ran.end.exit_code, 0);
}

TEST(JobProcess, Fails) {
  EXPECT_EQ(RunReal({"sh", "-c", "exit 3"}).end.exit_code, 3);
  EXPECT_EQ(RunReal({"sh", "-c", "kill -9 $$"}).end.exit_code, 137);
}

TEST(JobProcess, SaysWhatCannotBeStarted) {
  EXPECT_EQ(RunReal({"/no/such/program"}).end.problem,
            "`/no/such/program` cannot be started: No such file or directory");
}

TEST(JobProcess, TakesMuchOutput) {
  EXPECT_EQ(RunReal({"sh", "-c", "head -c 1048576 /dev/zero"}).output.size(), 1048576u);
}

TEST(JobProcess, DoesNotWaitForWhatIsLeftInTheBackground) {
  EXPECT_EQ(RunReal({"sh", "-c", "sleep 5 & echo over"}).output, "over\n");
}

TEST(JobProcess, ClosedPipesEndAJobAsEverywhere) {
  void (*old)(int) = signal(SIGPIPE, SIG_IGN);
  EXPECT_EQ(RunReal({"sh", "-c", "kill -PIPE $$"}).end.exit_code, 128 + SIGPIPE);
  signal(SIGPIPE, old);
}

TEST(JobProcess, SignalsEndTheWholeGroup) {
  auto processes = MakeRealJobProcesses();
  processes->Start(0, {{"sh", "-c", "sleep 60 & echo $!; wait"}, "/", {}});
  std::string output;
  auto on_output = [&](size_t, std::string_view text) { output += text; };
  auto on_end = [](size_t, const JobEnd&) { ADD_FAILURE(); };
  while (output.find('\n') == std::string::npos) {
    ASSERT_TRUE(processes->Wait(on_output, on_end));
  }
  kill(getpid(), SIGTERM);
  bool goes_on = true;
  while (goes_on) goes_on = processes->Wait(on_output, on_end);
  // The grandchild is gone, or a zombie until somebody reaps it.
  auto lives = [stat = "/proc/" + std::to_string(std::stoi(output)) + "/stat"] {
    std::string pid, name, state;
    return (std::ifstream(stat) >> pid >> name >> state) && state != "Z";
  };
  for (int i = 0; i < 200 && lives(); ++i) usleep(10000);
  EXPECT_FALSE(lives());
}

}  // namespace
}  // namespace testfed
