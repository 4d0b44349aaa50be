#include "selector/gate.h"

#include <gtest/gtest.h>

#include <functional>

#include "selector/packing.h"

namespace testfed {
namespace {

constexpr std::string_view kDigest =
    "sha256:0914d242d2f5ea4b849359813962f8f6b2efdbbfa4ce8cd93e014c02e9d3764f";
constexpr std::string_view kOther =
    "sha256:1111111111110000000000000000000000000000000000000000000000000000";

// `All` runs a whole suite, `Some` two tests by name, `Opaque` a command that nobody can count.
Plan ThreeJobs() {
  Plan plan;
  plan.mode = Mode::kSelected;
  plan.digest = kDigest;
  for (const char* id : {"All", "Opaque", "Some"}) {
    Job job;
    job.id = id;
    job.domain = id;
    job.suite = "unit";
    job.runner = "gtest";
    job.owners = {"@acme/owners"};
    plan.jobs.push_back(job);
  }
  plan.jobs[0].quarantine = {"A.flaky"};
  plan.jobs[2].all = false;
  plan.jobs[2].tests = {{"S.a", {}}, {"S.b", {}}};
  return plan;
}

Receipt Good(const std::string& job) {
  Receipt receipt;
  receipt.version = "0.1.0";
  receipt.plan_digest = kDigest;
  receipt.job = job;
  receipt.calls = 1;
  if (job == "Opaque") {
    receipt.opaque = "no report";
  } else {
    receipt.tests.emplace();
    receipt.tests->passed = job == "Some" ? 2 : 40;
  }
  return receipt;
}

struct Situation {
  Plan plan = ThreeJobs();
  std::vector<ReceiptFile> files = {
      {"All.json", Good("All")}, {"Opaque.json", Good("Opaque")}, {"Some.json", Good("Some")}};
  std::vector<ResultWord> results;

  Receipt& All() { return *files[0].receipt; }
  Receipt& Opaque() { return *files[1].receipt; }
  Receipt& Some() { return *files[2].receipt; }
  void Lose(size_t which) { files.erase(files.begin() + static_cast<std::ptrdiff_t>(which)); }
};

// Whatever is not green, a line each.
std::string Complaints(const Situation& situation) {
  const GateAnswer answer = Judge(situation.plan, situation.files, situation.results);
  std::string text;
  for (const GateRow& row : answer.rows) {
    if (!row.good) text += row.job->id + ": " + row.sentence + "\n";
  }
  for (const std::string& problem : answer.problems) text += problem + "\n";
  EXPECT_EQ(text.empty(), answer.IsGreen());
  return text;
}

struct Case {
  const char* name;
  std::function<void(Situation&)> change;
  std::string complaints;  // "": green
};

NamedTests Named(std::vector<std::string> names, int count = 0) {
  NamedTests tests;
  tests.count = count == 0 ? static_cast<int>(names.size()) : count;
  tests.names = std::move(names);
  return tests;
}

const std::string kMissing =
    "no receipt: the job did not start, was cancelled, or could not upload\n";

const std::vector<Case>& Cases() {
  static const std::vector<Case> cases = {
      {"every receipt is there", [](Situation&) {}, ""},
      {"and the CI agrees",
       [](Situation& s) {
         s.results = {{"plan", "success"}, {"test", "success"}, {"test", "success"}};
       },
       ""},
      {"receipts lie in folders of their own",
       [](Situation& s) { s.files[0].path = "receipt-All/All.json"; }, ""},
      {"skipped tests", [](Situation& s) { s.All().tests->skipped = 3; }, ""},
      {"a test that the plan names was skipped by itself",
       [](Situation& s) {
         s.Some().tests->passed = 1;
         s.Some().tests->skipped = 1;
       },
       ""},
      {"a failure in quarantine",
       [](Situation& s) {
         s.All().exit_code = 1;
         s.All().forgiven = true;
         s.All().tests->quarantined = {"A.flaky"};
       },
       ""},
      {"a failure in quarantine that the exit code does not show",
       [](Situation& s) { s.All().tests->quarantined = {"A.flaky"}; }, ""},

      {"no receipt at all", [](Situation& s) { s.files.clear(); },
       "All: " + kMissing + "Opaque: " + kMissing + "Some: " + kMissing},
      {"a leg never started", [](Situation& s) { s.Lose(2); }, "Some: " + kMissing},
      {"which the CI calls success",
       [](Situation& s) {
         s.Lose(2);
         s.results = {{"test", "success"}};
       },
       "Some: " + kMissing},
      {"a job was cancelled",
       [](Situation& s) {
         s.Lose(0);
         s.results = {{"test", "cancelled"}};
       },
       "All: " + kMissing + "`test` ended with `cancelled`\n"},
      {"the matrix was skipped",
       [](Situation& s) {
         s.files.clear();
         s.results = {{"test", "skipped"}};
       },
       "All: " + kMissing + "Opaque: " + kMissing + "Some: " + kMissing +
           "`test` was skipped, though the plan has 3 jobs\n"},
      {"exit code", [](Situation& s) { s.Opaque().exit_code = 3; }, "Opaque: exit code 3\n"},
      {"a signal", [](Situation& s) { s.Opaque().exit_code = 137; }, "Opaque: exit code 137\n"},
      {"an exit code that no failed test explains", [](Situation& s) { s.All().exit_code = 1; },
       "All: exit code 1, and no test failed\n"},
      {"one failed test",
       [](Situation& s) {
         s.All().exit_code = 1;
         s.All().tests->failed = Named({"A.b"});
       },
       "All: 1 failed: A.b\n"},
      {"many failed tests",
       [](Situation& s) {
         s.All().exit_code = 1;
         s.All().tests->failed = Named({"A.b", "A.c"}, 1200);
       },
       "All: 1,200 failed: A.b and 1,199 more\n"},
      {"a failed test that the exit code hides",
       [](Situation& s) { s.All().tests->failed = Named({"A.b"}); }, "All: 1 failed: A.b\n"},
      {"no test executed", [](Situation& s) { s.All().tests->passed = 0; }, "All: no test ran\n"},
      {"every test skipped",
       [](Situation& s) {
         s.All().tests->passed = 0;
         s.All().tests->skipped = 40;
       },
       "All: no test ran, 40 tests skipped\n"},
      {"fewer than the plan names",
       [](Situation& s) {
         s.Some().tests->passed = 1;
         s.Some().tests->missing = Named({"S.b"});
       },
       "Some: 1 of 2 tests did not run: S.b\n"},
      {"the job could not run",
       [](Situation& s) {
         s.Opaque() = Good("Opaque");
         s.Opaque().calls = 0;
         s.Opaque().problem = "suite `unit` of Opaque declares no command";
       },
       "Opaque: not run: suite `unit` of Opaque declares no command\n"},
      {"its program could not be started",
       [](Situation& s) {
         s.Opaque().exit_code = 127;
         s.Opaque().problem = "`x` cannot be started: No such file or directory";
       },
       "Opaque: `x` cannot be started: No such file or directory\n"},
      {"its suite promises reports",
       [](Situation& s) { s.All().problem = "wrote no report, and `reports` names `a/*.xml`"; },
       "All: wrote no report, and `reports` names `a/*.xml`\n"},
      {"a failure in quarantine beside another",
       [](Situation& s) {
         s.All().exit_code = 1;
         s.All().tests->quarantined = {"A.flaky"};
         s.All().tests->failed = Named({"A.b"});
       },
       "All: 1 failed: A.b, 1 failed in quarantine: A.flaky\n"},
      {"a failure in quarantine that does not explain the exit code",
       [](Situation& s) {
         s.All().exit_code = 139;
         s.All().tests->quarantined = {"A.flaky"};
       },
       "All: exit code 139, which no failed test explains, 1 failed in quarantine: A.flaky\n"},
      {"a receipt that forgives what the plan does not",
       [](Situation& s) {
         s.Some().exit_code = 1;
         s.Some().forgiven = true;
         s.Some().tests->quarantined = {"S.a"};
       },
       "Some: forgives S.a, which the plan does not\n"},
      {"a receipt that forgives nothing",
       [](Situation& s) {
         s.All().exit_code = 1;
         s.All().forgiven = true;
       },
       "All: exit code 1, and no test failed\n"},
      {"a receipt of another plan", [](Situation& s) { s.All().plan_digest = kOther; },
       "All: no receipt for this plan, only one for another\n"
       "All.json: a receipt of `All` for another plan, sha256:111111111111\n"},
      {"a receipt of another plan beside the right one",
       [](Situation& s) {
         s.files.push_back({"old/All.json", Good("All")});
         s.files.back().receipt->plan_digest = kOther;
       },
       "old/All.json: a receipt of `All` for another plan, sha256:111111111111\n"},
      {"two receipts of one job",
       [](Situation& s) {
         s.files.push_back({"again/All.json", Good("All")});
       },
       "All: 2 receipts, and nothing says which holds: All.json and again/All.json\n"},
      {"two receipts of one job, one of them good",
       [](Situation& s) {
         s.files.push_back({"again/All.json", Good("All")});
         s.All().exit_code = 1;
       },
       "All: 2 receipts, and nothing says which holds: All.json and again/All.json\n"},
      {"run but not planned",
       [](Situation& s) {
         s.files.push_back({"More.json", Good("More")});
       },
       "More.json: a receipt of `More`, which the plan does not have\n"},
      {"letters of the other case are another job", [](Situation& s) { s.All().job = "ALL"; },
       "All: " + kMissing + "All.json: a receipt of `ALL`, which the plan does not have\n"},
      {"a file that is no receipt",
       [](Situation& s) {
         s.files.push_back({"x.log", Error("x.log:1:1: not JSON: nothing")});
       },
       "no receipt: x.log:1:1: not JSON: nothing\n"},
      {"a receipt that cannot be read",
       [](Situation& s) { s.files[0].receipt = Error("All.json: `calls` is missing"); },
       "All: " + kMissing + "no receipt: All.json: `calls` is missing\n"},
      {"the CI says failure though all is there",
       [](Situation& s) {
         s.results = {{"test", "failure"}};
       },
       "`test` ended with `failure`, though every planned job has a good receipt\n"},
      {"GitLab's words",
       [](Situation& s) {
         s.results = {{"test", "failed"}, {"x", "canceled"}};
       },
       "`test` ended with `failed`, though every planned job has a good receipt\n"
       "`x` ended with `canceled`, though every planned job has a good receipt\n"},
      {"another job of the CI was skipped",
       [](Situation& s) {
         s.results = {{"lint", "skipped"}};
       },
       "`lint` was skipped, though the plan has 3 jobs\n"},
      {"the plan's own job was skipped",
       [](Situation& s) {
         s.results = {{"plan", "skipped"}};
       },
       "`plan` was skipped, and without it there is no plan for this run\n"},
      {"an empty result",
       [](Situation& s) {
         s.results = {{"test", ""}};
       },
       "the result of `test` is empty; is it among the `needs` of the gate?\n"},
      {"a word that nobody knows",
       [](Situation& s) {
         s.results = {{"test", "fine"}};
       },
       "the result of `test` is `fine`, a word that testfed does not know\n"},
      {"words are no patterns",
       [](Situation& s) {
         s.results = {{"test", "success\n"}};
       },
       "the result of `test` is `success\\n`, a word that testfed does not know\n"},
      {"two results of one job",
       [](Situation& s) {
         s.results = {{"test", "success"}, {"test", "cancelled"}};
       },
       "two results of `test`: `success` and `cancelled`\n"
       "`test` ended with `cancelled`, though every planned job has a good receipt\n"},
  };
  return cases;
}

TEST(Gate, EverySituationHasItsSentence) {
  EXPECT_GE(Cases().size(), 40U);
  for (const Case& one : Cases()) {
    Situation situation;
    one.change(situation);
    EXPECT_EQ(Complaints(situation), one.complaints) << one.name;
  }
}

TEST(Gate, NothingPlannedNeedsNoReceipt) {
  Situation situation;
  situation.plan.mode = Mode::kNone;
  situation.plan.jobs.clear();
  situation.files.clear();
  situation.results = {{"plan", "success"}, {"test", "skipped"}};
  EXPECT_EQ(Complaints(situation), "");
  situation.files.push_back({"All.json", Good("All")});
  EXPECT_EQ(Complaints(situation), "All.json: a receipt of `All`, which the plan does not have\n");
  situation.files.clear();
  situation.results = {{"plan", "skipped"}, {"test", "failure"}};
  EXPECT_EQ(Complaints(situation),
            "`plan` was skipped, and without it there is no plan for this run\n"
            "`test` ended with `failure`\n");
}

TEST(Gate, AFullPlanIsJudgedAsAnyOther) {
  Situation situation;
  situation.plan.mode = Mode::kFull;
  situation.plan.escalations = {{.kind = Reason::Kind::kRequested, .text = "all"}};
  EXPECT_EQ(Complaints(situation), "");
  situation.Lose(1);
  EXPECT_EQ(Complaints(situation), "Opaque: " + kMissing);
}

// 600 jobs on 200 legs of three.
Situation Packed() {
  Situation situation;
  situation.plan.jobs.clear();
  situation.files.clear();
  for (int i = 0; i < 600; ++i) {
    Job job;
    job.id = "J" + std::to_string(1000 + i);
    situation.plan.jobs.push_back(job);
    situation.files.push_back({job.id + ".json", Good("Opaque")});
    situation.files.back().receipt->job = job.id;
  }
  return situation;
}

TEST(Gate, EachJobOfAPackedLegNeedsAReceipt) {
  Situation situation = Packed();
  EXPECT_EQ(Complaints(situation), "");
  const std::vector<Leg> legs = *PackLegs(situation.plan, kMaxLegs);
  ASSERT_EQ(legs[0].jobs, (std::vector<std::string>{"J1000", "J1001", "J1002"}));

  situation.Lose(2);
  EXPECT_EQ(Complaints(situation), "J1002: no receipt: the leg pack-001 ended before it\n");
  situation.Lose(0);
  situation.Lose(0);
  const std::string never =
      ": no receipt: the leg pack-001 did not start, was cancelled, or could not upload\n";
  EXPECT_EQ(Complaints(situation), "J1000" + never + "J1001" + never + "J1002" + never);
}

// However few of its receipts are there, a plan is green with all of them only.
TEST(Gate, EveryReceiptThatIsLostIsMissed) {
  for (size_t lost = 0; lost < 600; lost += 37) {
    Situation situation = Packed();
    situation.Lose(lost);
    const GateAnswer answer = Judge(situation.plan, situation.files, {});
    EXPECT_FALSE(answer.IsGreen());
    EXPECT_EQ(answer.good, 599U);
  }
}

TEST(Gate, CountsWhatRan) {
  Situation situation;
  const GateAnswer answer = Judge(situation.plan, situation.files, {});
  EXPECT_EQ(answer.tests, 42);
  EXPECT_EQ(answer.rows[0].executed, 40);
  EXPECT_EQ(answer.rows[1].executed, -1);
  EXPECT_TRUE(answer.rows[1].ran);
  EXPECT_EQ(answer.uncounted, 1U);
  EXPECT_EQ(answer.rows[1].sentence, "passed, tests not counted");
}

TEST(Gate, TextFromReceiptsIsData) {
  Situation situation;
  situation.All().tests->failed = Named({"::error::x\n##[command]y"});
  situation.files.push_back({"a\n::set-output name=x::y", Error("a\n::set-output name=x::y: no")});
  EXPECT_EQ(Complaints(situation),
            "All: 1 failed: \\072:error::x\\n#\\043[command]y\n"
            "no receipt: a\\n::set-output name=x::y: no\n");
}

}  // namespace
}  // namespace testfed
