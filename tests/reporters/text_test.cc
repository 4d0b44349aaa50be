#include "reporters/text.h"

#include <gtest/gtest.h>

#include "tests/reporters/sample_plans.h"

namespace testfed {
namespace {

std::string Text(const Plan& plan) { return RenderText(plan, {}); }

TEST(Text, SmallChange) {
  EXPECT_EQ(
      Text(SmallPlan()),
      R"(Since     1f3c9ab, merge base of HEAD and origin/main: 1 commit and 1 uncommitted path
Changed   2 paths: 1 owned, 1 ignored

  M  billing/src/main/kotlin/com/acme/billing/Invoice.kt   Billing
  M  docs/billing/rounding.md                              ignored

Affected  2 of 11 domains

  Billing   changed
  Checkout  fullyAffectedBy Billing   domains.yaml:58:36

Run       4 of 12 jobs

  JOB              BECAUSE
  Billing-it       Billing changed
  Billing-unit     Billing changed
  Checkout-unit    Billing -> Checkout
  Identity-login   smoke
)");
}

TEST(Text, FullPlan) {
  EXPECT_EQ(Text(FullPlan()), R"(Since     1f3c9ab, merge base of HEAD and origin/main: 1 commit
Changed   1 path: 1 escalated

  M  gradle.properties   full

Run everything: 2 jobs
  the Gradle build itself   domains.yaml:6:54
)");
}

TEST(Text, FullPlanWithItsJobs) {
  EXPECT_EQ(RenderText(FullPlan(), {.all_paths = true}), Text(FullPlan()) + R"(
  JOB            BECAUSE
  Billing-unit   full
  Web-unit       full
)");
}

TEST(Text, NothingToRun) {
  EXPECT_EQ(Text(NonePlan()), R"(Since     1f3c9ab, merge base of HEAD and origin/main: 1 commit
Changed   1 path: 1 ignored

  M  docs/billing/rounding.md   ignored

Nothing to run: every changed path is ignored
)");
}

TEST(Text, NoPathDiffers) {
  EXPECT_EQ(Text(UnchangedPlan()), R"(Since     1f3c9ab, which is HEAD
Changed   nothing

Nothing to run: no path differs
)");
}

TEST(Text, NothingToRunOfADomainWithoutJobs) {
  Plan plan = SmallPlan();
  plan.mode = Mode::kNone;
  plan.jobs.clear();
  EXPECT_TRUE(Text(plan).ends_with("\nNothing to run: no affected domain has a job\n"));
  plan = NonePlan();
  plan.changes[0].state = PathState::kOwn;
  EXPECT_TRUE(Text(Finished(plan)).ends_with(R"(Changed   1 path: 1 of testfed's own

  M  docs/billing/rounding.md   testfed

Nothing to run: testfed's own files changed in nothing that a test needs
)")) << Text(Finished(plan));
}

TEST(Text, UnownedPaths) {
  EXPECT_EQ(Text(UnownedPlan()), R"(Since     1f3c9ab, merge base of HEAD and origin/main: 1 commit
Changed   3 paths: 3 unowned

  A  notifications/build.gradle.kts   (unowned)
  A  notifications/src/Mail.kt        (unowned)
  A  notifications/src/MailTest.kt    (unowned)

Run everything: 1 job
  3 paths belong to no domain, first notifications/build.gradle.kts
hint: what to write
  testfed explain notifications/build.gradle.kts
)");
}

TEST(Text, RemovedDirectAndCutHistory) {
  EXPECT_EQ(Text(RemovedPlan()), R"(Since     1f3c9ab, merge base of HEAD and origin/main: 1 commit
          trailers of older commits are missing, which is allowed: no one writes trailers
Changed   2 paths: 1 owned, 1 of testfed's own

  M  domains.yaml    testfed
  D  legacy/Old.kt   Legacy

Affected  3 of 4 domains

  Billing  its declaration changed: suites
  Reports  mustRunAllTestsOnChangesIn Billing   domains.yaml:44:5
  Web      fullyAffectedBy Legacy               domains.yaml:50:5

Removed   1 domain and 1 suite that only the base has: no job

  Billing / it   @acme/billing
  Legacy         @acme/legacy, @acme/platform

Run       3 of 12 jobs

  JOB            BECAUSE
  Billing-unit   Billing changed
  Reports-unit   Billing -> Reports
  Web-unit       Legacy -> Web
)");
}

TEST(Text, ExclusiveOwnershipAndSeveralMergeBases) {
  EXPECT_EQ(Text(ExclusivePlan()),
            R"(Since     1f3c9ab and 88c1d02, merge bases of HEAD and origin/main: 1 commit
Changed   1 path: 1 owned

  M  core/api/Api.kt   Core, Api

Affected  3 domains

  Core  changed
  Api   changed
  App   fullyAffectedBy Core   domains.yaml:14:5

Run       3 jobs

  JOB    BECAUSE
  Api    Api changed
  App    Core -> App
  Core   Core changed
)");
}

TEST(Text, ManyPathsAreCountedByDomain) {
  Plan plan = SmallPlan();
  for (int i = 0; i < 1200; ++i) {
    plan.changes.push_back(plan.changes[0]);
    plan.changes.back().path = "billing/" + std::to_string(i) + ".kt";
  }
  plan.changes.push_back(plan.changes[1]);
  plan.changes.back().state = PathState::kUnowned;
  const std::string text = Text(Finished(plan));
  EXPECT_NE(text.find(R"(
Changed   1,203 paths: 1,201 owned, 1 ignored, 1 unowned

  Billing     1,201 paths, first billing/src/main/kotlin/com/acme/billing/Invoice.kt
  (unowned)   1 path, docs/billing/rounding.md
  ignored     1 path, docs/billing/rounding.md

Affected )"),
            std::string::npos)
      << text;
  EXPECT_TRUE(text.ends_with("hint: for every path, add\n  --all\n")) << text;
  const std::string all = RenderText(plan, {.all_paths = true});
  EXPECT_NE(all.find("\n  M  billing/1199.kt "), std::string::npos);
  EXPECT_EQ(all.find("hint:"), std::string::npos);
}

TEST(Text, NoBase) {
  Plan plan = FullPlan();
  plan.base = {};
  plan.base.how = "the history ends before the merge base";
  plan.base.confidence = Confidence::kUnknown;
  EXPECT_TRUE(Text(plan).starts_with(
      "Since     no base, the history ends before the merge base (unknown): 1 commit\n"))
      << Text(plan);
}

TEST(Text, OnlySmokeTests) {
  Plan plan = SmallPlan();
  plan.changes.clear();
  plan.unaffected.insert(plan.unaffected.end(), {"Billing", "Checkout"});
  plan.affected.clear();
  plan.jobs.erase(plan.jobs.begin(), plan.jobs.begin() + 3);
  EXPECT_TRUE(Text(Finished(plan)).ends_with(R"(Changed   nothing

Affected  none of 11 domains

Run       1 of 12 jobs

  JOB              BECAUSE
  Identity-login   smoke
)")) << Text(plan);
}

TEST(Text, EscalationsNameReasonAndPlace) {
  using Kind = Reason::Kind;
  const std::string id(40, '9');
  const std::vector<std::pair<Reason, std::string>> kTable = {
      {{.kind = Kind::kFullPath, .at = "d:1:2", .path = "a", .count = 3},
       "a change of a and 2 more runs everything   d:1:2"},
      {{.kind = Kind::kUnowned, .path = "a b", .count = 1}, "a b belongs to no domain"},
      {{.kind = Kind::kSettings, .text = "full, ignore"}, "`$settings` changed: full, ignore"},
      {{.kind = Kind::kNoConfiguration, .text = "domains.yaml does not exist at 1f3c9ab"},
       "domains.yaml does not exist at 1f3c9ab, so nothing can be left out yet"},
      {{.kind = Kind::kTrailerAll, .commit = id, .text = "Affects: *"},
       "commit 9999999 asks for everything: `Affects: *`"},
      {{.kind = Kind::kTrailerUnknown, .name = "Biling", .commit = id, .text = "Affects: Biling"},
       "commit 9999999 names `Biling`, which is no domain: `Affects: Biling`"},
      {{.kind = Kind::kRequested, .text = "release"}, "asked for with --full: release"},
      {{.kind = Kind::kEnvironment, .text = "1"}, "TESTFED_FULL is set: 1"},
      {{.kind = Kind::kPush, .at = "d:1:2", .name = "main", .text = "protected"},
       "a push to main: protected   d:1:2"},
      {{.kind = Kind::kEvent, .at = "d:1:2", .name = "schedule"}, "the event schedule   d:1:2"},
      {{.kind = Kind::kEvent, .name = "schedule", .text = "an event without a base"},
       "the event schedule has no base"},
      {{.kind = Kind::kLabel, .at = "d:1:2", .at_base = true, .name = "ci:full"},
       "the label ci:full   d:1:2 at the base"},
      {{.kind = Kind::kNoBase, .text = "history is cut"},
       "the base cannot be trusted: history is cut"},
      {{.kind = Kind::kOwnFileWithoutBase, .path = "domains.yaml"},
       "domains.yaml is one of testfed's own files, and the list of changes has no base"},
      {{.kind = Kind::kMessagesCut},
       "the history is cut inside this range, and a trailer in an older message would be lost"},
  };
  for (const auto& [reason, line] : kTable) {
    Plan plan = FullPlan();
    plan.escalations = {reason};
    EXPECT_TRUE(Text(plan).ends_with("Run everything: 2 jobs\n  " + line + "\n")) << Text(plan);
  }
}

TEST(Text, ColorsOnlyTheWordsOfBlocks) {
  const std::string text = RenderText(FullPlan(), {.color = true});
  EXPECT_TRUE(text.starts_with("\x1b[1mSince\x1b[0m     1f3c9ab"));
  EXPECT_NE(text.find("\x1b[1mRun everything\x1b[0m: 2 jobs\n"), std::string::npos);
  std::string plain;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\x1b') {
      i = text.find('m', i);
    } else {
      plain += text[i];
    }
  }
  EXPECT_EQ(plain, Text(FullPlan()));
}

// Long paths and long chains: neither may make the text grow faster than the plan.
TEST(Text, IsLinearInThePlan) {
  auto size = [](size_t count) {
    Plan plan = SmallPlan();
    plan.changes.resize(1);
    plan.changes[0].path = std::string(4000, 'x');
    plan.affected.resize(1);
    plan.jobs.resize(1);
    for (size_t i = 0; i < count; ++i) {
      plan.changes.push_back(plan.changes[0]);
      plan.changes.back().path = "billing/" + std::to_string(i);
      AffectedDomain domain;
      domain.name = "D" + std::to_string(i);
      domain.reasons = {{.kind = Reason::Kind::kEdge,
                         .domain = i == 0 ? "Billing" : "D" + std::to_string(i - 1),
                         .at = "domains.yaml:1:1"}};
      plan.affected.push_back(domain);
      if (i % 100 == 0) {
        plan.jobs.push_back(plan.jobs[0]);
        plan.jobs.back().reasons = {{.kind = Reason::Kind::kDomain, .domain = domain.name}};
      }
    }
    return std::pair(RenderText(plan, {.all_paths = true}).size(), RenderText(plan, {}).size());
  };
  const auto [small, small_short] = size(1000);
  const auto [big, big_short] = size(100000);
  EXPECT_LT(big, 120 * small);
  EXPECT_LT(big_short, 120 * small_short);
  EXPECT_LT(big, size_t{100000} * 200);
}

}  // namespace
}  // namespace testfed
