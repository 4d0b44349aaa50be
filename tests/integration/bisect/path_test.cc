#include "integration/bisect/path.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tests/integration/bisect/simulation.h"

namespace testfed {
namespace {

std::string Id(char digit) { return std::string(40, digit); }

TupleEntry At(char digit, const std::string& repository = "h/o/r") {
  return {{Pin::Kind::kCommit, Id(digit)}, repository, {}};
}

HistoryCommit Made(char digit, std::int64_t time, const std::string& message = "") {
  HistoryCommit commit;
  commit.id = Id(digit);
  commit.time = time;
  commit.messages = {message};
  return commit;
}

// A component that goes from 0 to the last of these commits.
ComponentAdvance Going(const std::string& name, const std::vector<HistoryCommit>& commits) {
  ComponentAdvance advance{name, At('0', "h/o/" + name), At('0', "h/o/" + name), {}};
  for (const HistoryCommit& commit : commits) advance.legs.push_back({commit.id, {commit}, ""});
  advance.to->pin.text = commits.back().id;
  return advance;
}

// "a1; b2 c3 [changeset x | why]; ..." with the first digit of each component's commit.
std::string Shown(const BisectPath& path) {
  std::string text;
  for (const PathStep& step : path.steps) {
    if (!text.empty()) text += "; ";
    std::string moves;
    for (const PathMove& move : step.moves) {
      moves += (moves.empty() ? "" : " ") + move.component +
               (move.to ? move.to->pin.text.substr(0, 1) : "-");
    }
    text += moves;
    std::string whole;
    for (const std::string& why : step.whole) whole += (whole.empty() ? "" : ", ") + why;
    if (!whole.empty()) text += " [" + whole + "]";
  }
  return text;
}

TEST(BisectPath, CommitsOfAllComponentsAreMergedByTime) {
  EXPECT_EQ(Shown(BuildPath({},
                            {Going("a", {Made('1', 10), Made('2', 30)}),
                             Going("b", {Made('1', 20), Made('2', 40)})},
                            {})),
            "a1; b1; a2; b2");
}

TEST(BisectPath, AClockThatRunsBackwardsStandsStill) {
  EXPECT_EQ(Shown(BuildPath({},
                            {Going("a", {Made('1', 30), Made('2', 10), Made('3', 50)}),
                             Going("b", {Made('1', 20), Made('2', 40)})},
                            {})),
            "b1; a1; a2; b2; a3");
}

TEST(BisectPath, AChangesetIsOneStepAtTheTimeOfItsLastCommit) {
  std::string set = "rename\n\nChangeset: timers";
  EXPECT_EQ(Shown(BuildPath({},
                            {Going("a", {Made('1', 10), Made('2', 20, set), Made('3', 30)}),
                             Going("b", {Made('1', 15), Made('2', 40, set), Made('3', 50)})},
                            {})),
            "a1; b1; a2 b2 [changeset timers]; a3; b3");
}

TEST(BisectPath, WhatACommitDependsOnIsInItsStep) {
  EXPECT_EQ(
      Shown(BuildPath({},
                      {Going("a", {Made('1', 10, "use it\n\nDepends-On: https://h/o/b/pull/7")}),
                       Going("b", {Made('1', 15, "other (#6)"), Made('2', 20, "offer it (#7)"),
                                   Made('3', 30, "more (#7)\n\nbody")}),
                       Going("c", {Made('1', 5, "same number (#7)")})},
                      {})),
      "c1; b1; a1 b3 [what depends on h/o/b#7]");
}

TEST(BisectPath, ANumberThatNobodyDependsOnJoinsNothing) {
  EXPECT_EQ(
      Shown(BuildPath(
          {}, {Going("a", {Made('1', 1, "x (#7)"), Made('2', 2, "y"), Made('3', 3, "x (#7)")})},
          {})),
      "a1; a2; a3");
}

TEST(BisectPath, ListedMembersAndWhatLiesBetweenThemAreOneStep) {
  BisectPath path =
      BuildPath({}, {Going("a", {Made('1', 1), Made('2', 2), Made('3', 3), Made('4', 4)})},
                {{"s", {{0, 0}, {0, 2}}}});
  EXPECT_EQ(Shown(path), "a3 [changeset s, commits that lie between those of one changeset]; a4");
  EXPECT_EQ(path.steps[0].moves[0].commits.size(), 3u);
  EXPECT_EQ(path.steps[0].changesets, std::vector<std::string>{"s"});
}

TEST(BisectPath, ChangesetsThatCrossEachOtherAreOneStep) {
  std::string x = "t\n\nChangeset: x", y = "t\n\nChangeset: y";
  EXPECT_EQ(Shown(BuildPath({},
                            {Going("a", {Made('1', 1, x), Made('2', 2, y)}),
                             Going("b", {Made('1', 1, y), Made('2', 2, x)})},
                            {})),
            "a2 b2 [changeset x, changeset y]");
}

TEST(BisectPath, WhatIsNoCommitIsWholeAndComesFirst) {
  TupleEntry version{{Pin::Kind::kVersion, "1.3.2"}, "h/o/b", {}}, later = version;
  later.pin.text = "1.4.0";
  TupleEntry patched = At('1');
  patched.patches = {"//p:1.patch"};
  auto advance = [](const char* name, std::optional<TupleEntry> from,
                    std::optional<TupleEntry> to) { return *ReadAdvance(name, from, to, nullptr); };
  EXPECT_EQ(
      Shown(BuildPath(
          {},
          {Going("a", {Made('1', 1)}), advance("b", version, later), advance("c", At('1'), version),
           advance("d", std::nullopt, At('1', "h/d")), advance("e", At('1', "h/e"), std::nullopt),
           advance("f", At('1'), patched), advance("g", At('2'), patched),
           advance("h", At('1'), At('2')), advance("i", At('1'), At('1', "h/o/new"))},
          {})),
      "b1 [b: a version: 1.3.2 -> 1.4.0]; c1 [c: a version: 1111111 -> 1.3.2]; d1 [d: added]; "
      "e- [e: removed]; f1 [f: its patches changed]; "
      "g1 [g: its patches changed too, and may fit one end only]; "
      "h2 [h: no clone of it is here]; i1 [i: its repository moved]; a1");
}

TEST(BisectPath, ARenamedComponentIsOneStep) {
  BisectPath path = BuildPath({{"old-name", At('1')}},
                              {*ReadAdvance("new_name", std::nullopt, At('1'), nullptr),
                               *ReadAdvance("old-name", At('1'), std::nullopt, nullptr)},
                              {});
  EXPECT_EQ(Shown(path),
            "new_name1 old-name- [a rename of h/o/r, new_name: added, old-name: removed]");
  Tuple expected = {{"new_name", At('1')}};
  EXPECT_EQ(path.At(path.Order().First(1)), expected);
}

// For any histories and changesets: all commits once, components in their own order, changesets
// whole, the ends as given.
TEST(BisectPath, AnyPathKeepsOrderAndChangesets) {
  for (unsigned seed = 0; seed < 300; ++seed) {
    std::mt19937 random(seed);
    auto roll = [&](size_t sides) { return random() % sides; };
    std::vector<ComponentAdvance> advances =
        RandomAdvances(random, static_cast<int>(1 + roll(5)), static_cast<int>(1 + roll(20)));
    std::vector<std::pair<std::string, std::vector<PathMember>>> sets;
    for (size_t i = roll(6); i > 0; --i) {
      sets.push_back({"set-" + std::to_string(i), {}});
      for (size_t j = 1 + roll(3); j > 0; --j) {
        size_t advance = roll(advances.size());
        sets.back().second.push_back({advance, roll(advances[advance].legs.size())});
      }
    }
    Tuple good;
    for (const ComponentAdvance& advance : advances) good[advance.component] = *advance.from;
    BisectPath path = BuildPath(good, advances, sets);
    EXPECT_EQ(path, BuildPath(good, advances, sets));
    std::map<std::string, std::vector<std::string>> order;
    std::map<std::string, size_t> step_of;
    for (size_t i = 0; i < path.steps.size(); ++i) {
      for (const PathMove& move : path.steps[i].moves) {
        EXPECT_EQ(move.to->pin.text, move.commits.back().id);
        for (const HistoryCommit& commit : move.commits) {
          order[move.component].push_back(commit.id);
          step_of[commit.id] = i;
        }
      }
    }
    Tuple bad;
    for (const ComponentAdvance& advance : advances) {
      std::vector<std::string> ids;
      for (const HistoryLeg& leg : advance.legs) ids.push_back(leg.to);
      EXPECT_EQ(order[advance.component], ids) << seed;
      bad[advance.component] = *advance.to;
    }
    EXPECT_EQ(path.At(path.Order().First(path.steps.size())), bad);
    for (const auto& [name, members] : sets) {
      std::set<size_t> steps;
      for (const PathMember& member : members) {
        steps.insert(step_of[advances[member.advance].legs[member.leg].to]);
      }
      EXPECT_EQ(steps.size(), 1u) << seed << " " << name;
    }
  }
}

}  // namespace
}  // namespace testfed
