#include "selector/quarantine.h"

#include <gtest/gtest.h>

#include "contracts/test_resolver.h"
#include "domains/date.h"
#include "selector/selection.h"

namespace testfed {
namespace {

constexpr std::string_view kDomains = R"(Own:
  include: [own]
  suites:
    unit: {runner: gtest, command: "t {filter}"}
Js: {include: [js]}
)";

constexpr std::string_view kTests = R"(
TEST(P, flaky) {}
TEST(P, plain) {}
// @SmokeTest
TEST(P, smoke) {}
)";

using Ids = std::vector<std::string>;

struct End {
  std::string_view tests = kTests;
  std::vector<std::pair<std::string, std::string>> quarantine;  // test, expiry
};

class Quarantine : public testing::Test {
 protected:
  static void Set(const End& end, std::shared_ptr<const Configuration>& configuration,
                  std::shared_ptr<const TestMap>& tests) {
    auto made = std::make_shared<Configuration>(**ReadConfiguration(kDomains, "domains.yaml"));
    for (const auto& [test, expiry] : end.quarantine) {
      made->quarantine.push_back({test, "a race", "@acme/own", expiry, {}});
    }
    SuiteClaims claims(made->declarations);
    std::vector<SourceFile> files = {
        {"own/t.cc", Language::kCpp,
         std::make_shared<const SourceFacts>(ReadSource(Language::kCpp, end.tests)), true}};
    tests = std::make_shared<const TestMap>(MapTests(claims, ResolveTests(files), {}));
    configuration = std::move(made);
  }

  // Of the only job.
  Ids Of(const std::vector<End>& bases, const End& head, const std::string& path = "own/t.cc") {
    Set(head, request.head, request.head_tests);
    request.bases.resize(bases.size());
    request.base_tests.resize(bases.size());
    for (size_t i = 0; i < bases.size(); ++i) {
      Set(bases[i], request.bases[i], request.base_tests[i]);
    }
    request.range.head_time = *ReadDate("2026-02-01") * 24 * 60 * 60 + 5;
    request.range.changes = {{path, ChangeStatus::kModified}};
    const Plan plan = Select(request);
    EXPECT_EQ(plan.jobs.size(), 1U);
    return plan.jobs.empty() ? Ids() : plan.jobs[0].quarantine;
  }

  SelectionRequest request;
};

const End kHeld = {kTests, {{"P.flaky", "2026-03-01"}}};
const End kNothing = {};

TEST_F(Quarantine, CountsWhereBothEndsHaveIt) {
  EXPECT_EQ(Of({kHeld}, kHeld), Ids{"P.flaky"});
  EXPECT_EQ(Of({kNothing}, kHeld), Ids{});
  EXPECT_EQ(Of({kHeld}, kNothing), Ids{});
  EXPECT_EQ(Of({kHeld, kHeld}, kHeld), Ids{"P.flaky"});
  EXPECT_EQ(Of({kHeld, kNothing}, kHeld), Ids{});
}

TEST_F(Quarantine, EndsWithItsLastDayAtEitherEnd) {
  const End today = {kTests, {{"P.flaky", "2026-02-01"}}};
  const End yesterday = {kTests, {{"P.flaky", "2026-01-31"}}};
  EXPECT_EQ(Of({kHeld}, today), Ids{"P.flaky"});
  EXPECT_EQ(Of({kHeld}, yesterday), Ids{});
  EXPECT_EQ(Of({yesterday}, kHeld), Ids{});
}

TEST_F(Quarantine, NeverOfASmokeTestOfEitherEnd) {
  const End smoke = {kTests, {{"P.smoke", "2026-03-01"}}};
  EXPECT_EQ(Of({smoke}, smoke), Ids{});
  // The change takes the tag away.
  const End untagged = {"TEST(P, smoke) {}\n", {{"P.smoke", "2026-03-01"}}};
  EXPECT_EQ(Of({smoke}, untagged), Ids{});
  EXPECT_EQ(Of({untagged}, untagged), Ids{"P.smoke"});
}

TEST_F(Quarantine, OnlyOfWhatTheJobRuns) {
  const Ids none;
  EXPECT_EQ(Of({kHeld}, kHeld, "js/a"), none);  // the smoke test alone runs
}

TEST_F(Quarantine, NothingIsForgivenWithoutABase) {
  EXPECT_EQ(Of({}, kHeld), Ids{});
  request.base_problem = "domains.yaml does not exist at 1f3c9ab";
  EXPECT_EQ(Of({}, kHeld), Ids{});
  EXPECT_EQ(Of({kHeld}, kHeld), Ids{});
}

TEST_F(Quarantine, TheHeadDecidesWhereThereIsNoOtherEnd) {
  request.list_without_base = true;
  EXPECT_EQ(Of({}, kHeld), Ids{"P.flaky"});
  request.list_without_base = false;
  request.event = Event();
  request.event->name = "schedule";
  EXPECT_EQ(Of({}, kHeld), Ids{"P.flaky"});
  request.event->name = "workflow_dispatch";
  EXPECT_EQ(Of({}, kHeld), Ids{});
}

TEST_F(Quarantine, TestsThatSoundAlikeAreNotForgiven) {
  Suite suite;
  suite.runner = Runner::kGo;
  // A report says example.com/m/a/b#TestX, and nobody knows the module.
  EXPECT_EQ(QuarantineOfSuite(suite, {"./a/b#TestX", "./b#TestX", "./b#TestY"},
                              {"./b#TestX", "./b#TestY"}),
            Ids{"./b#TestY"});
  EXPECT_EQ(QuarantineOfSuite(suite, {"./a/b#TestX", "./b#TestX"}, {"./a/b#TestX", "./b#TestX"}),
            (Ids{"./a/b#TestX", "./b#TestX"}));
  suite.runner = Runner::kVitest;
  EXPECT_EQ(QuarantineOfSuite(suite, {"a/x.test.ts", "a/x.test.ts > sums"}, {"a/x.test.ts"}),
            Ids{});
}

}  // namespace
}  // namespace testfed
