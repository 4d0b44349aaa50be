#include "integration/tuple_diff.h"

#include <gtest/gtest.h>

#include "selector/memory_repository.h"

namespace testfed {
namespace {

TupleEntry At(const std::string& pin, const std::string& repository = "github.com/orbit/comm") {
  const bool commit = pin.size() == 40;
  return {{commit ? Pin::Kind::kCommit : Pin::Kind::kVersion, pin}, repository, {}};
}

// Two commits on `main` after `old`, and one beside them.
struct History {
  History() {
    old = repository.AddCommit({{"a", "1"}});
    middle = repository.AddCommit({{"a", "2"}}, {old});
    now = repository.AddCommit({{"a", "3"}}, {middle});
    beside = repository.AddCommit({{"a", "4"}}, {old});
  }
  CloneFinder Clones() {
    return [this](const std::string& name) { return name == "comm" ? &repository : nullptr; };
  }
  MemoryRepository repository;
  std::string old, middle, now, beside;
};

std::vector<TupleChange> Diff(const Tuple& from, const Tuple& to, const CloneFinder& clones = {},
                              const std::map<std::string, std::string>& renames = {}) {
  absl::StatusOr<std::vector<TupleChange>> changes = DiffTuples(from, to, renames, clones);
  EXPECT_TRUE(changes.ok()) << changes.status();
  return *changes;
}

std::string KindsText(const std::vector<TupleChange>& changes) {
  std::string text;
  for (const TupleChange& change : changes) {
    text += change.name + ":";
    for (const std::string& kind : KindsOf(change)) text += " " + kind;
    text += "\n";
  }
  return text;
}

// Behaviour 39: told apart, each with its line for people.
TEST(TupleDiff, TheCourseOfACommitIsTold) {
  History history;
  struct Case {
    std::string from, to, kind, what, text;
  };
  auto seven = [](const std::string& commit) { return commit.substr(0, 7); };
  const std::string unknown(40, 'f');
  const Case cases[] = {
      {history.old, history.now, "forward", "2 commits", "comm +2"},
      {history.now, history.old, "rewind", "rewind by 2",
       "comm " + seven(history.now) + " -> " + seven(history.old) + " (rewind by 2)"},
      {history.now, history.beside, "diverged", "diverged",
       "comm " + seven(history.now) + " -> " + seven(history.beside) + " (diverged)"},
      {history.now, unknown, "pin", "", "comm " + seven(history.now) + " -> fffffff"},
      {history.now, "1.4.0", "version", "", "comm " + seven(history.now) + " -> 1.4.0"},
      {"1.3.2", "1.4.0", "version", "", "comm 1.3.2 -> 1.4.0"},
  };
  for (const Case& one : cases) {
    SCOPED_TRACE(one.text);
    const std::vector<TupleChange> changes =
        Diff({{"comm", At(one.from)}}, {{"comm", At(one.to)}}, history.Clones());
    EXPECT_EQ(KindsText(changes), "comm: " + one.kind + "\n");
    ASSERT_EQ(changes.size(), 1U);
    EXPECT_EQ(WhatText(changes[0]), one.what);
    EXPECT_EQ(ShortText(changes[0]), one.text);
  }
}

TEST(TupleDiff, HistoryThatIsCutIsNoProof) {
  History history;
  history.repository.cut = {history.now, history.beside};
  EXPECT_EQ(MovementBetween(&history.repository, history.now, history.beside)->course,
            Movement::Course::kUnknown);
  history.repository.cut = {history.middle};
  EXPECT_EQ(MovementBetween(&history.repository, history.middle, history.now)->course,
            Movement::Course::kForward);
  history.repository.missing = {history.old};
  EXPECT_EQ(MovementBetween(&history.repository, history.old, history.now)->course,
            Movement::Course::kUnknown);
}

TEST(TupleDiff, NothingDiffersBetweenEqualTuples) {
  const Tuple tuple = {{"comm", At("1.4.0")}};
  EXPECT_TRUE(Diff(tuple, tuple).empty());
}

TEST(TupleDiff, ComponentsComeGoAndAreRenamed) {
  const Tuple from = {{"a", At("1", "h/a")}, {"b", At("1", "h/b")}, {"old", At("1", "h/r")}};
  const Tuple to = {{"a", At("1", "h/a")}, {"c", At("1", "h/c")}, {"new", At("2", "h/r")}};
  const std::vector<TupleChange> changes = Diff(from, to);
  EXPECT_EQ(KindsText(changes), "b: removed\nc: added\nnew: renamed version\n");
  EXPECT_EQ(ShortText(changes[0]), "b removed");
  EXPECT_EQ(ShortText(changes[1]), "c added");
  EXPECT_EQ(ShortText(changes[2]), "new 1 -> 2 (renamed from old)");
}

TEST(TupleDiff, ARenamingMayBeDeclared) {
  const Tuple from = {{"old", At("1", "h/r")}};
  const Tuple to = {{"new", At("1", "h/elsewhere")}};
  EXPECT_EQ(KindsText(Diff(from, to)), "new: added\nold: removed\n");
  const std::vector<TupleChange> changes = Diff(from, to, {}, {{"old", "new"}});
  EXPECT_EQ(KindsText(changes), "new: renamed moved\n");
  EXPECT_EQ(WhatText(changes[0]), "renamed from old, moved from h/r");
}

TEST(TupleDiff, TwoOfOneRepositoryAreNoRenaming) {
  const Tuple from = {{"a", At("1", "h/r")}, {"b", At("1", "h/r")}};
  const Tuple to = {{"c", At("1", "h/r")}};
  EXPECT_EQ(KindsText(Diff(from, to)), "a: removed\nb: removed\nc: added\n");
}

TEST(TupleDiff, PatchesAndRepositoriesAreChangesWithoutAPin) {
  TupleEntry patched = At("1");
  patched.patches = {"//p:1.patch"};
  EXPECT_EQ(KindsText(Diff({{"comm", At("1")}}, {{"comm", patched}})), "comm: patches\n");
  EXPECT_EQ(ShortText(Diff({{"comm", At("1")}}, {{"comm", patched}})[0]), "comm patches only");
  const std::vector<TupleChange> moved =
      Diff({{"comm", At("1", "github.com/qorix/comm")}}, {{"comm", At("1")}});
  EXPECT_EQ(KindsText(moved), "comm: moved\n");
  EXPECT_EQ(ShortText(moved[0]), "comm moved from github.com/qorix/comm");
}

TEST(TupleDiff, CommitsAreComparedWhereTheHostIsKnown) {
  const std::string a(40, 'a'), b(40, 'b');
  auto url = [&](const std::string& host) {
    return CompareUrl(Diff({{"c", At(a, host + "/o/c")}}, {{"c", At(b, host + "/o/c")}})[0]);
  };
  EXPECT_EQ(url("github.com"), "https://github.com/o/c/compare/" + a + "..." + b);
  EXPECT_EQ(url("gitlab.com"), "https://gitlab.com/o/c/-/compare/" + a + "..." + b);
  EXPECT_EQ(url("git.orbit.dev"), "");
  EXPECT_EQ(CompareUrl(Diff({{"c", At("1")}}, {{"c", At("2")}})[0]), "");
}

TEST(TupleDiff, JsonHoldsBothEntries) {
  History history;
  const std::vector<TupleChange> changes =
      Diff({{"comm", At(history.old)}}, {{"comm", At(history.now)}}, history.Clones());
  EXPECT_EQ(CanonicalText(ToJson(changes)),
            R"([{"commits":2,"compare_url":"https://github.com/orbit/comm/compare/)" + history.old +
                "..." + history.now + R"(","from":{"commit":")" + history.old +
                R"(","repo":"github.com/orbit/comm"},"kinds":["forward"],"name":"comm",)" +
                R"("to":{"commit":")" + history.now + R"(","repo":"github.com/orbit/comm"}}])");
}

}  // namespace
}  // namespace testfed
