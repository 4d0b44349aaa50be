// Which messages are known to be all, in clones that are cut.
#include "selector/messages.h"

#include <gtest/gtest.h>

#include "tests/selector/range_fixture.h"

namespace testfed {
namespace {

//   M1 -- M2 ------- M3            main; M3 is what the pull request is merged into
//     \     \           \.
//      T1 -- U -- T2 -- merge      U: main merged into the branch
class MessagesTest : public testing::Test {
 protected:
  MessagesTest() {
    m1 = Add("M1", {});
    m2 = Add("M2", {m1});
    m3 = Add("M3", {m2});
    t1 = Add("T1", {m1});
    u = Add("U", {t1, m2});
    t2 = Add("T2", {u});
    merge = Add("merge", {m3, t2});
    repository.CheckOut(merge);
  }
  std::string Add(const std::string& name, const std::vector<std::string>& parents) {
    return repository.AddCommit({{name, name}}, parents, name);
  }

  // "merge T2 U T1", with "; cut" and what to fetch where some may be missing.
  std::string Read(std::optional<int> stated) {
    Base base{"HEAD^1", {*repository.ReadCommit(m3)}, "", t2, stated};
    auto messages = MessagesOf(repository, *repository.ReadCommit(merge), base);
    if (!messages.ok()) return Show(messages.status());
    std::string text;
    for (const Commit& commit : messages->commits) text += commit.message + " ";
    text += messages->complete ? "all" : "cut: " + messages->fetch->Line();
    for (size_t at; (at = text.find(t2)) != std::string::npos;) text.replace(at, t2.size(), "T2");
    return text;
  }

  MemoryRepository repository;
  std::string m1, m2, m3, t1, u, t2, merge;
};

TEST_F(MessagesTest, AreAllInACompleteClone) { EXPECT_EQ(Read(std::nullopt), "merge T2 U T1 all"); }

// Depth 1 of the merge, and then `--depth=3` of both parents: three commits, T1 two steps away.
TEST_F(MessagesTest, AreAllWhenNoCutIsNearerThanTheirNumber) {
  repository.cut = {merge, m3, t1, m2};
  repository.missing = {m1};
  EXPECT_EQ(Read(3), "merge T2 U T1 M2 all");
  EXPECT_EQ(Read(2), "merge T2 U T1 M2 all");
  EXPECT_EQ(Read(4), "merge T2 U T1 M2 cut: git fetch --depth=4 origin T2");
  EXPECT_EQ(Read(std::nullopt), "merge T2 U T1 M2 cut: git fetch --unshallow");
}

TEST_F(MessagesTest, AreCutWhereACommitIsMissing) {
  repository.cut = {merge, m3, t2};
  repository.missing = {m1, m2, u, t1};
  EXPECT_EQ(Read(3), "merge T2 cut: git fetch --depth=3 origin T2");
  EXPECT_EQ(Read(1), "merge T2 all");
  repository.missing.insert(t2);
  EXPECT_EQ(Read(1), "merge cut: git fetch --depth=1 origin T2");
}

// What is the base's ends the search, whatever lies behind it.
TEST_F(MessagesTest, DoNotNeedTheHistoryOfTheBase) {
  repository.cut = {merge, t1, m2};
  repository.missing = {m1};
  EXPECT_EQ(Read(3), "merge T2 U T1 all");
}

}  // namespace
}  // namespace testfed
