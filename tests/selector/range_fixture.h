// The history that tests of ranges share, and ranges as text.
#ifndef TESTFED_TESTS_SELECTOR_RANGE_FIXTURE_H_
#define TESTFED_TESTS_SELECTOR_RANGE_FIXTURE_H_

#include <gtest/gtest.h>

#include <string>

#include "selector/memory_repository.h"
#include "selector/range.h"
#include "tests/selector/git_sandbox.h"

namespace testfed {

inline const std::string kEverything = "\nhint: or run everything\n  testfed select --no-base full";
inline const std::string kNameOne = "\nhint: name one\n  testfed select --base REV";
inline const std::string kUnshallow = "\nhint: fetch the rest\n  git fetch --unshallow";

//   root -- base -- main
//              \.
//               work -- head     HEAD, working tree
class RangeTest : public testing::Test {
 protected:
  RangeTest() {
    root = repository.AddCommit({{"a", "0"}}, {}, "root");
    base = repository.AddCommit({{"a", "1"}}, {root}, "base");
    main = repository.AddCommit({{"a", "1"}, {"other", "1"}}, {base}, "main");
    work = repository.AddCommit({{"a", "1"}, {"b", "1"}}, {base}, "work");
    head = repository.AddCommit({{"a", "1"}, {"b", "2"}}, {work}, "head");
    repository.refs = {{"origin/main", main}, {"main", base}, {"topic", head}};
    repository.CheckOut(head);
  }

  // Provenance, head, changes and messages, a line each; or "error: MESSAGE" with hints.
  std::string Resolve(const RangeRequest& request) {
    return Shown(ResolveRange(repository, request));
  }

  std::string Shown(const absl::StatusOr<Range>& range) {
    if (!range.ok()) return "error: " + Named(Show(range.status()));
    std::string text = "base: " + range->base.rev + " = " + range->base.commit;
    for (const std::string& id : range->base.commits) text += " " + id;
    text += ", " + range->base.how + " (" + std::string(ToString(range->base.confidence)) + ")\n";
    text += "head: " + range->head.rev + " = " + range->head.commit + ", " +
            std::to_string(range->head.commits) + " commits, " +
            std::to_string(range->head.uncommitted) + " uncommitted";
    if (!range->head.messages_complete) text += ", messages cut";
    text += "\n" + Show(range->changes);
    for (const Commit& commit : range->commits) text += commit.message + " ";
    EXPECT_EQ(range->head_tree, range->head_snapshot.tree);
    EXPECT_EQ(range->head.commits, static_cast<int>(range->commits.size()));
    return Named(text);
  }

  // Ids are shown by the names of the members.
  std::string Named(std::string text) const {
    for (const auto& [id, name] : {std::pair(root, "ROOT"),
                                   {base, "BASE"},
                                   {main, "MAIN"},
                                   {work, "WORK"},
                                   {head, "HEAD_ID"},
                                   {merge, "MERGE"},
                                   {kUnknown, "UNKNOWN"}}) {
      for (size_t at; !id.empty() && (at = text.find(id)) != std::string::npos;) {
        text.replace(at, id.size(), name);
      }
    }
    return text;
  }

  static Event Push(const std::string& before, const std::string& after) {
    Event event;
    event.kind = Event::Kind::kPush;
    event.name = "push";
    event.base = before;
    event.head = after;
    event.branch = "topic";
    event.default_branch = "main";
    event.created = before.empty();
    return event;
  }
  static Event Pull(const std::string& base_id, const std::string& head_id) {
    Event event;
    event.kind = Event::Kind::kPullRequest;
    event.name = "pull_request";
    event.base = base_id;
    event.head = head_id;
    return event;
  }
  void Merge() {
    merge = repository.AddCommit({{"a", "1"}, {"other", "1"}, {"b", "2"}}, {main, head}, "merge");
    repository.CheckOut(merge);
  }

  const std::string kUnknown = std::string(40, 'e');
  MemoryRepository repository;
  std::string root, base, main, work, head, merge;
};

}  // namespace testfed

#endif  // TESTFED_TESTS_SELECTOR_RANGE_FIXTURE_H_
