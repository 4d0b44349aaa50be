// The selection behaviours of Kotlin's Test Federation, as testfed keeps them: tests of one suite
// with each kind of tag, and what a change of other domains runs of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "contracts/test_resolver.h"
#include "domains/declarations_reader.h"
#include "selector/selection.h"

namespace testfed {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr std::string_view kTests = R"(
TEST(P, domain) {}
// @SmokeTest
TEST(P, smoke) {}
// @AffectedByJs
TEST(P, js) {}
// @SmokeTest @AffectedByJs
TEST(P, smoke_js) {}
// @AffectedByWasm
TEST(P, wasm) {}
// @AffectedByGradle
TEST(P, gradle) {}
// @MustRunOnChangesInWasm
TEST(P, wasm_changed) {}
)";

struct Answer {
  std::vector<std::string> tests;  // of the suite `Own/unit`, "*" for all of it
  std::vector<Reason> reasons;     // of its job
};

class Federation : public testing::Test {
 protected:
  Answer Change(const std::vector<std::string>& paths) {
    auto configuration = ReadConfiguration(domains, "domains.yaml");
    EXPECT_TRUE(configuration.ok()) << configuration.status();
    SelectionRequest request;
    request.head = *configuration;
    request.bases = {*configuration};
    if (full) request.requested = "asked for";
    SuiteClaims claims(request.head->declarations);
    std::vector<SourceFile> files = {
        {"own/t.cc", Language::kCpp,
         std::make_shared<const SourceFacts>(ReadSource(Language::kCpp, kTests)), true}};
    request.head_tests = std::make_shared<const TestMap>(MapTests(claims, ResolveTests(files), {}));
    request.base_tests = {request.head_tests};
    for (const std::string& path : paths) {
      request.range.changes.push_back({path, ChangeStatus::kModified});
    }
    Answer answer;
    const Plan plan = Select(request);
    for (const Job& job : plan.jobs) {
      if (job.domain != "Own") continue;
      answer.reasons = job.reasons;
      if (job.all) answer.tests = {"*"};
      for (const PlannedTest& test : job.tests) answer.tests.push_back(test.id.substr(2));
    }
    return answer;
  }

  std::string settings;
  std::string own = "{include: [own], suites: {unit: {runner: gtest, command: 't {filter}'}}}";
  std::string js = "{include: [js]}", wasm = "{include: [wasm]}", gradle = "{include: [gradle]}";
  bool full = false;
  std::string domains;
  void Declare() {
    domains = settings + "Own: " + own + "\nWasm: " + wasm + "\nJs: " + js + "\nGradle: " + gradle +
              "\nOther: {include: [other]}\n";
  }
};

TEST_F(Federation, AChangeOfAnotherDomainRunsTheSmokeTests) {  // 1, 8, 13
  Declare();
  EXPECT_THAT(Change({"other/x"}).tests, UnorderedElementsAre("smoke", "smoke_js"));
}

TEST_F(Federation, AChangeOfAProviderRunsItsContractsToo) {  // 2, 3, 9
  Declare();
  EXPECT_THAT(Change({"js/x"}).tests, UnorderedElementsAre("smoke", "smoke_js", "js"));
  EXPECT_THAT(Change({"wasm/x"}).tests,
              UnorderedElementsAre("smoke", "smoke_js", "wasm", "wasm_changed"));
}

TEST_F(Federation, SeveralProvidersRunTheUnionEachTestOnce) {  // 4, 5
  Declare();
  EXPECT_THAT(Change({"js/x", "wasm/x"}).tests,
              UnorderedElementsAre("smoke", "smoke_js", "js", "wasm", "wasm_changed"));
}

TEST_F(Federation, AllTestsAreTheWholeSuite) {  // 6, 11
  Declare();
  EXPECT_THAT(Change({"own/x"}).tests, ElementsAre("*"));
  full = true;
  EXPECT_THAT(Change({"js/x"}).tests, ElementsAre("*"));
}

TEST_F(Federation, ReasonsNameTheProvidersInOneOrder) {  // 10
  Declare();
  std::vector<std::string> names;
  for (const Reason& reason : Change({"js/x", "wasm/x"}).reasons) {
    if (reason.kind == Reason::Kind::kContract) {
      names.push_back(reason.name + " " + std::to_string(reason.count));
    }
  }
  EXPECT_THAT(names, ElementsAre("Own/@AffectedByJs 2", "Own/@AffectedByWasm 1",
                                 "Own/@MustRunOnChangesInWasm 1"));
}

TEST_F(Federation, ContractsOfAffectedDomainsWakeUnlessSettingsSayChanged) {  // 12
  wasm = "{include: [wasm], fullyAffectedBy: [Js]}";
  Declare();
  EXPECT_THAT(Change({"js/x", "gradle/x"}).tests,
              UnorderedElementsAre("smoke", "smoke_js", "js", "gradle", "wasm"));
  settings = "$settings: {contractsWakeOn: changed}\n";
  Declare();
  EXPECT_THAT(Change({"js/x", "gradle/x"}).tests,
              UnorderedElementsAre("smoke", "smoke_js", "js", "gradle"));
}

TEST_F(Federation, OneStepWakesNothing) {
  wasm = "{include: [wasm], mustRunAllTestsOnChangesIn: [Js]}";
  Declare();
  EXPECT_THAT(Change({"js/x"}).tests, UnorderedElementsAre("smoke", "smoke_js", "js"));
}

TEST_F(Federation, ATestOnItsOwnDomainsContractIsPlain) {  // 17
  // The file belongs to Js and to nobody else, the suite to Own.
  js = "{include: [js, own]}";
  own = "{suites: {unit: {runner: gtest, tests: [own], command: 't {filter}'}}}";
  Declare();
  EXPECT_THAT(Change({"gradle/x"}).tests, UnorderedElementsAre("smoke", "smoke_js", "gradle"));
}

TEST_F(Federation, ATestRunsWithEachDomainThatOwnsItsFile) {  // 18
  own = "{suites: {unit: {runner: gtest, tests: [own], command: 't {filter}'}}}";
  js = "{include: [js, own]}";
  wasm = "{include: [wasm, own]}";
  Declare();
  EXPECT_THAT(Change({"wasm/x"}).tests, UnorderedElementsAre("domain", "smoke", "js", "smoke_js",
                                                             "wasm", "gradle", "wasm_changed"));
}

TEST_F(Federation, ASmokeSuiteRunsWhole) {  // 19
  own = "{include: [own], suites: {unit: {runner: gtest, smoke: true, command: 't {filter}'}}}";
  Declare();
  EXPECT_THAT(Change({"other/x"}).tests, ElementsAre("*"));
}

TEST_F(Federation, ASuiteThatCannotFilterRunsWhole) {
  own = "{include: [own], suites: {unit: {runner: gtest, command: t}}}";
  Declare();
  const Answer answer = Change({"js/x"});
  EXPECT_THAT(answer.tests, ElementsAre("*"));
  EXPECT_EQ(answer.reasons.front().kind, Reason::Kind::kSmokeTests);
}

TEST_F(Federation, IgnoredPathsRunNoSmokeTest) {
  settings = "$settings: {ignore: [docs]}\n";
  Declare();
  EXPECT_THAT(Change({"docs/x"}).tests, IsEmpty());
  EXPECT_THAT(Change({}).tests, UnorderedElementsAre("smoke", "smoke_js"));
}

TEST_F(Federation, ATagThatNamesNoDomainRunsItsTest) {
  Declare();
  domains.erase(domains.find("Gradle:"), std::string("Gradle: {include: [gradle]}\n").size());
  EXPECT_THAT(Change({"other/x"}).tests, UnorderedElementsAre("smoke", "smoke_js", "gradle"));
}

}  // namespace
}  // namespace testfed
