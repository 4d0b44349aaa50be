#include "reporters/gitlab.h"

#include <gtest/gtest.h>

#include <map>

#include "domains/path_name.h"
#include "domains/yaml.h"
#include "tests/reporters/sample_plans.h"

namespace testfed {
namespace {

// As GitLab reads it, which is YAML, and as JSON: the same.
Json Read(const std::string& text) {
  absl::StatusOr<Json> json = ParseJson(text, "child.yml");
  EXPECT_TRUE(json.ok()) << json.status() << "\n" << text.substr(0, 2000);
  YamlResult yaml = ReadYaml(text, "child.yml");
  EXPECT_TRUE(yaml.root.has_value()) << ToString(yaml.findings.front().place) << text;
  if (!json.ok() || !yaml.root) return {};
  EXPECT_EQ(ToText(ToJson(*yaml.root)), ToText(*json));
  return *std::move(json);
}

Plan WithCi(const std::string& ci) {
  Plan plan = SmallPlan();
  for (Job& job : plan.jobs) job.ci = {};
  plan.jobs[0].ci = *ParseJson(ci, "ci");
  return Finished(plan);
}

std::string ErrorOf(const std::string& ci) { return MessageOf(RenderGitlab(WithCi(ci)).status()); }

TEST(Gitlab, SmallPlan) {
  EXPECT_EQ(*RenderGitlab(WithCi(R"({"image":"postgres:16","services":[{"name":"postgres:16"}]})")),
            R"({
"workflow": {"rules":[{"when":"always"}]},
"stages": ["test","gate"],
"variables": {"TESTFED":"testfed","TESTFED_IMAGE":"debian:12"},
"test:Billing-it": {"stage":"test","rules":[{"when":"on_success"}],"needs":[{"pipeline":"$PARENT_PIPELINE_ID","job":"plan"}],"script":["\"$TESTFED\" run --plan plan.json --receipts receipts Billing-it"],"image":"postgres:16","services":[{"name":"postgres:16"}],"artifacts":{"when":"always","paths":["receipts/"]}},
"test:Billing-unit": {"stage":"test","rules":[{"when":"on_success"}],"needs":[{"pipeline":"$PARENT_PIPELINE_ID","job":"plan"}],"script":["\"$TESTFED\" run --plan plan.json --receipts receipts Billing-unit"],"variables":{"TESTFED_AXIS_OS":"ubuntu-latest"},"artifacts":{"when":"always","paths":["receipts/"]}},
"test:Checkout-unit": {"stage":"test","rules":[{"when":"on_success"}],"needs":[{"pipeline":"$PARENT_PIPELINE_ID","job":"plan"}],"script":["\"$TESTFED\" run --plan plan.json --receipts receipts Checkout-unit"],"artifacts":{"when":"always","paths":["receipts/"]}},
"test:Identity-login": {"stage":"test","rules":[{"when":"on_success"}],"needs":[{"pipeline":"$PARENT_PIPELINE_ID","job":"plan"}],"script":["\"$TESTFED\" run --plan plan.json --receipts receipts Identity-login"],"artifacts":{"when":"always","paths":["receipts/"]}},
"testfed": {"stage":"gate","image":"$TESTFED_IMAGE","rules":[{"when":"always"}],"needs":[{"pipeline":"$PARENT_PIPELINE_ID","job":"plan"},"test:Billing-it","test:Billing-unit","test:Checkout-unit","test:Identity-login"],"script":["\"$TESTFED\" gate plan.json --receipts receipts"]}
}
)");
}

// GitLab refuses a pipeline without jobs: the gate is there, and says that nothing was to be run.
TEST(Gitlab, NothingToRunIsTheGateAlone) {
  const std::string text = *RenderGitlab(NonePlan());
  const Json file = Read(text);
  std::vector<std::string> keys;
  for (const auto& [key, value] : file.Members()) keys.push_back(key);
  EXPECT_EQ(keys, (std::vector<std::string>{"workflow", "stages", "variables", "testfed"}));
  EXPECT_EQ(file["testfed"]["needs"].Items().size(), 1U);
}

TEST(Gitlab, AMemberGitlabOfCiStandsForAllOfIt) {
  const Json file = Read(*RenderGitlab(WithCi(
      R"({"timeout-minutes":20,"container":"node:20","gitlab":{"tags":["db"],"timeout":"1h"}})")));
  EXPECT_EQ(ToText(file["test:Billing-it"]["tags"]), R"(["db"])");
  EXPECT_EQ(ToText(file["test:Billing-it"]["timeout"]), R"("1h")");
  EXPECT_TRUE(file["test:Billing-it"]["container"].IsNull());
}

TEST(Gitlab, ArtifactsOfASuiteGoUpBesideTheReceipts) {
  const Json file = Read(
      *RenderGitlab(WithCi(R"({"artifacts":{"paths":["out/"],"reports":{"junit":"out/*.xml"}}})")));
  EXPECT_EQ(ToText(file["test:Billing-it"]["artifacts"]),
            R"({"paths":["out/","receipts/"],"reports":{"junit":"out/*.xml"},"when":"always"})");
}

TEST(Gitlab, AxesAreVariablesThatTagsAndImagesMayUse) {
  Plan plan = WithCi(R"({"tags":["$TESTFED_AXIS_NODE"],"variables":{"A":"b"}})");
  plan.jobs[0].axes = {{"node", 20}, {"pay", "$PATH"}};
  const Json job = Read(*RenderGitlab(Finished(plan)))["test:Billing-it"];
  EXPECT_EQ(ToText(job["tags"]), R"(["$TESTFED_AXIS_NODE"])");
  EXPECT_EQ(ToText(job["variables"]), R"({"TESTFED_AXIS_NODE":"20",)"
                                      R"("TESTFED_AXIS_PAY":{"value":"$PATH","expand":false},)"
                                      R"("A":"b"})");
}

TEST(Gitlab, WhatIsNoKeyOfAJobOfGitlabIsAnError) {
  const std::string place = "`ci` of the job `Billing-it`";
  EXPECT_EQ(ErrorOf(R"({"timeout-minutes":20})"),
            place +
                " has `timeout-minutes`, as GitHub writes it; in GitLab it is "
                "`timeout: N minutes`");
  EXPECT_EQ(HintsOf(RenderGitlab(WithCi(R"({"env":{"A":"b"}})")).status())[0].copy,
            "ci: {gitlab: {variables: {NAME: VALUE}}}");
  EXPECT_EQ(
      ErrorOf(R"({"servces":[]})"),
      place + " has `servces`, and a job of GitLab has no such key; did you mean `services`?");
  EXPECT_EQ(ErrorOf(R"({"x\n::error::":1})"),
            place + " has `x\\n::error::`, and a job of GitLab has no such key");
  EXPECT_EQ(ErrorOf(R"({"services":{"postgres":{"image":"postgres:16"}}})"),
            "`services` in " + place +
                " is a list, such as `[{name: postgres:16, alias: db}]`, in GitLab");
  EXPECT_EQ(ErrorOf(R"({"variables":["A"]})"), "`variables` in " + place + " is a map in GitLab");
  EXPECT_EQ(ErrorOf(R"({"artifacts":[]})"), "`artifacts` in " + place + " is a map in GitLab");
  EXPECT_EQ(ErrorOf(R"({"artifacts":{"paths":"x"}})"),
            "`artifacts:paths` in " + place + " is a list in GitLab");
  EXPECT_EQ(ErrorOf(R"({"gitlab":[]})"), "`gitlab` in " + place + " is a map");
}

TEST(Gitlab, KeysThatDecideWhetherAJobRunsAreErrors) {
  for (const char* key : {"rules", "when", "allow_failure", "needs", "script", "stage", "parallel",
                          "only", "except", "trigger", "extends", "dependencies"}) {
    EXPECT_EQ(ErrorOf("{\"" + std::string(key) + "\":[]}"),
              "`ci` of the job `Billing-it` has `" + std::string(key) +
                  "`, which testfed writes itself: it says whether and when a job runs");
  }
  EXPECT_EQ(ErrorOf(R"({"artifacts":{"when":"on_success"}})"),
            "`artifacts:when` in `ci` of the job `Billing-it` must be `always`: the receipt of a "
            "job that failed is evidence, too");
}

Plan ManyJobs(size_t count, size_t kinds) {
  Plan plan = ManyJobsPlan(count, kinds);
  for (Job& job : plan.jobs) job.ci = {};
  return plan;
}

// Every job in exactly one command; and every leg's receipts reach the gate, over needs that GitLab
// allows.
void ExpectComplete(const Plan& plan, const Json& file) {
  const std::string before = "\"$TESTFED\" run --plan plan.json --receipts receipts";
  std::map<std::string, int> ran;
  std::map<std::string, int> needed;
  size_t legs = 0;
  std::vector<std::string> reached = {"testfed"};
  for (size_t i = 0; i < reached.size(); ++i) {
    const Json& job = file[reached[i]];
    EXPECT_LE(job["needs"].Items().size(), kMaxGitlabNeeds) << reached[i];
    for (const Json& need : job["needs"].Items()) {
      if (!need.IsString()) continue;
      EXPECT_LE(need.String().size(), kMaxGitlabJobName);
      EXPECT_TRUE(file.Has(need.String())) << need.String();
      ++needed[need.String()];
      reached.push_back(need.String());
    }
  }
  for (const auto& [name, job] : file.Members()) {
    if (!name.starts_with("test:")) continue;
    ++legs;
    EXPECT_EQ(needed[name], 1) << name;
    std::string command = job["script"].Items()[0].String();
    ASSERT_TRUE(command.starts_with(before)) << command;
    command.erase(0, before.size());
    while (!command.empty()) {
      const size_t end = std::min(command.find(' ', 1), command.size());
      ++ran[command.substr(1, end - 1)];
      command.erase(0, end);
    }
  }
  EXPECT_LE(legs, kMaxGitlabLegs);
  EXPECT_EQ(ran.size(), plan.jobs.size());
  for (const Job& job : plan.jobs) EXPECT_EQ(ran[job.id], 1) << job.id;
}

TEST(Gitlab, EveryJobIsInOneLegAndEveryReceiptReachesTheGate) {
  for (size_t count : {1, 49, 50, 51, 99, 100, 150, 151, 200, 201, 1000, 10000}) {
    const Plan plan = ManyJobs(count, 3);
    absl::StatusOr<std::string> text = RenderGitlab(plan);
    ASSERT_TRUE(text.ok()) << text.status();
    EXPECT_LE(text->size(), kMaxGitlabBytes);
    ExpectComplete(plan, Read(*text));
  }
}

TEST(Gitlab, LegsAreFewerWhereTheFileWouldBeTooBig) {
  Plan plan = ManyJobs(1000, 3);
  Json variables = Json::MakeObject();
  variables.Set("LONG", std::string(60000, 'x'));
  for (Job& job : plan.jobs) job.ci.Set("variables", variables);
  absl::StatusOr<std::string> text = RenderGitlab(plan);
  ASSERT_TRUE(text.ok()) << text.status();
  EXPECT_LE(text->size(), kMaxGitlabBytes);
  const Json file = *ParseJson(*text, "child.yml");
  ExpectComplete(plan, file);
  EXPECT_LT(file.Members().size(), 60U);
}

TEST(Gitlab, WhatFitsInNoWayIsAnError) {
  Plan plan = ManyJobs(100, 100);
  Json variables = Json::MakeObject();
  variables.Set("LONG", std::string(60000, 'x'));
  for (Job& job : plan.jobs) job.ci.Set("variables", variables);
  EXPECT_EQ(MessageOf(RenderGitlab(plan).status()),
            "the child pipeline takes 6034733 bytes, and GitLab reads 5000000");
  EXPECT_EQ(MessageOf(RenderGitlab(ManyJobs(300, 300)).status()),
            "the plan's 300 jobs need 300 kinds of machine (`matrix` and `ci` of their suites), "
            "and a CI matrix has at most 200 legs");
}

TEST(Gitlab, LongNamesAreShorterAndDifferent) {
  Plan plan = ManyJobs(2, 1);
  plan.jobs[0].id = "Billing-" + std::string(200, 'a') + "1";
  plan.jobs[1].id = "Billing-" + std::string(200, 'a') + "2";
  const Json file = Read(*RenderGitlab(plan));
  ExpectComplete(plan, file);
  EXPECT_EQ(file.Members()[3].first.size(), kMaxGitlabJobName);
  EXPECT_NE(file.Members()[3].first, file.Members()[4].first);
}

TEST(Gitlab, IdsThatAreNoWordsAreErrors) {
  for (const std::string id : {"", "-rf", "a b", "$(id)", "a;b", "a'b"}) {
    Plan plan = ManyJobs(1, 1);
    plan.jobs[0].id = id;
    EXPECT_EQ(MessageOf(RenderGitlab(plan).status()),
              "no pipeline: the id `" + id + "` of a job is no word of a shell");
  }
}

TEST(Gitlab, PlansThatContradictThemselvesAreErrors) {
  Plan plan = SmallPlan();
  plan.mode = Mode::kNone;
  EXPECT_EQ(MessageOf(RenderGitlab(plan).status()),
            "no pipeline: the plan's mode is `none`, and it has jobs");
  plan = SmallPlan();
  plan.jobs.clear();
  EXPECT_EQ(MessageOf(RenderGitlab(plan).status()),
            "no pipeline: the plan's mode is `selected`, and it has no job");
}

TEST(Gitlab, TextOfARepositoryIsData) {
  std::vector<std::string> texts = HostileTexts();
  texts.insert(texts.end(), {"*alias", "&anchor", "!reference [a, b]", "$[[ inputs.x ]]", "true",
                             "'", "\xf0\x9f\x98\x80", "\x7f\xc2\x85\xe2\x80\xa8\xef\xbb\xbf"});
  for (const std::string& text : texts) {
    Plan plan = HostilePlan(text);
    for (Job& job : plan.jobs) {
      Json variables = Json::MakeObject();
      variables.Set("A", text);
      job.ci = Json::MakeObject();
      job.ci.Set("image", text);
      job.ci.Set("variables", std::move(variables));
    }
    absl::StatusOr<std::string> rendered = RenderGitlab(Finished(plan));
    ASSERT_TRUE(rendered.ok()) << rendered.status();
    for (char c : *rendered) EXPECT_TRUE(c == '\n' || c < 0 || (c >= 0x20 && c < 0x7f));
    size_t lines = 0;
    for (char c : *rendered) lines += c == '\n' ? 1 : 0;
    EXPECT_EQ(lines, 3 + plan.jobs.size() + 3) << text;
    if (text.find('\0') != std::string::npos || !IsUtf8(text)) continue;
    const Json file = Read(*rendered);
    for (const Job& job : plan.jobs) {
      const Json& leg = file["test:" + job.id];
      EXPECT_EQ(leg["image"].String(), text);
      EXPECT_EQ(leg["variables"]["A"].String(), text);
      EXPECT_EQ(leg["script"].Items().size(), 1U);
    }
  }
}

}  // namespace
}  // namespace testfed
