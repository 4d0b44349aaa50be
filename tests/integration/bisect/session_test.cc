#include "integration/bisect/session.h"

#include <gtest/gtest.h>

#include <random>

#include "integration/bisect/hold_back.h"
#include "integration/bisect/report.h"
#include "tests/integration/bisect/simulation.h"

namespace testfed {
namespace {

BisectSession SessionOf(const std::vector<ComponentAdvance>& advances) {
  Tuple good;
  for (const ComponentAdvance& advance : advances) {
    if (advance.from) good[advance.component] = *advance.from;
  }
  Json manifest = Json::MakeObject();
  return BisectSession(BuildPath(good, advances, {}), "known good 43", "manifest.json", manifest);
}

Trial TrialOf(const std::string& digest, BisectVerdict verdict) {
  return {digest, verdict,
          verdict == BisectVerdict::kBad ? std::vector<std::string>{"//fit:t"}
                                         : std::vector<std::string>{},
          ""};
}

// Runs it to its end; after each run the session is written, thrown away and read again when
// `killed` says so.
BisectSession RunToTheEnd(BisectSession session, const Oracle& oracle, size_t jobs,
                          const std::function<bool()>& killed) {
  for (int rounds = 0; rounds < 500; ++rounds) {
    Decision decision = session.Decide(jobs);
    if (decision.conclusion) return session;
    for (const Probe& probe : decision.probes) {
      session.Record(TrialOf(probe.digest, oracle(probe.steps)));
      if (!killed()) continue;
      auto read = BisectSession::Read(session.Text(), "bisect.json");
      EXPECT_TRUE(read.ok()) << MessageOf(read.status());
      if (!read.ok()) return session;
      EXPECT_EQ(read->Text(), session.Text());
      session = *std::move(read);
      break;  // what was to run beside it is asked for again
    }
  }
  ADD_FAILURE() << "no end";
  return session;
}

TEST(BisectSession, KilledAfterAnyRunItLosesNoVerdictAndAnswersTheSame) {
  std::mt19937 random(20);
  BisectSession fresh = SessionOf(RandomAdvances(random, 5, 12));
  size_t size = fresh.path().steps.size();
  for (size_t culprit = 0; culprit < size; ++culprit) {
    Oracle oracle = [culprit](const StepSet& steps) {
      if (steps[culprit / 2] && !steps[culprit / 2 + 1]) return BisectVerdict::kUnresolved;
      return steps[culprit] ? BisectVerdict::kBad : BisectVerdict::kGood;
    };
    if (culprit / 2 + 1 >= size) continue;
    BisectSession whole = RunToTheEnd(fresh, oracle, 1, [] { return false; });
    BisectSession killed = RunToTheEnd(fresh, oracle, 1, [] { return true; });
    EXPECT_EQ(killed.Text(), whole.Text());
    // No composition is run more often than what it said asks for.
    for (const Trial& trial : killed.trials()) {
      EXPECT_LE(killed.TallyOf(trial.tuple_sha256).Runs(), 4);
    }
    BisectSession parallel = RunToTheEnd(fresh, oracle, 3, [] { return true; });
    EXPECT_EQ(parallel.Decide(1).conclusion->good, whole.Decide(1).conclusion->good);
    EXPECT_EQ(parallel.Decide(1).conclusion->bad, whole.Decide(1).conclusion->bad);
  }
}

TEST(BisectSession, KilledBeforeItsStateIsWrittenItAsksForTheSameAgain) {
  std::mt19937 random(21);
  BisectSession session = SessionOf(RandomAdvances(random, 4, 9));
  Oracle oracle = FailsWith({session.path().steps.size() / 2});
  while (true) {
    Decision decision = session.Decide(2);
    auto read = BisectSession::Read(session.Text(), "bisect.json");
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(read->Decide(2).probes, decision.probes);
    if (decision.conclusion) break;
    session.Record(TrialOf(decision.probes[0].digest, oracle(decision.probes[0].steps)));
  }
}

TEST(BisectSession, TheFirstFailureOfTheBadEndIsWhatIsLookedFor) {
  std::mt19937 random(22);
  BisectSession session = SessionOf(RandomAdvances(random, 2, 5));
  session.Record(TrialOf(session.Decide(1).probes[0].digest, BisectVerdict::kGood));
  EXPECT_TRUE(session.signature().empty());
  session.Record(TrialOf(session.Decide(1).probes[0].digest, BisectVerdict::kBad));
  EXPECT_EQ(session.signature(), std::vector<std::string>{"//fit:t"});
}

// No evaluated composition holds a part of a changeset (behaviour 43), nor a step of a component
// without those before it; on the real shape, in all phases.
TEST(BisectSession, EveryCompositionHoldsChangesetsWhole) {
  std::vector<ComponentAdvance> advances = RealShape(23, 60);
  BisectSession session = SessionOf(advances);
  std::map<std::string, std::set<std::string>> sets;  // members by name
  for (const ComponentAdvance& advance : advances) {
    for (const HistoryLeg& leg : advance.legs) {
      for (const std::string& ask : LinksOf(leg.commits[0].messages[0], "h/o/r").asks) {
        sets[ask].insert(advance.component + "@" + leg.to);
      }
    }
  }
  std::mt19937 random(23);
  size_t seen = 0;
  for (int round = 0; round < 8; ++round) {
    std::vector<size_t> both = {random() % session.order().size(),
                                random() % session.order().size()};
    RunToTheEnd(
        session,
        [&](const StepSet& steps) {
          std::set<std::string> commits = CommitsOf(session.path(), steps);
          for (const auto& [name, members] : sets) {
            size_t in = 0;
            for (const std::string& member : members) in += commits.count(member);
            EXPECT_TRUE(in == 0 || in == members.size()) << name;
            seen += in > 1 ? 1 : 0;
          }
          return FailsWithAll(both)(steps);
        },
        1, [] { return false; });
  }
  EXPECT_GT(seen, 100u);
}

TEST(BisectSession, WhatIsHeldBackLeavesTheRestAtItsHead) {
  BisectSession session = SessionOf(RealShape(24, 40));
  std::mt19937 random(24);
  for (int round = 0; round < 10; ++round) {
    size_t culprit = random() % session.order().size();
    Oracle oracle = FailsWith({culprit});
    BisectSession ended = RunToTheEnd(session, oracle, 1, [] { return false; });
    auto held = HoldBack(ended, *ended.Decide(1).conclusion);
    ASSERT_TRUE(held.ok());
    StepSet kept = session.order().Without(culprit);
    EXPECT_EQ(oracle(kept), BisectVerdict::kGood);
    EXPECT_EQ(held->tuple, session.path().At(kept));
    for (const PathMove& move : session.path().steps[culprit].moves) {
      ASSERT_TRUE(held->holds.contains(move.component));
      const BisectHold& hold = held->holds[move.component];
      EXPECT_EQ(hold.culprit, move.component + "@" + move.to->pin.text);
      EXPECT_EQ(hold.reason, StepName(session, culprit) + " breaks //fit:t");
      EXPECT_EQ(*hold.at, held->tuple[move.component]);
      EXPECT_NE(*hold.at, *move.to);
    }
    Tuple heads = session.path().At(session.order().First(session.order().size()));
    for (const auto& [component, entry] : held->tuple) {
      EXPECT_EQ(entry == heads[component], !held->holds.contains(component)) << component;
    }
  }
}

TEST(BisectSession, WithoutACulpritNothingIsHeldBack) {
  std::mt19937 random(25);
  BisectSession session = SessionOf(RandomAdvances(random, 2, 4));
  Conclusion conclusion{.kind = Conclusion::Kind::kEnvironment};
  EXPECT_EQ(MessageOf(HoldBack(session, conclusion).status()),
            "no step is to blame, so there is nothing to hold back");
}

TEST(BisectSession, AStateThatIsNoneIsRefused) {
  auto message = [](const std::string& text) {
    return MessageOf(BisectSession::Read(text, "bisect.json").status());
  };
  EXPECT_EQ(message("{}"),
            "bisect.json is no state of a bisect: its `schema` is not `testfed.bisect/1`");
  EXPECT_EQ(message("{\"schema\": \"testfed.bisect/1\"}"),
            "bisect.json is damaged: it lacks a member of a bisect's state");
  std::mt19937 random(26);
  std::string text = SessionOf(RandomAdvances(random, 2, 4)).Text();
  for (size_t cut = 0; cut + 1 < text.size(); cut += 97) {
    EXPECT_FALSE(BisectSession::Read(text.substr(0, cut), "bisect.json").ok()) << cut;
  }
}

}  // namespace
}  // namespace testfed
