// The walks over commits, against slow and obvious ones.
#include "selector/git/history.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "tests/selector/git_sandbox.h"

namespace testfed {
namespace {

class Graph : public CommitSource {
 public:
  void Add(const std::string& id, std::vector<std::string> parents, std::int64_t time = 0) {
    Commit commit;
    commit.id = id;
    commit.parents = std::move(parents);
    commit.committer_time = time;
    commits[id] = commit;
  }
  absl::StatusOr<Commit> Find(const std::string& id) const override {
    auto found = commits.find(id);
    if (found == commits.end()) return NotFound("no `" + id + "`");
    return found->second;
  }
  bool IsCut(const std::string& id) const override { return cut.contains(id); }

  std::set<std::string> Reachable(const std::string& id) const {
    std::set<std::string> seen;
    std::vector<std::string> next = {id};
    while (!next.empty()) {
      std::string at = next.back();
      next.pop_back();
      if (!seen.insert(at).second) continue;
      for (const std::string& parent : commits.at(at).parents) next.push_back(parent);
    }
    return seen;
  }

  std::vector<std::string> SlowMergeBases(const std::string& a, const std::string& b) const {
    std::set<std::string> of_b = Reachable(b), common;
    for (const std::string& id : Reachable(a)) {
      if (of_b.contains(id)) common.insert(id);
    }
    std::vector<std::string> best;
    for (const std::string& id : common) {
      bool is_best = std::none_of(common.begin(), common.end(), [&](const std::string& other) {
        return other != id && Reachable(other).contains(id);
      });
      if (is_best) best.push_back(id);
    }
    return best;
  }

  std::map<std::string, Commit> commits;
  std::set<std::string> cut;
};

TEST(History, MergeBasesAreThoseOfTheObviousWalkWhateverTheClocksSay) {
  constexpr unsigned kSeed = 7;
  std::mt19937 random(kSeed);
  auto roll = [&](int sides) { return static_cast<int>(random() % static_cast<unsigned>(sides)); };
  for (int round = 0; round < 200; ++round) {
    Graph graph;
    std::vector<std::string> ids;
    int count = 5 + roll(40);
    for (int i = 0; i < count; ++i) {
      std::set<std::string> parents;
      for (int left = roll(4); left > 0 && i > 0; --left) {
        parents.insert(ids[static_cast<size_t>(roll(i))]);
      }
      ids.push_back("c" + std::to_string(i));
      graph.Add(ids.back(), {parents.begin(), parents.end()}, roll(count));
    }
    for (int i = 0; i < 20; ++i) {
      std::string a = ids[static_cast<size_t>(roll(count))];
      std::string b = ids[static_cast<size_t>(roll(count))];
      ASSERT_EQ(FindMergeBases(graph, a, b)->ids, graph.SlowMergeBases(a, b))
          << "seed " << kSeed << ", round " << round << ": " << a << " " << b;
      // A range never misses a commit.
      std::set<std::string> hidden = graph.Reachable(a), ours;
      auto range = CommitsBetween(graph, {a}, b);
      for (const Commit& commit : range->commits) ours.insert(commit.id);
      for (const std::string& id : graph.Reachable(b)) {
        if (hidden.contains(id)) continue;
        ASSERT_TRUE(ours.contains(id)) << a << ".." << b;
      }
    }
  }
}

// Whatever is cut: an answer that claims to be complete is the answer of the whole history.
TEST(History, CompleteMergeBasesOfACutHistoryAreTheTrueOnes) {
  constexpr unsigned kSeed = 8;
  std::mt19937 random(kSeed);
  auto roll = [&](int sides) { return static_cast<int>(random() % static_cast<unsigned>(sides)); };
  int complete = 0, cut = 0;
  for (int round = 0; round < 2000; ++round) {
    Graph graph;
    std::vector<std::string> ids;
    int count = 5 + roll(20);
    for (int i = 0; i < count; ++i) {
      std::set<std::string> parents;
      for (int left = 1 + roll(2); left > 0 && i > 0; --left) {
        parents.insert(ids[static_cast<size_t>(std::max(0, i - 1 - roll(5)))]);
      }
      ids.push_back("c" + std::to_string(100 + i));
      graph.Add(ids.back(), {parents.begin(), parents.end()}, i);
    }
    std::string a = ids[static_cast<size_t>(count - 1 - roll(3))];
    std::string b = ids[static_cast<size_t>(count - 1 - roll(3))];
    auto whole = graph.SlowMergeBases(a, b);
    for (int cuts = 1 + roll(3); cuts > 0; --cuts) {
      graph.cut.insert(ids[static_cast<size_t>(roll(count))]);
    }
    auto found = FindMergeBases(graph, a, b);
    ASSERT_TRUE(found.ok());
    (found->complete ? complete : cut) += 1;
    if (!found->complete) continue;
    for (const std::string& id : whole) {
      ASSERT_TRUE(std::count(found->ids.begin(), found->ids.end(), id) == 1)
          << "seed " << kSeed << ", round " << round << ": " << a << " " << b << " misses " << id;
    }
  }
  EXPECT_GT(complete, 100);
  EXPECT_GT(cut, 100);
}

TEST(History, RangeIsExactWhereClocksRunForwards) {
  Graph graph;
  graph.Add("root", {}, 1);
  graph.Add("a", {"root"}, 2);
  graph.Add("b", {"root"}, 3);
  graph.Add("merge", {"a", "b"}, 4);
  std::string ids;
  auto range = CommitsBetween(graph, {"a"}, "merge");
  for (const Commit& commit : range->commits) ids += commit.id + " ";
  EXPECT_EQ(ids, "merge b ");
}

TEST(History, MissingTipIsNotFound) {
  Graph graph;
  graph.Add("a", {});
  EXPECT_TRUE(absl::IsNotFound(FindMergeBases(graph, "a", "nowhere").status()));
  EXPECT_TRUE(absl::IsNotFound(CommitsBetween(graph, {"nowhere"}, "a").status()));
}

}  // namespace
}  // namespace testfed
