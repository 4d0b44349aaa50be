// Random histories, against git itself.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <sstream>

#include "selector/repository.h"
#include "tests/selector/git_sandbox.h"

namespace testfed {
namespace {

constexpr unsigned kSeed = 20251121;

class RandomHistory : public RepositoryTest {
 protected:
  // `count` commits with zero to three parents each. Clocks run backwards now and then.
  std::vector<std::string> Make(int count) {
    git.Init({"--bare"});
    std::string import;
    std::vector<int> roots;
    for (int i = 0; i < count; ++i) {
      long time = 1'700'000'000 + i * 10 - (Roll(10) == 0 ? Roll(400) : 0);
      import += "commit refs/heads/b" + std::to_string(i) + "\nmark :" + std::to_string(i + 1) +
                "\ncommitter Ada <ada@example.com> " + std::to_string(time) + " +0000\ndata 1\nx\n";
      if (i > 0 && Roll(40) != 0) {
        std::set<int> parents;
        for (int left = 1 + (Roll(3) == 0 ? 1 + Roll(2) : 0); left > 0; --left) {
          parents.insert(std::max(0, i - 1 - Roll(8)));
        }
        bool first = true;
        for (int parent : parents) {
          import += (first ? "from :" : "merge :") + std::to_string(parent + 1) + "\n";
          first = false;
        }
      }
      for (int edits = Roll(4); edits > 0; --edits) import += Edit();
      import += "\n";
    }
    git.Git({"fast-import", "--quiet", "--force"}, import);
    std::vector<std::string> ids;
    for (int i = 0; i < count; ++i) {
      ids.push_back(git.Line({"rev-parse", "b" + std::to_string(i)}));
    }
    return ids;
  }

  int Roll(int sides) { return static_cast<int>(random_() % static_cast<unsigned>(sides)); }

 private:
  std::string Edit() {
    static const std::vector<std::string> kNames = {"a", "a.b", "a-b", "b", "\"n\\nl\"", "c"};
    std::string path;
    for (int depth = Roll(4); depth > 0; --depth) {
      path += std::string(1, static_cast<char>('a' + Roll(3))) + "/";
    }
    path += kNames[static_cast<size_t>(Roll(4))];
    if (Roll(4) == 0) return "D " + path + "\n";
    static const std::vector<std::string> kModes = {"100644", "100644", "100755", "120000"};
    return "M " + kModes[static_cast<size_t>(Roll(4))] + " inline " + path + "\ndata 1\n" +
           std::to_string(Roll(3)) + "\n";
  }

  std::mt19937 random_{kSeed};
};
INSTANTIATE_TEST_SUITE_P(All, RandomHistory, testing::ValuesIn(Readers()), NameOf);

// "M\0a\0D\0b\0" as Show() writes it.
std::string Shown(const std::string& records) {
  std::vector<Change> changes;
  std::istringstream fields(records);
  for (std::string status, path;
       std::getline(fields, status, '\0') && std::getline(fields, path, '\0');) {
    auto kind = status == "A"   ? ChangeStatus::kAdded
                : status == "M" ? ChangeStatus::kModified
                : status == "D" ? ChangeStatus::kDeleted
                                : ChangeStatus::kTypeChanged;
    changes.push_back({path, kind});
  }
  std::sort(changes.begin(), changes.end());
  return Show(changes);
}

TEST_P(RandomHistory, DiffsAreGits) {
  auto ids = Make(300);
  auto repository = Open();
  std::vector<std::pair<std::string, std::string>> asked;
  for (size_t i = 0; i < ids.size(); ++i) {
    asked.emplace_back(ids[i], ids[static_cast<size_t>(Roll(300))]);
  }
  for (const auto& [a, b] : asked) {
    auto from = repository->ReadCommit(a).value();
    auto to = repository->ReadCommit(b).value();
    std::string expected = Shown(git.Git({"diff", "--name-status", "--no-renames", "-z", a, b}));
    ASSERT_EQ(Show(repository->Diff(from.tree, Snapshot::OfTree(to.tree))), expected)
        << "seed " << kSeed << ": " << a << " " << b;
  }
}

TEST_P(RandomHistory, MergeBasesAndRangesAreGits) {
  auto ids = Make(250);
  auto repository = Open();
  for (int i = 0; i < 250; ++i) {
    const std::string& a = ids[static_cast<size_t>(Roll(250))];
    const std::string& b = ids[static_cast<size_t>(Roll(250))];
    auto bases = repository->FindMergeBases(a, b).value();
    EXPECT_TRUE(bases.complete);
    std::vector<std::string> gits;
    // git merge-base exits with 1 when there is none, which an alias turns into success.
    std::istringstream lines(git.Git(
        {"-c", "alias.bases=!f() { git merge-base --all \"$@\" || :; }; f", "bases", a, b}));
    for (std::string line; std::getline(lines, line);) gits.push_back(line);
    std::sort(gits.begin(), gits.end());
    ASSERT_EQ(bases.ids, gits) << "seed " << kSeed << ": " << a << " " << b;

    // Where clocks run backwards, git's range and ours may hold commits too many; neither too few.
    std::set<std::string> exact, ours;
    std::istringstream range(git.Git({"rev-list", "--topo-order", "^" + a, b}));
    for (std::string line; std::getline(range, line);) exact.insert(line);
    auto between = repository->CommitsBetween({a}, b).value();
    for (const Commit& commit : between.commits) ours.insert(commit.id);
    for (const std::string& id : exact) {
      ASSERT_TRUE(ours.contains(id)) << "seed " << kSeed << ": " << a << ".." << b;
    }
  }
}

}  // namespace
}  // namespace testfed
