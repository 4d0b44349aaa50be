// The oracle of the selection keeps the vectors of whole plans, and its generators are worth their
// time: every state, mode and kind of escalation turns up.
#include "tests/selector/slow_selection.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/domains/slow_matcher.h"
#include "tests/selector/config_text.h"
#include "tests/selector/plan_vectors.h"
#include "tests/selector/random_selections.h"

namespace testfed {
namespace {

TEST(SlowSelection, KeepsThePlanVectors) {
  std::set<std::string> names;
  for (const PlanVector& vector : ReadPlanVectors()) {
    SCOPED_TRACE(vector.name);
    EXPECT_TRUE(names.insert(vector.name).second) << "twice";
    slow::SelectionCase c;
    const auto head = ReadConfig(vector.head);
    ASSERT_TRUE(head);
    c.head = *head;
    if (vector.base) {
      c.base = ReadConfig(*vector.base);
      ASSERT_TRUE(c.base);
    }
    c.changes = vector.changes;
    c.messages = vector.messages;
    const slow::Selection selection = slow::Select(c);
    EXPECT_EQ(selection.mode, vector.expect.mode);
    EXPECT_EQ(selection.changed, vector.expect.changed);
    EXPECT_EQ(selection.affected, vector.expect.affected);
    EXPECT_EQ(selection.direct_only, vector.expect.direct_only);
    EXPECT_EQ(selection.jobs, vector.expect.jobs);
    EXPECT_EQ(selection.removed, vector.expect.removed);
    EXPECT_EQ(selection.escalations, vector.expect.escalations);
    EXPECT_EQ(selection.Accounting(), vector.accounting);
  }
  EXPECT_GE(names.size(), 60u);
}

TEST(SlowSelection, ReadsTheTrailersThatTheGeneratorWrote) {
  Random random(SeedOfThisRun());
  int words = 0;
  for (int i = 0; i < 1500; ++i) {
    const RandomSelection made = RandomSelectionCase(random);
    std::vector<std::string> read;
    for (const std::string& message : made.selection_case.messages) {
      for (const std::string& word : slow::TrailerWords(message)) read.push_back(word);
    }
    EXPECT_EQ(read, made.words) << Print(made.selection_case);
    words += static_cast<int>(read.size());
  }
  EXPECT_GT(words, 500);
}

TEST(SlowSelection, ReadsTheConfigurationsThatThePrinterWrote) {
  Random random(SeedOfThisRun());
  for (int i = 0; i < 500; ++i) {
    const slow::Config config = RandomSelectionCase(random).selection_case.head;
    EXPECT_EQ(ReadConfig(PrintConfig(config)), config) << PrintConfig(config);
    for (const slow::DomainConfig& domain : config.domains) {
      for (const std::string& text : domain.include) {
        EXPECT_EQ(slow::PatternError(text), std::nullopt) << text;
      }
    }
  }
}

TEST(SlowSelection, MoreChangesSelectMore) {
  const std::uint64_t seed = SeedOfThisRun();
  Random random(seed);
  for (int i = 0; i < 1000; ++i) {
    slow::SelectionCase c = RandomSelectionCase(random).selection_case;
    const slow::Selection more = slow::Select(c);
    if (c.changes.size() < 2) continue;  // no change at all runs smoke tests: the one exception
    c.changes.erase(c.changes.begin() + static_cast<long>(random.Below(c.changes.size())));
    const slow::Selection less = slow::Select(c);
    EXPECT_TRUE(
        std::includes(more.jobs.begin(), more.jobs.end(), less.jobs.begin(), less.jobs.end()))
        << "seed " << seed << "\n"
        << Print(c);
  }
}

TEST(SlowSelection, MeetsEveryStateModeAndEscalation) {
  Random random(1);
  std::map<std::string, int> met;
  for (int i = 0; i < 2000; ++i) {
    const slow::Selection selection = slow::Select(RandomSelectionCase(random).selection_case);
    ++met["mode " + selection.mode];
    for (const std::string& kind : selection.escalations) ++met["escalation " + kind];
    for (const slow::SelectedPath& path : selection.paths) ++met["path " + path.state];
    met["direct only"] += !selection.direct_only.empty();
    met["removed"] += !selection.removed.empty();
    met["two owners"] += std::any_of(selection.paths.begin(), selection.paths.end(),
                                     [](const auto& path) { return path.domains.size() > 1; });
  }
  for (const char* what :
       {"mode full", "mode selected", "mode none", "escalation full_path", "escalation unowned",
        "escalation settings", "escalation no_configuration", "escalation trailer_all",
        "escalation trailer_unknown", "escalation own_file_without_base", "escalation messages_cut",
        "path owned", "path ignored", "path escalated", "path unowned", "path own", "direct only",
        "removed", "two owners"}) {
    EXPECT_GE(met[what], 30) << what;
    RecordProperty(what, met[what]);
  }
  EXPECT_GE(met["mode selected"], 400);
}

}  // namespace
}  // namespace testfed
