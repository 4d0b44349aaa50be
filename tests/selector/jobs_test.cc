#include "selector/jobs.h"

#include <gtest/gtest.h>

#include "domains/declarations_reader.h"

namespace testfed {
namespace {

Declarations Read(const std::string& text) {
  return *ReadDeclarationsOrFirstError(text, "domains.yaml");
}

std::string Ids(const Declarations& declarations, const JobRequest& request) {
  std::string text;
  for (const Job& job : JobsFor(declarations, request)) {
    text += (text.empty() ? "" : " ") + job.id;
  }
  return text;
}

constexpr std::string_view kText = R"($settings:
  defaultSuite: {command: "run {domain} {suite} {home} {shard} {domain}"}
B:
  owners: ["@org/b"]
  home: libs/b
  suites:
    unit: {command: "t {domain}/{suite} {filter}", matrix: {os: [linux, "mac os"], n: [1, 2]}}
    smoke: {smoke: true, runner: gtest, ci: {timeout-minutes: 5}}
A: {home: libs/a}
)";

JobRequest For(bool full, bool smoke, std::vector<bool> affected) {
  JobRequest request;
  request.full = full;
  request.smoke = smoke;
  request.affected = std::move(affected);
  return request;
}

TEST(Jobs, AreThoseOfAffectedDomainsAndSmokeSuites) {
  const Declarations d = Read(std::string(kText));
  EXPECT_EQ(Ids(d, For(false, true, {false, false})), "B-smoke");
  EXPECT_EQ(Ids(d, For(false, false, {false, false})), "");
  EXPECT_EQ(Ids(d, For(false, true, {false, true})), "A-default B-smoke");
  const std::string b = "B-smoke B-unit-linux-1 B-unit-linux-2 B-unit-mac_os-1 B-unit-mac_os-2";
  EXPECT_EQ(Ids(d, For(false, false, {true, false})), b);
  EXPECT_EQ(Ids(d, For(true, false, {false, false})), "A-default " + b);
  EXPECT_EQ(DeclaredJobs(d), 6);
}

TEST(Jobs, CarryWhatTheirSuiteSays) {
  const std::vector<Job> jobs = JobsFor(Read(std::string(kText)), For(false, true, {true, true}));
  ASSERT_EQ(jobs.size(), 6u);
  EXPECT_EQ(jobs[0].name, "A / default");
  EXPECT_EQ(jobs[0].command,
            (std::vector<std::string>{"run", "A", "default", "libs/a", "{shard}", "A"}));
  EXPECT_EQ(jobs[1].runner, "gtest");
  EXPECT_EQ(ToText(jobs[1].ci), "{\"timeout-minutes\":5}");
  ASSERT_EQ(jobs[1].reasons.size(), 2u);
  EXPECT_EQ(jobs[1].reasons[0].kind, Reason::Kind::kDomain);
  EXPECT_EQ(jobs[1].reasons[1].kind, Reason::Kind::kSmoke);
  EXPECT_EQ(jobs[1].reasons[1].at, "domains.yaml:8:20");
  EXPECT_EQ(jobs[4].name, "B / unit (mac os, 1)");
  EXPECT_EQ(jobs[4].command, (std::vector<std::string>{"t", "B/unit", "{filter}"}));
  EXPECT_EQ(jobs[4].owners, std::vector<std::string>{"@org/b"});
}

TEST(Jobs, AreTheDomainsWhereNobodyDeclaresSuites) {
  const Declarations d = Read("B: {}\nA: {}\n");
  EXPECT_EQ(Ids(d, For(false, true, {true, false})), "B");
  EXPECT_EQ(Ids(d, For(true, true, {false, false})), "A B");
  EXPECT_EQ(DeclaredJobs(d), 2);
}

TEST(Jobs, OfADomainWithoutSuitesEndWhereSomebodyDeclaresOne) {
  const Declarations d = Read("B: {suites: {u: {}}}\nA: {}\n");
  EXPECT_EQ(Ids(d, For(true, true, {true, true})), "B-u");
  EXPECT_EQ(DeclaredJobs(d), 1);
}

}  // namespace
}  // namespace testfed
