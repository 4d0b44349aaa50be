#include "reporters/github.h"

#include <gtest/gtest.h>

#include <map>

#include "selector/packing.h"
#include "tests/reporters/github_output.h"
#include "tests/reporters/sample_plans.h"

namespace testfed {
namespace {

TEST(Github, SmallPlan) {
  const Plan plan = SmallPlan();
  EXPECT_EQ(
      *RenderGithub(plan),
      "mode=selected\nhas_jobs=true\ncount=4\nlegs=4\nplan_digest=" + plan.digest +
          "\ndomains=[\"Billing\",\"Checkout\"]\n"
          "matrix={\"include\":["
          R"({"id":"Billing-it","name":"Billing / it","domain":"Billing","suite":"it",)"
          R"("shard":"1/1","os":"","ci":{"timeout-minutes":20,)"
          R"("services":{"postgres":{"image":"postgres:16"}}}},)"
          R"({"id":"Billing-unit","name":"Billing / unit","domain":"Billing","suite":"unit",)"
          R"("shard":"1/1","os":"ubuntu-latest","ci":{}},)"
          R"({"id":"Checkout-unit","name":"Checkout / unit","domain":"Checkout","suite":"unit",)"
          R"("shard":"1/1","os":"","ci":{}},)"
          R"({"id":"Identity-login","name":"Identity / login","domain":"Identity",)"
          R"("suite":"login","shard":"1/1","os":"","ci":{}}]})"
          "\n");
}

TEST(Github, NothingToRun) {
  const Plan plan = NonePlan();
  EXPECT_EQ(*RenderGithub(plan),
            "mode=none\nhas_jobs=false\ncount=0\nlegs=0\nplan_digest=" + plan.digest +
                "\ndomains=[]\nmatrix={\"include\":[{\"id\":\"none\",\"name\":\"nothing to run\","
                "\"domain\":\"\",\"noop\":true}]}\n");
}

TEST(Github, FullPlanNamesTheDomainsOfItsJobs) {
  auto outputs = *ReadGithubOutput(*RenderGithub(FullPlan()));
  EXPECT_EQ(outputs["mode"], "full");
  EXPECT_EQ(outputs["domains"], R"(["Billing","Web"])");
}

TEST(Github, ValuesAreAsciiWithoutDollarAndBacktick) {
  Plan plan = SmallPlan();
  plan.jobs[1].axes = {{"os", "$(id) `id` \xc3\xa9 \\$"}};
  const std::string text = *RenderGithub(Finished(plan));
  EXPECT_NE(text.find(R"("os":"\u0024(id) \u0060id\u0060 \u00e9 \\\u0024")"), std::string::npos)
      << text;
}

TEST(Github, EveryLegHasTheSameKeys) {
  auto outputs = *ReadGithubOutput(*RenderGithub(RichPlan()));
  absl::StatusOr<Json> matrix = ParseJson(outputs["matrix"], "matrix");
  ASSERT_TRUE(matrix.ok()) << matrix.status();
  for (const Json& leg : (*matrix)["include"].Items()) {
    std::vector<std::string> keys;
    for (const auto& [key, value] : leg.Members()) keys.push_back(key);
    EXPECT_EQ(keys, (std::vector<std::string>{"id", "name", "domain", "suite", "shard", "os", "jdk",
                                              "ratio", "lto", "node", "ci"}));
  }
}

TEST(Github, ManyJobsArePacked) {
  auto outputs = *ReadGithubOutput(*RenderGithub(ManyJobsPlan(10000, 3)));
  EXPECT_EQ(outputs["count"], "10000");
  absl::StatusOr<Json> matrix = ParseJson(outputs["matrix"], "matrix");
  ASSERT_TRUE(matrix.ok()) << matrix.status();
  const Json::Array& legs = (*matrix)["include"].Items();
  EXPECT_LE(legs.size(), 256U);
  EXPECT_EQ(outputs["legs"], std::to_string(legs.size()));
  EXPECT_EQ(ToText(legs[0]),
            R"({"id":"pack-001","name":"39 jobs, Billing-s000000 to Billing-s000114",)"
            R"("domain":"Billing","suite":"","shard":"1/1","os":"os-0",)"
            R"("ci":{"timeout-minutes":20,"services":{"postgres":{"image":"postgres:16"}}}})");
}

struct Read {
  std::map<std::string, std::string> outputs;
  Json::Array legs;
  size_t bytes = 0;  // in UTF-16
};

Read ReadBack(const Plan& plan) {
  Read read;
  absl::StatusOr<std::string> text = RenderGithub(plan);
  EXPECT_TRUE(text.ok()) << text.status();
  if (!text.ok()) return read;
  read.bytes = text->size() * 2;
  EXPECT_LE(read.bytes, kMaxGithubOutputBytes);
  read.outputs = *ReadGithubOutput(*text);
  read.legs = (*ParseJson(read.outputs["matrix"], "matrix"))["include"].Items();
  EXPECT_LE(read.legs.size(), kMaxLegs);
  EXPECT_EQ(read.outputs["count"], std::to_string(plan.jobs.size()));
  EXPECT_EQ(read.outputs["legs"], std::to_string(read.legs.size()));
  return read;
}

// Each job of the plan is on exactly one leg, as `run` finds it by the leg's id alone.
void EveryJobIsOnOneLeg(const Plan& plan, const Read& read) {
  std::map<std::string, std::vector<Leg>> packings;
  std::map<std::string, int> jobs;
  for (const Job& job : plan.jobs) jobs[job.id] = 0;
  for (const Json& shown : read.legs) {
    const std::string& id = shown["id"].String();
    if (jobs.contains(id)) {
      ++jobs[id];
      continue;
    }
    const std::optional<size_t> max_legs = MaxLegsOf(id);
    ASSERT_TRUE(max_legs.has_value()) << id;
    std::vector<Leg>& legs = packings[std::to_string(*max_legs)];
    if (legs.empty()) legs = *PackLegs(plan, *max_legs);
    auto leg = std::find_if(legs.begin(), legs.end(), [&](const Leg& l) { return l.id == id; });
    ASSERT_NE(leg, legs.end()) << id;
    for (const std::string& job : leg->jobs) ++jobs[job];
  }
  EXPECT_LE(packings.size(), 1U);
  for (const auto& [id, times] : jobs) EXPECT_EQ(times, 1) << id;
}

// Exactly as many jobs as legs, one more, and very many.
TEST(Github, StaysInsideTheNumberOfLegs) {
  for (size_t count : {1U, 255U, 256U, 257U, 512U, 10000U}) {
    const Plan plan = ManyJobsPlan(count, 3);
    const Read read = ReadBack(plan);
    EXPECT_EQ(read.legs.size() == count, count <= kMaxLegs);
    EveryJobIsOnOneLeg(plan, read);
  }
}

// 200 jobs of one kind of machine, whose `ci` has a text of that many characters.
Plan WithLongCi(size_t characters) {
  Plan plan = ManyJobsPlan(200, 1);
  for (Job& job : plan.jobs) job.ci.Set("note", std::string(characters, 'x'));
  return Finished(plan);
}

// The sizes at which the outputs just fit, and are a character a leg too big.
TEST(Github, NamesBecomeIdsBeforeJobsArePacked) {
  const size_t fixed = ReadBack(WithLongCi(0)).bytes;
  const size_t fits = (kMaxGithubOutputBytes - fixed) / (2 * 200);
  Read read = ReadBack(WithLongCi(fits));
  ASSERT_EQ(read.legs.size(), 200U);
  EXPECT_EQ(read.legs[0]["name"].String(), "Billing / s000000");
  EXPECT_GT(read.bytes + 2 * 200, kMaxGithubOutputBytes);

  const Plan longer = WithLongCi(fits + 1);
  read = ReadBack(longer);
  ASSERT_EQ(read.legs.size(), 200U);
  EXPECT_EQ(read.legs[0]["name"].String(), read.legs[0]["id"].String());
  EveryJobIsOnOneLeg(longer, read);
}

TEST(Github, WhatIsStillTooBigHasFewerLegs) {
  const Plan plan = WithLongCi(3000);
  const Read read = ReadBack(plan);
  EveryJobIsOnOneLeg(plan, read);
  EXPECT_EQ(read.legs.size(), 100U);  // 200 * 3000 * 2 is 1.2 of the limit; two jobs a leg fit
  EXPECT_EQ(read.legs[0]["id"].String().substr(0, 12), "pack-001-of-");
  EXPECT_EQ(ToText(read.legs[0]["ci"]["note"]), "\"" + std::string(3000, 'x') + "\"");
}

TEST(Github, LongNamesAreNoReasonToFail) {
  Plan plan = ManyJobsPlan(256, 2);
  for (Job& job : plan.jobs) job.name = job.id + " " + std::string(4000, 'n');
  const Read read = ReadBack(Finished(plan));
  EXPECT_EQ(read.legs.size(), 256U);
}

TEST(Github, OneLegAKindThatDoesNotFitIsAnError) {
  Plan plan = ManyJobsPlan(200, 200);
  for (Job& job : plan.jobs) job.ci.Set("note", std::string(3000, 'x'));
  absl::Status status = RenderGithub(Finished(plan)).status();
  EXPECT_TRUE(MessageOf(status).starts_with("the outputs take 128")) << MessageOf(status);
  EXPECT_TRUE(MessageOf(status).ends_with(" of them the matrix, and GitHub keeps 1048576 a job"));
  ASSERT_EQ(HintsOf(status).size(), 1U);
  EXPECT_EQ(HintsOf(status)[0].text,
            "every leg repeats its `ci`: move what is long there into the workflow, and keep a "
            "short word in `matrix`");
}

// A list of domains is never cut: a workflow would take it for all that there are.
TEST(Github, TooManyDomainsAreAnError) {
  Plan plan = SmallPlan();
  while (plan.affected.size() < 20000) {
    plan.affected.push_back({"Domain" + std::to_string(plan.affected.size()) + "WithALongName",
                             true, false, plan.affected[0].reasons});
  }
  EXPECT_TRUE(MessageOf(RenderGithub(Finished(plan)).status()).starts_with("the outputs take "));
}

TEST(Github, TooManyKindsOfMachineIsAnError) {
  EXPECT_EQ(MessageOf(RenderGithub(ManyJobsPlan(300, 300)).status()),
            "the plan's 300 jobs need 300 kinds of machine (`matrix` and `ci` of their suites), "
            "and a CI matrix has at most 256 legs");
}

TEST(Github, PlansThatContradictThemselvesAreErrors) {
  Plan plan = SmallPlan();
  plan.mode = Mode::kNone;
  EXPECT_EQ(MessageOf(RenderGithub(plan).status()),
            "no matrix: the plan's mode is `none`, and it has jobs");
  plan = SmallPlan();
  plan.jobs.clear();
  EXPECT_EQ(MessageOf(RenderGithub(plan).status()),
            "no matrix: the plan's mode is `selected`, and it has no job");
  plan = SmallPlan();
  plan.digest = "x\nhas_jobs=false";
  EXPECT_EQ(MessageOf(RenderGithub(plan).status()), "no matrix: the plan has no digest");
  plan = SmallPlan();
  plan.jobs[0].axes = {{"domain", "x"}};
  EXPECT_EQ(MessageOf(RenderGithub(plan).status()),
            "the job `Billing-it` has an axis `domain`, which is a key of every leg; rename the "
            "axis");
}

}  // namespace
}  // namespace testfed
