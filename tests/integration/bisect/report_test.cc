#include "integration/bisect/report.h"

#include <gtest/gtest.h>

namespace testfed {
namespace {

std::string Id(int number) {
  std::string digits = std::to_string(number);
  return digits + std::string(40 - digits.size(), 'a');
}

TupleEntry At(const std::string& name, int number) {
  return {{Pin::Kind::kCommit, Id(number)}, "github.com/orbit/" + name, {}};
}

ComponentAdvance Going(const std::string& name, int first, const std::vector<std::string>& messages,
                       std::int64_t time) {
  ComponentAdvance advance{name, At(name, first), At(name, first), {}};
  for (const std::string& message : messages) {
    HistoryCommit commit;
    commit.id = Id(++first);
    commit.subject = message.substr(0, message.find('\n'));
    commit.author = "Ada Lind";
    commit.time = time += 10;
    commit.messages = {message};
    advance.legs.push_back({commit.id, {commit}, ""});
  }
  advance.to = At(name, first);
  return advance;
}

BisectSession Example() {
  constexpr std::int64_t kDay = 1'795'046'400;  // 2026-11-19
  std::vector<ComponentAdvance> advances = {
      Going("comm", 1000,
            {"comm: tidy", "levels\n\nChangeset: log-levels", "timers: count in microseconds"},
            kDay),
      Going("lifecycle", 2000, {"levels\n\nChangeset: log-levels", "lifecycle: ::error::x"},
            kDay + 5)};
  TupleEntry old = At("logging", 0), now = old;
  old.pin = {Pin::Kind::kVersion, "1.3.2"};
  now.pin = {Pin::Kind::kVersion, "1.4.0"};
  advances.push_back(*ReadAdvance("logging", old, now, nullptr));
  Tuple good;
  for (const ComponentAdvance& advance : advances) good[advance.component] = *advance.from;
  Json manifest = Json::MakeObject();
  return BisectSession(BuildPath(good, advances, {}), "known good 43", "manifest.json", manifest);
}

// Runs to the end and gives the names of the probes.
std::string RunToTheEnd(BisectSession& session,
                        const std::function<BisectVerdict(const StepSet&)>& oracle) {
  std::string names;
  for (int runs = 0; runs < 50; ++runs) {
    Decision decision = session.Decide(1);
    if (decision.conclusion) return names;
    const Probe& probe = decision.probes[0];
    BisectVerdict verdict = oracle(probe.steps);
    names += ProbeName(session, probe) + ": " + std::string(NameOf(verdict)) + "\n";
    session.Record({probe.digest, verdict, {}, ""});
  }
  return names + "no end\n";
}

TEST(BisectReport, ThePathIsSummed) {
  EXPECT_EQ(PathSummary(Example()),
            "Path       5 steps from 5 commits, 3 components; 1 step is a whole changeset; "
            "1 other cannot be split\n"
            "At most    2 runs to test the ends again, 3 to search, 1 to confirm; a failure and "
            "both sides of the answer are run once more\n");
}

TEST(BisectReport, ACulpritIsNamedWithItsCommit) {
  BisectSession session = Example();
  EXPECT_EQ(ReportText(session, false), "5 steps of 5 left; next is known good 43 again\n");
  // Steps: logging 1.4.0, comm 1001, {comm 1002, lifecycle 2001}, lifecycle 2002, comm 1003.
  EXPECT_EQ(RunToTheEnd(session,
                        [](const StepSet& steps) {
                          return steps[1] ? BisectVerdict::kBad : BisectVerdict::kGood;
                        }),
            "known good 43 again: good\n"
            "manifest.json again: bad\n"
            "step 2: comm 1001aaa: bad\n"
            "step 2: comm 1001aaa again: bad\n"
            "step 1: logging 1.4.0: good\n"
            "step 1: logging 1.4.0 again: good\n"
            "step 2: comm 1001aaa again: bad\n"
            "known good 43 + only comm 1001aaa: bad\n"
            "known good 43 + only comm 1001aaa again: bad\n");
  EXPECT_EQ(ReportText(session, false),
            "The first bad commit is comm 1001aaa\n"
            "  comm: tidy   Ada Lind, 2026-11-19\n"
            "  https://github.com/orbit/comm/commit/" +
                Id(1001) +
                "\n"
                "Alone it is enough: known good 43 with only it fails\n");
}

TEST(BisectReport, AnInteractionNamesBoth) {
  BisectSession session = Example();
  RunToTheEnd(session, [](const StepSet& steps) {
    return steps[0] && steps[3] ? BisectVerdict::kBad : BisectVerdict::kGood;
  });
  EXPECT_EQ(ReportText(session, true),
            "The first bad commit is lifecycle 2002aaa\n"
            "  lifecycle: ::error::x   Ada Lind, 2026-11-19\n"
            "  https://github.com/orbit/lifecycle/commit/" +
                Id(2002) +
                "\n"
                "Alone it is not enough: it fails together with logging 1.4.0\n"
                "  not split: logging: a version: 1.3.2 -> 1.4.0\n"
                "\n" +
                PathSummary(session) +
                "\n"
                "Not split\n"
                "  step 1: logging 1.4.0   logging: a version: 1.3.2 -> 1.4.0\n"
                "  step 3: comm 1002aaa, lifecycle 2001aaa (changeset log-levels)   changeset "
                "log-levels\n"
                "\n"
                "Runs\n"
                "  good  known good 43\n"
                "  bad   manifest.json\n"
                "  good  step 2: comm 1001aaa\n"
                "  good  step 3: comm 1002aaa, lifecycle 2001aaa (changeset log-levels)\n"
                "  bad   step 4: lifecycle 2002aaa\n"
                "  bad   step 4: lifecycle 2002aaa\n"
                "  good  step 3: comm 1002aaa, lifecycle 2001aaa (changeset log-levels)\n"
                "  bad   step 4: lifecycle 2002aaa\n"
                "  good  off the path: tuple " +
                session.DigestOf(session.order().NeededBy(3)).substr(0, 7) + "\n");
}

TEST(BisectReport, AnIntervalSaysWhatWasNotTested) {
  BisectSession session = Example();
  RunToTheEnd(session, [](const StepSet& steps) {
    if (steps[0] && !steps[3]) return BisectVerdict::kUnresolved;
    return steps[3] ? BisectVerdict::kBad : BisectVerdict::kGood;
  });
  EXPECT_EQ(ReportText(session, false),
            "One of 5 commits in 4 steps is the first bad one; what lies between them could not "
            "be judged\n"
            "  logging 1.4.0   cannot be judged\n"
            "  comm 1001aaa   cannot be judged\n"
            "  comm 1002aaa, lifecycle 2001aaa (changeset log-levels)   cannot be judged\n"
            "  lifecycle 2002aaa\n");
}

TEST(BisectReport, OtherEndsAreSaid) {
  BisectSession session = Example();
  RunToTheEnd(session, [](const StepSet&) { return BisectVerdict::kBad; });
  EXPECT_EQ(ReportText(session, false),
            "The environment, not the composition: known good 43 fails today\n");
  session = Example();
  RunToTheEnd(session, [](const StepSet&) { return BisectVerdict::kGood; });
  EXPECT_EQ(ReportText(session, false), "Nothing to search: manifest.json passes today\n");
  session = Example();
  RunToTheEnd(session, [](const StepSet&) { return BisectVerdict::kUnresolved; });
  EXPECT_EQ(ReportText(session, false),
            "Nothing to search: known good 43 cannot be judged today\n");
}

TEST(BisectReport, JsonHoldsTheSame) {
  BisectSession session = Example();
  EXPECT_EQ(ReportJson(session)["state"].String(), "searching");
  RunToTheEnd(session, [](const StepSet& steps) {
    return steps[0] && steps[3] ? BisectVerdict::kBad : BisectVerdict::kGood;
  });
  Json json = ReportJson(session);
  EXPECT_EQ(json["state"].String(), "found");
  EXPECT_EQ(json["alone"].String(), "needs partners");
  EXPECT_EQ(json["first_bad"].Items()[0]["step"].Int(), 4);
  EXPECT_EQ(json["partner_step"]["step"].Int(), 1);
  EXPECT_EQ(json["partners"].Items()[0].String(), "logging");
  EXPECT_EQ(json["not_split"].Items().size(), 2u);
  EXPECT_EQ(json["runs"].Items().size(), session.trials().size());
}

}  // namespace
}  // namespace testfed
