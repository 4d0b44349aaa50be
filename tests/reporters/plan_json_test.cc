#include "selector/plan_json.h"

#include <gtest/gtest.h>

#include "reporters/json.h"
#include "tests/reporters/random_plan.h"
#include "tests/reporters/sample_plans.h"

namespace testfed {
namespace {

// The text of a sample plan with one replacement.
std::string Edited(const Plan& plan, std::string_view from, std::string_view to) {
  std::string text = ToJsonText(plan);
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

std::string ErrorOf(std::string_view text) {
  absl::StatusOr<Plan> plan = ReadPlan(text, "plan.json");
  return plan.ok() ? "no error" : MessageOf(plan.status());
}

TEST(PlanJson, WritesEveryKeyInItsOrder) {
  Plan plan = NonePlan();
  EXPECT_EQ(RenderJson(plan), R"({
  "schema": "testfed.plan/1",
  "version": "0.1.0",
  "mode": "none",
  "base": {
    "rev": "origin/main",
    "commit": "1f3c9ab01405df66cbe219b0bf6355bc3d60361a",
    "commits": [],
    "how": "merge base of HEAD and origin/main",
    "confidence": "exact"
  },
  "head": {
    "rev": "HEAD",
    "commit": "9b1e04d71a954628a960aaef81d7b2d452192957",
    "commits": 1,
    "uncommitted": 0,
    "messages_complete": true
  },
  "accounting": {
    "total": 1,
    "owned": 0,
    "ignored": 1,
    "escalated": 0,
    "unowned": 0,
    "own": 0
  },
  "changes": [
    {
      "path": "docs/billing/rounding.md",
      "status": "modified",
      "state": "ignored",
      "domains": [],
      "rule": {
        "pattern": "docs/**",
        "at": "domains.yaml:3:12"
      }
    }
  ],
  "domains": {
    "affected": [],
    "unaffected": [
      "Billing",
      "Web"
    ]
  },
  "jobs": [],
  "removed": [],
  "escalations": [],
  "totals": {
    "jobs": 0,
    "jobs_declared": 12,
    "tests_selected": 0,
    "tests_total": 0
  },
  "inputs": {
    "head_tree": "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
    "options": "sha256:00"
  },
  "digest": ")" + plan.digest + "\"\n}\n");
}

TEST(PlanJson, WritesAJob) {
  EXPECT_EQ(ToText(ToJson(SmallPlan())["jobs"].Items()[1]),
            R"({"id":"Billing-unit","name":"Billing / unit","domain":"Billing","suite":"unit",)"
            R"("runner":"junit","selection":"all","listed":false,"selected":0,"total":0,)"
            R"("shard":{"index":1,"count":1,"by":"none"},)"
            R"("command":["./gradlew",":Billing:test","{filter}"],"directory":"",)"
            R"("axes":{"os":"ubuntu-latest"},"ci":{},"owners":["@acme/Billing"],)"
            R"("reasons":[{"kind":"domain","domain":"Billing"}],"tests":[],"listing":[]})");
}

TEST(PlanJson, WritesTheTestsOfAJob) {
  Plan plan = SmallPlan();
  Job& job = plan.jobs[1];
  job.all = false;
  job.listed = true;
  job.selected = 1;
  job.total = 3;
  job.directory = "web";
  job.tests = {{"a > b", {{.kind = Reason::Kind::kSmoke, .at = "a.ts:1:4"}}}};
  EXPECT_EQ(ToText(ToJson(plan)["jobs"].Items()[1]["tests"]),
            R"([{"id":"a > b","reasons":[{"kind":"smoke","at":"a.ts:1:4"}]}])");
  plan.digest = DigestOf(plan);
  auto read = ReadPlan(ToJsonText(plan), "plan.json");
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(ToJsonText(*read), ToJsonText(plan));
}

TEST(PlanJson, WritesBytesOfPathsThatAreNotUtf8) {
  EXPECT_EQ(ToText(ToJson(RichPlan())["changes"].Items()[1], -1, true),
            R"({"path":"caf\ufffd/\ufffd\n.kt","path_base64":"Y2Fm6S//Ci5rdA==",)"
            R"("status":"type-changed","state":"owned","domains":["Billing"],)"
            R"("rule":{"pattern":"caf*/**","at":"domains.yaml:4:5"},"base_rule":null})");
}

TEST(PlanJson, WritesABaseRuleOnlyWhereItDiffers) {
  EXPECT_FALSE(ToJson(SmallPlan())["changes"].Items()[0].Has("base_rule"));
  EXPECT_EQ(ToText(ToJson(ExclusivePlan())["changes"].Items()[0]["base_rule"]),
            R"({"pattern":"core/**","at":"domains.yaml:5:5"})");
}

TEST(PlanJson, WritesOnlyTheFieldsOfAKind) {
  Plan plan = FullPlan();
  EXPECT_EQ(ToText(ToJson(plan)["escalations"]),
            R"([{"kind":"full_path","path":"gradle.properties","count":1,)"
            R"("text":"the Gradle build itself","at":"domains.yaml:6:54"}])");
  EXPECT_EQ(ToText(ToJson(plan)["jobs"].Items()[0]["reasons"]), R"([{"kind":"full"}])");
}

TEST(PlanJson, ReadsWhatItWrote) {
  for (const auto& [name, plan] : SamplePlans()) {
    absl::StatusOr<Plan> read = ReadPlan(ToJsonText(plan), name);
    ASSERT_TRUE(read.ok()) << read.status();
    EXPECT_EQ(ToJsonText(*read), ToJsonText(plan)) << name;
    ASSERT_EQ(read->changes.size(), plan.changes.size()) << name;
    for (size_t i = 0; i < plan.changes.size(); ++i) {
      EXPECT_EQ(read->changes[i].path, plan.changes[i].path) << name;
      EXPECT_EQ(read->changes[i].rule.has_value(), plan.changes[i].rule.has_value()) << name;
      EXPECT_EQ(read->changes[i].base_rule.has_value(), plan.changes[i].base_rule.has_value());
    }
  }
}

TEST(PlanJson, ReadsReasonsAndAxesAsTheyWere) {
  const Plan plan = RichPlan();
  absl::StatusOr<Plan> read = ReadPlan(ToJsonText(plan), "plan.json");
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->escalations, plan.escalations);
  EXPECT_EQ(read->jobs[0].reasons, plan.jobs[0].reasons);
  EXPECT_EQ(read->jobs[0].axes, plan.jobs[0].axes);
  EXPECT_EQ(read->jobs[0].ci, plan.jobs[0].ci);
  EXPECT_TRUE(read->jobs[1].ci.IsNull());
}

TEST(PlanJson, RandomPlansComeBackAsTheyWere) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (int i = 0; i < 300; ++i) {
    const Plan plan = RandomPlan(random);
    absl::StatusOr<Plan> read = ReadPlan(ToJsonText(plan), "plan.json");
    ASSERT_TRUE(read.ok()) << read.status() << "\n" << ToJsonText(plan);
    ASSERT_EQ(ToJsonText(*read), ToJsonText(plan));
    ASSERT_EQ(read->escalations, plan.escalations);
    for (size_t c = 0; c < plan.changes.size(); ++c) {
      ASSERT_EQ(read->changes[c].path, plan.changes[c].path);
      ASSERT_EQ(read->changes[c].rule, plan.changes[c].rule);
      ASSERT_EQ(read->changes[c].base_rule, plan.changes[c].base_rule);
    }
    for (size_t d = 0; d < plan.affected.size(); ++d) {
      ASSERT_EQ(read->affected[d].reasons, plan.affected[d].reasons);
    }
  }
}

TEST(PlanJson, DigestLeavesOutProvenance) {
  const Plan plan = SmallPlan();
  Plan other = plan;
  other.base.rev = "upstream/main";
  other.head.commits = 17;
  other.digest = "";
  EXPECT_EQ(DigestOf(other), plan.digest);
  other.jobs[0].command.push_back("--offline");
  EXPECT_NE(DigestOf(other), plan.digest);
}

// The digest is part of the interface: plans of the same version are compared across machines.
TEST(PlanJson, DigestOfAKnownPlanStays) {
  Plan plan;
  plan.version = "0.1.0";
  EXPECT_EQ(DigestOf(plan),
            "sha256:847b2480d33f12e87d0c20de64efc73a2b544bb18fe75e89859f7bf1cef7d390");
}

struct BadPlan {
  const char* name;
  const char* from;
  const char* to;
  const char* error;
};

TEST(PlanJson, RejectsWhatItDidNotWrite) {
  const BadPlan kTable[] = {
      {"schema", "testfed.plan/1", "testfed.plan/2",
       "plan.json: the plan's schema is `testfed.plan/2`, and this testfed reads `testfed.plan/1`"},
      {"mode", R"("mode": "selected")", R"("mode": "some")",
       "plan.json: `mode` is one of full, selected, none, got `some`"},
      {"state", R"("state": "owned")", R"("state": "lost")",
       "plan.json: changes[0]: `state` is one of owned, ignored, escalated, unowned, own, got "
       "`lost`"},
      {"status", R"("status": "modified")", R"("status": "renamed")",
       "plan.json: changes[0]: `status` is one of added, modified, deleted, type-changed, got "
       "`renamed`"},
      {"confidence", R"("confidence": "exact")", R"("confidence": "sure")",
       "plan.json: base: `confidence` is one of exact, head only, unknown, got `sure`"},
      {"kind", R"("kind": "domain")", R"("kind": "guess")",
       "plan.json: jobs[0].reasons[0]: `kind` is one of changes, declaration, trailer, edge, "
       "direct_edge, domain, smoke, full, smoke_tests, domain_tests, contract, contract_text, "
       "undecided_tests, undecided, full_path, unowned, settings, no_configuration, "
       "trailer_all, trailer_unknown, requested, environment, push, event, label, no_base, "
       "own_file_without_base, messages_cut, got `guess`"},
      {"kind of other fields", R"("kind": "domain")", R"("kind": "full")",
       "plan.json: jobs[0].reasons[0]: unknown key `domain`"},
      {"selection", R"("selection": "all")", R"("selection": "listed")",
       "plan.json: jobs[0]: `selection` is one of all and tests, got `listed`"},
      {"no tests", R"("selection": "all")", R"("selection": "tests")",
       "plan.json: jobs[0]: a selection of tests names at least one, and one of all names none"},
      {"shard", R"("index": 1)", R"("index": 2)",
       "plan.json: jobs[0]: the shard 2 of 1 by none is none"},
      {"shards", R"("by": "none")", R"("by": "rest")",
       "plan.json: jobs[0]: the shard 1 of 1 by rest is none"},
      {"missing", R"("how": )", R"("why": )", "plan.json: base: `how` is missing"},
      {"unknown", R"("version": "0.1.0",)", R"("version": "0.1.0", "extra": 1,)",
       "plan.json: unknown key `extra`"},
      {"type", R"("commits": 1)", R"("commits": "1")",
       "plan.json: head: `commits` is a whole number, got a text"},
      {"negative", R"("commits": 1)", R"("commits": -1)",
       "plan.json: head: `commits` is a count, got -1"},
      {"list", R"("escalations": [])", R"("escalations": {})",
       "plan.json: `escalations` is a list, got an object"},
      {"list of texts", R"("owners": [)", R"("owners": [ 1,)",
       "plan.json: jobs[0]: `owners` is a list of texts, got a number"},
      {"base64", R"("status": "modified")", R"("path_base64": "?", "status": "modified")",
       "plan.json: changes[0]: `path_base64` is no base64"},
      {"other bytes", R"("status": "modified")", R"("path_base64": "YQ==", "status": "modified")",
       "plan.json: changes[0]: `path_base64` is not the path "
       "`billing/src/main/kotlin/com/acme/billing/Invoice.kt`"},
      {"axis", R"("os": "ubuntu-latest")", R"("os": [])",
       "plan.json: jobs[1]: the axis `os` is a text, a number, true or false"},
      {"jobs", R"("jobs": 4)", R"("jobs": 3)",
       "plan.json: totals: `jobs` is 3, and the plan has 4"},
      {"accounting", R"("owned": 1)", R"("owned": 2)",
       "plan.json: the accounting does not add up: 2 changes, a total of 2 and parts of 3"},
      {"none with jobs", R"("mode": "selected")", R"("mode": "none")",
       "plan.json: the mode is `none`, and there are jobs"},
      {"full without reason", R"("mode": "selected")", R"("mode": "full")",
       "plan.json: escalations and jobs make the mode `full`, and only they"},
      {"id", R"("id": "Billing-it")", R"("id": "../Billing")",
       "plan.json: the job id ../Billing is no file name of [A-Za-z0-9_.-]+"},
      {"parent as id", R"("id": "Billing-it")", R"("id": "..")",
       "plan.json: the job id .. is no file name of [A-Za-z0-9_.-]+"},
      {"same id", R"("id": "Billing-it")", R"("id": "Billing-unit")",
       "plan.json: the job id `Billing-unit` stands twice"},
  };
  for (const BadPlan& bad : kTable) {
    EXPECT_EQ(ErrorOf(Edited(SmallPlan(), bad.from, bad.to)), bad.error) << bad.name;
  }
  EXPECT_TRUE(ErrorOf("{").starts_with("plan.json:1:2: not JSON: ")) << ErrorOf("{");
  EXPECT_EQ(ErrorOf("[]"), "plan.json: expected an object, got a list");
  EXPECT_EQ(ErrorOf("{}"), "plan.json: `schema` is missing");
}

TEST(PlanJson, RejectsAPlanThatLacksAShard) {
  Plan plan = SmallPlan();
  Job shard = plan.jobs[0];
  plan.jobs.clear();
  for (int i = 1; i <= 3; ++i) {
    shard.id = "Billing-it-" + std::to_string(i);
    shard.shard = i;
    shard.shards = 3;
    shard.shard_by = i == 3 ? Job::ShardBy::kRest : Job::ShardBy::kTests;
    shard.tests.clear();
    if (i < 3) shard.tests = {{"com.acme.T" + std::to_string(i), {}}};
    plan.jobs.push_back(shard);
  }
  absl::StatusOr<Plan> read = ReadPlan(ToJsonText(Finished(plan)), "plan.json");
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->jobs[2].except, (std::vector<std::string>{"com.acme.T1", "com.acme.T2"}));

  Plan cut = plan;
  cut.jobs.erase(cut.jobs.begin());
  EXPECT_EQ(ErrorOf(ToJsonText(Finished(cut))),
            "plan.json: the job `Billing-it-3` runs what 2 other shards leave, and there are 1");
  cut = plan;
  cut.jobs.pop_back();
  EXPECT_EQ(ErrorOf(ToJsonText(Finished(cut))),
            "plan.json: a shard of `Billing/it` is missing, or stands twice");
  cut = plan;
  cut.jobs[1].shard = 1;
  EXPECT_EQ(ErrorOf(ToJsonText(Finished(cut))),
            "plan.json: a shard of `Billing/it` is missing, or stands twice");
}

TEST(PlanJson, RejectsAnEditedPlan) {
  const Plan plan = SmallPlan();
  absl::StatusOr<Plan> read =
      ReadPlan(Edited(plan, "\"./gradlew\"", "\"./gradlew-2\""), "plan.json");
  ASSERT_FALSE(read.ok());
  Plan edited = plan;
  edited.jobs[0].command[0] = "./gradlew-2";
  EXPECT_EQ(MessageOf(read.status()), "plan.json: the digest is `" + plan.digest +
                                          "`, and the content has `" + DigestOf(edited) +
                                          "`; the plan was changed after it was written");
  EXPECT_EQ(HintsOf(read.status()),
            (std::vector<Hint>{{"make the plan again", "testfed select --out plan.json"}}));
}

}  // namespace
}  // namespace testfed
