// What holds for every selection, whatever the configurations: the promises of docs/design.md, on
// random cases.
#include <gtest/gtest.h>

#include <algorithm>

#include "domains/ownership.h"
#include "selector/jobs.h"
#include "selector/plan_json.h"
#include "tests/selector/production_selection.h"
#include "tests/selector/random_selections.h"

namespace testfed {
namespace {

constexpr int kCases = 600;

class SelectionProperties : public testing::Test {
 protected:
  slow::SelectionCase NextCase() { return RandomSelectionCase(random_).selection_case; }

  std::string Context(const slow::SelectionCase& c) const {
    return "seed " + std::to_string(seed_) + "\n" + Print(c);
  }

  static bool Includes(const std::set<std::string>& all, const std::set<std::string>& some) {
    return std::includes(all.begin(), all.end(), some.begin(), some.end());
  }

  // The one exception to "a job stays": an unowned file runs everything, and an end that gives it
  // an owner ends that (selector/accounting.h: owned if any end has an owner).
  static bool AnOwnerEndedTheFullRun(const slow::Selection& before, const slow::Selection& after) {
    return before.escalations == std::set<std::string>{"unowned"} &&
           !after.escalations.contains("unowned");
  }

  const std::uint64_t seed_ = SeedOfThisRun();
  Random random_{seed_};
};

TEST_F(SelectionProperties, AnotherChangeRemovesNoJob) {
  for (int i = 0; i < kCases; ++i) {
    slow::SelectionCase c = NextCase();
    if (c.changes.size() < 2) continue;  // no change at all runs smoke tests: the one exception
    const slow::Selection more = SelectByProduction(c);
    c.changes.erase(c.changes.begin() + static_cast<long>(random_.Below(c.changes.size())));
    ASSERT_TRUE(Includes(more.jobs, SelectByProduction(c).jobs)) << Context(c);
  }
}

TEST_F(SelectionProperties, AMessageRemovesNoJob) {
  for (int i = 0; i < kCases; ++i) {
    slow::SelectionCase c = NextCase();
    if (c.messages.empty()) continue;
    const slow::Selection more = SelectByProduction(c);
    c.messages.pop_back();
    ASSERT_TRUE(Includes(more.jobs, SelectByProduction(c).jobs)) << Context(c);
  }
}

TEST_F(SelectionProperties, AnotherBaseRemovesNoJob) {
  int asked = 0;
  for (int i = 0; i < kCases; ++i) {
    slow::SelectionCase c = NextCase();
    if (!c.base) continue;
    c.messages.clear();  // a name that is no domain may be one at the other base
    const slow::Selection less = SelectByProduction(c);
    c.more_bases.push_back(NextCase().head);
    const slow::Selection more = SelectByProduction(c);
    if (AnOwnerEndedTheFullRun(less, more)) continue;
    ASSERT_TRUE(Includes(more.jobs, less.jobs)) << Context(c);
    ++asked;
  }
  EXPECT_GT(asked, kCases / 2);
}

TEST_F(SelectionProperties, AnEditOfTheConfigurationRemovesNoJobThatIsStillThere) {
  int compared = 0;
  for (int i = 0; i < kCases; ++i) {
    slow::SelectionCase c = NextCase();
    if (!c.base || *c.base == c.head) continue;
    c.messages.clear();  // a name that is no domain runs everything, until the edit declares it
    const slow::Selection edited = SelectByProduction(c);
    JobRequest everything;
    everything.full = true;
    everything.affected.assign(c.head.domains.size(), true);
    std::set<std::string> still_there;
    const auto head = RequestOf(c).head;
    for (const Job& job : JobsFor(head->declarations, everything)) still_there.insert(job.id);

    const std::string context = Context(c);
    c.head = *c.base;
    c.more_bases.clear();
    std::erase_if(c.changes, [](const auto& change) { return change.path == "domains.yaml"; });
    const slow::Selection base = SelectByProduction(c);
    const auto is_affected = [&](const std::string& name) {
      return std::count(edited.affected.begin(), edited.affected.end(), name) > 0;
    };
    for (const std::string& name : base.affected) {
      if (!head->declarations.Find(name)) continue;
      ASSERT_TRUE(is_affected(name)) << name << "\n" << context;
    }
    if (AnOwnerEndedTheFullRun(base, edited)) continue;
    for (const std::string& job : base.jobs) {
      if (!still_there.contains(job)) continue;
      ASSERT_TRUE(edited.jobs.contains(job)) << job << "\n" << context;
      ++compared;
    }
  }
  EXPECT_GT(compared, kCases);
}

TEST_F(SelectionProperties, TheAccountingAddsUp) {
  for (int i = 0; i < kCases; ++i) {
    const slow::SelectionCase c = NextCase();
    const Plan plan = Select(RequestOf(c));
    const Accounting& a = plan.accounting;
    ASSERT_EQ(a.total, static_cast<int>(c.changes.size())) << Context(c);
    ASSERT_EQ(a.total, a.owned + a.ignored + a.escalated + a.unowned + a.own) << Context(c);
    ASSERT_EQ(plan.changes.size(), c.changes.size()) << Context(c);
    const std::map<std::string, int> by_state = AnswerOf(plan).Accounting();
    const std::map<std::string, int> counted = {{"owned", a.owned},
                                                {"ignored", a.ignored},
                                                {"escalated", a.escalated},
                                                {"unowned", a.unowned},
                                                {"own", a.own}};
    ASSERT_EQ(by_state, counted) << Context(c);
    // Every domain of the head is either affected or not.
    ASSERT_EQ(plan.affected.size() + plan.unaffected.size(), c.head.domains.size()) << Context(c);
  }
}

// The domains of the head that own `path` under `declarations`.
std::vector<std::string> OwnersIn(const Declarations& declarations, const std::string& path,
                                  const Declarations& head) {
  Ownership ownership(declarations);
  std::vector<std::string> owners;
  for (const DomainId id : ownership.Of(path).domains) {
    if (head.Find(declarations[id].name)) owners.push_back(declarations[id].name);
  }
  return owners;
}

TEST_F(SelectionProperties, ARenameWakesBothSidesAndADeletionTheOldOwner) {
  int woken = 0;
  for (int i = 0; i < kCases; ++i) {
    slow::SelectionCase c = NextCase();
    if (!c.base || c.changes.empty()) continue;
    const std::string from = c.changes.front().path;
    const std::string to = c.changes.back().path;
    c.changes = {{'D', from}};
    if (from != to) c.changes.push_back({'A', to});
    const SelectionRequest request = RequestOf(c);
    const slow::Selection answer = AnswerOf(Select(request));
    const Declarations& base = request.bases.front()->declarations;
    const Declarations& head = request.head->declarations;
    for (const std::string& owner : OwnersIn(base, from, head)) {
      ASSERT_EQ(std::count(answer.changed.begin(), answer.changed.end(), owner), 1) << Context(c);
      ++woken;
    }
    for (const std::string& owner : OwnersIn(head, to, head)) {
      ASSERT_EQ(std::count(answer.changed.begin(), answer.changed.end(), owner), 1) << Context(c);
      ++woken;
    }
  }
  EXPECT_GT(woken, kCases / 2);
}

TEST_F(SelectionProperties, TheOrderOfChangesAndMessagesDoesNotMatter) {
  for (int i = 0; i < kCases; ++i) {
    slow::SelectionCase c = NextCase();
    const slow::Selection before = SelectByProduction(c);
    std::reverse(c.changes.begin(), c.changes.end());
    std::reverse(c.messages.begin(), c.messages.end());
    slow::Selection after = SelectByProduction(c);
    std::reverse(after.paths.begin(), after.paths.end());
    ASSERT_EQ(Print(before), Print(after)) << Context(c);
  }
}

TEST_F(SelectionProperties, TheDigestTellsPlansApart) {
  std::map<std::string, std::string> plans;  // digest -> what the plan says
  std::set<std::string> jobs;
  for (int i = 0; i < kCases; ++i) {
    const slow::SelectionCase c = NextCase();
    const SelectionRequest request = RequestOf(c);
    const Plan plan = Select(request);
    ASSERT_EQ(plan.digest, Select(request).digest) << Context(c);
    ASSERT_EQ(plan.digest, Select(RequestOf(c)).digest) << Context(c);
    const std::string text = ToText(ToJson(plan)["jobs"]);
    const auto [known, fresh] = plans.emplace(plan.digest, text);
    ASSERT_EQ(known->second, text) << Context(c);
    jobs.insert(text);
  }
  EXPECT_GT(jobs.size(), static_cast<size_t>(kCases / 3));
  EXPECT_GE(plans.size(), jobs.size());
}

TEST_F(SelectionProperties, TheDigestCoversTheJobs) {
  for (int i = 0; i < kCases / 4; ++i) {
    Plan plan = Select(RequestOf(NextCase()));
    if (plan.jobs.empty()) continue;
    Plan changed = plan;
    switch (random_.Below(4)) {
      case 0:
        changed.jobs.pop_back();
        break;
      case 1:
        changed.jobs.front().command.push_back("--more");
        break;
      case 2:
        changed.jobs.front().id += "-2";
        break;
      default:
        changed.jobs.front().ci.Set("timeout-minutes", 1000 + i);
        break;
    }
    ASSERT_EQ(DigestOf(plan), plan.digest);
    ASSERT_NE(DigestOf(changed), plan.digest);
  }
}

}  // namespace
}  // namespace testfed
